import type { RowView } from "../rows.ts";

/** The value of a row of SHOW PARAMETERS, by the type it names. (docs: sql-reference/sql/show-parameters) */
export function parameterOf(row: RowView): string | number | boolean {
  const cell = row.get("value") ?? "";
  const type = row.get("type");
  if (type === "BOOLEAN") return cell.toLowerCase() === "true";
  return type === "NUMBER" && /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell;
}
