import { type DataType, formatDataType, parseDataType } from "@snowtower/sql";
import type { Cursor } from "../../parser/cursor.ts";
import { invalidValue } from "../../sql-error.ts";
import { baseOf, type ColumnDefinition } from "./table-definition.ts";

const TIMES = ["TIME", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ"];

function check(value: number | string | undefined, limits: { readonly name: string; readonly min: number; readonly max: number }): void {
  if (typeof value !== "number" || value < limits.min || value > limits.max) throw invalidValue(String(value), limits.name);
}

/** The limits of lengths and precisions (docs: sql-reference/data-types-text, -numeric, -datetime). */
function checkLimits({ base, parameters }: DataType): void {
  const [first, second] = parameters;
  if (base === "VARCHAR") check(first, { name: "length", min: 1, max: 134_217_728 });
  if (base === "BINARY") check(first, { name: "length", min: 1, max: 67_108_864 });
  if (base === "NUMBER") check(first, { name: "precision", min: 1, max: 38 });
  if (base === "NUMBER") check(second, { name: "scale", min: 0, max: Math.min(37, Number(first)) });
  if (TIMES.includes(base)) check(first, { name: "precision", min: 0, max: 9 });
}

/** A column's type in the form that SHOW and DESC print. */
export function readColumnType(cursor: Cursor): string {
  const type = cursor.dataType();
  checkLimits(type);
  return formatDataType(type);
}

export function isText(type: string): boolean {
  return baseOf(type) === "VARCHAR";
}

/** With its collation, as DESC TABLE prints it. */
export function describedType(column: ColumnDefinition): string {
  return column.collation === undefined ? column.type : `${column.type} COLLATE '${column.collation.replaceAll("'", "''")}'`;
}

/** No length is over this many bytes, whatever the characters take (docs: sql-reference/sql/show-columns shows it). */
function byteLength(characters: number): number {
  return Math.min(characters * 4, characters <= 16_777_216 ? 16_777_216 : 134_217_728);
}

/** The JSON of SHOW COLUMNS.data_type and of the wire's row types. */
export function typeAsJson(column: ColumnDefinition): string {
  const { nullable } = column;
  const { base, parameters } = parseDataType(column.type) ?? { base: column.type, parameters: [] };
  const [first = 0, second = 0] = parameters.map(Number);
  const collation = column.collation === undefined ? {} : { collation: column.collation };
  if (base === "NUMBER") return JSON.stringify({ type: "FIXED", precision: first, scale: second, nullable });
  if (base === "FLOAT") return JSON.stringify({ type: "REAL", nullable });
  if (base === "VARCHAR") return JSON.stringify({ type: "TEXT", length: first, byteLength: byteLength(first), nullable, fixed: false, ...collation });
  if (base === "BINARY") return JSON.stringify({ type: "BINARY", length: first, byteLength: first, nullable, fixed: true });
  if (TIMES.includes(base)) return JSON.stringify({ type: base, precision: 0, scale: first, nullable });
  if (base === "VECTOR") return JSON.stringify({ type: "VECTOR", dimension: second, vectorElementType: elementType(parameters[0]), nullable });
  return JSON.stringify({ type: base, nullable });
}

function elementType(name: string | number | undefined): object {
  return String(name) === "FLOAT" ? { type: "REAL", nullable: false } : { type: "FIXED", precision: 38, scale: 0, nullable: false };
}
