// A package's build is stale when a source file is newer than the build, or when the build holds a module whose source is gone.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { listFiles } from "./structure/workspace.mjs";

const BUILT = /^(?!.*\.(?:test|laws|test-d)\.).*\.tsx?$/;

/** One sentence per package whose dist cannot be trusted; empty when all can. */
export function staleBuilds(root) {
  return readdirSync(join(root, "packages"))
    .filter((folder) => existsSync(join(root, "packages", folder, "tsconfig.json")))
    .flatMap((folder) => staleness(root, `packages/${folder}`));
}

function staleness(root, folder) {
  const stamp = join(root, folder, "dist/.tsbuildinfo");
  if (!existsSync(stamp)) return [`${folder} is not built`];
  const built = statSync(stamp).mtimeMs;
  const newer = listFiles(root, `${folder}/src`).filter((path) => BUILT.test(path) && statSync(join(root, path)).mtimeMs > built);
  return newer.length > 0 ? [`${newer[0]} is newer than its build`] : [];
}

/** Built modules whose source is gone: `tsc -b` leaves them behind, and they would be published. */
export function leftOvers(root) {
  return readdirSync(join(root, "packages")).flatMap((folder) => {
    const dist = join(root, "packages", folder, "dist");
    if (!existsSync(dist)) return [];
    return readdirSync(dist, { recursive: true })
      .filter((path) => /\.js$/.test(path) && !sourceExists(join(root, "packages", folder, "src"), path))
      .map((path) => `packages/${folder}/dist/${path}`);
  });
}

function sourceExists(src, built) {
  return [".ts", ".tsx"].some((ending) => existsSync(join(src, built.replace(/\.js$/, ending))));
}
