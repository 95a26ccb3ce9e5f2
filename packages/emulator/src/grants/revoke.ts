import { managesGrants, owns } from "../access/authorize.ts";
import { entryAt, entryOf, grantsBy, grantsOn, grantsTo } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import { type Grant, grantKey } from "../catalog/grant.ts";
import { isRole } from "../catalog/mutation.ts";
import { get } from "../catalog/persistent-map.ts";
import type { Command, Context } from "../context.ts";
import { fullName } from "../objects/resolve.ts";
import type { Cursor } from "../parser/cursor.ts";
import { EXECUTED, type ResultSet, STATEMENT_TYPE, statusResult } from "../result.ts";
import { SqlError } from "../sql-error.ts";
import { revokeFuture } from "./future-grants.ts";
import { ROLE_KINDS } from "./grant-role.ts";
import { type GranteeRef, holderOf, readGrantee, readHolder, resolveGrantee } from "./grantee.ts";
import { managedSchemaOf } from "./grantor.ts";
import { checkPrivileges, type Privileges, readPrivileges } from "./privileges.ts";
import { notSupported } from "./refusals.ts";
import { readSecurable, resolveObjects, type Securable } from "./securable.ts";
import { checkRead } from "./stage-privileges.ts";

interface Revoking {
  readonly optionOnly: boolean;
  readonly cascade: boolean;
}

/** REVOKE [GRANT OPTION FOR] { <privileges> ON <securable> | ROLE <role> } FROM <grantee> [RESTRICT | CASCADE]. */
export function parseRevoke(cursor: Cursor): Command {
  cursor.expect("REVOKE");
  const optionOnly = cursor.accept("GRANT OPTION FOR");
  for (const other of ["SERVICE ROLE", "CALLER", "INHERITED", "ALL CALLER", "ALL INHERITED CALLER"]) if (cursor.sees(other)) cursor.refuse(`REVOKE ${other}`);
  const kind = cursor.acceptOneOf(ROLE_KINDS);
  const role: GranteeRef | null = kind === null ? null : { class: kind, name: cursor.name() };
  const privileges = role === null ? readPrivileges(cursor) : [];
  if (role === null) cursor.expect("ON");
  const on = role === null ? readSecurable(cursor) : null;
  cursor.expect("FROM");
  const grantee = kind === null ? readHolder(cursor) : readGrantee(cursor);
  for (const other of ["SHARE", "APPLICATION", "APPLICATION ROLE"]) if (grantee.class === other) cursor.refuse(`REVOKE ... FROM ${other}`);
  const from = holderOf(grantee);
  // "These clauses apply to REVOKE ROLE ... FROM ROLE", and the grant option is a role's (docs: sql-reference/sql/revoke-role).
  const isMembership = kind !== null && from.class === "USER";
  if (isMembership && optionOnly) cursor.fail();
  const cascade = !isMembership && cursor.acceptOneOf(["RESTRICT", "CASCADE"]) === "CASCADE";
  cursor.end();
  if (on !== null && on.kind !== "future" && privileges !== "ALL" && privileges.includes("OWNERSHIP")) throw notSupported("REVOKE OWNERSHIP");
  if (on !== null) checkPrivileges(privileges, on);
  const how: Revoking = { optionOnly, cascade };
  const run = (context: Context): ResultSet =>
    role === null ? revokePrivileges(context, { privileges, on: on as Securable, from, how }) : revokeRole(context, { role, from, how });
  return { type: STATEMENT_TYPE.ddl, readsOnly: false, call: "grant", run };
}

function revokeRole(context: Context, { role: ref, from, how }: { role: GranteeRef; from: GranteeRef; how: Revoking }): ResultSet {
  const role = resolveGrantee(context, ref);
  const grantee = resolveGrantee(context, from);
  revokeFrom(context, role, { grantee, privileges: ["USAGE"], how });
  return statusResult(EXECUTED);
}

function revokePrivileges(context: Context, statement: { privileges: Privileges; on: Securable; from: GranteeRef; how: Revoking }): ResultSet {
  const { privileges, on, how } = statement;
  const grantee = resolveGrantee(context, statement.from);
  if (on.kind === "future") return revokeFuture(context, { privileges, on, grantee, grantOption: how.optionOnly });
  const objects = resolveObjects(context, on);
  for (const entry of objects) revokeFrom(context, entry, { grantee, privileges, how });
  return statusResult(on.kind === "all" ? `${EXECUTED} ${objects.length} objects affected.` : EXECUTED);
}

/** Succeeds also when there was nothing to revoke (docs: sql-reference/sql/revoke-privilege, "Usage notes"). */
function revokeFrom(context: Context, entry: Entry, { grantee, privileges, how }: { grantee: Entry; privileges: Privileges; how: Revoking }): void {
  const wanted =
    entry.class === "DATABASE" && privileges !== "ALL"
      ? privileges.map((privilege) => (privilege === "IMPORTED PRIVILEGES" ? "USAGE" : privilege))
      : privileges;
  const held = heldOn(context, entry, grantee);
  if (entry.class === "STAGE" && !how.optionOnly) checkRead(wanted, held);
  for (const grant of held) {
    if (wanted !== "ALL" && !wanted.includes(grant.privilege)) continue;
    if (mayRevoke(context, entry, grant)) revokeGrant(context, grant, how);
  }
}

/** Of the two sides the shorter list. */
function heldOn(context: Context, entry: Entry, grantee: Entry): readonly Grant[] {
  const { catalog } = context.draft;
  const on = get(catalog.grantsOn, entry.id)?.size ?? 0;
  const to = get(catalog.grantsTo, grantee.id)?.size ?? 0;
  return on <= to
    ? grantsOn(catalog, entry.id).filter((grant) => grant.to === grantee.id)
    : grantsTo(catalog, grantee.id).filter((grant) => grant.on === entry.id);
}

/** Its grantor or a higher role, or MANAGE GRANTS; in a managed access schema the schema's owner. SYSTEM's grants are nobody's to revoke. */
function mayRevoke(context: Context, entry: Entry, grant: Grant): boolean {
  if (grant.by === null) return false;
  if (managesGrants(context)) return true;
  const managed = managedSchemaOf(context, entry);
  return managed === null ? context.active.all.has(grant.by) : owns(context, managed);
}

/** What the grantee gave on, with the option that goes. A second grant with the option, or owning the object, keeps it. */
function dependentsOf(context: Context, grant: Grant): readonly Grant[] {
  const { catalog } = context.draft;
  if (!grant.grantOption) return [];
  const keeps = grantsOn(catalog, grant.on).some(
    (other) => other.to === grant.to && other.privilege === grant.privilege && other.grantOption && other.by !== grant.by,
  );
  if (keeps || entryOf(catalog, grant.on)?.owner?.role === grant.to) return [];
  return grantsBy(catalog, grant.to).filter((other) => other.on === grant.on && other.privilege === grant.privilege);
}

function revokeGrant(context: Context, grant: Grant, how: Revoking): void {
  const dependents = dependentsOf(context, grant);
  if (dependents.length > 0 && !how.cascade) throw hasDependents(context, grant);
  if (how.optionOnly) context.draft.grant({ ...grant, grantOption: false });
  else context.draft.revoke(grant);
  for (const dependent of dependents) {
    const now = get(context.draft.catalog.grantsOn, dependent.on);
    if (now !== undefined && get(now, grantKey(dependent)) !== undefined) revokeGrant(context, dependent, { optionOnly: false, cascade: true });
  }
}

function hasDependents(context: Context, grant: Grant): SqlError {
  const entry = entryAt(context.draft.catalog, grant.on);
  const grantee = entryAt(context.draft.catalog, grant.to);
  const what = `privilege '${grant.privilege}' on securable '${fullName(context.draft.catalog, entry)}' to ${isRole(grantee) ? "role" : "user"} '${grantee.name}'`;
  return new SqlError(
    "003036",
    "42501",
    `SQL execution error: Dependent grant of ${what} exists. It must be revoked first. More than one dependent grant may exist: use 'SHOW GRANTS' command to view them.`,
  );
}
