import { requireAny } from "../access/authorize.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Command, Context } from "../context.ts";
import type { DropHow, ObjectClass } from "../objects/object-class.ts";
import { acceptClass, classNamed } from "../objects/registry.ts";
import { find, written } from "../objects/resolve.ts";
import { retentionDays } from "../objects/retention.ts";
import { readArguments } from "../parser/arguments.ts";
import type { Cursor, NameRef } from "../parser/cursor.ts";
import { type ResultSet, STATEMENT_TYPE, statusResult } from "../result.ts";
import { doesNotExist, SqlError } from "../sql-error.ts";

interface Drop {
  readonly name: NameRef;
  readonly args: string | null;
  readonly ifExists: boolean;
  readonly restrict: boolean;
}

/** DROP <class> [IF EXISTS] <name> [CASCADE | RESTRICT]. */
export function parseDrop(cursor: Cursor): Command {
  cursor.expect("DROP");
  const of = acceptClass(cursor);
  if (of === null) cursor.refuse(`DROP ${cursor.peek().value}`);
  const ifExists = cursor.accept("IF EXISTS");
  const name = cursor.name();
  const args = of.overloaded === true ? readArguments(cursor) : null;
  const how = of.container !== "ACCOUNT" || of.undroppable === true ? cursor.acceptOneOf(["CASCADE", "RESTRICT"]) : null;
  cursor.end();
  return { type: STATEMENT_TYPE.ddl, readsOnly: false, run: (context) => drop(context, of, { name, args, ifExists, restrict: how === "RESTRICT" }) };
}

function drop(context: Context, named: ObjectClass, { name, args, ifExists, restrict }: Drop): ResultSet {
  const kind = named.dropsAlso === undefined ? named : { ...named, also: named.dropsAlso };
  const entry = findUnless(context, ifExists, () => find(context, { kind, ref: name, args }));
  if (entry === null) {
    if (!ifExists) throw doesNotExist(named.label, args === null ? written(name) : `${written(name)}(${args})`);
    return statusResult(`Drop statement executed successfully (${name.parts.at(-1)} already dropped).`);
  }
  const of = named.dropsAlso?.includes(entry.class) === true ? (classNamed(entry.class) ?? named) : named;
  of.droppable?.(context, entry);
  if (of.mayDrop?.(context, entry) !== true) requireAny(context, entry, { privileges: of.needs?.drop ?? [], label: of.label });
  dropEntry(context, of, entry, { restrict });
  return statusResult(`${entry.name} successfully dropped.`);
}

/** IF EXISTS forgives a missing object and a missing container, nothing else. */
function findUnless(_context: Context, forgiving: boolean, look: () => Entry | null): Entry | null {
  try {
    return look();
  } catch (error) {
    if (forgiving && error instanceof SqlError && (error.code === "002003" || error.code === "002043")) return null;
    throw error;
  }
}

/** Takes an object away: for UNDROP it stays in the catalog with its grants, otherwise it goes with them. */
export function dropEntry(context: Context, of: ObjectClass, entry: Entry, how: DropHow = { restrict: false }): void {
  of.dropping?.(context, entry, how);
  const days = retentionDays(context.draft.catalog, entry);
  if (of.undroppable === true) context.draft.change(entry.id, { droppedOn: context.now, properties: { ...entry.properties, RETAINED_DAYS: days } });
  else context.draft.remove(entry.id);
  const { session } = context;
  if (session.warehouse === entry.id) context.session = { ...session, warehouse: null };
  if (session.schema === entry.id) context.session = { ...session, schema: null };
  if (session.database === entry.id) context.session = { ...session, database: null, schema: null };
}
