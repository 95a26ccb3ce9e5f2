import { formatDataType } from "@snowtower/sql";
import type { Value } from "../../catalog/entry.ts";
import type { Cursor } from "../../parser/cursor.ts";
import { unsupported } from "../../sql-error.ts";
import type { CreateHead, Spec } from "../object-class.ts";
import type { ReturnedColumn, Returns } from "./routine.ts";

const LEVELS = ["LOG_LEVEL", "TRACE_LEVEL", "METRIC_LEVEL"];
const LANGUAGES = ["JAVA", "JAVASCRIPT", "PYTHON", "SCALA", "SQL"];

/** Reads one clause that is no `KEY = value`; false if none comes next. What is set twice keeps the last. */
export function readRoutineClause(cursor: Cursor, spec: Spec, head: CreateHead): boolean {
  const { properties } = spec;
  // They may be set afterwards (docs: sql-reference/sql/create-function, "General usage notes").
  if (!head.orAlter) for (const name of LEVELS) if (cursor.sees(`${name} =`)) throw unsupported(`CREATE ... ${name}`);
  if (readNullHandling(cursor, spec)) return true;
  if (cursor.accept("COPY GRANTS")) {
    // "The COPY GRANTS parameter is not supported with this variant syntax" (docs: sql-reference/sql/create-function)
    if (head.orAlter) throw unsupported("CREATE OR ALTER ... COPY GRANTS");
    properties.COPY_GRANTS = true;
  } else if (cursor.accept("RETURNS")) properties.RETURNS = readReturns(cursor) as unknown as Value;
  else if (properties.RETURNS === undefined) cursor.fail();
  else if (cursor.accept("LANGUAGE")) properties.LANGUAGE = readLanguage(cursor);
  else if (cursor.accept("VOLATILE")) delete properties.VOLATILITY;
  else if (cursor.accept("IMMUTABLE")) properties.VOLATILITY = "IMMUTABLE";
  else if (cursor.accept("AS")) readBody(cursor, spec);
  else return false;
  return true;
}

function readNullHandling(cursor: Cursor, { properties }: Spec): boolean {
  if (cursor.accept("CALLED ON NULL INPUT")) delete properties.NULL_HANDLING;
  else if (cursor.accept("RETURNS NULL ON NULL INPUT") || cursor.accept("STRICT")) properties.NULL_HANDLING = "RETURNS NULL ON NULL INPUT";
  else return false;
  return true;
}

function readReturns(cursor: Cursor): Returns {
  if (cursor.accept("TABLE")) return { kind: "table", columns: readColumns(cursor) };
  const type = formatDataType(cursor.dataType());
  const notNull = cursor.accept("NOT NULL");
  if (!notNull) cursor.accept("NULL");
  return { kind: "value", type, notNull };
}

function readColumns(cursor: Cursor): readonly ReturnedColumn[] {
  cursor.expect("(");
  const columns: ReturnedColumn[] = [];
  while (!cursor.accept(")")) {
    if (columns.length > 0) cursor.expect(",");
    columns.push({ name: cursor.identifier(), type: formatDataType(cursor.dataType()) });
  }
  return columns;
}

function readLanguage(cursor: Cursor): string {
  const language = cursor.next().value.toUpperCase();
  if (!LANGUAGES.includes(language)) throw unsupported(`LANGUAGE ${language}`);
  return language;
}

/** Code ends the statement. A Snowflake Scripting block may stand without quotes (docs: sql-reference/sql/create-procedure). */
function readBody(cursor: Cursor, { properties }: Spec): void {
  const isBlock = (properties.LANGUAGE ?? "SQL") === "SQL" && (cursor.sees("BEGIN") || cursor.sees("DECLARE"));
  properties.BODY = isBlock ? cursor.rest() : cursor.string();
  cursor.end();
}
