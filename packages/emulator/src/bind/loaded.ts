import type { Column } from "../result.ts";
import type { Rows } from "../select/relations.ts";
import { unsupported } from "../sql-error.ts";
import { duckdbType } from "../types/duckdb-type.ts";
import { ARRAY, BOOLEAN, DATE, FLOAT, isTimestamp, number, OBJECT, type Type, VARIANT, varchar } from "../types/type.ts";
import { type Binder, type BoundQuery, fresh } from "./binder.ts";

/** The type of a column of the wire. */
export function typeOfColumn(column: Column): Type {
  const { type, length, precision, scale } = column;
  if (type === "fixed") return number(precision ?? 38, scale ?? 0);
  if (type === "text") return varchar(length ?? 16_777_216);
  if (type === "boolean") return BOOLEAN;
  if (type === "real") return FLOAT;
  if (type === "date") return DATE;
  if (type === "variant") return VARIANT;
  if (type === "object") return OBJECT;
  if (type === "array") return ARRAY;
  if (type === "binary") return { kind: "BINARY", length: length ?? 8_388_608 };
  if (type === "time") return { kind: "TIME", scale: scale ?? 9 };
  const kind = type.toUpperCase();
  if (isTimestamp(kind)) return { kind, scale: scale ?? 9 };
  throw unsupported(`SELECT ... FROM a column of type ${type}`);
}

/** Rows that this account has made: cells of the wire, which DuckDB takes for its own types. */
export function loaded({ columns, rows }: Rows, binder: Binder): BoundQuery {
  const table = fresh(binder, `m${binder.context.sessionId}_`);
  binder.findings.loads.push({ table, columns, rows });
  const bound = columns.map((column) => ({ name: column.name, type: typeOfColumn(column), nullable: column.nullable, vague: false }));
  const items = bound.map(({ type }, i) => (type.kind === "BOOLEAN" ? `(c${i} = '1') AS c${i}` : `CAST(c${i} AS ${duckdbType(type)}) AS c${i}`));
  return { columns: bound, sql: `SELECT ${items.join(", ")} FROM ${table}` };
}
