import type { Type } from "./type.ts";

/**
 * What a value is inside DuckDB. Times are numbers there, since its own have no nanoseconds and no years before and after: a DATE is its days since 1970,
 * a TIME its seconds, a TIMESTAMP the seconds since 1970 (of its wall clock, for NTZ). TIMESTAMP_TZ is `<seconds> <minutes of offset>`. Binary is
 * upper-case hex, and semi-structured values are compact JSON.
 */
export function duckdbType(type: Type): string {
  switch (type.kind) {
    case "NUMBER":
      return `DECIMAL(${type.precision},${type.scale})`;
    case "FLOAT":
      return "DOUBLE";
    case "BOOLEAN":
      return "BOOLEAN";
    case "DATE":
      return "INTEGER";
    case "TIME":
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
      return "DECIMAL(38,9)";
    default:
      return "VARCHAR";
  }
}

/** A text as DuckDB writes it. */
export function duckdbText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
