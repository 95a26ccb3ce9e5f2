import { plainRoleFields } from "../access/plain/plain-role-fields.ts";
import { field } from "../field.ts";
import { defineKind } from "../kind.ts";
import { text } from "../value-types/scalar.ts";

/** A role of the account under its exact name. What the role model derives is made of these too. */
export const role = defineKind({
  name: "role",
  label: "ROLE",
  plural: "ROLES",
  scope: "account",
  layout: "root file",
  doc: "A role of the account: what is granted to it can be done by everyone who holds it.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-role",
  fields: {
    comment: field(text, "A comment.", { sql: "COMMENT", from: { show: "comment" }, group: "envelope" }),
  },
  config: plainRoleFields,
  sources: [{ from: "show", what: "ROLES", paged: true, late: { view: "ROLES", latency: "2 hours" } }],
  // "Snowflake allows users to list roles; however, the ability to list roles is not the same as using any role" (docs: sql-reference/sql/show-roles).
  listedToAll: true,
  needs: {
    create: [{ privilege: "CREATE ROLE", on: "account" }],
    alter: [{ privilege: "OWNERSHIP", on: "self" }],
    drop: [{ privilege: "OWNERSHIP", on: "self" }],
  },
  bears: { tags: "ROLE" },
  // System roles have no owner (docs: sql-reference/sql/show-roles).
  baseline: ({ row }) => !row.get("owner"),
});
