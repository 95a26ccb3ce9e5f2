import type { Value } from "../catalog/entry.ts";
import { unsupported } from "../sql-error.ts";
import type { ObjectClass, ShowColumn } from "./object-class.ts";
import { renamingRoutine, settingOne } from "./routine/alter-routine.ts";
import { checkRoutine } from "./routine/check-routine.ts";
import { describeRoutine } from "./routine/describe-routine.ts";
import { grantNameOfRoutine } from "./routine/grant-name.ts";
import { checkLanguage } from "./routine/language-rules.ts";
import { readRoutineClause } from "./routine/read-routine.ts";
import { languageOf } from "./routine/routine.ts";
import { routineProperties } from "./routine/routine-properties.ts";
import { accessColumns, commonColumns } from "./routine/show-routine.ts";
import { text, yesNo } from "./show-columns.ts";

const last: readonly ShowColumn[] = [
  text("is_external_function", () => "N"),
  text("language", languageOf),
  text("is_memoizable", (entry) => yesNo(entry.properties.MEMOIZABLE === true)),
  text("is_data_metric", () => "N"),
];

/** (docs: sql-reference/sql/create-function, alter-function, drop-function, desc-function, show-user-functions, show-functions) */
export const functionClass: ObjectClass = {
  name: "FUNCTION",
  label: "Function",
  container: "SCHEMA",
  overloaded: true,
  orAlter: true,
  modifiers: ["SECURE", "AGGREGATE"],
  parameterLevel: "FUNCTION",
  properties: routineProperties,
  needs: { set: [], drop: [], rename: [] },
  shows: [
    { words: "USER FUNCTIONS", columns: [...commonColumns, ...accessColumns, ...last], cuts: true },
    // Only what users made: this account does not list Snowflake's own functions.
    { words: "FUNCTIONS", columns: [...commonColumns, ...last], cuts: true },
  ],
  describe: describeRoutine,
  grantName: grantNameOfRoutine,

  modified(spec, head) {
    spec.properties.ARGUMENTS = head.arguments as unknown as readonly Value[];
    for (const modifier of head.modifiers) spec.properties[modifier] = true;
    if (head.arguments.some(({ out }) => out === true)) throw unsupported("OUT argument of a FUNCTION");
  },

  clause(cursor, spec, head) {
    if (!cursor.accept("MEMOIZABLE")) return readRoutineClause(cursor, spec, head);
    spec.properties.MEMOIZABLE = true;
    return true;
  },

  complete: (cursor, spec) => checkLanguage(cursor, spec, "FUNCTION"),

  alter(cursor) {
    if (cursor.accept("SET SECURE")) return settingOne("SECURE", true);
    if (cursor.accept("UNSET SECURE")) return settingOne("SECURE", null);
    return cursor.accept("RENAME TO") ? renamingRoutine(functionClass, cursor.name()) : null;
  },

  check: checkRoutine,
};
