import { closureOf } from "../access/active-roles.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Command, Context } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { EXECUTED, type ResultSet, STATEMENT_TYPE, statusResult } from "../result.ts";
import { insufficientPrivileges, SqlError, unsupported } from "../sql-error.ts";
import { addGrant } from "./grant-privileges.ts";
import { type GranteeRef, readGrantee, resolveGrantee } from "./grantee.ts";
import { grantorOf } from "./grantor.ts";

/** GRANT { ROLE | DATABASE ROLE } <role> TO { ROLE | DATABASE ROLE | USER } <grantee> [WITH GRANT OPTION], behind GRANT. */
export function parseGrantRole(cursor: Cursor): Command {
  const kind = cursor.accept("DATABASE ROLE") ? "DATABASE ROLE" : "ROLE";
  if (kind === "ROLE") cursor.expect("ROLE");
  const role: GranteeRef = { class: kind, name: cursor.name() };
  cursor.expect("TO");
  const to = readGrantee(cursor);
  const grantOption = to.class !== "USER" && cursor.accept("WITH GRANT OPTION");
  cursor.end();
  return { type: STATEMENT_TYPE.ddl, readsOnly: false, call: "grant", run: (context) => grantRole(context, { role, to, grantOption }) };
}

function grantRole(context: Context, { role: roleRef, to, grantOption }: { role: GranteeRef; to: GranteeRef; grantOption: boolean }): ResultSet {
  const role = resolveGrantee(context, roleRef);
  const grantee = resolveGrantee(context, to);
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
  return statusResult(EXECUTED);
}

/** Account roles cannot be granted to database roles, nor those of one database to those of another (docs: user-guide/security-access-control-overview). */
function checkPair(role: Entry, grantee: Entry): void {
  if (grantee.class === "SHARE") throw unsupported(`GRANT ${role.class} TO SHARE`);
  if (grantee.class !== "DATABASE ROLE") return;
  if (role.class === "ROLE") throw unsupported("GRANT ROLE TO DATABASE ROLE");
  if (role.parent !== grantee.parent)
    throw new SqlError("003082", "42501", "SQL access control error:\nA database role can only be granted to a database role of the same database.");
}
