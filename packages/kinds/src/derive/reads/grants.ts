import { exactly, name, parseQualifiedName, type Statement, sql, word } from "@snowtower/sql";
import type { Grantee } from "../../access/grant.ts";

/** What a role or user holds. SHOW GRANTS has no bulk live form (RA 8). Users have no future grants (RA 18). */
export function grantRequests(grantee: Grantee): { readonly grants: Statement; readonly future: Statement | null } {
  const target = sql`${word(grantee.type)} ${name(parseQualifiedName(grantee.name) ?? [exactly(grantee.name)])}`;
  return {
    grants: sql`SHOW GRANTS TO ${target}`,
    future: grantee.type === "ROLE" || grantee.type === "DATABASE ROLE" ? sql`SHOW FUTURE GRANTS TO ${target}` : null,
  };
}
