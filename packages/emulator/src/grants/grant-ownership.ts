import { closureOf } from "../access/active-roles.ts";
import { isImported, managesGrants, owns } from "../access/authorize.ts";
import { type GrantableType, typeOfClass } from "../access/grantable-types.ts";
import { entryAt, entryOf, futureGrantsIn, grantsOn, grantsTo, pathOf } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import { isRole } from "../catalog/mutation.ts";
import type { Command, Context } from "../context.ts";
import { classNamed } from "../objects/registry.ts";
import { fullName } from "../objects/resolve.ts";
import { isSystemRole } from "../objects/role.ts";
import type { Cursor } from "../parser/cursor.ts";
import { EXECUTED, type ResultSet, STATEMENT_TYPE, statusResult } from "../result.ts";
import { insufficientPrivileges, SqlError } from "../sql-error.ts";
import { isManaged } from "../statements/create-object.ts";
import { defineFuture, notSubordinate } from "./future-grants.ts";
import { type GranteeRef, readGrantee, resolveGrantee } from "./grantee.ts";
import { managedSchemaOf } from "./grantor.ts";
import { notGrantable, notInDatabase, notSupported } from "./refusals.ts";
import { readSecurable, resolveObjects, type Securable } from "./securable.ts";

/** What runs with its owner's privileges goes only to a role in the hierarchy of who gives it (docs: user-guide/inherited-grants-intro, "Stricter authorization"). */
const OWNER_EXECUTED: ReadonlySet<string> = new Set([
  ...["VIEW", "MATERIALIZED VIEW", "DYNAMIC TABLE", "SEMANTIC VIEW", "EXTERNAL TABLE", "EVENT TABLE"],
  ...["PROCEDURE", "FUNCTION", "DATA METRIC FUNCTION", "TASK", "ALERT", "PIPE", "STREAMLIT", "CORTEX SEARCH SERVICE"],
  ...["AGGREGATION", "JOIN", "MASKING", "PRIVACY", "PROJECTION", "ROW ACCESS", "STORAGE LIFECYCLE"].map((kind) => `${kind} POLICY`),
]);

type CurrentGrants = "COPY" | "REVOKE" | null;

/** GRANT OWNERSHIP ON <securable> TO { ROLE | DATABASE ROLE } <role> [{ COPY | REVOKE } CURRENT GRANTS], behind GRANT. */
export function parseGrantOwnership(cursor: Cursor): Command {
  cursor.expect("OWNERSHIP ON");
  const on = readSecurable(cursor);
  if (on.kind === "account") cursor.fail();
  cursor.expect("TO");
  const to = readGrantee(cursor);
  // (docs: sql-reference/sql/grant-ownership, "Syntax")
  if (to.class !== "ROLE" && to.class !== "DATABASE ROLE") throw notGrantable(`OWNERSHIP can only be granted to roles and database roles, not to ${to.class}.`);
  const current = cursor.acceptOneOf(["COPY", "REVOKE"]);
  if (current !== null) cursor.expect("CURRENT GRANTS");
  cursor.end();
  if (on.type.ownership === false || (on.type.ownership === "future" && on.kind !== "future")) throw notSupported(`GRANT OWNERSHIP ON ${on.type.name}`);
  if (on.kind === "future" && current === "REVOKE") throw notSupported("GRANT OWNERSHIP ON FUTURE ... REVOKE CURRENT GRANTS");
  return { type: STATEMENT_TYPE.ddl, readsOnly: false, call: "grant", run: (context) => transferAll(context, { on, to, current }) };
}

function transferAll(
  context: Context,
  { on, to, current }: { on: Exclude<Securable, { kind: "account" }>; to: GranteeRef; current: CurrentGrants },
): ResultSet {
  const grantee = resolveGrantee(context, to);
  if (on.kind === "future") return defineFuture(context, { privileges: ["OWNERSHIP"], on, grantee, grantOption: false });
  const objects = resolveObjects(context, on);
  if (on.kind === "object") for (const entry of objects) classNamed(entry.class)?.transferable?.(context, entry);
  for (const entry of objects) transfer(context, entry, { grantee, current, type: on.type });
  for (const entry of objects) classNamed(entry.class)?.transferred?.(context, entryAt(context.draft.catalog, entry.id));
  return statusResult(on.kind === "all" ? `${EXECUTED} ${objects.length} objects affected.` : EXECUTED);
}

/** Its roles, the database SNOWFLAKE and what is in it. */
function isSnowflakes(context: Context, entry: Entry): boolean {
  const [database] = pathOf(context.draft.catalog, entry);
  return isSystemRole(entry) || (entry.owner === null && database !== undefined && isImported(database));
}

interface Transfer {
  readonly grantee: Entry;
  readonly current: CurrentGrants;
  readonly type: GrantableType;
}

function transfer(context: Context, entry: Entry, { grantee, current }: Transfer): void {
  const label = typeOfClass(entry.class)?.name ?? entry.class;
  if ((!owns(context, entry) && !managesGrants(context)) || isSnowflakes(context, entry)) throw insufficientPrivileges(label, entry.name);
  checkPlace(context, entry, grantee);
  const outbound = grantsOn(context.draft.catalog, entry.id).filter((grant) => grant.by !== null);
  const mayGiveAway = managesGrants(context) || context.active.all.has(grantee.id);
  if ((current === "COPY" || OWNER_EXECUTED.has(entry.class)) && !mayGiveAway) throw insufficientPrivileges(label, entry.name);
  // A role moves with its grants still on it (docs: sql-reference/sql/grant-ownership, "For role objects").
  if (current === null && outbound.length > 0 && !isRole(entry)) throw dependentGrants(context, entry, outbound[0]?.privilege ?? "");
  for (const grant of current === null ? [] : outbound) context.draft.revoke(grant);
  for (const grant of current === "REVOKE" ? [] : outbound) context.draft.grant({ ...grant, by: grantee.id });
  if (current === "COPY" && isRole(entry)) copyChildRoles(context, entry, grantee);
  context.draft.change(entry.id, { owner: { role: grantee.id, by: grantee.id, since: context.now } });
}

/** "the output of the SHOW GRANTS command shows the new owner as the grantor of any child roles to the current role" */
function copyChildRoles(context: Context, role: Entry, owner: Entry): void {
  for (const grant of grantsTo(context.draft.catalog, role.id)) {
    if (grant.by === null || !isRole(entryOf(context.draft.catalog, grant.on))) continue;
    context.draft.revoke(grant);
    context.draft.grant({ ...grant, by: owner.id });
  }
}

function checkPlace(context: Context, entry: Entry, grantee: Entry): void {
  const { catalog } = context.draft;
  if (grantee.class === "DATABASE ROLE") {
    // "only an account role can hold the OWNERSHIP privilege on the database itself" (docs: user-guide/security-access-control-considerations)
    if (entry.class === "DATABASE") throw notGrantable(`OWNERSHIP on database '${entry.name}' can only be granted to an account role.`);
    if (pathOf(catalog, entry)[0]?.id !== grantee.parent) throw notInDatabase("Ownership can only be transferred to a database role of the same database.");
  }
  const managed = managedSchemaOf(context, entry);
  if (managed?.owner != null && !closureOf(catalog, managed.owner.role).has(grantee.id)) throw notSubordinate(managed, grantee);
  if (isManaged(entry) && futureGrantsIn(catalog, entry.id).some((grant) => grant.privilege === "OWNERSHIP")) {
    throw new SqlError(
      "003088",
      "42501",
      `SQL access control error:\nFuture ownership grants in managed access schema '${entry.name}' must be revoked before its ownership is transferred.`,
    );
  }
}

function dependentGrants(context: Context, entry: Entry, privilege: string): SqlError {
  const role = entry.owner === null ? "" : (entryOf(context.draft.catalog, entry.owner.role)?.name ?? "");
  const text =
    `Dependent grant of privilege '${privilege}' on securable '${fullName(context.draft.catalog, entry)}' to role '${role}' exists. It must be revoked first. ` +
    "More than one dependent grant may exist: use 'SHOW GRANTS' command to view them. To revoke all dependent grants while transferring object ownership, use convenience " +
    "command 'GRANT OWNERSHIP ON <target_objects> TO <target_role> REVOKE CURRENT GRANTS'.";
  return new SqlError("003036", "42501", `SQL execution error: ${text}`);
}
