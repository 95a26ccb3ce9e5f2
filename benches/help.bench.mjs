// `--help` has to be there at once: it may take at most 1.8 times as long as node itself.
import { runNode, SNOWTOWER } from "./run-node.mjs";

export const name = "snowtower --help";

export function run() {
  const cases = [
    ["node alone", ["-e", "0"]],
    ["--help", [SNOWTOWER, "--help"]],
  ];
  return runNode(cases);
}
