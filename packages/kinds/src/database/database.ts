import { exactly, name, nothing, type Statement, sql, userSql } from "@snowtower/sql";
import type { Change, ObjectChange } from "../change.ts";
import { createAssignments, onLines } from "../derive/assignments.ts";
import { defineKind } from "../kind.ts";
import type { AnyObject } from "../object.ts";
import { idOf } from "../object-id.ts";
import { containerFields, ownerFields } from "./container/container-fields.ts";
import { decodeOptions } from "./container/decode-options.ts";

/** What SHOW DATABASES lists and nobody of the account made: shares, applications, personal databases (RA 4). */
const OWN_KIND = "STANDARD";

export const database = defineKind({
  name: "database",
  label: "DATABASE",
  plural: "DATABASES",
  scope: "account",
  layout: "folder",
  doc: "A container of schemas.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-database",
  fields: containerFields,
  config: ownerFields,
  later: ["event_table"],
  sources: [{ from: "show", what: "DATABASES", paged: true, late: { view: "DATABASES", latency: "3 hours" } }, { from: "parameters" }],
  needs: {
    create: [{ privilege: "CREATE DATABASE", on: "account" }],
    alter: [{ privilege: "MODIFY", on: "self" }],
    drop: [{ privilege: "OWNERSHIP", on: "self" }],
  },
  bears: { tags: "DATABASE" },
  undrop: "retention_time",
  baseline: ({ row }) =>
    !row.get("owner") || ["SNOWFLAKE", "SNOWFLAKE_SAMPLE_DATA"].includes(row.get("name") ?? "") || (row.get("kind") ?? OWN_KIND) !== OWN_KIND,
  decode: (rows) => ({ is_transient: decodeOptions(rows.row).transient }),
  create(object): readonly Statement[] {
    const transient = object.fields.is_transient === true ? userSql("TRANSIENT ") : nothing;
    return [sql`CREATE ${transient}DATABASE ${name(object.name)}${onLines(createAssignments(database, object))}`];
  },
  implies: (change: ObjectChange): readonly Change[] => (change.how === "create" && change.to !== null ? [createsPublic(change.to)] : []),
});

/** Every new database holds a schema PUBLIC (docs: sql-reference/sql/create-database, usage notes). */
function createsPublic(created: AnyObject): Change {
  const publicName = [...created.name, exactly("PUBLIC")];
  const fields = { is_transient: created.fields.is_transient ?? false, managed_access: false };
  return {
    kind: "object",
    how: "create",
    from: null,
    to: { kind: "schema", id: idOf("schema", publicName), name: publicName, owner: created.owner, fields },
    fields: [],
  };
}
