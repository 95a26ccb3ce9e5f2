import { holds, owns } from "../access/authorize.ts";
import { entryOf, isLive } from "../catalog/catalog.ts";
import type { Entry, Id } from "../catalog/entry.ts";
import { TABLE_LIKE } from "../catalog/table-like.ts";
import type { Context } from "../context.ts";
import { sessionParameter } from "../execute.ts";
import { type Kind, resolve } from "../objects/resolve.ts";
import { dataOf, requireKnownData, withKnownData } from "../objects/table/table-data.ts";
import { type Segment, segmentsOf, withSegments } from "../objects/table/table-rows.ts";
import type { NameRef } from "../parser/cursor.ts";
import { insufficientPrivileges, unsupported } from "../sql-error.ts";
import { Moved } from "./moved.ts";
import { entryWithin, noted } from "./transaction.ts";

const TABLE: Kind = { name: "TABLE", label: "Table", container: "SCHEMA", also: TABLE_LIKE };

/** The table that a statement changes the rows of; refused to who lacks one of the privileges. */
export function targetOf(context: Context, ref: NameRef, of: { readonly statement: string; readonly privileges: readonly string[] }): Entry {
  const entry = resolve(context, { kind: TABLE, ref, args: null });
  if (entry.class !== "TABLE") throw unsupported(`${of.statement} of a ${entry.class.toLowerCase()}`);
  const { catalog } = context.draft;
  for (const privilege of of.privileges)
    if (!owns(context, entry) && !holds(catalog, context.active.all, { privilege, on: entry })) throw insufficientPrivileges("Table", entry.name);
  if (isTransaction(context) && dataOf(entry) === "unknown") throw unsupported(`${of.statement} in a transaction, of a table whose data is not known`);
  return entryWithin(context, entry);
}

function isTransaction({ session, draft }: Context): boolean {
  return session.inTransaction === true || sessionParameter(draft.catalog, session, "AUTOCOMMIT") !== "true";
}

/** For what looks at the rows that are there. */
export function requireKnown(context: Context, table: Entry, statement: string): void {
  requireKnownData(context.draft.catalog, table, { statement });
}

/** What was written ahead of the statement: the segments its table has then. */
export interface Written {
  readonly table: Id;
  /** The table as it was looked at. */
  readonly seen: Entry;
  /** Added to those that are there, or instead of them. */
  readonly how: "append" | "replace";
  readonly segments: readonly Segment[];
  /** Other properties that change with it: where an identity column goes on. */
  readonly properties?: Entry["properties"];
}

/** The statement's own part: the table gets its rows, if it is still what it was. */
export function takeOver(context: Context, { table, seen, how, segments, properties }: Written): void {
  const entry = entryOf(context.draft.catalog, table);
  const now = entry === undefined || !isLive(context.draft.catalog, entry) ? null : entryWithin(context, entry);
  if (now === null || !isSame(now, seen, how)) {
    context.rows.release(segments);
    throw new Moved();
  }
  const kept = how === "append" ? segmentsOf(now) : [];
  const known = how === "replace" && dataOf(now) === "unknown" ? withKnownData(now) : now;
  const to = withSegments({ ...known, properties: { ...known.properties, ...properties } }, [...kept, ...segments]);
  if (isTransaction(context)) {
    context.session = noted(context.session, { table, before: now, to, added: how === "append" ? segments : null });
    return;
  }
  context.rows.release(segments);
  context.draft.change(table, { properties: to.properties });
}

/** What is added needs the same columns; what replaces was made from all that was there. */
function isSame(now: Entry, seen: Entry, how: "append" | "replace"): boolean {
  if (now.properties === seen.properties) return true;
  const same = (name: string): boolean => JSON.stringify(now.properties[name]) === JSON.stringify(seen.properties[name]);
  return same("COLUMNS") && same("NEXT_IDENTITY") && (how === "append" || same("ROWS"));
}
