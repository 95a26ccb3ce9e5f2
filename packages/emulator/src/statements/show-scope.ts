import { holdsAny, holdsGlobal, isShownBy, managesGrants } from "../access/authorize.ts";
import { childrenOf, entryOf, pathOf } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Id } from "../catalog/entry.ts";
import { valuesOf } from "../catalog/persistent-map.ts";
import type { Context } from "../context.ts";
import type { ObjectClass } from "../objects/object-class.ts";
import { currentDatabase, currentSchema, resolveDatabase, resolveSchema } from "../objects/resolve.ts";
import type { NameRef } from "../parser/cursor.ts";

/** Where a SHOW looks. */
export type Scope = { readonly kind: "default" } | { readonly kind: "account" } | { readonly kind: "database" | "schema"; readonly name: NameRef | null };

interface Where {
  readonly container: ObjectClass["container"];
  readonly classes: readonly string[];
  readonly seenByAll: boolean;
  readonly seenWith?: string | undefined;
  readonly scope: Scope;
  /** What was dropped too, as long as UNDROP brings it back. */
  readonly history?: boolean;
}

const DAY = 86_400_000;

/** The objects of some classes that the session may see, in no useful order. */
export function visibleIn(context: Context, { container, classes, seenByAll, seenWith, scope, history }: Where): readonly Entry[] {
  const { catalog } = context.draft;
  const seesAll = managesGrants(context) || holdsGlobal(context, "RESOLVE ALL");
  const isSeen = (entry: Entry) => seesAll || holdsAny(context, entry);
  const containers = containersOf(context, container, scope).filter((id) => {
    const entry = entryOf(catalog, id);
    return id === ACCOUNT || (entry !== undefined && isSeen(entry));
  });
  const areSeen = seenByAll || isShownBy(context, seenWith);
  const found: Entry[] = [];
  for (const id of containers) for (const name of classes) for (const entry of childrenOf(catalog, id, name)) if (areSeen || isSeen(entry)) found.push(entry);
  if (history !== true) return found;
  const inside = new Set(containers);
  const gone = droppedOf(context, classes).filter((entry) => inside.has(entry.parent) && (areSeen || isSeen(entry)));
  return [...found, ...gone];
}

/** What was dropped of some classes and not purged yet, the last one first. */
function droppedOf({ draft: { catalog }, now }: Context, classes: readonly string[]): readonly Entry[] {
  const isRetained = (entry: Entry): boolean => entry.droppedOn !== null && now - entry.droppedOn <= Number(entry.properties.RETAINED_DAYS) * DAY;
  const entries = valuesOf(catalog.dropped).flatMap((ids) => ids.flatMap((id) => entryOf(catalog, id) ?? []));
  return entries.filter((entry) => classes.includes(entry.class) && isRetained(entry)).sort((a, b) => (b.droppedOn ?? 0) - (a.droppedOn ?? 0));
}

/** The accounts, databases or schemas whose children are asked for. */
function containersOf(context: Context, container: Where["container"], scope: Scope): readonly Id[] {
  const { catalog } = context.draft;
  if (container === "ACCOUNT") return [ACCOUNT];
  const schemasOf = (database: Entry): Id[] => childrenOf(catalog, database.id, "SCHEMA").map((schema) => schema.id);
  const inside = (database: Entry): readonly Id[] => (container === "DATABASE" ? [database.id] : schemasOf(database));
  if ("name" in scope && scope.name !== null)
    return scope.kind === "schema" ? [resolveSchema(context, scope.name).id] : inside(resolveDatabase(context, scope.name));
  // Without a name the next wider scope takes the place of what the session is not in (docs: sql-reference/sql/show-columns, show-tables).
  if (scope.kind === "schema" && context.session.schema !== null) return [currentSchema(context).id];
  if (scope.kind !== "account" && context.session.database !== null) return inside(currentDatabase(context));
  const visible = childrenOf(catalog, ACCOUNT, "DATABASE").filter(
    (database) => managesGrants(context) || holdsGlobal(context, "RESOLVE ALL") || holdsAny(context, database),
  );
  return visible.flatMap(inside);
}

/** By database, schema, name, arguments, in code units. Each container is sorted by itself: of a big account that is much less to compare. */
export function sortedByPath(context: Context, entries: readonly Entry[]): readonly Entry[] {
  const groups = new Map<Id, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.parent);
    if (group === undefined) groups.set(entry.parent, [entry]);
    else group.push(entry);
  }
  const placed = [...groups].map(([parent, group]) => ({ ...prefixOf(context, parent), group }));
  // Where containers are inside each other their objects stand between one another.
  if (new Set(placed.map(({ depth }) => depth)).size > 1) return sortedBy(entries, (entry) => `${prefixOf(context, entry.parent).prefix}${ownKey(entry)}`);
  return sortedBy(placed, ({ prefix }) => prefix).flatMap(({ group }) => sortedBy(group, ownKey));
}

function prefixOf({ draft: { catalog } }: Context, parent: Id): { readonly prefix: string; readonly depth: number } {
  const entry = entryOf(catalog, parent);
  const path = entry === undefined ? [] : pathOf(catalog, entry);
  return { prefix: path.map(({ name }) => `${name}\u0000`).join(""), depth: path.length };
}

function ownKey(entry: Entry): string {
  return entry.args === null ? `${entry.name}\u0000` : `${entry.name}\u0000${entry.args}`;
}

function sortedBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const keyed = items.map((item): readonly [string, T] => [keyOf(item), item]);
  keyed.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  return keyed.map(([, item]) => item);
}
