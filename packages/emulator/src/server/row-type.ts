import type { Column } from "../result.ts";

/** The longest text there is; a character takes up to four bytes. */
const MOST_BYTES = 16777216;

/** A column as drivers read it; Python fails without one of `length`, `precision`, `scale` (protocol notes 1.5). */
export function rowType(column: Column): Readonly<Record<string, unknown>> {
  return {
    name: column.name,
    database: "",
    schema: "",
    table: "",
    nullable: column.nullable,
    type: column.type,
    precision: column.precision,
    scale: column.scale,
    length: column.length,
    byteLength: column.length === null ? null : Math.min(MOST_BYTES, column.length * 4),
    collation: null,
  };
}
