import type { CodeEntry } from "./code-entry.ts";

/** ST9001-ST9099: mistakes of SnowTower itself. */
export const bugCodes = [
  {
    code: "ST9001",
    title: "A bug in SnowTower",
    explanation: "A promise that the program makes to itself was broken. It stopped rather than go on from there.",
    fix: "Report it with the message and, if you can share them, the files that lead to it.",
  },
] as const satisfies readonly CodeEntry[];
