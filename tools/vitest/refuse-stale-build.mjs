// Vitest's global set-up of the suites that spawn what was built.
import { staleBuilds } from "../stale-build.mjs";
import { ROOT } from "../structure/workspace.mjs";

export default function refuseStaleBuild() {
  const stale = staleBuilds(ROOT);
  if (stale.length > 0) throw new Error(`stale build: run npm run build\n  ${stale.join("\n  ")}`);
}
