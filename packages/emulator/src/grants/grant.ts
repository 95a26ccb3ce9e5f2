import type { Command } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { parseGrantOwnership } from "./grant-ownership.ts";
import { parseGrantPrivileges } from "./grant-privileges.ts";
import { parseGrantRole, ROLE_KINDS } from "./grant-role.ts";

export function parseGrant(cursor: Cursor): Command {
  cursor.expect("GRANT");
  if (cursor.sees("OWNERSHIP ON")) return parseGrantOwnership(cursor);
  if (ROLE_KINDS.some((kind) => cursor.sees(kind))) return parseGrantRole(cursor);
  // (docs: developer-guide/restricted-callers-rights, sql-reference/sql/grant-service-role)
  for (const other of ["SERVICE ROLE", "CALLER", "INHERITED CALLER", "ALL CALLER", "ALL INHERITED CALLER"])
    if (cursor.sees(other)) cursor.refuse(`GRANT ${other}`);
  return parseGrantPrivileges(cursor);
}
