import { type Catalog, entryOf, findByName } from "../catalog/catalog.ts";
import { ACCOUNT, type Id } from "../catalog/entry.ts";
import type { Grant } from "../catalog/grant.ts";
import { get, type PersistentMap, valuesOf } from "../catalog/persistent-map.ts";
import type { SessionState } from "../session-state.ts";
import { hasAllSecondaryRoles, secondaryRolesOf } from "./secondary-roles.ts";

/** Whose privileges a statement runs with. Only `primary` authorises CREATE (docs: user-guide/security-access-control-overview, "Authorization through primary role and secondary roles"). */
export interface ActiveRoles {
  readonly primary: ReadonlySet<Id>;
  /** With the secondary roles, and with the user himself where privileges granted to users count. */
  readonly all: ReadonlySet<Id>;
}

type Memberships = PersistentMap<Id, PersistentMap<string, Grant>>;

// The hierarchy is part of an immutable catalog, so what was computed for it holds as long as it is the same value.
const CLOSURES = new WeakMap<Memberships, Map<Id, ReadonlySet<Id>>>();
const ACTIVE = new WeakMap<Memberships, Map<string, ActiveRoles>>();
const NOBODY: PersistentMap<string, Grant> = { size: 0, root: null };

/** The roles a role or user holds directly. */
export function directRoles(catalog: Catalog, grantee: Id): readonly Id[] {
  return valuesOf(get(catalog.memberships, grantee) ?? NOBODY).map((grant) => grant.on);
}

/** An empty hierarchy is one value that all accounts share, so nothing is remembered about it. */
function memoOf<K, V>(memos: WeakMap<Memberships, Map<K, V>>, of: Memberships): Map<K, V> {
  const known = memos.get(of);
  if (known !== undefined) return known;
  const memo = new Map<K, V>();
  if (of.size > 0) memos.set(of, memo);
  return memo;
}

/** The role itself and every role below it, without PUBLIC. */
export function closureOf(catalog: Catalog, role: Id): ReadonlySet<Id> {
  const memo = memoOf(CLOSURES, catalog.memberships);
  const known = memo.get(role);
  if (known !== undefined) return known;
  const reached = new Set<Id>([role]);
  const open: Id[] = [role];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const below of directRoles(catalog, at)) {
      if (reached.has(below)) continue;
      reached.add(below);
      open.push(below);
    }
  }
  memo.set(role, reached);
  return reached;
}

export function publicRole(catalog: Catalog): Id | null {
  return findByName(catalog, { parent: ACCOUNT, class: "ROLE", name: "PUBLIC", args: null })?.id ?? null;
}

export function activeRoles(catalog: Catalog, session: SessionState): ActiveRoles {
  const everyone = publicRole(catalog);
  const secondary = secondaryRolesOf(catalog, session);
  const withUser = hasAllSecondaryRoles(catalog, session);
  const key = `${session.role} ${secondary.join(",")} ${withUser ? session.user : ""} ${everyone ?? ""}`;
  const memo = memoOf(ACTIVE, catalog.memberships);
  const known = memo.get(key);
  if (known !== undefined) return known;
  const primary = new Set(closureOf(catalog, session.role));
  if (everyone !== null) for (const id of closureOf(catalog, everyone)) primary.add(id);
  const all = new Set(primary);
  for (const role of secondary) for (const id of closureOf(catalog, role)) all.add(id);
  if (withUser) all.add(session.user);
  const active = { primary, all: all.size === primary.size ? primary : all };
  memo.set(key, active);
  return active;
}

/** May the user make this role his primary one? PUBLIC is everybody's. */
export function mayActivate(catalog: Catalog, user: Id, role: Id): boolean {
  if (role === publicRole(catalog)) return true;
  return directRoles(catalog, user).some((id) => entryOf(catalog, id)?.class === "ROLE" && closureOf(catalog, id).has(role));
}
