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
  {
    code: "ST5004",
    title: "The local account is another one",
    explanation: "The folder holds an account whose edition, region or name is not the one asked for. These are given to an account when it is made.",
    fix: "Leave the option out, or name another folder with --data to make a new account.",
  },
  {
    code: "ST5005",
    title: "No local account runs",
    explanation: "The command is about a local account that a server runs on, and none runs on this folder, or not in the way that is asked for.",
    fix: "Start it with snowtower local, with --tls if that is what the message says.",
  },
] as const satisfies readonly CodeEntry[];
