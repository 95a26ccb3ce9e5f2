import { sessionParameterOf } from "../parameters/effective.ts";
import type { Cursor } from "../parser/cursor.ts";
import { booleanColumn, numberColumn, textColumn, timeColumn } from "../result.ts";
import { compilationError, unsupported } from "../sql-error.ts";
import { setting } from "../statements/alter.ts";
import type { Alteration, ObjectClass, ShowColumn, Spec } from "./object-class.ts";
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
  if (cursor.accept("START")) spec.properties.START = readValue(cursor, "WITH");
  else if (cursor.accept("INCREMENT")) spec.properties.INCREMENT = readValue(cursor, "BY");
  else return readOrder(cursor, spec);
  return true;
}

function readOrder(cursor: Cursor, spec: Spec): boolean {
  if (cursor.accept("NOORDER")) spec.properties.ORDERED = false;
  else if (cursor.accept("ORDER")) spec.properties.ORDERED = true;
  else return false;
  return true;
}

const LIMIT = 2n ** 63n;

/** A 64-bit integer; as text, since a number in the catalog would lose its last digits. */
function readValue(cursor: Cursor, filler: string): string {
  cursor.accept(filler);
  cursor.accept("=");
  const sign = cursor.accept("-") ? "-" : "";
  const token = cursor.peek();
  if (token.kind !== "number" || !/^\d+$/.test(token.text)) cursor.fail();
  const value = BigInt(`${sign}${cursor.next().text}`);
  if (value < -LIMIT || value >= LIMIT) throw compilationError("001008", "22023", `invalid value [${value}] for parameter 'SEQUENCE'`);
  return String(value);
}

/** The increment stands alone in its ALTER, with or without SET. */
function readAlteration(cursor: Cursor): Alteration | null {
  const isSet = cursor.accept("SET");
  const spec: Spec = { properties: {}, parameters: {} };
  if (cursor.sees("INCREMENT")) {
    readOption(cursor, spec);
    return setting(sequence, spec);
  }
  if (!isSet) return null;
  const isOrder = readOrder(cursor, spec);
  if (cursor.accept("COMMENT")) {
    cursor.expect("=");
    spec.comment = cursor.string();
  } else if (!isOrder) cursor.fail();
  return setting(sequence, spec);
}

/** (docs: sql-reference/sql/create-sequence, alter-sequence, drop-sequence, show-sequences). Nothing here takes a value yet, so the next one is the first. */
export const sequence: ObjectClass = {
  name: "SEQUENCE",
  label: "Sequence",
  container: "SCHEMA",
  orAlter: true,
  properties: [],
  needs: { set: [], drop: [], rename: [] },
  shows: [{ words: "SEQUENCES", columns, cuts: true }],

  describe(entry, context) {
    const kinds = { text: textColumn, number: numberColumn, boolean: booleanColumn, time: timeColumn };
    return { columns: columns.map((column) => kinds[column.type](column.name)), rows: [columns.map((column) => column.value(entry, context))] };
  },

  clause: (cursor, spec) => readOption(cursor, spec),
  alter: readAlteration,

  check(context, given, from) {
    // "the NOORDER property is set by default" unless the session says otherwise (docs: sql-reference/parameters, NOORDER_SEQUENCE_AS_DEFAULT)
    const isOrdered = from === null && given.properties.ORDERED === undefined && sessionParameterOf(context, "NOORDER_SEQUENCE_AS_DEFAULT") === "false";
    const to = isOrdered ? { ...given, properties: { ...given.properties, ORDERED: true } } : given;
    if (to.properties.INCREMENT === "0") throw compilationError("001008", "22023", "invalid value [0] for parameter 'INCREMENT'");
    if (from === null) return to;
    // "If a sequence is set to NOORDER, you cannot change the sequence to ORDER" (docs: sql-reference/sql/alter-sequence)
    if (from.properties.ORDERED !== true && to.properties.ORDERED === true) throw unsupported("Changing a sequence from NOORDER to ORDER");
    const start = from.properties.START ?? "1";
    // "The initial value of a sequence can't be changed after the sequence is created" (docs: sql-reference/sql/create-sequence)
    if (to.properties.START !== undefined && to.properties.START !== start) throw unsupported("Changing the START of a sequence");
    return { ...to, properties: { ...to.properties, START: start } };
  },
};
