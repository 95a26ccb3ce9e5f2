import type { CodeEntry } from "./code-entry.ts";

/** ST30xx: which account is meant, and reaching it. */
export const connectionCodes = [
  {
    code: "ST3001",
    title: "No connection was named",
    explanation:
      "Nobody said which account is meant. The project's local account stands in only where a person sits at a terminal, in a project without environments: in CI a missing connection must never look like a green run.",
    fix: "Pass --connection NAME, or --connection local for the project's local account.",
  },
  {
    code: "ST3002",
    title: "Unknown environment",
    explanation: "No environment of this name is described in snowtower.yaml.",
    fix: "Use a name that stands under `environments` in snowtower.yaml.",
  },
  {
    code: "ST3003",
    title: "The connection cannot be used",
    explanation: "The settings of the connection, from files, variables and options together, do not say how to reach the account, or contradict each other.",
    fix: "Correct the setting that the message names.",
  },
  {
    code: "ST3004",
    title: "The log-in was refused",
    explanation: "The account was reached, and did not accept the user, the password, the key or the role.",
    fix: "Check the user, the credential and the role of the connection.",
  },
  {
    code: "ST3005",
    title: "The account cannot be reached",
    explanation: "There was no answer, or the network refused.",
    fix: "Check the account's name, the host, and the network; a local account has to be running.",
  },
  {
    code: "ST3006",
    title: "The connection was lost",
    explanation: "The connection broke while a statement was under way: it is not known whether the statement ran.",
    fix: "Run the command again; what was done is read back from the account.",
  },
  {
    code: "ST3007",
    title: "Snowflake refused the statement",
    explanation: "The account's own error: its code, its words and the id of the query are shown.",
    fix: "Read Snowflake's message; often the role lacks a privilege, or a name is wrong.",
  },
  {
    code: "ST3008",
    title: "Cancelled",
    explanation: "The statement was cancelled before it ended.",
    fix: "Run the command again if that was not meant.",
  },
] as const satisfies readonly CodeEntry[];
