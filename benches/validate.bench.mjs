// Checking the example's files may take at most 8 times as long as node itself.
import { join } from "node:path";
import { ROOT, runNode, SNOWTOWER } from "./run-node.mjs";

export const name = "snowtower validate";

export function run() {
  const cases = [
    ["node alone", ["-e", "0"]],
    ["examples/acme", [SNOWTOWER, "validate", "-c", join(ROOT, "examples/acme")]],
  ];
  return runNode(cases);
}
