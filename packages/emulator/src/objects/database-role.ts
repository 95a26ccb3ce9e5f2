import { directRoles, publicRole } from "../access/active-roles.ts";
import { holds, managesGrants } from "../access/authorize.ts";
import { childrenOf, entryAt, entryOf, futureGrantsIn, futureGrantsTo, grantsOn } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { compilationError, insufficientPrivileges } from "../sql-error.ts";
import { renaming } from "../statements/alter.ts";
import type { ObjectClass, ShowColumn } from "./object-class.ts";
import { leaveToExecutor } from "./role.ts";
import { comment, createdOn, name, number, owner, ownerRoleType, text, yesNo } from "./show-columns.ts";

function grantedTo(context: Context, entry: Entry, className: string): string {
  const { catalog } = context.draft;
  return String(grantsOn(catalog, entry.id).filter((grant) => grant.privilege === "USAGE" && entryOf(catalog, grant.to)?.class === className).length);
}

const columns: readonly ShowColumn[] = [
  createdOn,
  name,
  text("is_default", () => "N"),
  text("is_current", () => "N"),
  text("is_inherited", (entry, context) => yesNo(context.active.primary.has(entry.id) && entry.id !== publicRole(context.draft.catalog))),
  number("granted_to_roles", (entry, context) => grantedTo(context, entry, "ROLE")),
  number("granted_to_database_roles", (entry, context) => grantedTo(context, entry, "DATABASE ROLE")),
  number("granted_database_roles", (entry, context) => String(directRoles(context.draft.catalog, entry.id).length)),
  owner,
  comment,
  ownerRoleType,
];

/** As grantee or as grantor, which can only be in its own database. */
function hasFutureGrants(context: Context, entry: Entry): boolean {
  const { catalog } = context.draft;
  if (futureGrantsTo(catalog, entry.id).length > 0) return true;
  const containers = [entry.parent, ...childrenOf(catalog, entry.parent, "SCHEMA").map((schema) => schema.id)];
  return containers.some((id) => futureGrantsIn(catalog, id).some((grant) => grant.by === entry.id));
}

/** (docs: sql-reference/sql/create-database-role, show-database-roles) */
export const databaseRole: ObjectClass = {
  name: "DATABASE ROLE",
  label: "Database role",
  container: "DATABASE",
  orAlter: true,
  // Whoever sees the database may list its roles.
  seenByAll: true,
  properties: [],
  shows: [{ words: "DATABASE ROLES", columns, inDatabase: true }],

  alter(cursor) {
    if (!cursor.accept("RENAME TO")) return null;
    const to = cursor.name();
    const rename = renaming(databaseRole, to);
    return {
      ...rename,
      run(context, entry) {
        const database = entryAt(context.draft.catalog, entry.parent);
        // "you cannot specify a different database" (docs: sql-reference/sql/alter-database-role)
        if (to.parts.length > 1 && (to.parts.length > 2 || to.parts[0] !== database.name))
          throw compilationError("001008", "22023", `Database role '${entry.name}' cannot be renamed into another database.`);
        return rename.run(context, entry);
      },
    };
  },

  check(context, to, from) {
    const database = entryAt(context.draft.catalog, to.parent);
    // Beside CREATE DATABASE ROLE "r2 must have the USAGE privilege on the database" (docs: user-guide/security-access-control-privileges)
    if (from === null && !holds(context.draft.catalog, context.active.primary, { privilege: "USAGE", on: database }))
      throw insufficientPrivileges("database", database.name);
    return to;
  },

  dropping(context, entry) {
    // "can only be dropped by a user with a role that has the MANAGE GRANTS privilege" (docs: sql-reference/sql/drop-database-role)
    if (hasFutureGrants(context, entry) && !managesGrants(context)) throw insufficientPrivileges("database role", entry.name);
    leaveToExecutor(context, entry);
  },

  /** "The USAGE privilege on the database that contains the database role is granted to the database role automatically." Who grants it is on no page. */
  created(context, entry) {
    context.draft.grant({ privilege: "USAGE", on: entry.parent, to: entry.id, by: null, grantOption: false, createdOn: context.now });
  },
};
