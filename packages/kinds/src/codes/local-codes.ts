import type { CodeEntry } from "./code-entry.ts";

/** ST5xxx: the local account. */
export const localCodes = [
  {
    code: "ST5001",
    title: "The port is in use",
    explanation: "Another program listens on the port that the local account should have.",
    fix: "Leave --port out, which takes a free one, or stop the other program.",
  },
  {
    code: "ST5002",
    title: "The local account is in use",
    explanation: "Another process has the local account's folder open, and it is no server that could be talked to.",
    fix: "Wait for the other command, or stop it.",
  },
  {
    code: "ST5003",
    title: "The local account's folder is damaged",
    explanation: "A file of the local account's folder is not what was written there. Nothing was changed.",
    fix: "Restore the folder from a copy, or move it away to begin with an empty account.",
  },
] as const satisfies readonly CodeEntry[];
