import { holdsAny } from "../../access/authorize.ts";
import { childrenOf, entryAt } from "../../catalog/catalog.ts";
import type { Entry, Id } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { nameOfRole } from "../../objects/show-columns.ts";
import { booleanColumn, type Column, numberColumn, textColumn, timeCell, timeColumn } from "../../result.ts";
import { sortedByPath } from "../../statements/show-scope.ts";
import type { Rows } from "../relations.ts";

/** Gives the rows of a view of one database's INFORMATION_SCHEMA that the session may see. */
export type InformationSchemaView = (context: Context, database: Id) => Rows;

/** One column: its name, its type, and its cell for a row. */
export interface ViewColumn<Row> {
  readonly column: Column;
  cell(row: Row, context: Context): string | null;
}

export function text<Row>(name: string, cell: ViewColumn<Row>["cell"]): ViewColumn<Row> {
  return { column: textColumn(name), cell };
}

export function number<Row>(name: string, cell: ViewColumn<Row>["cell"]): ViewColumn<Row> {
  return { column: numberColumn(name), cell };
}

export function boolean<Row>(name: string, value: (row: Row) => boolean): ViewColumn<Row> {
  return { column: booleanColumn(name), cell: (row) => (value(row) ? "1" : "0") };
}

export function time<Row>(name: string, value: (row: Row) => number | null): ViewColumn<Row> {
  return { column: timeColumn(name), cell: (row) => timeCell(value(row)) };
}

/** "Not applicable for Snowflake", or nothing that this account knows. */
export function empty<Row>(names: string): readonly ViewColumn<Row>[] {
  return names.split(" ").map((name) => text(name, () => null));
}

export function rowsOf<Row>(columns: readonly ViewColumn<Row>[], rows: readonly Row[], context: Context): Rows {
  return { columns: columns.map(({ column }) => column), rows: rows.map((row) => columns.map(({ cell }) => cell(row, context))) };
}

/**
 * Objects of some classes in a database, as SHOW orders them. Only what a privilege was granted on is there:
 * "The view does not honor the MANAGE GRANTS privilege" (docs: sql-reference/info-schema/tables).
 */
export function objectsIn(context: Context, database: Id, classes: readonly string[]): readonly Entry[] {
  const { catalog } = context.draft;
  const schemas = childrenOf(catalog, database, "SCHEMA").filter((schema) => holdsAny(context, schema));
  const found = schemas.flatMap((schema) => classes.flatMap((name) => childrenOf(catalog, schema.id, name)));
  return sortedByPath(
    context,
    found.filter((entry) => holdsAny(context, entry)),
  );
}

export function schemaOf(entry: Entry, context: Context): string {
  return entryAt(context.draft.catalog, entry.parent).name;
}

export function databaseOf(entry: Entry, context: Context): string {
  return entryAt(context.draft.catalog, entryAt(context.draft.catalog, entry.parent).parent).name;
}

export function ownerOf(entry: Entry, context: Context): string | null {
  return entry.owner === null ? null : nameOfRole(context, entry.owner.role);
}

export function yesOrNo(value: boolean): string {
  return value ? "YES" : "NO";
}
