import type { Cells, Column } from "../result.ts";
import { booleanColumn, numberColumn, textColumn } from "../result.ts";
import { unsupported } from "../sql-error.ts";
import { decimal, decimalText, rescaled } from "../types/decimal.ts";
import { parseJson, prettyJson } from "../types/json.ts";
import { type Type, typeText } from "../types/type.ts";

/** A value of DuckDB (see `types/duckdb-type.ts`) as a cell of the wire. */
export function cellOf(value: unknown, type: Type): Cells[number] {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case "NUMBER":
      return withScale(String(value), type.scale);
    case "TIME":
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
      return withScale(String(value), type.scale);
    case "TIMESTAMP_TZ": {
      const [seconds = "0", offset = "1440"] = String(value).split(" ");
      return `${withScale(seconds, type.scale)} ${offset}`;
    }
    case "BOOLEAN":
      return value === true ? "1" : "0";
    case "FLOAT":
      return floatCell(Number(value));
    case "VARIANT":
    case "OBJECT":
    case "ARRAY":
      return prettyJson(parseJson(String(value)));
    default:
      return String(value);
  }
}

function withScale(text: string, scale: number): string {
  return decimalText(rescaled(decimal(text), scale));
}

function floatCell(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  return Number.isFinite(value) ? String(value) : value > 0 ? "inf" : "-inf";
}

/** A column as the wire's row types say it. */
export function wireColumn(name: string, type: Type, nullable: boolean): Column {
  const bare = { name, nullable, length: null, precision: null, scale: null } as const;
  switch (type.kind) {
    case "NUMBER":
      return { ...numberColumn(name, type.precision, type.scale), nullable };
    case "VARCHAR":
      return { ...textColumn(name, type.length), nullable };
    case "NULL":
      return { ...textColumn(name), nullable: true };
    case "BOOLEAN":
      return { ...booleanColumn(name), nullable };
    case "FLOAT":
      return { ...bare, type: "real" };
    case "DATE":
      return { ...bare, type: "date" };
    case "TIME":
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
    case "TIMESTAMP_TZ":
      return { ...bare, type: WIRE_TIMES[type.kind], precision: 0, scale: type.scale };
    case "VARIANT":
      return { ...bare, type: "variant" };
    case "OBJECT":
      return { ...bare, type: "object" };
    case "ARRAY":
      return { ...bare, type: "array" };
    case "BINARY":
      return { ...bare, type: "binary", length: type.length };
    default:
      throw unsupported(`SELECT ... of type ${typeText(type)}`);
  }
}

const WIRE_TIMES = { TIME: "time", TIMESTAMP_NTZ: "timestamp_ntz", TIMESTAMP_LTZ: "timestamp_ltz", TIMESTAMP_TZ: "timestamp_tz" } as const;
