import { holdsAny, managesGrants } from "../../access/authorize.ts";
import { isBundleEnabled } from "../../bundles/bundles.ts";
import { childrenOf, entryAt } from "../../catalog/catalog.ts";
import type { Entry, Id } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { nameOfRole } from "../../objects/show-columns.ts";
import { booleanColumn, numberColumn, textColumn, timeCell, timeColumn } from "../../result.ts";
import { sortedByPath } from "../../statements/show-scope.ts";
import type { ViewColumn } from "../metadata-view.ts";
import type { Rows } from "../relations.ts";

/** Gives the rows of a view of one database's INFORMATION_SCHEMA that the session may see. */
export type InformationSchemaView = (context: Context, database: Id) => Rows;

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

/**
 * Only what a privilege was granted on is there: "The view does not honor the MANAGE GRANTS privilege" (docs: sql-reference/info-schema/tables),
 * which bundle 2026_07 changes (docs: release-notes/bcr-bundles/2026_07/bcr-2416).
 */
export function isSeen(context: Context, entry: Entry): boolean {
  return holdsAny(context, entry) || (isBundleEnabled(context, "2026_07") && managesGrants(context));
}

/** Objects of some classes in a database, as SHOW orders them. */
export function objectsIn(context: Context, database: Id, classes: readonly string[]): readonly Entry[] {
  const { catalog } = context.draft;
  const schemas = childrenOf(catalog, database, "SCHEMA").filter((schema) => isSeen(context, schema));
  const found = schemas.flatMap((schema) => classes.flatMap((name) => childrenOf(catalog, schema.id, name)));
  return sortedByPath(
    context,
    found.filter((entry) => isSeen(context, entry)),
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
