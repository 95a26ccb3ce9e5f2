import type { ResultSet } from "../result.ts";
import { printJson } from "./json-text.ts";
import type { Value } from "./value.ts";

/** Semi-structured values are shown with an indent (docs: sql-reference/parameters, JSON_INDENT). */
export function valueResult({ column, cell }: Value, name: string): ResultSet {
  const shown = column.type === "variant" && cell !== null ? printJson(cell, 2) : cell;
  return { columns: [{ ...column, name, nullable: true }], rows: [[shown]], status: "" };
}
