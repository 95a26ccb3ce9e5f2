import { displayedName, type Fragment, join, name, nothing, num, type Statement, sql, text, userSql } from "@snowtower/sql";
import type { Attachment } from "../../access/attachment.ts";
import { bornClauses } from "../../access/born-with.ts";
import { assignment } from "../../derive/assignments.ts";
import { type AnyObject, known } from "../../object.ts";
import { renderColumn, renderForeignKey, renderKey } from "./render-column.ts";
import { tableFields } from "./table-fields.ts";

export function createTable(object: AnyObject, born: readonly Attachment[] = []): readonly Statement[] {
  return tableStatements(object, born, null);
}

/** CREATE TABLE with its keys; what cannot stand in it follows: a foreign key to the table itself, and search optimization. `copy`: its last clauses, where it replaces one. */
export function tableStatements(object: AnyObject, born: readonly Attachment[], copy: Fragment | null): readonly Statement[] {
  const fields = tableFields(object);
  const own = displayedName(object.name);
  const lines = fields.columns.map((column) => renderColumn(column, born));
  if (fields.primaryKey.length > 0) lines.push(sql`PRIMARY KEY ${renderKey(fields.primaryKey)}`);
  lines.push(...fields.uniqueKeys.map((key) => sql`UNIQUE ${renderKey(key)}`));
  lines.push(...fields.foreignKeys.filter((key) => key.ref_table !== own).map(renderForeignKey));
  const transient = object.fields.is_transient === true ? userSql("TRANSIENT ") : nothing;
  const table = name(object.name);
  return [
    sql`CREATE ${copy === null ? nothing : userSql("OR REPLACE ")}${transient}TABLE ${table} (\n  ${join(lines, ",\n  ")}\n)${join(
      [...options(object), ...bornClauses(born, null)].map((option) => sql`\n${option}`),
      "",
    )}${copy ?? nothing}`,
    ...fields.foreignKeys.filter((key) => key.ref_table === own).map((key) => sql`ALTER TABLE ${table} ADD ${renderForeignKey(key)}`),
    ...(object.fields.search_optimization === true ? [sql`ALTER TABLE ${table} ADD SEARCH OPTIMIZATION`] : []),
  ];
}

function options(object: AnyObject): readonly Fragment[] {
  const { clusterBy } = tableFields(object);
  const [retention, comment] = [known(object.fields.retention_time), known(object.fields.comment)];
  const clauses: Fragment[] = [];
  if (clusterBy.length > 0) clauses.push(sql`CLUSTER BY (${userSql(clusterBy.join(", "))})`);
  if (typeof retention === "number") clauses.push(assignment("DATA_RETENTION_TIME_IN_DAYS", num(retention)));
  if (object.fields.change_tracking === true) clauses.push(assignment("CHANGE_TRACKING", userSql("TRUE")));
  if (typeof comment === "string") clauses.push(assignment("COMMENT", text(comment)));
  return clauses;
}
