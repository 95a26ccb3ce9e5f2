import { type DataType, exactly, type Fragment, id, parseDataType, sql, text, userSql } from "@snowtower/sql";
import type { TableColumn } from "./column.ts";
import { readIdentity } from "./identity.ts";
import { nextValue } from "./render-column.ts";

/**
 * What a copy of the table puts into the column; or in words why there is no such value that is certain to be the old one. `null`: nothing, it is virtual
 * (docs: sql-reference/virtual-columns, "excluded from the column count").
 */
export function copiedValue(from: TableColumn | undefined, to: TableColumn): Fragment | string | null {
  if (to.expression !== undefined) return null;
  // A copy counts from START again, and would give numbers a second time.
  if (readIdentity(to.default ?? "") !== null) return `column ${to.name}: its numbers would begin anew, and come twice`;
  if (from === undefined) return valueOfNew(to);
  const column = id(exactly(from.name));
  if (from.type !== to.type) return converted(column, from, to);
  return (from.collate ?? "") === (to.collate ?? "") ? column : sql`COLLATE(${column}, ${text(to.collate ?? "")})`;
}

function valueOfNew(to: TableColumn): Fragment | string {
  const { default: value, default_sequence: sequence, type } = to;
  if (sequence !== undefined) return nextValue(sequence);
  if (value !== undefined) return sql`(${userSql(value)})::${userSql(type)}`;
  return to.not_null === true ? `column ${to.name} is new and NOT NULL, and has no default for the rows that are there` : sql`NULL::${userSql(type)}`;
}

function converted(column: Fragment, from: TableColumn, to: TableColumn): Fragment | string {
  const [a, b] = [parseDataType(from.type), parseDataType(to.type)];
  const keeps = a === null || b === null ? undefined : KEEPS[`${a.base} ${b.base}`];
  const how = a === null || b === null ? null : (keeps?.(a, b) ?? null);
  if (how === null) return `column ${to.name}: not every ${from.type} keeps its value as ${to.type}`;
  const value = how === "cast" ? column : sql`TO_VARCHAR(${column}, ${text(how)})`;
  return sql`${value}::${userSql(to.type)}`;
}

type Keeps = (from: DataType, to: DataType) => "cast" | string | null;

const always: Keeps = () => "cast";
const notShorter: Keeps = (from, to) => (Number(to.parameters[0]) >= Number(from.parameters[0]) ? "cast" : null);

/**
 * Conversions that keep each value or fail: a cast that finds no room for the text, or for the digits before the point, is an error, but one with too few
 * behind the point rounds, and a shorter time is cut (docs: sql-reference/functions/cast, usage notes). Text formats are said, because a session's own
 * may leave a part out.
 */
const KEEPS: Readonly<Record<string, Keeps>> = {
  "VARCHAR VARCHAR": always,
  "NUMBER NUMBER": (from, to) => (Number(to.parameters[1]) >= Number(from.parameters[1]) ? "cast" : null),
  // A double holds 15 digits for certain.
  "NUMBER FLOAT": (from) => (Number(from.parameters[0]) <= 15 ? "cast" : null),
  "NUMBER VARCHAR": always,
  "BOOLEAN VARCHAR": always,
  "BOOLEAN NUMBER": always,
  "BINARY BINARY": notShorter,
  "TIME TIME": notShorter,
  "TIMESTAMP_NTZ TIMESTAMP_NTZ": notShorter,
  "TIMESTAMP_LTZ TIMESTAMP_LTZ": notShorter,
  "TIMESTAMP_TZ TIMESTAMP_TZ": notShorter,
  "DATE TIMESTAMP_NTZ": always,
  "DATE VARCHAR": () => "YYYY-MM-DD",
  "TIME VARCHAR": () => "HH24:MI:SS.FF9",
  "TIMESTAMP_NTZ VARCHAR": () => "YYYY-MM-DD HH24:MI:SS.FF9",
  "TIMESTAMP_TZ VARCHAR": () => "YYYY-MM-DD HH24:MI:SS.FF9 TZHTZM",
  "VARCHAR VARIANT": always,
  "NUMBER VARIANT": always,
  "BOOLEAN VARIANT": always,
  "ARRAY VARIANT": always,
  "OBJECT VARIANT": always,
};
