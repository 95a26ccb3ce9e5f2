import type { CodeEntry } from "./code-entry.ts";

/** ST33xx: what a command line asks for. */
export const usageCodes = [
  {
    code: "ST3301",
    title: "No such folder",
    explanation: "The folder that should hold the project does not exist.",
    fix: "Pass the project's folder with -c.",
  },
  {
    code: "ST3302",
    title: "Not a prefix",
    explanation:
      "An environment's prefix has letters, digits and single underscores, and does not end with one: two underscores are what separates it from a name.",
    fix: "Use a prefix like DEV or TEAM_A.",
  },
  {
    code: "ST3303",
    title: "Nobody can be asked",
    explanation: "The command would ask before it changes the account, and there is no terminal to ask on.",
    fix: "Pass --yes if the change is meant.",
  },
  {
    code: "ST3304",
    title: "An option is missing",
    explanation: "The command cannot run without the option that the message names.",
    fix: "Add the option.",
  },
  {
    code: "ST3305",
    title: "A file cannot be read or written",
    explanation: "The file that was named on the command line cannot be opened.",
    fix: "Check its path and its permissions.",
  },
  {
    code: "ST3306",
    title: "The command line was not understood",
    explanation: "There is no such command or option, or its value is none that it takes.",
    fix: "Add --help to see what the command takes.",
  },
  {
    code: "ST3307",
    title: "No step is called that",
    explanation: "The plan has no step with this number or id, and none whose id holds the words.",
    fix: "Run explain without a step to see all of them.",
  },
  {
    code: "ST3308",
    title: "Several steps are called that",
    explanation: "More than one step of the plan has the words in its id, and only one can be explained.",
    fix: "Give the number of one of them, or its whole id.",
  },
] as const satisfies readonly CodeEntry[];
