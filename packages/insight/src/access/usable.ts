import { type AccessGraph, granteeOf, privilegeOf } from "../graph/access-graph.ts";
import { accountTarget } from "../graph/load-graph.ts";
import type { Active } from "./session.ts";

type Principals = ReadonlySet<number>;

/** Whether a privilege can be used: it is held, or the object is owned, and what the object is in is open. */
export function isUsable(graph: AccessGraph, active: Active, { privilege, on }: { readonly privilege: number; readonly on: number }): boolean {
  if (!graph.isThere(on)) return false;
  if (isMembershipOf(graph, on) && graph.privileges[privilege] === "USAGE") return holdsRole(graph, active.all, on);
  const sets = isCreate(graph, privilege) ? active.primaries : [active.all];
  return sets.some((set) => holds(graph, set, { privilege, on }) && isOpen(graph, set, on));
}

/** The privileges of a target that can be used, OWNERSHIP among them, which stands for all others. */
export function usableOn(graph: AccessGraph, active: Active, on: number): readonly number[] {
  return privilegesSeen(graph, on).filter((privilege) => isUsable(graph, active, { privilege, on }));
}

/** The privileges that somebody could have on the target, as far as anybody was granted one. */
export function privilegesSeen(graph: AccessGraph, on: number): readonly number[] {
  const seen = new Set(graph.heldOn(on).map(privilegeOf));
  if (graph.ownerOf(on) >= 0) seen.add(graph.privilege("OWNERSHIP"));
  if (isMembershipOf(graph, on)) seen.add(graph.privilege("USAGE"));
  if (givenByAccount(graph, on) !== null) for (const each of OF_ALL_WAREHOUSES) seen.add(graph.privilege(each));
  return [...seen];
}

/** Directly held by one of these, or owned by one, or given by a privilege on the account. The containers do not count here. */
export function holds(graph: AccessGraph, principals: Principals, { privilege, on }: { readonly privilege: number; readonly on: number }): boolean {
  if (givesAll(graph, on, privilege) && principals.has(graph.ownerOf(on))) return true;
  for (const held of graph.heldOn(on)) if (privilegeOf(held) === privilege && principals.has(granteeOf(held))) return true;
  const global = givenByAccount(graph, on, privilege);
  return global !== null && holds(graph, principals, { privilege: global, on: accountTarget(graph) });
}

/** Ownership gives every privilege; but "a role owner does not inherit the privileges of the owned role" (docs: user-guide/security-access-control-overview). */
export function givesAll(graph: AccessGraph, on: number, privilege: number): boolean {
  return !isMembershipOf(graph, on) || graph.privileges[privilege] !== "USAGE";
}

/** "Operating on an object in a schema requires at least one privilege on the parent database and at least one privilege on the parent schema" (docs: user-guide/security-access-control-privileges). */
export function isOpen(graph: AccessGraph, principals: Principals, on: number): boolean {
  return graph.containersOf(on).every((container) => hasAny(graph, principals, container));
}

/** Any privilege on it, or ownership. */
function hasAny(graph: AccessGraph, principals: Principals, on: number): boolean {
  if (principals.has(graph.ownerOf(on))) return true;
  for (const held of graph.heldOn(on)) if (principals.has(granteeOf(held))) return true;
  return false;
}

const ROLES: ReadonlySet<string> = new Set(["ROLE", "DATABASE ROLE", "APPLICATION ROLE"]);

/** True for roles: USAGE on one means to hold it. */
export function isMembershipOf(graph: AccessGraph, on: number): boolean {
  return ROLES.has(graph.targets.types[on] ?? "");
}

function holdsRole(graph: AccessGraph, principals: Principals, on: number): boolean {
  const role = graph.principalOf(on);
  return role !== undefined && principals.has(role);
}

export function isCreate(graph: AccessGraph, privilege: number): boolean {
  return graph.privileges[privilege]?.startsWith("CREATE") === true;
}

const OF_ALL_WAREHOUSES: readonly string[] = ["MODIFY", "MONITOR", "OPERATE"];

/** "The granting of the global MANAGE WAREHOUSES privilege is equivalent to granting the MODIFY, MONITOR, and OPERATE privileges on all warehouses" (docs: user-guide/security-access-control-privileges). */
export function givenByAccount(graph: AccessGraph, on: number, privilege?: number): number | null {
  if (graph.targets.types[on] !== "WAREHOUSE") return null;
  if (privilege !== undefined && !OF_ALL_WAREHOUSES.includes(graph.privileges[privilege] ?? "")) return null;
  return graph.findPrivilege("MANAGE WAREHOUSES") ?? null;
}
