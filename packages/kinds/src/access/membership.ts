import type { Grant } from "./grant.ts";

const ROLES: ReadonlySet<string> = new Set(["ROLE", "DATABASE ROLE", "APPLICATION ROLE"]);

/** True if the grant makes its grantee hold a role. */
export function isMembership({ privilege, on }: Pick<Grant, "privilege" | "on">): boolean {
  return privilege === "USAGE" && on.kind === "object" && ROLES.has(on.type);
}
