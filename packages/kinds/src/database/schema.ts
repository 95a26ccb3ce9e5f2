import { name, nothing, type Statement, sql, userSql } from "@snowtower/sql";
import type { ObjectChange } from "../change.ts";
import { createAssignments, onLines } from "../derive/assignments.ts";
import { field } from "../field.ts";
import { type CompileContext, defineKind } from "../kind.ts";
import type { Spec } from "../spec.ts";
import type { Read, Value } from "../value.ts";
import { bool } from "../value-types/scalar.ts";
import { containerFields, inheritedFields, ownerFields } from "./container/container-fields.ts";
import { decodeOptions } from "./container/decode-options.ts";

export const schema = defineKind({
  name: "schema",
  label: "SCHEMA",
  plural: "SCHEMAS",
  scope: "database",
  layout: "folder",
  doc: "A container of tables, views and all else that lives in a database.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-schema",
  fields: {
    ...containerFields,
    managed_access: field(bool, "Only the schema's owner grants privileges on what is in it; follows from the permission model where a file does not say it.", {
      default: false,
      group: "envelope",
    }),
  },
  config: ownerFields,
  sources: [{ from: "show", what: "SCHEMAS", paged: true, late: { view: "SCHEMATA", latency: "2 hours" } }, { from: "parameters" }],
  needs: {
    create: [{ privilege: "CREATE SCHEMA", on: "database" }],
    alter: [{ privilege: "MODIFY", on: "self" }],
    drop: [{ privilege: "OWNERSHIP", on: "self" }],
  },
  bears: { tags: "SCHEMA" },
  undrop: "retention_time",
  baseline: ({ row }) => !row.get("owner") || row.get("name") === "INFORMATION_SCHEMA",
  decode(rows) {
    const options = decodeOptions(rows.row);
    return { is_transient: options.transient, managed_access: options.managedAccess };
  },
  compile: (spec, context) => ({ ...inherited(spec, context), ...spec.fields }),
  create(object): readonly Statement[] {
    const transient = object.fields.is_transient === true ? userSql("TRANSIENT ") : nothing;
    const managed = object.fields.managed_access === true ? userSql("\n  WITH MANAGED ACCESS") : nothing;
    return [sql`CREATE ${transient}SCHEMA ${name(object.name)}${managed}${onLines(createAssignments(schema, object))}`];
  },
  alter(change: ObjectChange, fields: readonly string[]): readonly Statement[] | null {
    if (change.to === null || fields.some((f) => f !== "managed_access")) return null;
    const verb = userSql(change.to.fields.managed_access === true ? "ENABLE" : "DISABLE");
    return [sql`ALTER SCHEMA ${name(change.to.name)} ${verb} MANAGED ACCESS`];
  },
});

/** SnowDDL's inheritance: transient if the database is; levels and volumes from the database's file; managed access by the ruleset. */
function inherited(spec: Spec, context: CompileContext): { readonly [field: string]: Read<Value> } {
  const fields: { [field: string]: Read<Value> } = {};
  for (const each of inheritedFields) {
    const value = context.databaseSpec?.fields[each];
    if (value !== undefined) fields[each] = value;
  }
  if (context.databaseSpec?.fields.is_transient === true) fields.is_transient = true;
  const model = (spec.fields.permission_model ?? context.databaseSpec?.fields.permission_model) as string | undefined;
  fields.managed_access = context.ruleset(model) === "SCHEMA_OWNER";
  return fields;
}
