import { isImported } from "../access/authorize.ts";
import { grantableType, typeOfClass } from "../access/grantable-types.ts";
import { entryAt, pathOf } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../catalog/entry.ts";
import { type Grant, grantKey } from "../catalog/grant.ts";
import { get } from "../catalog/persistent-map.ts";
import type { Command, Context } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { EXECUTED, type ResultSet, STATEMENT_TYPE, statusResult } from "../result.ts";
import { defineFuture } from "./future-grants.ts";
import { type GranteeRef, type Holder, holderOf, readHolder, resolveGrantee } from "./grantee.ts";
import { grantorOf } from "./grantor.ts";
import { checkHeldBy, checkPrivileges, expand, type Privileges, readPrivileges } from "./privileges.ts";
import { importedOnly, notGrantable, notGranted, notInDatabase, notSupported } from "./refusals.ts";
import { readSecurable, resolveObjects, type Securable } from "./securable.ts";
import { onStage } from "./stage-privileges.ts";

interface GrantStatement {
  readonly privileges: Privileges;
  readonly on: Securable;
  readonly to: GranteeRef & { readonly class: Holder };
  readonly grantOption: boolean;
}

/** GRANT <privileges> ON <securable> TO <grantee> [WITH GRANT OPTION], behind GRANT. */
export function parseGrantPrivileges(cursor: Cursor): Command {
  const privileges = readPrivileges(cursor);
  cursor.expect("ON");
  const on = readSecurable(cursor);
  cursor.expect("TO");
  const grantee = readHolder(cursor);
  for (const other of ["SHARE", "APPLICATION", "APPLICATION ROLE"]) if (grantee.class === other) cursor.refuse(`GRANT <privileges> TO ${other}`);
  const to = holderOf(grantee);
  const grantOption = cursor.accept("WITH GRANT OPTION");
  cursor.end();
  checkPrivileges(privileges, on);
  checkHeldBy(privileges, on, to.class);
  // (docs: sql-reference/sql/grant-privilege, "WITH GRANT OPTION")
  if (grantOption && privileges !== "ALL" && privileges.includes("IMPORTED PRIVILEGES"))
    throw notGrantable("WITH GRANT OPTION does not support the IMPORTED PRIVILEGES privilege.");
  const statement: GrantStatement = { privileges, on, to, grantOption };
  return { type: STATEMENT_TYPE.ddl, readsOnly: false, call: "grant", run: (context) => grant(context, statement) };
}

function grant(context: Context, statement: GrantStatement): ResultSet {
  const grantee = resolveGrantee(context, statement.to);
  const { on, to } = statement;
  if (to.class === "USER" && entryAt(context.draft.catalog, ACCOUNT).parameters.DISABLE_USER_PRIVILEGE_GRANTS === "true")
    throw notSupported("GRANT <privileges> TO USER");
  if (on.kind === "future") return defineFuture(context, { ...statement, on, grantee });
  const objects = resolveObjects(context, on);
  const refused = new Set<string>();
  for (const entry of objects) for (const privilege of grantOne(context, entry, { ...statement, grantee })) refused.add(privilege);
  if (refused.size > 0) return statusResult(`Grant partially executed: privileges [${[...refused].sort().join(", ")}] not granted.`);
  return statusResult(on.kind === "all" ? `${EXECUTED} ${objects.length} objects affected.` : EXECUTED);
}

interface One extends GrantStatement {
  readonly grantee: Entry;
}

/** Grants on one object; gives the privileges of ALL that could not be granted. A named one that cannot is an error. */
function grantOne(context: Context, entry: Entry, { privileges, on, to, grantee, grantOption }: One): readonly string[] {
  checkDatabaseRole(context, entry, grantee);
  const type = entry.id === ACCOUNT ? null : (typeOfClass(entry.class) ?? grantableType(entry.class));
  const applicable = imported(context, entry, expand(privileges, type, to.class));
  const named = privileges !== "ALL" && on.kind === "object";
  const wanted = entry.class === "STAGE" ? onStage(context, entry, { privileges: applicable, named, grantee }) : applicable;
  const refused: string[] = [];
  for (const privilege of wanted) {
    const by = grantorOf(context, entry, privilege);
    if (by === null) refused.push(privilege);
    else addGrant(context, { privilege, on: entry.id, to: grantee.id, by, grantOption, createdOn: context.now });
  }
  if (refused.length > 0 && (privileges !== "ALL" || refused.length === wanted.length)) throw notGranted();
  return refused;
}

/** A shared database knows IMPORTED PRIVILEGES only, and nothing else knows that (docs: user-guide/data-share-consumers). It is kept as USAGE, as SHOW GRANTS prints it. */
function imported(context: Context, entry: Entry, privileges: readonly string[]): readonly string[] {
  const [database] = pathOf(context.draft.catalog, entry);
  if (database !== undefined && isImported(database)) {
    if (entry === database && privileges.every((privilege) => privilege === "IMPORTED PRIVILEGES")) return ["USAGE"];
    throw importedOnly();
  }
  if (privileges.includes("IMPORTED PRIVILEGES"))
    throw notGrantable(`Invalid privilege 'IMPORTED PRIVILEGES' for database '${entry.name}', which is not imported.`);
  return privileges;
}

/** A database role holds privileges in its own database only. */
function checkDatabaseRole(context: Context, entry: Entry, grantee: Entry): void {
  if (grantee.class !== "DATABASE ROLE" || pathOf(context.draft.catalog, entry)[0]?.id === grantee.parent) return;
  throw notInDatabase(`Privileges on '${entry.name}' cannot be granted to database role '${grantee.name}' of another database.`);
}

/** Granting again keeps what is there; it only adds the grant option. */
export function addGrant(context: Context, wanted: Grant): void {
  const known = get(context.draft.catalog.grantsOn, wanted.on);
  const before = known === undefined ? undefined : get(known, grantKey(wanted));
  if (before !== undefined && (before.grantOption || !wanted.grantOption)) return;
  context.draft.grant(before === undefined ? wanted : { ...before, grantOption: true });
}
