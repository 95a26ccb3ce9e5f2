import { isVisible } from "../access/authorize.ts";
import { ALSO_ANSWER, GRANTABLE_TYPES, type GrantableType, grantableType, TYPE_SYNONYMS } from "../access/grantable-types.ts";
import { childrenOf, entryAt, findByName } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { containerOf, resolveDatabase, resolveSchema, written } from "../objects/resolve.ts";
import { readArguments } from "../parser/arguments.ts";
import type { Cursor, NameRef } from "../parser/cursor.ts";
import { compilationError, doesNotExist } from "../sql-error.ts";
import { notSupported } from "./refusals.ts";

interface Container {
  readonly class: "DATABASE" | "SCHEMA";
  readonly name: NameRef;
}

/** What stands behind ON. */
export type Securable =
  | { readonly kind: "account" }
  | { readonly kind: "object"; readonly type: GrantableType; readonly name: NameRef; readonly args: string | null }
  | { readonly kind: "all" | "future"; readonly type: GrantableType; readonly in: Container };

const SINGULAR = [...GRANTABLE_TYPES.map((type) => type.name), ...Object.keys(TYPE_SYNONYMS)].sort((a, b) => b.length - a.length);
const PLURAL = [...GRANTABLE_TYPES].sort((a, b) => b.plural.length - a.plural.length);
const OVERLOADED = new Set(["FUNCTION", "PROCEDURE", "DATA METRIC FUNCTION"]);

export function readSecurable(cursor: Cursor): Securable {
  if (cursor.accept("ACCOUNT")) return { kind: "account" };
  const many = cursor.acceptOneOf(["ALL", "FUTURE"]);
  if (many !== null) return readMany(cursor, many === "ALL" ? "all" : "future");
  const type = readType(cursor);
  const name = cursor.name();
  return { kind: "object", type, name, args: OVERLOADED.has(type.name) ? readArguments(cursor) : null };
}

export function readType(cursor: Cursor): GrantableType {
  const word = cursor.acceptOneOf(SINGULAR);
  const type = word === null ? null : grantableType(TYPE_SYNONYMS[word] ?? word);
  return type ?? cursor.refuse(`GRANT ... ON ${cursor.peek().value}`);
}

function readMany(cursor: Cursor, kind: "all" | "future"): Securable {
  const type = PLURAL.find((of) => cursor.accept(of.plural));
  if (type === undefined) cursor.refuse(`GRANT ... ON ${kind.toUpperCase()} ${cursor.peek().value}`);
  const isAllowed = kind === "all" ? type.all : type.future;
  if (!isAllowed) throw notSupported(`GRANT ON ${kind.toUpperCase()} ${type.plural}`);
  cursor.expect("IN");
  return { kind, type, in: readContainer(cursor, type) };
}

function readContainer(cursor: Cursor, type: GrantableType): Container {
  if (cursor.accept("DATABASE")) return { class: "DATABASE", name: cursor.name() };
  if (type.container !== "SCHEMA") cursor.fail();
  cursor.expect("SCHEMA");
  return { class: "SCHEMA", name: cursor.name() };
}

export function resolveContainer(context: Context, container: Container): Entry {
  return container.class === "DATABASE" ? resolveDatabase(context, container.name) : resolveSchema(context, container.name);
}

/** The objects that are there now: one, or those of ALL. */
export function resolveObjects(context: Context, securable: Exclude<Securable, { kind: "future" }>): readonly Entry[] {
  if (securable.kind === "account") return [entryAt(context.draft.catalog, ACCOUNT)];
  if (securable.kind === "object") return [resolveObject(context, securable)];
  const container = resolveContainer(context, securable.in);
  const { catalog } = context.draft;
  const classes = securable.type.classes ?? [securable.type.name];
  const places = container.class === "DATABASE" && securable.type.container === "SCHEMA" ? childrenOf(catalog, container.id, "SCHEMA") : [container];
  return places.flatMap((place) => classes.flatMap((name) => childrenOf(catalog, place.id, name))).sort((a, b) => a.id - b.id);
}

export function resolveObject(context: Context, of: { readonly type: GrantableType; readonly name: NameRef; readonly args: string | null }): Entry {
  const { type, name, args } = of;
  const classes = [...(type.classes ?? [type.name]), ...(ALSO_ANSWER[type.name] ?? [])];
  const label = labelOf(type);
  const parent = containerOf(context, { name: type.name, label, container: type.container }, name);
  // Classes of one type share a space of names, so one look is enough.
  const entry = findByName(context.draft.catalog, { parent: parent.id, class: classes[0] ?? type.name, name: name.parts.at(-1) ?? "", args });
  if (entry === undefined || !(isListed(type) || isVisible(context, entry)))
    throw doesNotExist(label, args === null ? written(name) : `${written(name)}(${args})`);
  if (!classes.includes(entry.class)) throw compilationError("002203", "02000", `Object found is of type '${entry.class}', not specified type '${type.name}'.`);
  return entry;
}

/** Roles and users are everybody's to name. */
function isListed(type: GrantableType): boolean {
  return type.name === "ROLE" || type.name === "USER";
}

/** As in `Warehouse 'X' does not exist or not authorized.` */
function labelOf(type: GrantableType): string {
  if (type.name === "TABLE" || type.name === "VIEW") return "Object";
  return `${type.name.charAt(0)}${type.name.slice(1).toLowerCase()}`;
}
