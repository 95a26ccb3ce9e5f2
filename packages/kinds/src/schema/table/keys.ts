import { displayedName, nameOf } from "@snowtower/sql";
import type { RowView } from "../../rows.ts";
import { type Read, type Unknown, unknown } from "../../value.ts";
import type { ValueType } from "../../value-type.ts";
import { list, record } from "../../value-types/collection.ts";
import { columnName, schemaObjectName } from "../../value-types/name.ts";
import { refuse } from "../../value-types/refuse.ts";

export type Key = readonly string[];

export type ForeignKey = { readonly columns: Key; readonly ref_table: string; readonly ref_columns: Key };

/** The columns of a key, in order. */
export const key: ValueType<Key> = list(columnName, { min: 1 });

export const uniqueKeys: ValueType<readonly Key[]> = list(key, { unordered: true });

const oneForeignKey = record({ columns: key, ref_table: schemaObjectName, ref_columns: key }, { required: ["columns", "ref_table", "ref_columns"] });

const foreignKey: ValueType<ForeignKey> = {
  ...(oneForeignKey as unknown as ValueType<ForeignKey>),
  parse(node, context) {
    const read = oneForeignKey.parse(node, context) as ForeignKey | undefined;
    if (read === undefined) return undefined;
    const { columns, ref_table, ref_columns } = read;
    if (columns.length === ref_columns.length) return { columns, ref_table, ref_columns };
    return refuse(context, { code: "ST1104", message: `the foreign key has ${columns.length} columns and refers to ${ref_columns.length}`, at: node.at });
  },
};

export const foreignKeys: ValueType<readonly ForeignKey[]> = list(foreignKey, { unordered: true });

/** The primary key from SHOW PRIMARY KEYS. */
export function decodePrimaryKey(rows: readonly RowView[] | Unknown): Read<Key> {
  if ("$unknown" in rows) return rows;
  return byConstraint(rows as readonly RowView[], "constraint_name")[0]?.map((row) => row.get("column_name") ?? "");
}

/** Keys that Snowflake derives from a primary key are none of the table's own. */
const DERIVED = "SYS_CONSTRAINT_DERIVED_PK";

export function decodeUniqueKeys(rows: readonly RowView[] | Unknown): Read<readonly Key[]> {
  if ("$unknown" in rows) return rows;
  const own = (rows as readonly RowView[]).filter((row) => row.get("constraint_name") !== DERIVED);
  const keys = byConstraint(own, "constraint_name").map((key) => key.map((row) => row.get("column_name") ?? ""));
  return keys.length > 0 ? keys : undefined;
}

/** Foreign keys from SHOW IMPORTED KEYS. */
export function decodeForeignKeys(rows: readonly RowView[] | Unknown): Read<readonly ForeignKey[]> {
  if ("$unknown" in rows) return rows;
  const keys: ForeignKey[] = [];
  for (const group of byConstraint(rows as readonly RowView[], "fk_name")) {
    const [first] = group;
    const refTable = ["pk_database_name", "pk_schema_name", "pk_table_name"].map((column) => first?.get(column));
    if (refTable.some((part) => !part)) return unknown("SHOW IMPORTED KEYS does not tell the table that is referred to");
    const columns = group.map((row) => row.get("fk_column_name") ?? "");
    keys.push({ columns, ref_table: displayedName(nameOf(...(refTable as string[]))), ref_columns: group.map((row) => row.get("pk_column_name") ?? "") });
  }
  return keys.length > 0 ? keys : undefined;
}

/** The rows of each constraint in the order of the key. */
function byConstraint(rows: readonly RowView[], nameColumn: string): readonly (readonly RowView[])[] {
  const groups = new Map<string, RowView[]>();
  for (const row of rows) {
    const name = row.get(nameColumn) ?? "";
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups.values()].map((group) => group.sort((a, b) => Number(a.get("key_sequence")) - Number(b.get("key_sequence"))));
}
