import { type Catalog, childrenKey, nameKey, overloadsKey } from "./catalog.ts";
import type { Entry, Id } from "./entry.ts";
import { type FutureGrant, futureGrantKey, type Grant, grantKey } from "./grant.ts";
import { emptyMap, get, type PersistentMap, remove, set, valuesOf } from "./persistent-map.ts";

/** Every change of the account is a list of these; they are what the log holds, and replaying them gives the same account. */
export type Mutation =
  /** A new object, or the next state of one: a rename, a new owner, a drop (`droppedOn`), an undrop. */
  | { readonly kind: "put"; readonly entry: Entry }
  /** The object is gone for good, and with it all grants on it, to it and by it. */
  | { readonly kind: "remove"; readonly id: Id }
  | { readonly kind: "grant"; readonly grant: Grant }
  | { readonly kind: "revoke"; readonly grant: Grant }
  | { readonly kind: "grant-future"; readonly grant: FutureGrant }
  | { readonly kind: "revoke-future"; readonly grant: FutureGrant };

const ROLES = new Set(["ROLE", "DATABASE ROLE", "APPLICATION ROLE"]);

export function isRole(entry: Entry | undefined): boolean {
  return entry !== undefined && ROLES.has(entry.class);
}

export function mutate(catalog: Catalog, mutation: Mutation): Catalog {
  switch (mutation.kind) {
    case "put":
      return put(catalog, mutation.entry);
    case "remove":
      return removeEntry(catalog, mutation.id);
    case "grant":
      return addGrant(catalog, mutation.grant);
    case "revoke":
      return removeGrant(catalog, mutation.grant);
    case "grant-future":
      return addFuture(catalog, mutation.grant);
    case "revoke-future":
      return removeFuture(catalog, mutation.grant);
  }
}

type Sets<K extends string | number, V> = PersistentMap<Id, PersistentMap<K, V>>;

function addTo<M extends string | number, K extends string | number, V>(sets: PersistentMap<M, PersistentMap<K, V>>, at: M, key: K, value: V) {
  return set(sets, at, set(get(sets, at) ?? emptyMap<K, V>(), key, value));
}

function removeFrom<M extends string | number, K extends string | number, V>(sets: PersistentMap<M, PersistentMap<K, V>>, at: M, key: K) {
  const inner = get(sets, at);
  if (inner === undefined) return sets;
  const left = remove(inner, key);
  return left.size === 0 ? remove(sets, at) : set(sets, at, left);
}

function put(catalog: Catalog, entry: Entry): Catalog {
  const before = get(catalog.entries, entry.id);
  const base = before === undefined ? catalog : unindex(catalog, before);
  const next = { ...base, nextId: Math.max(base.nextId, entry.id + 1), entries: set(base.entries, entry.id, entry) };
  return index(next, entry);
}

function index(catalog: Catalog, entry: Entry): Catalog {
  const owned: Sets<Id, true> = entry.owner === null ? catalog.owned : addTo(catalog.owned, entry.owner.role, entry.id, true as const);
  const key = nameKey(entry);
  if (entry.droppedOn !== null) return { ...catalog, owned, dropped: set(catalog.dropped, key, [...(get(catalog.dropped, key) ?? []), entry.id]) };
  return {
    ...catalog,
    owned,
    names: set(catalog.names, key, entry.id),
    overloads: entry.args === null ? catalog.overloads : addTo(catalog.overloads, overloadsKey(entry), entry.id, true as const),
    children: addTo(catalog.children, childrenKey(entry.parent, entry.class), entry.id, entry),
  };
}

function unindex(catalog: Catalog, entry: Entry): Catalog {
  const owned = entry.owner === null ? catalog.owned : removeFrom(catalog.owned, entry.owner.role, entry.id);
  const key = nameKey(entry);
  if (entry.droppedOn !== null) {
    const left = (get(catalog.dropped, key) ?? []).filter((id) => id !== entry.id);
    return { ...catalog, owned, dropped: left.length === 0 ? remove(catalog.dropped, key) : set(catalog.dropped, key, left) };
  }
  // Another object may have taken the name in the same statement (CREATE OR REPLACE puts the new one before the old one goes).
  const names = get(catalog.names, key) === entry.id ? remove(catalog.names, key) : catalog.names;
  const overloads = entry.args === null ? catalog.overloads : removeFrom(catalog.overloads, overloadsKey(entry), entry.id);
  return { ...catalog, owned, names, overloads, children: removeFrom(catalog.children, childrenKey(entry.parent, entry.class), entry.id) };
}

function removeEntry(catalog: Catalog, id: Id): Catalog {
  const entry = get(catalog.entries, id);
  if (entry === undefined) return catalog;
  let next = catalog;
  for (const index of [catalog.grantsOn, catalog.grantsTo, catalog.grantsBy]) for (const grant of valuesOf(get(index, id))) next = removeGrant(next, grant);
  for (const index of [catalog.futureIn, catalog.futureTo]) for (const grant of valuesOf(get(index, id))) next = removeFuture(next, grant);
  next = unindex(next, entry);
  return { ...next, entries: remove(next.entries, id) };
}

function addGrant(catalog: Catalog, grant: Grant): Catalog {
  const key = grantKey(grant);
  const isMembership = isRole(get(catalog.entries, grant.on)) && grant.privilege === "USAGE";
  return {
    ...catalog,
    grantsOn: addTo(catalog.grantsOn, grant.on, key, grant),
    grantsTo: addTo(catalog.grantsTo, grant.to, key, grant),
    grantsBy: grant.by === null ? catalog.grantsBy : addTo(catalog.grantsBy, grant.by, key, grant),
    memberships: isMembership ? addTo(catalog.memberships, grant.to, key, grant) : catalog.memberships,
  };
}

function removeGrant(catalog: Catalog, grant: Grant): Catalog {
  const key = grantKey(grant);
  const known = get(get(catalog.memberships, grant.to) ?? emptyMap<string, Grant>(), key) !== undefined;
  return {
    ...catalog,
    grantsOn: removeFrom(catalog.grantsOn, grant.on, key),
    grantsTo: removeFrom(catalog.grantsTo, grant.to, key),
    grantsBy: grant.by === null ? catalog.grantsBy : removeFrom(catalog.grantsBy, grant.by, key),
    memberships: known ? removeFrom(catalog.memberships, grant.to, key) : catalog.memberships,
  };
}

function addFuture(catalog: Catalog, grant: FutureGrant): Catalog {
  const key = futureGrantKey(grant);
  return { ...catalog, futureIn: addTo(catalog.futureIn, grant.in, key, grant), futureTo: addTo(catalog.futureTo, grant.to, key, grant) };
}

function removeFuture(catalog: Catalog, grant: FutureGrant): Catalog {
  const key = futureGrantKey(grant);
  return { ...catalog, futureIn: removeFrom(catalog.futureIn, grant.in, key), futureTo: removeFrom(catalog.futureTo, grant.to, key) };
}
