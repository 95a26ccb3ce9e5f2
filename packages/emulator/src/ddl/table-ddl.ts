import { entryOf } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import { attachmentsOf } from "../objects/governance/attachments.ts";
import { fullName } from "../objects/resolve.ts";
import { type ColumnDefinition, type Constraint, columnsOf, constraintsOf } from "../objects/table/table-definition.ts";
import { commentClause, identifier, literal, nameIn, policyName, tagList, type Write, type Writing } from "./writing.ts";

/** What a column has attached, behind its type or name. */
export function columnAttachments(entry: Entry, column: string, writing: Writing): string {
  const { masking, projection, columnTags } = attachmentsOf(entry);
  const mask = masking[column];
  const project = projection[column];
  const tags = tagList(writing, columnTags[column] ?? {});
  const using = mask !== undefined && mask.using.length > 1 ? ` USING (${mask.using.map(identifier).join(", ")})` : "";
  return [
    mask === undefined ? "" : ` WITH MASKING POLICY ${policyName(writing, mask.policy, "MASKING POLICY")}${using}`,
    project === undefined ? "" : ` WITH PROJECTION POLICY ${policyName(writing, project, "PROJECTION POLICY")}`,
    tags === "" ? "" : ` WITH TAG (${tags})`,
  ].join("");
}

/** What the whole table or view has attached. */
export function tableAttachments(entry: Entry, writing: Writing): string {
  const { rowAccess, aggregation, join, tags } = attachmentsOf(entry);
  const on = (columns: readonly string[]): string => `(${columns.map(identifier).join(", ")})`;
  const all = tagList(writing, tags);
  return [
    rowAccess === null ? "" : ` WITH ROW ACCESS POLICY ${policyName(writing, rowAccess.policy, "ROW ACCESS POLICY")} ON ${on(rowAccess.on)}`,
    aggregation === null
      ? ""
      : ` WITH AGGREGATION POLICY ${policyName(writing, aggregation.policy, "AGGREGATION POLICY")}${aggregation.on.length === 0 ? "" : ` ENTITY KEY ${on(aggregation.on)}`}`,
    join === null
      ? ""
      : ` WITH JOIN POLICY ${policyName(writing, join.policy, "JOIN POLICY")}${join.on.length === 0 ? "" : ` ALLOWED JOIN KEYS ${on(join.on)}`}`,
    all === "" ? "" : ` WITH TAG (${all})`,
  ].join("");
}

function columnLine(table: Entry, column: ColumnDefinition, writing: Writing): string {
  const { identity } = column;
  return [
    `${identifier(column.name)} ${column.type}`,
    column.collation === undefined ? "" : ` COLLATE ${literal(column.collation)}`,
    column.expression === undefined ? "" : ` AS (${column.expression})`,
    column.nullable ? "" : " NOT NULL",
    column.default === undefined ? "" : ` DEFAULT ${column.default}`,
    identity === undefined ? "" : ` autoincrement start ${identity.start} increment ${identity.increment} ${identity.ordered ? "order" : "noorder"}`,
    columnAttachments(table, column.name, writing),
    column.comment === undefined ? "" : ` COMMENT ${literal(column.comment)}`,
  ].join("");
}

/** "Table constraints are always reconstructed as out-of-line constraints"; a name that Snowflake gave is left out (docs: sql-reference/constraints-overview, "Constraints in GET_DDL"). */
function constraintLine(constraint: Constraint, { context }: Writing): string {
  const columns = constraint.columns.map(identifier).join(", ");
  const { target } = constraint;
  const to = target === undefined ? undefined : entryOf(context.draft.catalog, target.table);
  const references =
    to === undefined || target === undefined ? "" : ` references ${fullName(context.draft.catalog, to)} (${target.columns.map(identifier).join(", ")})`;
  const name = constraint.name.startsWith("SYS_CONSTRAINT_") ? "" : `constraint ${identifier(constraint.name)} `;
  return `${name}${constraint.kind.toLowerCase()} (${columns})${references}${constraint.rely ? " rely" : ""}`;
}

const SET = ["CHANGE_TRACKING", "ENABLE_SCHEMA_EVOLUTION"];

function settings({ properties, parameters }: Entry): string {
  const set = SET.filter((name) => properties[name] === true).map((name) => ` ${name} = TRUE`);
  const own = Object.entries(parameters).map(([name, value]) => ` ${name}=${/^(\d+|true|false)$/.test(value) ? value : literal(value)}`);
  return [...set, ...own].join("");
}

/** (docs: sql-reference/functions/get_ddl, "Hybrid tables", "Schemas") */
export const writeTable: Write = (entry, writing) => {
  const lines = [
    ...columnsOf(entry).map((column) => columnLine(entry, column, writing)),
    ...constraintsOf(entry).map((constraint) => constraintLine(constraint, writing)),
  ];
  const key = (entry.properties.CLUSTER_BY ?? []) as readonly string[];
  const head = `create or replace ${entry.properties.TRANSIENT === true ? "TRANSIENT " : ""}TABLE ${nameIn(writing, entry)}`;
  const cluster = key.length === 0 ? "" : ` cluster by (${key.join(", ")})`;
  return `${head} (\n${lines.map((line) => `\t${line}`).join(",\n")}\n)${cluster}${settings(entry)}${tableAttachments(entry, writing)}${commentClause(entry.comment, " ")};`;
};
