import { displayed, displayedName } from "@snowtower/sql";
import type { Change, ObjectChange } from "../change.ts";
import { field } from "../field.ts";
import { defineKind } from "../kind.ts";
import type { AnyObject } from "../object.ts";
import { text } from "../value-types/scalar.ts";
import { databaseRoleFields } from "./database-role/database-role-fields.ts";

export const databaseRole = defineKind({
  name: "database_role",
  label: "DATABASE ROLE",
  plural: "DATABASE ROLES",
  scope: "database",
  layout: "database file",
  doc: "A role in a database: it holds privileges on what is in there, and is held by roles of the account, by users and shares.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-database-role",
  fields: {
    comment: field(text, "A comment.", { sql: "COMMENT", from: { show: "comment" }, group: "envelope" }),
  },
  config: databaseRoleFields,
  // The rows do not name the database: it is the one that was asked about (docs: sql-reference/sql/show-database-roles).
  sources: [{ from: "show", what: "DATABASE ROLES", paged: true }],
  needs: {
    create: [{ privilege: "CREATE DATABASE ROLE", on: "database" }],
    alter: [{ privilege: "OWNERSHIP", on: "self" }],
    drop: [{ privilege: "OWNERSHIP", on: "self" }],
  },
  bears: { tags: "DATABASE ROLE" },
  baseline: ({ row }) => !row.get("owner") || row.get("owner_role_type") === "APPLICATION",
  implies: (change: ObjectChange): readonly Change[] => (change.how === "create" && change.to !== null ? [usesItsDatabase(change.to)] : []),
});

/** "The USAGE privilege on the database that contains the database role is granted to the database role automatically" (docs: sql-reference/sql/create-database-role, usage notes). */
function usesItsDatabase({ name }: AnyObject): Change {
  const [database] = name;
  const on = { kind: "object", type: "DATABASE", name: database === undefined ? "" : displayed(database) } as const;
  const to = { type: "DATABASE ROLE", name: displayedName(name) } as const;
  return { kind: "grant", from: null, to: { privilege: "USAGE", on, to, option: false, by: null } };
}
