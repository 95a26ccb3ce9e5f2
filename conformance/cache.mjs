import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** What is downloaded and what came out: never in the repository. */
export function cacheFolder(...parts) {
  const { SNOWTOWER_CONFORMANCE_CACHE: named, XDG_CACHE_HOME: caches = join(homedir(), ".cache") } = process.env;
  const folder = join(named ?? join(caches, "snowtower-conformance"), ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}
