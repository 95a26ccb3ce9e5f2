import type { RowView } from "../../rows.ts";
import { type Read, unknown } from "../../value.ts";

/** The column `options` of SHOW DATABASES and SHOW SCHEMAS: a list of words. (docs: sql-reference/sql/show-databases, show-schemas) */
export function decodeOptions(row: RowView): { readonly transient: Read<boolean>; readonly managedAccess: Read<boolean> } {
  const cell = row.get("options");
  if (cell === undefined) {
    const missing = unknown("SHOW has no column options");
    return { transient: missing, managedAccess: missing };
  }
  const words = (cell ?? "").split(",").map((word) => word.trim());
  return { transient: words.includes("TRANSIENT"), managedAccess: words.includes("MANAGED ACCESS") };
}
