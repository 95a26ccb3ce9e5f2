import type { AnyObject } from "../../object.ts";
import { known } from "../../object.ts";
import type { TableColumn } from "./column.ts";
import type { ForeignKey, Key } from "./keys.ts";

/** The fields of a table that its hooks read, typed; what is unknown or unset is empty. */
export interface TableFields {
  readonly columns: readonly TableColumn[];
  readonly primaryKey: Key;
  readonly uniqueKeys: readonly Key[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly clusterBy: readonly string[];
}

/** The types of the columns; `null` if these are not known. */
export function columnTypes(object: AnyObject): ReadonlyMap<string, string> | null {
  const columns = known(object.fields.columns) as readonly TableColumn[] | undefined;
  return columns === undefined ? null : new Map(columns.map(({ name, type }) => [name, type]));
}

export function tableFields(object: AnyObject): TableFields {
  const value = <T>(field: string): readonly T[] => (known(object.fields[field]) ?? []) as unknown as readonly T[];
  return {
    columns: value<TableColumn>("columns"),
    primaryKey: value<string>("primary_key"),
    uniqueKeys: value<Key>("unique_keys"),
    foreignKeys: value<ForeignKey>("foreign_keys"),
    clusterBy: value<string>("cluster_by"),
  };
}
