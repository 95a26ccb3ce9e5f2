// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a placeholder is written ${{ name }}

import type { CodeEntry } from "./code-entry.ts";

/** ST1100-ST1199: what the files say about kinds and their fields. */
export const modelCodes = [
  {
    code: "ST1101",
    title: "Unknown field",
    explanation: "The kind has no field of this name; nothing would read it.",
    fix: "Correct the name.",
  },
  {
    code: "ST1102",
    title: "A field is missing",
    explanation: "The kind cannot be described without this field.",
    fix: "Add the field.",
  },
  {
    code: "ST1103",
    title: "A value has the wrong type",
    explanation: "The field takes another sort of value than the one that stands there.",
    fix: "Correct the value; a text that looks like a number, a date, yes or no needs quotes.",
  },
  {
    code: "ST1104",
    title: "A value is not allowed",
    explanation: "The value has the right type, but the field does not take it.",
    fix: "Use one of the values that the message names.",
  },
  {
    code: "ST1105",
    title: "Not a name",
    explanation: "The text cannot be a name of an object in Snowflake.",
    fix: "Use letters, digits, _ and $, or put the name in double quotes.",
  },
  {
    code: "ST1106",
    title: "Field not supported yet",
    explanation: "The field is one that SnowDDL knows and that SnowTower does not manage yet. It is refused, so that nobody believes it was applied.",
    fix: "Remove the field, or keep the object under the tool that manages it.",
  },
  {
    code: "ST1108",
    title: "The file's name does not fit the arguments",
    explanation:
      "The name of a function's or procedure's file holds the types of its arguments, as f(varchar,number).yaml, and these are not the ones in the file. The two must agree, because the types are a part of the object's identity.",
    fix: "Rename the file as the message says, or correct the arguments.",
  },
  {
    code: "ST1109",
    title: "A key names an unknown column",
    explanation: "A primary, unique or foreign key names a column that the table does not have.",
    fix: "Correct the name of the column, or add the column to the table.",
  },
  {
    code: "ST1110",
    title: "Described twice",
    explanation: "Two places describe the same object: names that differ in case only are the same name.",
    fix: "Remove one of them.",
  },
  {
    code: "ST1111",
    title: "A reference to nothing",
    explanation: "The object refers to one that would be in a schema of this project, and no file describes it there: so it will not be there.",
    fix: "Correct the name, or describe the object it refers to.",
  },
  {
    code: "ST1113",
    title: "One place, two policies",
    explanation:
      "Two files set different policies, or the same one with different columns, on the same object or column, and Snowflake allows one of a kind there.",
    fix: "Keep one of the two.",
  },
  {
    code: "ST1114",
    title: "A policy or tag on an unknown column",
    explanation: "A policy or a tag is set on a column, or is told the value of a column, that the described table or view does not have.",
    fix: "Correct the name of the column, or add the column to the table or view.",
  },
  {
    code: "ST1115",
    title: "A policy does not fit the columns",
    explanation:
      "The columns that a policy is set with stand for its arguments, in their order: as many of them, and of the same types, whatever their length.",
    fix: "Name the columns that fit the policy's arguments, or use another policy.",
  },
  {
    code: "ST1120",
    title: "An override of what is not described",
    explanation:
      "Overrides of an environment say what is otherwise there than in the files: by kind, name and field. They describe nothing new, so a name that no file describes is a mistake.",
    fix: "Correct the name, or describe the object in a file; an environment that is not to have it says `absent`.",
  },
  {
    code: "ST1121",
    title: "SQL names a database of another environment",
    explanation:
      "The environment has a prefix, so that this project's database has another name there. The SQL names it without the prefix: it would read from, or write to, another environment.",
    fix: "Write ${{ env_prefix }} before the name, or a placeholder that each environment gives a value.",
  },
] as const satisfies readonly CodeEntry[];
