import { ACCOUNT, type Entry, type Id } from "./entry.ts";
import type { FutureGrant, Grant } from "./grant.ts";
import { emptyMap, get, keysOf, type PersistentMap, valuesOf } from "./persistent-map.ts";
import { TABLE_LIKE } from "./table-like.ts";

/** The account's whole state as one immutable value. Only `mutation.ts` makes the next one. */
export interface Catalog {
  readonly nextId: Id;
  readonly entries: PersistentMap<Id, Entry>;
  /** Name key -> id, of what lives. */
  readonly names: PersistentMap<string, Id>;
  /** Name key without arguments -> ids, of what lives and is overloaded. */
  readonly overloads: PersistentMap<string, PersistentMap<Id, true>>;
  /** Container and class -> entries, of what lives: whoever lists them need not look each one up. */
  readonly children: PersistentMap<string, PersistentMap<Id, Entry>>;
  /** Name key -> ids that were dropped under it, the last one last. */
  readonly dropped: PersistentMap<string, readonly Id[]>;
  readonly owned: PersistentMap<Id, PersistentMap<Id, true>>;
  readonly grantsOn: PersistentMap<Id, PersistentMap<string, Grant>>;
  readonly grantsTo: PersistentMap<Id, PersistentMap<string, Grant>>;
  readonly grantsBy: PersistentMap<Id, PersistentMap<string, Grant>>;
  /** Grantee -> its grants of roles; changes only with the role hierarchy, so its identity is the key of what is memoised about it. */
  readonly memberships: PersistentMap<Id, PersistentMap<string, Grant>>;
  readonly futureIn: PersistentMap<Id, PersistentMap<string, FutureGrant>>;
  readonly futureTo: PersistentMap<Id, PersistentMap<string, FutureGrant>>;
}

export const EMPTY_CATALOG: Catalog = {
  nextId: 1,
  entries: emptyMap(),
  names: emptyMap(),
  overloads: emptyMap(),
  children: emptyMap(),
  dropped: emptyMap(),
  owned: emptyMap(),
  grantsOn: emptyMap(),
  grantsTo: emptyMap(),
  grantsBy: emptyMap(),
  memberships: emptyMap(),
  futureIn: emptyMap(),
  futureTo: emptyMap(),
};

/** Classes that share the space of names of tables without being named behind FROM. */
const BESIDE_TABLES = ["INTERACTIVE TABLE", "ONLINE FEATURE TABLE", "SEMANTIC VIEW"];
const TABLES_SPACE: ReadonlySet<string> = new Set([...TABLE_LIKE, ...BESIDE_TABLES]);
/** "Object found is of type 'ROW_ACCESS_POLICY', not specified type 'MASKING_POLICY'" (docs: user-guide/security-row-intro) */
const POLICIES = new Set(["AGGREGATION POLICY", "JOIN POLICY", "MASKING POLICY", "PROJECTION POLICY", "ROW ACCESS POLICY"]);
const INTEGRATION = / INTEGRATION$/;
const FUNCTIONS = new Set(["FUNCTION", "EXTERNAL FUNCTION", "DATA METRIC FUNCTION"]);

/** The space of names a class belongs to: a view cannot have the name of a table beside it. */
function namespaceOf(className: string): string {
  if (TABLES_SPACE.has(className)) return "TABLE";
  if (FUNCTIONS.has(className)) return "FUNCTION";
  if (POLICIES.has(className)) return "POLICY";
  if (className === "INFORMATION SCHEMA") return "SCHEMA";
  return INTEGRATION.test(className) ? "INTEGRATION" : className;
}

interface NameKey {
  readonly parent: Id;
  readonly class: string;
  readonly name: string;
  readonly args: string | null;
}

export function nameKey(of: NameKey): string {
  return `${of.parent}\0${namespaceOf(of.class)}\0${of.name}\0${of.args ?? ""}`;
}

export function overloadsKey(of: NameKey): string {
  return nameKey({ ...of, args: null });
}

export function childrenKey(parent: Id, className: string): string {
  return `${parent}\0${className}`;
}

export function entryOf(catalog: Catalog, id: Id): Entry | undefined {
  return get(catalog.entries, id);
}

/** The entry of an id that must be there; a missing one is a broken invariant, not a user's mistake. */
export function entryAt(catalog: Catalog, id: Id): Entry {
  const entry = get(catalog.entries, id);
  if (entry === undefined) throw new Error(`catalog has no entry ${id}`);
  return entry;
}

export function findByName(catalog: Catalog, key: NameKey): Entry | undefined {
  const id = get(catalog.names, nameKey(key));
  return id === undefined ? undefined : get(catalog.entries, id);
}

/** Every overload of one name, in no useful order. */
export function overloadsOf(catalog: Catalog, entry: Entry): Entry[] {
  return keysOf(get(catalog.overloads, overloadsKey(entry))).map((id) => entryAt(catalog, id));
}

/** All living objects of a class in one container, in no useful order. */
export function childrenOf(catalog: Catalog, parent: Id, className: string): Entry[] {
  return valuesOf(get(catalog.children, childrenKey(parent, className)));
}

/** False for what was dropped and for what went with a dropped container. */
export function isLive(catalog: Catalog, entry: Entry): boolean {
  let at: Entry | undefined = entry;
  while (at !== undefined && at.droppedOn === null) {
    if (at.id === ACCOUNT) return true;
    at = get(catalog.entries, at.parent);
  }
  return false;
}

/** From the outside in, the object last: `[db, schema, table]`; the account is left out. */
export function pathOf(catalog: Catalog, entry: Entry): Entry[] {
  const path: Entry[] = [];
  for (let at: Entry | undefined = entry; at !== undefined && at.id !== ACCOUNT; at = get(catalog.entries, at.parent)) path.unshift(at);
  return path;
}

export function grantsOn(catalog: Catalog, id: Id): Grant[] {
  return valuesOf(get(catalog.grantsOn, id));
}

export function grantsTo(catalog: Catalog, id: Id): Grant[] {
  return valuesOf(get(catalog.grantsTo, id));
}

export function grantsBy(catalog: Catalog, id: Id): Grant[] {
  return valuesOf(get(catalog.grantsBy, id));
}

export function ownedBy(catalog: Catalog, role: Id): Entry[] {
  return keysOf(get(catalog.owned, role)).map((id) => entryAt(catalog, id));
}

export function futureGrantsIn(catalog: Catalog, container: Id): FutureGrant[] {
  return valuesOf(get(catalog.futureIn, container));
}

export function futureGrantsTo(catalog: Catalog, id: Id): FutureGrant[] {
  return valuesOf(get(catalog.futureTo, id));
}
