import { entryAt, entryOf } from "../catalog/catalog.ts";
import type { Entry, Id } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { timeCell } from "../result.ts";
import type { ObjectClass, ShowColumn } from "./object-class.ts";
import { propertyOf } from "./object-class.ts";

type Show = (entry: Entry, context: Context) => string | null;

export function text(name: string, value: Show): ShowColumn {
  return { name, type: "text", value };
}

export function number(name: string, value: Show): ShowColumn {
  return { name, type: "number", value };
}

export function time(name: string, value: (entry: Entry, context: Context) => number | null): ShowColumn {
  return { name, type: "time", value: (entry, context) => timeCell(value(entry, context)) };
}

export const createdOn: ShowColumn = time("created_on", (entry) => entry.createdOn);
export const name: ShowColumn = text("name", (entry) => entry.name);
/** SHOW prints a comment that was never set as an empty text. */
export const comment: ShowColumn = text("comment", (entry) => entry.comment ?? "");
export const owner: ShowColumn = text("owner", (entry, context) => (entry.owner === null ? "" : nameOfRole(context, entry.owner.role)));
export const ownerRoleType: ShowColumn = text("owner_role_type", (entry, context) => (entry.owner === null ? "" : roleType(context, entry.owner.role)));
export const databaseName: ShowColumn = text("database_name", (entry, context) => {
  const parent = entryAt(context.draft.catalog, entry.parent);
  return parent.class === "SCHEMA" ? entryAt(context.draft.catalog, parent.parent).name : parent.name;
});
export const schemaName: ShowColumn = text("schema_name", (entry, context) => entryAt(context.draft.catalog, entry.parent).name);

export function nameOfRole(context: Context, id: Id): string {
  return entryOf(context.draft.catalog, id)?.name ?? "";
}

/** `ROLE`, `DATABASE_ROLE`. */
export function roleType(context: Context, id: Id): string {
  return (entryOf(context.draft.catalog, id)?.class ?? "ROLE").replaceAll(" ", "_");
}

export function yesNo(value: boolean): string {
  return value ? "Y" : "N";
}

/** A property as text; booleans as `true` and `false`. */
export function property(of: ObjectClass, entry: Entry, propertyName: string): string | null {
  const value = propertyOf(of, entry, propertyName);
  return value === null ? null : String(value);
}
