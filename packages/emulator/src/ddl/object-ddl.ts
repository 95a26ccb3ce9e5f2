import { entryOf } from "../catalog/catalog.ts";
import type { Value } from "../catalog/entry.ts";
import { allowedValues } from "../objects/governance/tag-values.ts";
import { fullName } from "../objects/resolve.ts";
import { finalizesOf, predecessorsOf } from "../objects/task/task-graph.ts";
import { warehouse } from "../objects/warehouse.ts";
import { effectiveForObject } from "../parameters/effective.ts";
import { parameterNamed } from "../parameters/known.ts";
import { commentClause, identifier, literal, nameIn, type Write } from "./writing.ts";

export const writeSequence: Write = (entry, writing) => {
  const { START: start, INCREMENT: increment, ORDERED: ordered } = entry.properties;
  const head = `create or replace sequence ${nameIn(writing, entry)} start with ${String(start ?? 1)} increment by ${String(increment ?? 1)}`;
  return `${head} ${ordered === true ? "order" : "noorder"}${commentClause(entry.comment, " ")};`;
};

export const writeTag: Write = (entry, writing) => {
  const values = allowedValues(entry);
  const allowed = values === null ? "" : ` ALLOWED_VALUES ${values.map(literal).join(", ")}`;
  return `create or replace tag ${nameIn(writing, entry)}${allowed}${commentClause(entry.comment, " ")};`;
};

function option(value: Value): string {
  if (Array.isArray(value)) return `(${value.map((item) => literal(String(item))).join(", ")})`;
  return typeof value === "string" ? literal(value) : String(value).toUpperCase();
}

/** What was set of it. */
export const writeFileFormat: Write = (entry, writing) => {
  const { TYPE: type, ...options } = entry.properties;
  const lines = [`\tTYPE = ${String(type ?? "CSV")}`, ...Object.entries(options).map(([name, value]) => `\t${name} = ${option(value)}`)];
  return `create or replace file format ${nameIn(writing, entry)}\n${lines.join("\n")}${commentClause(entry.comment, "\n\t")};`;
};

export const writeStream: Write = (entry, writing) => {
  const { catalog } = writing.context.draft;
  const { ON: on, SOURCE: source, APPEND_ONLY: append, INSERT_ONLY: insert } = entry.properties;
  const base = typeof source === "number" ? entryOf(catalog, source) : undefined;
  const name = base === undefined ? "" : fullName(catalog, base);
  const modes = `${append === true ? " append_only = true" : ""}${insert === true ? " insert_only = true" : ""}`;
  return `create or replace stream ${nameIn(writing, entry)} on ${String(on).toLowerCase()} ${name}${modes}${commentClause(entry.comment, " ")};`;
};

const TEXTS = ["SCHEDULE", "CONFIG", "TARGET_COMPLETION_INTERVAL"];
const WORDS = ["OVERLAP_POLICY", "ALLOW_OVERLAPPING_EXECUTION", "ERROR_INTEGRATION", "SUCCESS_INTEGRATION"];

export const writeTask: Write = (entry, writing) => {
  const { catalog } = writing.context.draft;
  const { properties, parameters } = entry;
  const used = typeof properties.WAREHOUSE === "number" ? entryOf(catalog, properties.WAREHOUSE) : undefined;
  const above = predecessorsOf(catalog, entry).map((task) => fullName(catalog, task));
  const finalized = finalizesOf(entry);
  const root = finalized === null ? undefined : entryOf(catalog, finalized);
  const lines = [
    ...(used === undefined ? [] : [`warehouse=${identifier(used.name)}`]),
    ...TEXTS.flatMap((name) => (typeof properties[name] === "string" ? [`${name.toLowerCase()}=${literal(properties[name])}`] : [])),
    ...WORDS.flatMap((name) => (properties[name] === undefined || properties[name] === null ? [] : [`${name.toLowerCase()}=${String(properties[name])}`])),
    ...Object.entries(parameters).map(([name, value]) => `${name.toLowerCase()}=${/^(\d+|true|false)$/.test(value) ? value : literal(value)}`),
    ...(entry.comment === null ? [] : [commentClause(entry.comment)]),
    ...(root === undefined ? [] : [`finalize=${fullName(catalog, root)}`]),
    ...(above.length === 0 ? [] : [`after ${above.join(", ")}`]),
    ...(typeof properties.WHEN === "string" ? [`when ${properties.WHEN}`] : []),
  ];
  return `create or replace task ${nameIn(writing, entry)}\n${lines.map((line) => `\t${line}\n`).join("")}\tas ${String(properties.BODY)};`;
};

/** Every property, with the defaults of those that were not set (docs: sql-reference/functions/get_ddl, "Warehouses"). */
export const writeWarehouse: Write = (entry, { context }) => {
  const column = (name: string): string => warehouse.shows[0]?.columns.find((of) => of.name === name)?.value(entry, context) ?? "NULL";
  const parameter = (name: string): string => {
    const known = parameterNamed(name);
    return known === null ? "" : effectiveForObject(context.draft.catalog, entry, known).value;
  };
  const { RESOURCE_MONITOR: monitor, RESOURCE_CONSTRAINT: constraint, GENERATION: generation } = entry.properties;
  const lines = [
    `warehouse_type=${literal(column("type"))}`,
    `warehouse_size=${literal(column("size"))}`,
    `max_cluster_count=${column("max_cluster_count")}`,
    `min_cluster_count=${column("min_cluster_count")}`,
    `scaling_policy=${column("scaling_policy")}`,
    `auto_suspend=${column("auto_suspend")}`,
    `auto_resume=${column("auto_resume").toUpperCase()}`,
    "initially_suspended=TRUE",
    ...(typeof monitor === "string" ? [`resource_monitor=${identifier(monitor)}`] : []),
    ...(typeof constraint === "string" ? [`resource_constraint=${literal(constraint)}`] : []),
    ...(typeof generation === "string" ? [`generation=${literal(generation)}`] : []),
    ...(entry.comment === null ? [] : [`comment=${literal(entry.comment)}`]),
    `enable_query_acceleration=${column("enable_query_acceleration").toUpperCase()}`,
    `query_acceleration_max_scale_factor=${column("query_acceleration_max_scale_factor")}`,
    ...["max_concurrency_level", "statement_queued_timeout_in_seconds", "statement_timeout_in_seconds"].map(
      (name) => `${name}=${parameter(name.toUpperCase())}`,
    ),
  ];
  return `create or replace warehouse ${identifier(entry.name)}\nwith\n${lines.map((line) => `    ${line}\n`).join("")};`;
};
