import { directRoles, publicRole } from "../access/active-roles.ts";
import { entryOf, grantsOn } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
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

/** (docs: sql-reference/sql/create-database-role, show-database-roles) */
export const databaseRole: ObjectClass = {
  name: "DATABASE ROLE",
  label: "Database role",
  container: "DATABASE",
  orAlter: true,
  // Whoever sees the database may list its roles.
  seenByAll: true,
  properties: [],
  shows: [{ words: "DATABASE ROLES", columns }],
  dropping: leaveToExecutor,

  /** "The USAGE privilege on the database that contains the database role is granted to the database role automatically." Who grants it is on no page. */
  created(context, entry) {
    context.draft.grant({ privilege: "USAGE", on: entry.parent, to: entry.id, by: null, grantOption: false, createdOn: context.now });
  },
};
