import { holds, owns } from "../access/authorize.ts";
import { entryAt } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Id } from "../catalog/entry.ts";
import { TABLE_LIKE } from "../catalog/table-like.ts";
import type { Context } from "../context.ts";
import { find, type Kind, written } from "../objects/resolve.ts";
import type { NameRef } from "../parser/cursor.ts";
import { doesNotExist } from "../sql-error.ts";

const RELATION: Kind = { name: "TABLE", label: "Object", container: "SCHEMA", also: TABLE_LIKE };
const STREAM: Kind = { name: "STREAM", label: "Object", container: "SCHEMA" };

/** A name as it is meant in a view: in the view's schema and database, not in the session's (docs: sql-reference/sql/create-view). */
export function qualified(context: Context, home: Id | null, ref: NameRef): NameRef {
  if (home === null || ref.parts.length >= 3) return ref;
  const schema = entryAt(context.draft.catalog, home);
  const database = entryAt(context.draft.catalog, schema.parent);
  return { parts: ref.parts.length === 1 ? [database.name, schema.name, ...ref.parts] : [database.name, ...ref.parts] };
}

/** Snowflake's own views, of which this account knows only that they are there. */
function isSnowflakes(ref: NameRef): boolean {
  return ref.parts.at(-2) === "INFORMATION_SCHEMA" || (ref.parts.length === 3 && ref.parts[0] === "SNOWFLAKE");
}

/** What a name behind FROM means, visible or not selectable alike refused with the same words. `null`: one of Snowflake's own. */
export function findRelation(context: Context, home: Id | null, ref: NameRef): Entry | null {
  const full = qualified(context, home, ref);
  if (isSnowflakes(full)) return null;
  requireContainers(context, full);
  const entry = find(context, { kind: RELATION, ref: full, args: null }) ?? find(context, { kind: STREAM, ref: full, args: null });
  if (entry === null || !maySelect(context, entry)) throw doesNotExist("Object", written(ref));
  return entry;
}

/** A database or schema that is not there is what the message names. */
function requireContainers(context: Context, { parts }: NameRef): void {
  const database: Kind = { name: "DATABASE", label: "Database", container: "ACCOUNT" };
  const schema: Kind = { name: "SCHEMA", label: "Schema", container: "DATABASE" };
  const [first = "", second = ""] = parts;
  if (parts.length === 3 && find(context, { kind: database, ref: { parts: [first] }, args: null }) === null)
    throw doesNotExist("Database", written({ parts: [first] }));
  const inside = parts.length === 3 ? [first, second === "" ? "PUBLIC" : second] : [first];
  if (parts.length > 1 && find(context, { kind: schema, ref: { parts: inside }, args: null }) === null)
    throw doesNotExist("Schema", written({ parts: inside }));
}

function maySelect(context: Context, entry: Entry): boolean {
  if (owns(context, entry)) return true;
  const { catalog } = context.draft;
  return entry.id !== ACCOUNT && holds(catalog, context.active.all, { privilege: "SELECT", on: entry });
}
