import { parseDataType } from "@snowtower/sql";
import type { ViewColumn } from "../metadata-view.ts";
import { number, text } from "./view.ts";

/** A view asks several times for each column; accounts have few types. */
const PARSED = new Map<string, ReturnType<typeof parseDataType>>();

function parsedType(type: string): ReturnType<typeof parseDataType> {
  let parsed = PARSED.get(type);
  if (parsed === undefined) {
    parsed = parseDataType(type);
    if (PARSED.size >= 1000) PARSED.clear();
    PARSED.set(type, parsed);
  }
  return parsed;
}

/** `NUMBER`, `TEXT`: how these views call a type. */
function typeName(type: string): string {
  const base = parsedType(type)?.base ?? type;
  return base === "VARCHAR" ? "TEXT" : base;
}

function parameter(type: string | null, bases: readonly string[], at: number): string | null {
  const parsed = type === null ? null : parsedType(type);
  const value = parsed !== null && bases.includes(parsed.base) ? parsed.parameters[at] : undefined;
  return value === undefined ? null : String(value);
}

/** Bytes: at most four a character, and no more than a value may have. */
function octets(type: string | null): string | null {
  const binary = parameter(type, ["BINARY"], 0);
  const length = parameter(type, ["VARCHAR"], 0);
  if (length === null) return binary;
  return String(Math.min(Number(length) * 4, Number(length) <= 16_777_216 ? 16_777_216 : 134_217_728));
}

/** The columns that these views spend on a type, in their order, from DATA_TYPE on. */
export function typeColumns<Row>(typeOf: (row: Row) => string | null): readonly ViewColumn<Row>[] {
  return [
    text("DATA_TYPE", (row) => {
      const type = typeOf(row);
      return type === null ? null : typeName(type);
    }),
    number("CHARACTER_MAXIMUM_LENGTH", (row) => parameter(typeOf(row), ["VARCHAR"], 0)),
    number("CHARACTER_OCTET_LENGTH", (row) => octets(typeOf(row))),
    number("NUMERIC_PRECISION", (row) => parameter(typeOf(row), ["NUMBER"], 0)),
    number("NUMERIC_PRECISION_RADIX", (row) => (parameter(typeOf(row), ["NUMBER"], 0) === null ? null : "10")),
    number("NUMERIC_SCALE", (row) => parameter(typeOf(row), ["NUMBER"], 1)),
  ];
}

export function datetimePrecision(type: string): string | null {
  return parameter(type, ["TIME", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ"], 0);
}
