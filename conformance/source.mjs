import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./cache.mjs";
import { runProgram } from "./run-program.mjs";

const SOURCES = JSON.parse(readFileSync(new URL("sources.json", import.meta.url), "utf8"));

/** A copy of somebody else's tests, which no package has: the folder that a variable names, or one fetched at a pinned commit. Their code never enters this repository. */
export async function sourceOf(client) {
  const { repository, commit, version, marker, variable } = SOURCES[client];
  const named = process.env[variable];
  if (named !== undefined) return existsSync(join(named, marker)) ? { folder: named, version } : { skipped: `${variable} names no copy of its tests` };
  const folder = join(cacheFolder("sources"), `${client}-${commit.slice(0, 12)}`);
  if (existsSync(join(folder, marker))) return { folder, version };
  rmSync(folder, { recursive: true, force: true });
  for (const args of [
    ["init", "--quiet", folder],
    ["-C", folder, "fetch", "--quiet", "--depth", "1", repository, commit],
    ["-C", folder, "checkout", "--quiet", "FETCH_HEAD"],
  ]) {
    const { code, output } = await runProgram("git", args, { env: { GIT_TERMINAL_PROMPT: "0" }, seconds: 300 });
    if (code === 0) continue;
    rmSync(folder, { recursive: true, force: true });
    return {
      skipped: `its tests cannot be fetched (git: ${output.trim().split("\n").at(-1)}); ${variable} can name a copy`,
    };
  }
  return { folder, version };
}
