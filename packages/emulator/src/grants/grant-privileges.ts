import { GLOBAL_PRIVILEGES } from "../access/global-privileges.ts";
import { CLASS_PRIVILEGES, type GrantableType, grantableType, typeOfClass } from "../access/grantable-types.ts";
import { entryAt, pathOf } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../catalog/entry.ts";
import { type Grant, grantKey } from "../catalog/grant.ts";
import { get } from "../catalog/persistent-map.ts";
import type { Command, Context } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { EXECUTED, type ResultSet, STATEMENT_TYPE, statusResult } from "../result.ts";
import { compilationError, SqlError, unsupported } from "../sql-error.ts";
import { defineFuture } from "./future-grants.ts";
import { type GranteeRef, readGrantee, resolveGrantee } from "./grantee.ts";
import { grantorOf } from "./grantor.ts";
import { readSecurable, resolveObjects, type Securable } from "./securable.ts";

/** `"ALL"`, or the privileges by name. */
export type Privileges = "ALL" | readonly string[];

interface GrantStatement {
  readonly privileges: Privileges;
  readonly on: Securable;
  readonly to: GranteeRef;
  readonly grantOption: boolean;
}

export function readPrivileges(cursor: Cursor): Privileges {
  if (cursor.accept("ALL PRIVILEGES") || cursor.accept("ALL")) return "ALL";
  const found: string[] = [];
  do {
    let words = "";
    while (!cursor.sees("ON") && !cursor.sees(",")) {
      const token = cursor.next();
      if (token.kind !== "word" && token.text !== ".") cursor.fail();
      words += token.text === "." || words.endsWith(".") || words === "" ? token.value : ` ${token.value}`;
    }
    if (words === "") cursor.fail();
    found.push(words);
  } while (cursor.accept(","));
  return found;
}

/** GRANT <privileges> ON <securable> TO <grantee> [WITH GRANT OPTION], behind GRANT. */
export function parseGrantPrivileges(cursor: Cursor): Command {
  const privileges = readPrivileges(cursor);
  cursor.expect("ON");
  const on = readSecurable(cursor);
  cursor.expect("TO");
  const to = readGrantee(cursor);
  const grantOption = cursor.accept("WITH GRANT OPTION");
  cursor.end();
  checkPrivileges(privileges, on);
  const statement: GrantStatement = { privileges, on, to, grantOption };
  return { type: STATEMENT_TYPE.ddl, readsOnly: false, call: "grant", run: (context) => grant(context, statement) };
}

/** Refuses a privilege that the type does not have. */
export function checkPrivileges(privileges: Privileges, on: Securable): void {
  if (privileges === "ALL") return;
  const known = on.kind === "account" ? Object.keys(GLOBAL_PRIVILEGES) : on.type.privileges;
  const isFuture = on.kind === "future";
  for (const privilege of privileges) {
    if (known.includes(privilege) || (isFuture && privilege === "OWNERSHIP")) continue;
    throw compilationError("003008", "42601", `Invalid privilege '${privilege}' for object type '${on.kind === "account" ? "ACCOUNT" : on.type.name}'.`);
  }
}

function grant(context: Context, statement: GrantStatement): ResultSet {
  const grantee = resolveGrantee(context, statement.to);
  checkGrantee(context, statement, grantee);
  if (statement.on.kind === "future") return defineFuture(context, { ...statement, on: statement.on, grantee });
  const objects = resolveObjects(context, statement.on);
  const refused = new Set<string>();
  for (const entry of objects) for (const privilege of grantOne(context, entry, { ...statement, grantee })) refused.add(privilege);
  if (refused.size > 0) return statusResult(`Grant partially executed: privileges [${[...refused].sort().join(", ")}] not granted.`);
  return statusResult(statement.on.kind === "all" ? `${EXECUTED} ${objects.length} objects affected.` : EXECUTED);
}

function checkGrantee(context: Context, { privileges, on, grantOption }: GrantStatement, grantee: Entry): void {
  if (grantee.class === "SHARE") throw unsupported("GRANT <privileges> TO SHARE");
  if (grantee.class !== "USER") return;
  if (entryAt(context.draft.catalog, ACCOUNT).parameters.DISABLE_USER_PRIVILEGE_GRANTS === "true") throw unsupported("GRANT <privileges> TO USER");
  // (docs: sql-reference/sql/grant-privilege-user, "Usage notes")
  if (on.kind === "future" || (privileges !== "ALL" && privileges.some((privilege) => privilege.startsWith("CREATE ") || privilege === "OWNERSHIP"))) {
    throw unsupported("GRANT CREATE, OWNERSHIP or FUTURE TO USER");
  }
  if (grantOption && privileges !== "ALL" && privileges.includes("IMPORTED PRIVILEGES")) throw unsupported("IMPORTED PRIVILEGES WITH GRANT OPTION");
}

/** ALL is what can be granted: not OWNERSHIP, no class's CREATE, and on a database what needs an imported one only there. */
export function expand(privileges: Privileges, type: GrantableType | null): readonly string[] {
  if (privileges !== "ALL") return privileges;
  if (type === null) return Object.keys(GLOBAL_PRIVILEGES);
  return type.privileges.filter((privilege) => !CLASS_PRIVILEGES.includes(privilege) && privilege !== "IMPORTED PRIVILEGES");
}

interface One {
  readonly privileges: Privileges;
  readonly grantee: Entry;
  readonly grantOption: boolean;
}

/** Grants on one object; gives the privileges of ALL that could not be granted. A named one that cannot is an error. */
function grantOne(context: Context, entry: Entry, { privileges, grantee, grantOption }: One): readonly string[] {
  checkDatabaseRole(context, entry, grantee);
  const type = entry.id === ACCOUNT ? null : (typeOfClass(entry.class) ?? grantableType(entry.class));
  const wanted = imported(entry, expand(privileges, type));
  const refused: string[] = [];
  for (const privilege of wanted) {
    if (privileges === "ALL" && grantee.class === "USER" && privilege.startsWith("CREATE ")) continue;
    const by = grantorOf(context, entry, privilege);
    if (by === null) refused.push(privilege);
    else addGrant(context, { privilege, on: entry.id, to: grantee.id, by, grantOption, createdOn: context.now });
  }
  if (refused.length > 0 && (privileges !== "ALL" || refused.length === wanted.length)) throw notGranted();
  return refused;
}

export function notGranted(): SqlError {
  return new SqlError("003011", "42501", "SQL access control error:\nGrant not executed: Insufficient privileges.");
}

/** A shared database knows IMPORTED PRIVILEGES only, and nothing else knows that (docs: user-guide/data-share-consumers). It is kept as USAGE, as SHOW GRANTS prints it. */
function imported(entry: Entry, privileges: readonly string[]): readonly string[] {
  if (entry.class !== "DATABASE") return privileges;
  const isShared = entry.properties.ORIGIN !== undefined && entry.properties.ORIGIN !== "";
  if (isShared && privileges.every((privilege) => privilege === "IMPORTED PRIVILEGES")) return ["USAGE"];
  if (isShared)
    throw new SqlError(
      "003041",
      "42710",
      "SQL access control error:\nGranting individual privileges on imported databases is not allowed. Use 'GRANT IMPORTED PRIVILEGES' instead.",
    );
  if (privileges.includes("IMPORTED PRIVILEGES"))
    throw compilationError("003008", "42601", `Invalid privilege 'IMPORTED PRIVILEGES' for database '${entry.name}', which is not imported.`);
  return privileges;
}

/** A database role holds privileges in its own database only. */
function checkDatabaseRole(context: Context, entry: Entry, grantee: Entry): void {
  if (grantee.class !== "DATABASE ROLE" || pathOf(context.draft.catalog, entry)[0]?.id === grantee.parent) return;
  throw new SqlError(
    "003082",
    "42501",
    `SQL access control error:\nPrivileges on '${entry.name}' cannot be granted to database role '${grantee.name}' of another database.`,
  );
}

/** Granting again keeps what is there; it only adds the grant option. */
export function addGrant(context: Context, wanted: Grant): void {
  const known = get(context.draft.catalog.grantsOn, wanted.on);
  const before = known === undefined ? undefined : get(known, grantKey(wanted));
  if (before !== undefined && (before.grantOption || !wanted.grantOption)) return;
  context.draft.grant(before === undefined ? wanted : { ...before, grantOption: true });
}
