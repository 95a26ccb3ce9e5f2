import { GLOBAL_PRIVILEGES } from "../access/global-privileges.ts";
import { CLASS_PRIVILEGES, type GrantableType, privilegesFor, WITHOUT_EFFECT } from "../access/grantable-types.ts";
import type { Cursor } from "../parser/cursor.ts";
import { unsupported } from "../sql-error.ts";
import { notGrantable } from "./refusals.ts";
import type { Securable } from "./securable.ts";

/** `"ALL"`, or the privileges by name. */
export type Privileges = "ALL" | readonly string[];

/** Behind GRANT or REVOKE, up to ON. */
export function readPrivileges(cursor: Cursor): Privileges {
  if (cursor.accept("ALL PRIVILEGES") || cursor.accept("ALL")) return "ALL";
  if (cursor.sees("INHERITED")) cursor.refuse("GRANT INHERITED");
  const found: string[] = [];
  do {
    let words = "";
    while (!cursor.sees("ON") && !cursor.sees(",")) {
      if (cursor.sees("!")) cursor.refuse("GRANT <class> ROLE <instance>!<role>");
      const token = cursor.next();
      if (token.kind !== "word" && token.text !== ".") cursor.fail();
      words += token.text === "." || words.endsWith(".") || words === "" ? token.value : ` ${token.value}`;
    }
    if (words === "") cursor.fail();
    found.push(words);
  } while (cursor.accept(","));
  return found;
}

function typeOf(on: Securable): GrantableType | null {
  return on.kind === "account" ? null : on.type;
}

/** Refuses a privilege that the type does not have. */
export function checkPrivileges(privileges: Privileges, on: Securable): void {
  const type = typeOf(on);
  // "You cannot specify this keyword for tags" (docs: sql-reference/sql/grant-privilege, "Usage notes")
  if (privileges === "ALL" && type?.name === "TAG") throw notGrantable("ALL PRIVILEGES cannot be specified for tags.");
  if (privileges === "ALL") return;
  const known = type === null ? Object.keys(GLOBAL_PRIVILEGES) : [...type.privileges, ...(WITHOUT_EFFECT[type.name] ?? [])];
  for (const privilege of privileges) {
    if (known.includes(privilege) || (on.kind === "future" && privilege === "OWNERSHIP")) continue;
    if (type === null && privilege.startsWith("USE AI FUNCTION ")) throw unsupported("GRANT USE AI FUNCTION <name>");
    // Only in accounts with FEATURE_RBAC_INHERITED_GRANTS (docs: user-guide/container-manage-grants-intro).
    if (privilege === "MANAGE GRANTS") throw unsupported("GRANT MANAGE GRANTS ON { DATABASE | SCHEMA }");
    throw notGrantable(`Invalid privilege '${privilege}' for object type '${type?.name ?? "ACCOUNT"}'.`);
  }
}

/** Refuses what this kind of grantee cannot hold. */
export function checkHeldBy(privileges: Privileges, on: Securable, grantee: "ROLE" | "DATABASE ROLE" | "USER"): void {
  if (grantee === "ROLE") return;
  const type = typeOf(on);
  const what = `${grantee.toLowerCase()}s`;
  if (grantee === "USER" && on.kind === "future") throw notGrantable("Future grants are not available for users.");
  // "{ CREATE SCHEMA | MODIFY | MONITOR | USAGE } [ , ... ] } ON DATABASE", without ALL (docs: sql-reference/sql/grant-privilege, "Syntax")
  if (privileges === "ALL" && grantee === "DATABASE ROLE" && type?.name === "DATABASE")
    throw notGrantable("ALL PRIVILEGES on a database cannot be granted to database roles.");
  if (privileges === "ALL" || (grantee === "DATABASE ROLE" && type?.container === "ACCOUNT" && type.name !== "DATABASE")) return;
  const holdable = [...privilegesFor(type, grantee), ...(WITHOUT_EFFECT[type?.name ?? ""] ?? [])];
  for (const privilege of privileges) {
    if (holdable.includes(privilege) || (privilege === "OWNERSHIP" && grantee === "DATABASE ROLE")) continue;
    throw notGrantable(`Privilege '${privilege}' on object type '${type?.name ?? "ACCOUNT"}' cannot be granted to ${what}.`);
  }
}

/** ALL is what can be granted: not OWNERSHIP, no class's CREATE, and on a database what needs an imported one only there. */
export function expand(privileges: Privileges, type: GrantableType | null, grantee: "ROLE" | "DATABASE ROLE" | "USER"): readonly string[] {
  if (privileges !== "ALL") return privileges;
  return privilegesFor(type, grantee).filter((privilege) => !CLASS_PRIVILEGES.includes(privilege) && privilege !== "IMPORTED PRIVILEGES");
}
