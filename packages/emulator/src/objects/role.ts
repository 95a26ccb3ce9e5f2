import { closureOf, directRoles, publicRole } from "../access/active-roles.ts";
import { entryOf, grantsOn, ownedBy } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import { valuesOf } from "../catalog/persistent-map.ts";
import type { Context } from "../context.ts";
import { compilationError, insufficientPrivileges, SqlError } from "../sql-error.ts";
import type { ObjectClass, ShowColumn } from "./object-class.ts";
import { comment, createdOn, name, number, owner, ownerRoleType, text, yesNo } from "./show-columns.ts";

/** (docs: user-guide/security-access-control-overview, "System-defined roles") The first two are in accounts of organization administrators only. */
const SYSTEM_ROLES: readonly string[] = ["GLOBALORGADMIN", "ORGADMIN", "ACCOUNTADMIN", "SECURITYADMIN", "USERADMIN", "SYSADMIN", "PUBLIC"];

/** Roles that Snowflake made have no owner and are nobody's to change. */
export function isSystemRole(entry: Entry): boolean {
  return entry.class === "ROLE" && entry.owner === null && SYSTEM_ROLES.includes(entry.name);
}

function isInherited(context: Context, entry: Entry): boolean {
  const { catalog } = context.draft;
  return entry.id === publicRole(catalog) || closureOf(catalog, context.session.role).has(entry.id);
}

function granted(context: Context, entry: Entry, to: "ROLE" | "USER"): string {
  const { catalog } = context.draft;
  return String(grantsOn(catalog, entry.id).filter((grant) => grant.privilege === "USAGE" && entryOf(catalog, grant.to)?.class.endsWith(to)).length);
}

const columns: readonly ShowColumn[] = [
  createdOn,
  name,
  text("is_default", (entry, context) => yesNo(entryOf(context.draft.catalog, context.session.user)?.properties.DEFAULT_ROLE === entry.name)),
  text("is_current", (entry, context) => yesNo(entry.id === context.session.role)),
  text("is_inherited", (entry, context) => yesNo(entry.id !== context.session.role && isInherited(context, entry))),
  number("assigned_to_users", (entry, context) => granted(context, entry, "USER")),
  number("granted_to_roles", (entry, context) => granted(context, entry, "ROLE")),
  number("granted_roles", (entry, context) => String(directRoles(context.draft.catalog, entry.id).length)),
  owner,
  comment,
  ownerRoleType,
];

/** Future grants have no index by grantor; there are few of them beside the grants. */
function revokeFutureGrantsBy(context: Context, role: Entry): void {
  for (const inContainer of valuesOf(context.draft.catalog.futureIn)) {
    for (const grant of valuesOf(inContainer)) if (grant.by === role.id) context.draft.revokeFuture(grant);
  }
}

/** What a dropped role owned goes to the role that dropped it; what it held and gave goes with it (docs: sql-reference/sql/drop-role). */
export function leaveToExecutor(context: Context, entry: Entry): void {
  const heir = { role: context.session.role, by: context.session.role, since: context.now };
  for (const owned of ownedBy(context.draft.catalog, entry.id)) context.draft.change(owned.id, { owner: heir });
  revokeFutureGrantsBy(context, entry);
}

/** Not by DROP, nor by CREATE OR REPLACE, which drops it first. */
function checkNotCurrent(context: Context, entry: Entry): void {
  if (entry.id === context.session.role)
    throw new SqlError("003557", "42601", `SQL execution error: Cannot drop role ${entry.name} as it is the current primary role.`);
}

/** (docs: sql-reference/sql/create-role, drop-role, show-roles) */
export const role: ObjectClass = {
  name: "ROLE",
  label: "Role",
  container: "ACCOUNT",
  orAlter: true,
  // "the role that executes this command must also have the global CREATE ROLE privilege" (docs: sql-reference/sql/alter-role)
  renameNeedsCreate: true,
  // (docs: sql-reference/sql/show-roles, "Snowflake allows users to list roles")
  seenByAll: true,
  properties: [],
  shows: [{ words: "ROLES", columns, terse: ["created_on", "name", "is_default", "is_current", "is_inherited"] }],

  check(_context, to, from) {
    if (from === null && SYSTEM_ROLES.includes(to.name)) throw compilationError("002002", "42710", `Object '${to.name}' already exists.`);
    if (from !== null && isSystemRole(from)) throw insufficientPrivileges("role", from.name);
    return to;
  },

  droppable: checkNotCurrent,

  dropping(context, entry) {
    checkNotCurrent(context, entry);
    if (isSystemRole(entry)) throw insufficientPrivileges("role", entry.name);
    leaveToExecutor(context, entry);
  },
};
