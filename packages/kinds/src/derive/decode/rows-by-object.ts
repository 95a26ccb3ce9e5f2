import type { RowView } from "../../rows.ts";

/** Rows of a bulk source by the table or view they are about. */
export type RowsByObject = ReadonlyMap<string, readonly RowView[]>;

/** The columns that name the object a row is about: imported keys name both ends, and belong to the one that holds the foreign key. */
const NAMED_BY: readonly (readonly string[])[] = [
  ["fk_database_name", "fk_schema_name", "fk_table_name"],
  ["database_name", "schema_name", "table_name"],
];

export function rowsByObject(rows: readonly RowView[]): RowsByObject {
  const groups = new Map<string, RowView[]>();
  for (const row of rows) {
    const columns = NAMED_BY.find(([first]) => row.get(first as string) !== undefined);
    if (columns === undefined) continue;
    const key = objectKey(columns.map((column) => row.get(column) ?? ""));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

export function objectKey(name: readonly string[]): string {
  return name.join("\u0000");
}
