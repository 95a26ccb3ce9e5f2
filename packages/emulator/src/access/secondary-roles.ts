import { type Catalog, entryOf, findByName } from "../catalog/catalog.ts";
import { ACCOUNT, type Id, type Value } from "../catalog/entry.ts";
import { userPolicyInForce } from "../objects/user-policy/in-force.ts";
import type { SessionState } from "../session-state.ts";
import { closureOf, directRoles, mayActivate } from "./active-roles.ts";

/** What the session policy in force leaves of secondary roles (docs: sql-reference/sql/create-session-policy). */
interface Limits {
  readonly allows: (role: Id) => boolean;
  readonly allowsAll: boolean;
}

const NO_LIMITS: Limits = { allows: () => true, allowsAll: true };

/** The user's own policy overrides the account's (docs: user-guide/session-policies-using). */
function limitsOf(catalog: Catalog, user: Id): Limits {
  const policy = userPolicyInForce(catalog, "SESSION POLICY", entryOf(catalog, user) ?? null);
  if (policy === null) return NO_LIMITS;
  const allowed = rolesNamed(catalog, policy.properties.ALLOWED_SECONDARY_ROLES ?? ["ALL"]);
  const blocked = rolesNamed(catalog, policy.properties.BLOCKED_SECONDARY_ROLES ?? []);
  if (allowed === "ALL" && blocked !== "ALL" && blocked.length === 0) return NO_LIMITS;
  // "The specified roles, and the roles granted to those roles, cannot be activated as secondary roles."
  const shut = blocked === "ALL" ? null : new Set(blocked.flatMap((role) => [...closureOf(catalog, role)]));
  const open = allowed === "ALL" ? null : new Set(allowed);
  return { allows: (role) => shut !== null && !shut.has(role) && (open === null || open.has(role)), allowsAll: false };
}

function rolesNamed(catalog: Catalog, names: Value): readonly Id[] | "ALL" {
  if (!Array.isArray(names)) return [];
  if (names.includes("ALL")) return "ALL";
  return names.flatMap((name) => findByName(catalog, { parent: ACCOUNT, class: "ROLE", name: String(name), args: null })?.id ?? []);
}

/** The secondary roles in force: those asked for that are still the user's and that no session policy takes away. */
export function secondaryRolesOf(catalog: Catalog, { user, secondaryRoles: asked }: Pick<SessionState, "user" | "secondaryRoles">): readonly Id[] {
  if (asked === "NONE") return [];
  const { allows } = limitsOf(catalog, user);
  const his = asked === "ALL" ? directRoles(catalog, user) : asked.filter((role) => mayActivate(catalog, user, role));
  return his.filter(allows);
}

/** "Privileges assigned directly to users are only effective when the user has all secondary roles enabled" (docs: sql-reference/sql/grant-privilege-user). */
export function hasAllSecondaryRoles(catalog: Catalog, { user, secondaryRoles: asked }: Pick<SessionState, "user" | "secondaryRoles">): boolean {
  return asked === "ALL" && limitsOf(catalog, user).allowsAll;
}
