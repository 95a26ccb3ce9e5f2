import type { Grantee } from "@snowtower/kinds";
import type { AccessGraph } from "../graph/access-graph.ts";
import { publicRole, type RoleClosures, reach } from "../graph/role-closures.ts";

/** As whom a question is asked. */
export type Session =
  /** A role as primary role, secondary roles off; also a database role or a share, taken by itself. */
  | { readonly kind: "as role"; readonly role: Grantee }
  /** All that a user can get: any of his roles as primary role, with secondary roles ALL. */
  | { readonly kind: "as user"; readonly user: Grantee }
  /** A session of a user. With secondary roles ALL, what is granted to himself counts too (docs: sql-reference/sql/grant-privilege-user). */
  | { readonly kind: "in session"; readonly user: Grantee; readonly primary: Grantee; readonly secondary: "ALL" | "NONE" };

/** The principals whose privileges count. */
export interface Active {
  readonly all: ReadonlySet<number>;
  /** For CREATE only the primary role counts, with what it inherits; one set for each role that could be it. (docs: user-guide/security-access-control-overview, "Authorization through primary role and secondary roles") */
  readonly primaries: readonly ReadonlySet<number>[];
}

const NOBODY_ACTIVE: Active = { all: new Set(), primaries: [] };

/** Nobody is active for a disabled user, and for a role that the user cannot activate. */
export function activeIn(graph: AccessGraph, closures: RoleClosures, session: Session): Active {
  if (session.kind === "as role") {
    const role = find(graph, session.role);
    if (role === undefined || graph.isOut(role)) return NOBODY_ACTIVE;
    const below = closures.below(role);
    return { all: below, primaries: [below] };
  }
  const user = find(graph, session.user);
  if (user === undefined || graph.isOut(user)) return NOBODY_ACTIVE;
  const all = closures.below(user);
  if (session.kind === "as user") return { all, primaries: primaryRoles(graph, user).map((role) => closures.below(role)) };
  const primary = find(graph, session.primary);
  if (primary === undefined || !mayActivate(graph, { user, role: primary })) return NOBODY_ACTIVE;
  const own = closures.below(primary);
  return { all: session.secondary === "ALL" ? all : own, primaries: [own] };
}

/** The roles that come with all others that the user may activate; PUBLIC is everybody's. */
function primaryRoles(graph: AccessGraph, user: number): readonly number[] {
  return [...graph.rolesOf(user).filter((role) => isAccountRole(graph, role)), publicRole(graph)];
}

/** "A database role can be neither a primary nor a secondary role" (docs: user-guide/security-access-control-overview). */
export function isAccountRole(graph: AccessGraph, principal: number): boolean {
  return graph.principals.types[principal] === "ROLE";
}

/** "To use a role, the role must have been granted to the user" (docs: sql-reference/sql/use-role), or to a role of his; PUBLIC is granted to everybody. */
function mayActivate(graph: AccessGraph, { user, role }: { readonly user: number; readonly role: number }): boolean {
  if (role === publicRole(graph)) return true;
  return isAccountRole(graph, role) && reach(graph.rolesOf(user), (each) => graph.rolesOf(each)).has(role);
}

function find(graph: AccessGraph, { type, name }: Grantee): number | undefined {
  return graph.principals.find(type, name);
}
