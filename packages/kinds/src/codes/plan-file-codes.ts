import type { CodeEntry } from "./code-entry.ts";

/** ST2050-ST2099: plan files and recordings. */
export const planFileCodes = [
  {
    code: "ST2050",
    title: "Not a plan file",
    explanation: "The file does not begin with the header of a SnowTower plan.",
    fix: "Give the file that plan --out wrote.",
  },
  {
    code: "ST2051",
    title: "The plan was written by a newer SnowTower",
    explanation: "The plan's format is newer than this program, which could misread it. Nothing of it is used.",
    fix: "Apply it with the version that wrote it, or plan again.",
  },
  {
    code: "ST2052",
    title: "The plan file is cut off",
    explanation: "The header promises more lines than the file holds: it was not written or copied to its end.",
    fix: "Copy the file again, or plan again.",
  },
  {
    code: "ST2053",
    title: "The plan file was changed",
    explanation: "The digest in the last line does not fit the lines before it. What was approved is applied, or nothing.",
    fix: "Plan again; change the project's files instead of the plan.",
  },
  {
    code: "ST2054",
    title: "The plan file does not hold a plan",
    explanation: "The file is whole, but its content has not the form of a plan, or its steps wait for each other in no possible order.",
    fix: "Plan again. If SnowTower itself wrote the file, this is a bug: report it.",
  },
  {
    code: "ST2055",
    title: "The file is no recording",
    explanation: "It was not written by snowtower record, it is damaged, or it asks for more than reading. Nothing of it is used.",
    fix: "Give the file that snowtower record wrote, unchanged.",
  },
  {
    code: "ST2056",
    title: "The recording has another format version",
    explanation: "The recording was written by a newer SnowTower, which may mean other things by its lines.",
    fix: "Replay it with the version that wrote it, or a newer one.",
  },
] as const satisfies readonly CodeEntry[];
