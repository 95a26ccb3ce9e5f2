import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { parseScript } from "./parse-script.ts";
import { runScript } from "./run-script.ts";
import { parseTxtar } from "./txtar.ts";
import type { Verbs } from "./verb.ts";

/**
 * Registers one Vitest test for each .txtar file below the folder. `UPDATE=1` rewrites golden sections and is refused when CI is set.
 * Throws if the folder holds no script: a suite that lost its files must not pass.
 */
export function runScripts(dir: string, verbs: Verbs): void {
  const update = mayUpdate(process.env);
  for (const name of scriptsBelow(dir)) {
    const path = join(dir, name);
    test(titleOf(name, path), () => runScript(path, verbs, { place: name, update }));
  }
}

/** The scripts below a folder, as paths from it, sorted. Throws if there is none. */
export function scriptsBelow(dir: string): readonly string[] {
  const names = readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".txtar"));
  if (names.length === 0) throw new Error(`no .txtar file below ${dir}`);
  return names.sort();
}

/** Whether golden sections may be rewritten. Throws where they must not be. */
export function mayUpdate(env: Readonly<Record<string, string | undefined>>): boolean {
  const update = (env.UPDATE ?? "") !== "" && env.UPDATE !== "0";
  if (update && (env.CI ?? "") !== "") throw new Error("UPDATE is refused when CI is set: golden texts are changed by people");
  return update;
}

// A script that cannot be read still becomes a test, which then fails with the reason.
function titleOf(name: string, path: string): string {
  try {
    return `${name}: ${parseScript(parseTxtar(readFileSync(path, "utf8")).comment).title}`;
  } catch {
    return name;
  }
}
