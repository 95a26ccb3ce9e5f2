import { displayedName, nameOf } from "@snowtower/sql";
import { isVisible } from "../access/authorize.ts";
import { type Catalog, entryAt, findByName, pathOf } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Id } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import type { NameRef } from "../parser/cursor.ts";
import { cannotBePerformed, compilationError, doesNotExist } from "../sql-error.ts";

/** What `resolve` has to know of a class. */
export interface Kind {
  readonly name: string;
  readonly label: string;
  readonly container: "ACCOUNT" | "DATABASE" | "SCHEMA";
  readonly seenByAll?: boolean;
  readonly seenWith?: string;
  /** Classes that the name may mean besides. */
  readonly also?: readonly string[];
}

interface Target {
  readonly kind: Kind;
  readonly ref: NameRef;
  readonly args: string | null;
}

/** `DB.SCHEMA.T`, quoted where needed: as messages and SHOW GRANTS print a name. */
export function fullName(catalog: Catalog, entry: Entry): string {
  return displayedName(nameOf(...pathOf(catalog, entry).map((at) => at.name)));
}

export function written(ref: NameRef): string {
  return displayedName(nameOf(...ref.parts));
}

const DATABASE: Kind = { name: "DATABASE", label: "Database", container: "ACCOUNT" };
const SCHEMA: Kind = { name: "SCHEMA", label: "Schema", container: "DATABASE" };

/** The object that a name means in this session; refused as Snowflake does if it is not there or not to be seen. */
export function resolve(context: Context, target: Target): Entry {
  const entry = find(context, target);
  if (entry === null) throw doesNotExist(target.kind.label, target.args === null ? written(target.ref) : `${written(target.ref)}(${target.args})`);
  return entry;
}

/** Like `resolve`, but `null` where there is nothing to be seen. A container that cannot be found is `null` too; a session without a current one is an error. */
export function find(context: Context, { kind, ref, args }: Target): Entry | null {
  const parent = containerOrNull(context, kind, ref);
  if (parent === null) return null;
  const entry = findByName(context.draft.catalog, { parent, class: kind.name, name: ref.parts.at(-1) ?? "", args });
  if (entry === undefined || (entry.class !== kind.name && kind.also?.includes(entry.class) !== true)) return null;
  return kind.seenByAll === true || isVisible(context, entry, kind.seenWith) ? entry : null;
}

/** Where an object of this name belongs: the account, a database or a schema. Throws if there is none. */
export function containerOf(context: Context, kind: Kind, ref: NameRef): Entry {
  const parent = containerOrNull(context, kind, ref);
  if (parent !== null) return entryAt(context.draft.catalog, parent);
  const missing = { parts: ref.parts.slice(0, -1) };
  throw kind.container === "SCHEMA" ? doesNotExist("Schema", written(missing)) : doesNotExist("Database", written(missing));
}

function containerOrNull(context: Context, kind: Kind, ref: NameRef): Id | null {
  const outer = ref.parts.slice(0, -1);
  if (kind.container === "ACCOUNT") return outer.length === 0 ? ACCOUNT : null;
  if (kind.container === "DATABASE") {
    if (outer.length === 0) return currentDatabase(context).id;
    return outer.length === 1 ? (find(context, { kind: DATABASE, ref: { parts: outer }, args: null })?.id ?? null) : null;
  }
  if (outer.length === 0) return currentSchema(context).id;
  if (outer.length > 2) return null;
  // `db..t` leaves the schema out: it is PUBLIC (docs: sql-reference/name-resolution).
  const parts = outer.length === 2 && outer[1] === "" ? [outer[0] ?? "", "PUBLIC"] : outer;
  return find(context, { kind: SCHEMA, ref: { parts }, args: null })?.id ?? null;
}

export function currentDatabase(context: Context): Entry {
  const id = context.session.database;
  if (id !== null) return entryAt(context.draft.catalog, id);
  throw compilationError(
    "090105",
    "22000",
    "Cannot perform operation. This session does not have a current database. Call 'USE DATABASE', or use a qualified name.",
  );
}

export function currentSchema(context: Context): Entry {
  currentDatabase(context);
  const id = context.session.schema;
  if (id !== null) return entryAt(context.draft.catalog, id);
  throw compilationError(
    "090106",
    "22000",
    "Cannot perform operation. This session does not have a current schema. Call 'USE SCHEMA', or use a qualified name.",
  );
}

/** For USE and for the container of SHOW, which do not tell what they missed. */
export function resolveOrCannot(context: Context, target: Target): Entry {
  const entry = find(context, target);
  if (entry === null) throw cannotBePerformed();
  return entry;
}

export function resolveDatabase(context: Context, ref: NameRef): Entry {
  return resolveOrCannot(context, { kind: DATABASE, ref, args: null });
}

export function resolveSchema(context: Context, ref: NameRef): Entry {
  return resolveOrCannot(context, { kind: SCHEMA, ref, args: null });
}
