import { entryOf, pathOf } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../../catalog/entry.ts";
import { valuesOf } from "../../catalog/persistent-map.ts";
import type { Context } from "../../context.ts";
import { classNamed } from "../../objects/registry.ts";
import { nameOfRole, roleType } from "../../objects/show-columns.ts";
import { timeCell } from "../../result.ts";
import type { Cell } from "../metadata-view.ts";
import type { Rows } from "../relations.ts";

/** A view of SNOWFLAKE.ACCOUNT_USAGE: of the whole account, for whoever may select from it. */
export interface UsageView {
  /** Database roles of SNOWFLAKE that hold SELECT on it (docs: sql-reference/account-usage, "Database role required to access ACCOUNT_USAGE views"). */
  readonly roles: readonly string[];
  rows(context: Context): Rows;
}

/** When it was dropped, or something it stood in; `null` while it lives. */
export function deletedOn(context: Context, entry: Entry): number | null {
  let first: number | null = null;
  for (const at of pathOf(context.draft.catalog, entry)) if (at.droppedOn !== null && (first === null || at.droppedOn < first)) first = at.droppedOn;
  return first;
}

/** All objects of some classes, those too that UNDROP could bring back; what is gone for good is not kept here. By their numbers. */
export function everyEntry(context: Context, classes: readonly string[]): readonly Entry[] {
  const wanted = new Set(classes);
  return valuesOf(context.draft.catalog.entries)
    .filter((entry) => wanted.has(entry.class))
    .sort((a, b) => a.id - b.id);
}

export function ancestor(context: Context, entry: Entry, className: "DATABASE" | "SCHEMA"): Entry | null {
  for (let at = entry; at.id !== ACCOUNT; ) {
    if (at.class === className) return at;
    const above = entryOf(context.draft.catalog, at.parent);
    if (above === undefined) return null;
    at = above;
  }
  return null;
}

/** A cell of the class's SHOW. */
export function shown(className: string, column: string): Cell<Entry> {
  return (entry, context) =>
    classNamed(className)
      ?.shows[0]?.columns.find(({ name }) => name === column)
      ?.value(entry, context) ?? null;
}

const owner: Cell<Entry> = (entry, context) => (entry.owner === null || deletedOn(context, entry) !== null ? null : nameOfRole(context, entry.owner.role));
/** "Snowflake returns NULL if you delete the object because a deleted object does not have an owner role" */
const ownerType: Cell<Entry> = (entry, context) => (entry.owner === null || deletedOn(context, entry) !== null ? null : roleType(context, entry.owner.role));

export const id: Cell<Entry> = (entry) => String(entry.id);
export const name: Cell<Entry> = (entry) => entry.name;
export const created: Cell<Entry> = (entry) => timeCell(entry.createdOn);
export const deleted: Cell<Entry> = (entry, context) => timeCell(deletedOn(context, entry));
export const comment: Cell<Entry> = (entry) => entry.comment;
export { owner, ownerType };

const of =
  (className: "DATABASE" | "SCHEMA", field: "id" | "name"): Cell<Entry> =>
  (entry, context) => {
    const found = ancestor(context, entry, className);
    return found === null ? null : String(found[field]);
  };

export const databaseId = of("DATABASE", "id");
export const databaseName = of("DATABASE", "name");
export const schemaId = of("SCHEMA", "id");
export const schemaName = of("SCHEMA", "name");

/** `<PREFIX>_ID`, `_NAME`, `_SCHEMA_ID`, `_SCHEMA`, `_CATALOG_ID`, `_CATALOG`, `_OWNER`, and what every such view has. */
export function objectCells(prefix: string): Readonly<Record<string, Cell<Entry>>> {
  return {
    [`${prefix}_ID`]: id,
    [`${prefix}_NAME`]: name,
    [`${prefix}_SCHEMA_ID`]: schemaId,
    [`${prefix}_SCHEMA`]: schemaName,
    [`${prefix}_CATALOG_ID`]: databaseId,
    [`${prefix}_CATALOG`]: databaseName,
    [`${prefix}_OWNER`]: owner,
    CREATED: created,
    DELETED: deleted,
    COMMENT: comment,
    OWNER_ROLE_TYPE: ownerType,
  };
}
