import type { Cursor } from "../../parser/cursor.ts";
import { readExpressionText } from "../../parser/expression-text.ts";
import { SqlError } from "../../sql-error.ts";
import type { Attach } from "../governance/apply.ts";
import { readInlineAttachment } from "../governance/inline.ts";
import { readColumnType } from "./column-type.ts";
import { type KeyText, readColumnText, readInline } from "./read-constraint.ts";
import type { ColumnDefinition, Identity } from "./table-definition.ts";

/** Words that end the expression behind DEFAULT. */
const AFTER_DEFAULT = new Set(
  "NOT NULL COMMENT COLLATE PRIMARY UNIQUE CONSTRAINT REFERENCES FOREIGN WITH MASKING PROJECTION TAG CHECK AUTOINCREMENT IDENTITY DEFAULT".split(" "),
);

export interface ColumnText {
  readonly column: ColumnDefinition;
  readonly keys: readonly KeyText[];
  /** Its policy and tags, for when the table is there. */
  readonly attach: readonly Attach[];
}

interface Reading {
  column: ColumnDefinition;
  readonly keys: KeyText[];
  readonly attach: Attach[];
}

/** A column of CREATE TABLE or ADD COLUMN: its name, its type and whatever describes it, in any order. */
export function readColumn(cursor: Cursor): ColumnText {
  const at = cursor.position();
  const name = readColumnText(cursor);
  const reading: Reading = { column: { name: name.name, type: readColumnType(cursor), nullable: true }, keys: [], attach: [] };
  while (!cursor.sees(",") && !cursor.sees(")") && !cursor.atEnd) {
    const key = readInline(cursor, name);
    const attach = key === null ? readInlineAttachment(cursor, { name: name.name, at }) : null;
    if (key !== null) reading.keys.push(key);
    else if (attach !== null) reading.attach.push(attach);
    else readClause(cursor, reading);
  }
  return reading;
}

function readClause(cursor: Cursor, reading: Reading): void {
  const { column } = reading;
  if (cursor.accept("NOT NULL")) reading.column = { ...column, nullable: false };
  else if (cursor.accept("NULL")) return;
  else if (cursor.accept("COLLATE")) reading.column = { ...column, collation: cursor.string() };
  else if (cursor.accept("COMMENT")) reading.column = { ...column, comment: cursor.string() };
  else if (cursor.accept("DEFAULT")) reading.column = { ...once(column), default: readExpressionText(cursor, AFTER_DEFAULT) };
  else if (cursor.accept("AUTOINCREMENT") || cursor.accept("IDENTITY")) reading.column = { ...once(column), identity: readIdentity(cursor) };
  else if (cursor.accept("GENERATED ALWAYS AS") || cursor.accept("AS")) reading.column = { ...column, expression: readVirtual(cursor) };
  else cursor.fail();
}

function once(column: ColumnDefinition): ColumnDefinition {
  if (column.default === undefined && column.identity === undefined) return column;
  throw new SqlError("002026", "42601", `SQL compilation error: \nMultiple DEFAULT or AUTOINCREMENT expressions declared for column ${column.name}.`);
}

function readVirtual(cursor: Cursor): string {
  cursor.expect("(");
  const expression = readExpressionText(cursor, new Set());
  cursor.expect(")");
  cursor.accept("VIRTUAL");
  return expression;
}

/** [(start, step) | START n INCREMENT n] [ORDER | NOORDER]. What is the default, the session says. */
function readIdentity(cursor: Cursor): Identity {
  let start = 1;
  let increment = 1;
  if (cursor.accept("(")) {
    start = cursor.integer();
    cursor.expect(",");
    increment = cursor.integer();
    cursor.expect(")");
  } else {
    if (cursor.accept("START")) start = numberAfter(cursor, "WITH");
    if (cursor.accept("INCREMENT")) increment = numberAfter(cursor, "BY");
  }
  const ordered = cursor.accept("ORDER");
  const isSaid = ordered || cursor.accept("NOORDER");
  return { start, increment, ordered, ...(isSaid ? {} : { unsaid: true as const }) };
}

function numberAfter(cursor: Cursor, filler: string): number {
  cursor.accept(filler);
  cursor.accept("=");
  return cursor.integer();
}
