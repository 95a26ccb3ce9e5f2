import type { Value } from "../catalog/entry.ts";
import type { ObjectClass } from "./object-class.ts";
import { renamingRoutine, settingOne } from "./routine/alter-routine.ts";
import { checkRoutine } from "./routine/check-routine.ts";
import { describeRoutine } from "./routine/describe-routine.ts";
import { readExecuteAs } from "./routine/execute-as.ts";
import { grantNameOfRoutine } from "./routine/grant-name.ts";
import { checkLanguage } from "./routine/language-rules.ts";
import { readRoutineClause } from "./routine/read-routine.ts";
import { routineProperties } from "./routine/routine-properties.ts";
import { accessColumns, commonColumns } from "./routine/show-routine.ts";

/** (docs: sql-reference/sql/create-procedure, alter-procedure, drop-procedure, desc-procedure, show-user-procedures, show-procedures) */
export const procedure: ObjectClass = {
  name: "PROCEDURE",
  label: "Procedure",
  container: "SCHEMA",
  overloaded: true,
  orAlter: true,
  modifiers: ["SECURE"],
  parameterLevel: "PROCEDURE",
  properties: routineProperties,
  needs: { set: [], drop: [], rename: [] },
  shows: [
    { words: "USER PROCEDURES", columns: [...commonColumns, ...accessColumns], cuts: true },
    // Only what users made: this account does not list Snowflake's own procedures.
    { words: "PROCEDURES", columns: commonColumns, cuts: true },
  ],
  describe: describeRoutine,
  grantName: grantNameOfRoutine,

  modified(spec, head) {
    spec.properties.ARGUMENTS = head.arguments as unknown as readonly Value[];
    if (head.modifiers.includes("SECURE")) spec.properties.SECURE = true;
  },

  clause(cursor, spec, head) {
    const rights = readExecuteAs(cursor);
    if (rights === undefined) return readRoutineClause(cursor, spec, head);
    if (rights === null) delete spec.properties.EXECUTE_AS;
    else spec.properties.EXECUTE_AS = rights;
    return true;
  },

  complete: (cursor, spec) => checkLanguage(cursor, spec, "PROCEDURE"),

  alter(cursor) {
    const rights = readExecuteAs(cursor);
    if (rights !== undefined) return settingOne("EXECUTE_AS", rights);
    return cursor.accept("RENAME TO") ? renamingRoutine(procedure, cursor.name()) : null;
  },

  check: checkRoutine,
};
