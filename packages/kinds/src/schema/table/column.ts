import type { TagValues } from "../../value-types/tag-values.ts";
import { sameSql } from "../sql-text/canonical-sql.ts";
import { sameIdentity } from "./identity.ts";

/** A column of a table. What is absent is unset. */
export type TableColumn = {
  /** Stored form. */
  readonly name: string;
  /** Normal form: `NUMBER(38,0)`. */
  readonly type: string;
  readonly not_null?: true;
  /** An expression as SQL; or `IDENTITY START 1 INCREMENT 1 ORDER`, which stands in the same place. */
  readonly default?: string;
  /** Full displayed name of the sequence that gives the default. */
  readonly default_sequence?: string;
  /** Makes it a virtual column. */
  readonly expression?: string;
  readonly collate?: string;
  readonly comment?: string;
  /** Stored form of the name that it had, by a file's or a rename's word. No account says it. */
  readonly renamed_from?: string;
  /** In a spec only: in an account they are edges. */
  readonly tags?: TagValues;
};

export type ColumnFacet = "type" | "not_null" | "default" | "expression" | "collate" | "comment";

/** In what two columns of one name differ. */
export function columnDifferences(from: TableColumn, to: TableColumn): readonly ColumnFacet[] {
  const facets: ColumnFacet[] = [];
  if (from.type !== to.type) facets.push("type");
  if (from.not_null !== to.not_null) facets.push("not_null");
  if (!sameDefault(from, to)) facets.push("default");
  if (!sameSql(from.expression, to.expression)) facets.push("expression");
  if ((from.collate ?? "") !== (to.collate ?? "")) facets.push("collate");
  if ((from.comment ?? "") !== (to.comment ?? "")) facets.push("comment");
  return facets;
}

function sameDefault(from: TableColumn, to: TableColumn): boolean {
  return from.default_sequence === to.default_sequence && (sameIdentity(from.default, to.default) || sameSql(from.default, to.default));
}

export function sameColumns(a: readonly TableColumn[], b: readonly TableColumn[]): boolean {
  return a.length === b.length && a.every((column, i) => column.name === b[i]?.name && columnDifferences(column, b[i] as TableColumn).length === 0);
}

/** A column of a primary key holds no NULL, said or not (docs: sql-reference/constraints-overview). Both sides are brought to the form that says it. */
export function withKeyNotNull(columns: readonly TableColumn[], primaryKey: readonly string[]): readonly TableColumn[] {
  return columns.map((column) => (primaryKey.includes(column.name) && column.not_null === undefined ? { ...column, not_null: true } : column));
}
