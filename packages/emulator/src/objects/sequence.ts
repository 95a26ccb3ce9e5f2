import type { Cursor } from "../parser/cursor.ts";
import { booleanColumn, numberColumn, textColumn, timeColumn } from "../result.ts";
import { compilationError, SqlError } from "../sql-error.ts";
import { setting } from "../statements/alter.ts";
import { readPropertyClause } from "../statements/clauses.ts";
import type { ObjectClass, ShowColumn, Spec } from "./object-class.ts";
import { comment, createdOn, databaseName, name, number, owner, ownerRoleType, schemaName, text, yesNo } from "./show-columns.ts";

const columns: readonly ShowColumn[] = [
  name,
  databaseName,
  schemaName,
  number("next_value", (entry) => String(entry.properties.START ?? 1)),
  number("interval", (entry) => String(entry.properties.INCREMENT ?? 1)),
  createdOn,
  owner,
  comment,
  ownerRoleType,
  text("ordered", (entry) => yesNo(entry.properties.ORDERED === true)),
];

/** START [WITH] [=] n, INCREMENT [BY] [=] n, ORDER, NOORDER into the spec; false if none of them comes next. */
function readOption(cursor: Cursor, spec: Spec): boolean {
  if (cursor.accept("START")) spec.properties.START = numberAfter(cursor, "WITH");
  else if (cursor.accept("INCREMENT")) spec.properties.INCREMENT = numberAfter(cursor, "BY");
  else if (cursor.accept("NOORDER")) spec.properties.ORDERED = false;
  else if (cursor.accept("ORDER")) spec.properties.ORDERED = true;
  else return false;
  return true;
}

function numberAfter(cursor: Cursor, filler: string): number {
  cursor.accept(filler);
  cursor.accept("=");
  return cursor.integer();
}

/** (docs: sql-reference/sql/create-sequence, alter-sequence, show-sequences). Nothing here takes a value yet, so the next one is the first. */
export const sequence: ObjectClass = {
  name: "SEQUENCE",
  label: "Sequence",
  container: "SCHEMA",
  properties: [],
  needs: { set: [], drop: [], rename: [] },
  shows: [{ words: "SEQUENCES", columns, cuts: true }],

  describe(entry, context) {
    const kinds = { text: textColumn, number: numberColumn, boolean: booleanColumn, time: timeColumn };
    return { columns: columns.map((column) => kinds[column.type](column.name)), rows: [columns.map((column) => column.value(entry, context))] };
  },

  clause: (cursor, spec) => readOption(cursor, spec),

  alter(cursor) {
    const isSet = cursor.accept("SET");
    if (!isSet && !cursor.sees("INCREMENT")) return null;
    const spec: Spec = { properties: {}, parameters: {} };
    while (!cursor.atEnd) {
      cursor.accept(",");
      if (cursor.sees("START")) cursor.fail();
      if (!readOption(cursor, spec) && !readPropertyClause(cursor, spec, { class: sequence, verb: "create" })) cursor.fail();
    }
    return setting(sequence, spec);
  },

  check(_context, to, from) {
    if (to.properties.INCREMENT === 0) throw compilationError("001008", "22023", "invalid value '0' for property 'increment'");
    // "If a sequence is set to NOORDER, you cannot change the sequence to ORDER" (docs: sql-reference/sql/alter-sequence)
    if (from !== null && from.properties.ORDERED !== true && to.properties.ORDERED === true)
      throw new SqlError("000002", "0A000", "Unsupported feature 'Changing a sequence from NOORDER to ORDER'.");
    return to;
  },
};
