// Runs node to its end, again and again, and says how long each run took.
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "..");
export const SNOWTOWER = join(ROOT, "packages/cli/bin/snowtower.js");

const ROUNDS = 15;

/** The cases in turn, so that what else the machine does meets all of them alike. A run that fails is no sample. */
export function runNode(cases) {
  const rows = cases.map(([label, args]) => ({ label, args, samples: [] }));
  for (let round = -1; round < ROUNDS; round++) {
    for (const { args, samples } of rows) {
      const from = performance.now();
      const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
      const took = performance.now() - from;
      if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
      // The first round only warms the disk's cache.
      if (round >= 0) samples.push(took);
    }
  }
  return rows.map(({ label, samples }) => ({ label, samples }));
}
