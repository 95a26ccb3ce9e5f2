import { closureOf } from "../access/active-roles.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Command, Context } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { EXECUTED, type ResultSet, STATEMENT_TYPE, statusResult } from "../result.ts";
import { insufficientPrivileges, SqlError } from "../sql-error.ts";
import { addGrant } from "./grant-privileges.ts";
import { type GranteeRef, type Holder, holderOf, readGrantee, resolveGrantee } from "./grantee.ts";
import { grantorOf } from "./grantor.ts";
import { notGrantable, notInDatabase } from "./refusals.ts";

export const ROLE_KINDS = ["DATABASE ROLE", "APPLICATION ROLE", "ROLE"] as const;

/** GRANT { ROLE | DATABASE ROLE | APPLICATION ROLE } <role> TO { ROLE | DATABASE ROLE | USER } <grantee> [WITH GRANT OPTION], behind GRANT. */
export function parseGrantRole(cursor: Cursor): Command {
  const kind = cursor.acceptOneOf(ROLE_KINDS);
  if (kind === null) cursor.fail();
  const roles: GranteeRef[] = [{ class: kind, name: cursor.name() }];
  // "GRANT ROLE accountant,analyst TO ROLE sysadmin" (docs: user-guide/security-access-control-considerations; not in the syntax of GRANT ROLE)
  while (kind === "ROLE" && cursor.accept(",")) roles.push({ class: kind, name: cursor.name() });
  cursor.expect("TO");
  const grantee = readGrantee(cursor);
  // "can only be performed within the context of an installed application" (docs: sql-reference/sql/grant-application-role)
  if (kind === "APPLICATION ROLE" && grantee.class === "APPLICATION ROLE")
    throw notGrantable("An application role can only be granted to another one within the context of an installed application.");
  for (const other of ["SHARE", "APPLICATION", "APPLICATION ROLE"]) if (grantee.class === other) cursor.refuse(`GRANT ${kind} TO ${other}`);
  const to = holderOf(grantee);
  const grantOption = to.class !== "USER" && kind !== "APPLICATION ROLE" && cursor.accept("WITH GRANT OPTION");
  cursor.end();
  return { type: STATEMENT_TYPE.ddl, readsOnly: false, call: "grant", run: (context) => grantRoles(context, { roles, to, grantOption }) };
}

interface GrantRoles {
  readonly roles: readonly GranteeRef[];
  readonly to: GranteeRef & { readonly class: Holder };
  readonly grantOption: boolean;
}

function grantRoles(context: Context, { roles, to, grantOption }: GrantRoles): ResultSet {
  const found = roles.map((role) => resolveGrantee(context, role));
  const grantee = resolveGrantee(context, to);
  for (const role of found) grantRole(context, role, { grantee, grantOption });
  return statusResult(EXECUTED);
}

function grantRole(context: Context, role: Entry, { grantee, grantOption }: { readonly grantee: Entry; readonly grantOption: boolean }): void {
  checkPair(role, grantee);
  const by = grantorOf(context, role, "USAGE");
  if (by === null) throw insufficientPrivileges(role.class, role.name);
  if (grantee.class !== "USER" && closureOf(context.draft.catalog, role.id).has(grantee.id)) {
    throw new SqlError(
      "003083",
      "42501",
      `SQL execution error: Role '${role.name}' cannot be granted to role '${grantee.name}': the grant would make a cycle in the role hierarchy.`,
    );
  }
  addGrant(context, { privilege: "USAGE", on: role.id, to: grantee.id, by, grantOption, createdOn: context.now });
}

/** Account roles cannot be granted to database roles, nor those of one database to those of another (docs: user-guide/security-access-control-overview). */
function checkPair(role: Entry, grantee: Entry): void {
  if (grantee.class !== "DATABASE ROLE") return;
  if (role.class !== "DATABASE ROLE") throw notGrantable(`${role.class === "ROLE" ? "Account" : "Application"} roles cannot be granted to database roles.`);
  if (role.parent !== grantee.parent) throw notInDatabase("A database role can only be granted to a database role of the same database.");
}
