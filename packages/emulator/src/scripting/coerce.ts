import type { DataType } from "@snowtower/sql";
import { SqlError } from "../sql-error.ts";
import { parseDecimal, printDecimal, rescale, wholeDigits } from "./decimal.ts";
import { printJson } from "./json-text.ts";
import { dateText, plainText } from "./sql-literal.ts";
import { columnOf, nullOf, type Value } from "./value.ts";

/** The value as one of another type; `null` for a conversion that only a query can do. Throws what Snowflake refuses. */
export function coerced(value: Value, type: DataType): Value | null {
  const column = columnOf(type);
  if (value.cell === null) return nullOf(column);
  const convert = CONVERSIONS[type.base];
  if (convert === undefined) return value.column.type === column.type && value.column.scale === column.scale ? { column, cell: value.cell } : null;
  const cell = convert(value as Known, type);
  return cell === null ? null : { column, cell };
}

type Known = Value & { readonly cell: string };
type Convert = (value: Known, type: DataType) => string | null;

const CONVERSIONS: Readonly<Record<string, Convert>> = {
  NUMBER: toNumber,
  FLOAT: toFloat,
  VARCHAR: toVarchar,
  BOOLEAN: toBoolean,
  DATE: toDate,
  VARIANT: toVariant,
  ARRAY: (value) => (value.column.type === "variant" && /^\s*\[/.test(value.cell) ? value.cell : null),
  OBJECT: (value) => (value.column.type === "variant" && /^\s*\{/.test(value.cell) ? value.cell : null),
};

function notRecognized(kind: string, text: string): SqlError {
  return new SqlError(kind === "Boolean" ? "100037" : kind === "Date" ? "100040" : "100038", "22018", `${kind} value '${text}' is not recognized`);
}

function toNumber({ column, cell }: Known, type: DataType): string | null {
  const [precision = 38, scale = 0] = type.parameters.map(Number);
  if (column.type === "boolean") return cell;
  const text = column.type === "variant" ? plainText({ column, cell }) : cell;
  if (text === null || !["fixed", "real", "text", "variant"].includes(column.type)) return null;
  const number = parseDecimal(text);
  if (number === null) throw notRecognized("Numeric", text);
  const rounded = rescale(number, scale);
  // (docs: sql-reference/data-types-numeric: digits before the point are never dropped)
  if (wholeDigits(rounded) > precision - scale) throw new SqlError("100039", "22003", `Numeric value '${text}' is out of range`);
  return printDecimal(rounded);
}

function toFloat({ column, cell }: Known): string | null {
  const text = column.type === "variant" ? plainText({ column, cell }) : cell;
  if (text === null || !["fixed", "real", "text", "variant", "boolean"].includes(column.type)) return null;
  if (parseDecimal(text) !== null) return String(Number(text));
  if (/^\s*(nan|[+-]?inf(inity)?)\s*$/i.test(text)) return null;
  throw notRecognized("Numeric", text);
}

function toVarchar(value: Known, type: DataType): string | null {
  // Dates are written by DATE_OUTPUT_FORMAT, whose usual value is this one; other times are left to a query.
  const text = value.column.type === "date" ? dateText(value.cell) : plainText(value);
  if (text === null) return null;
  const [most = 16777216] = type.parameters.map(Number);
  if ([...text].length > most) throw new SqlError("100078", "22000", `String '${text}' is too long and would be truncated`);
  return text;
}

const YES = new Set(["true", "t", "yes", "y", "on", "1"]);
const NO = new Set(["false", "f", "no", "n", "off", "0"]);

/** (docs: sql-reference/data-types-logical, "Conversion to Boolean values") */
function toBoolean({ column, cell }: Known): string | null {
  if (column.type === "boolean") return cell;
  if (column.type === "fixed" || column.type === "real") return Number(cell) === 0 ? "0" : "1";
  const text = column.type === "variant" ? plainText({ column, cell }) : cell;
  if (text === null || (column.type !== "text" && column.type !== "variant")) return null;
  if (YES.has(text.toLowerCase())) return "1";
  if (NO.has(text.toLowerCase())) return "0";
  throw notRecognized("Boolean", text);
}

function toDate({ column, cell }: Known): string | null {
  if (column.type === "date") return cell;
  if (column.type !== "text" || !/^\d{4}-\d{2}-\d{2}$/.test(cell)) return null;
  const moment = Date.parse(`${cell}T00:00:00Z`);
  if (Number.isNaN(moment) || new Date(moment).toISOString().slice(0, 10) !== cell) throw notRecognized("Date", cell);
  return String(moment / 86_400_000);
}

function toVariant({ column, cell }: Known): string | null {
  return jsonOf({ column, cell });
}

/** The value inside an array, an object or a VARIANT. */
export function jsonOf({ column, cell }: Value): string | null {
  if (cell === null) return "null";
  switch (column.type) {
    case "variant":
      return printJson(cell, 0);
    case "boolean":
      return cell === "1" ? "true" : "false";
    case "fixed":
      return cell.includes(".") ? cell.replace(/\.?0+$/, "") : cell;
    case "real":
      return cell;
    case "text":
      return JSON.stringify(cell);
    case "date":
      return JSON.stringify(dateText(cell));
    default:
      return null;
  }
}
