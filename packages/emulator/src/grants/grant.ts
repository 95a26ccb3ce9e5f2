import type { Command } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { parseGrantOwnership } from "./grant-ownership.ts";
import { parseGrantPrivileges } from "./grant-privileges.ts";
import { parseGrantRole } from "./grant-role.ts";

export function parseGrant(cursor: Cursor): Command {
  cursor.expect("GRANT");
  if (cursor.sees("OWNERSHIP ON")) return parseGrantOwnership(cursor);
  if (cursor.sees("ROLE") || cursor.sees("DATABASE ROLE")) return parseGrantRole(cursor);
  for (const other of ["APPLICATION ROLE", "SERVICE ROLE", "CALLER", "INHERITED CALLER", "ALL CALLER", "ALL INHERITED CALLER"])
    if (cursor.sees(other)) cursor.refuse(`GRANT ${other}`);
  return parseGrantPrivileges(cursor);
}
