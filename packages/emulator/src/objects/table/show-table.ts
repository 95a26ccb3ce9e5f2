import type { Entry } from "../../catalog/entry.ts";
import type { Show, ShowColumn } from "../object-class.ts";
import { isTransient, retentionDays } from "../retention.ts";
import { comment, createdOn, databaseName, name, number, owner, ownerRoleType, schemaName, text, yesNo } from "../show-columns.ts";
import { searchTargetsOf } from "./search-optimization.ts";
import { type TableSize, unknownSizeOf } from "./table-data.ts";
import { byteCount, rowCount } from "./table-rows.ts";

/** SHOW TABLES lists them all and tells them apart by its `is_` columns (docs: sql-reference/sql/show-tables). */
const CLASSES = ["TABLE", "DYNAMIC TABLE", "EVENT TABLE", "EXTERNAL TABLE", "HYBRID TABLE", "ICEBERG TABLE"];

function is(className: string): (entry: Entry) => string {
  return (entry) => yesNo(entry.class === className);
}

function clusterBy(entry: Entry): string {
  const expressions = (entry.properties.CLUSTER_BY ?? []) as readonly string[];
  return expressions.length === 0 ? "" : `LINEAR(${expressions.join(", ")})`;
}

/** What is not known of a seeded table is NULL, not nothing. */
function size(entry: Entry, what: keyof TableSize): string | null {
  const unknown = unknownSizeOf(entry);
  if (unknown === null) return String(what === "rows" ? rowCount(entry) : byteCount(entry));
  return unknown[what] === null ? null : String(unknown[what]);
}

const onOff = (value: boolean): string => (value ? "ON" : "OFF");

const rows = number("rows", (entry) => (entry.class === "EXTERNAL TABLE" ? null : size(entry, "rows")));
const bytes = number("bytes", (entry) => size(entry, "bytes"));
const retentionTime = text("retention_time", (entry, context) => String(retentionDays(context.draft.catalog, entry)));

const columns: readonly ShowColumn[] = [
  createdOn,
  name,
  databaseName,
  schemaName,
  text("kind", (entry, context) => (isTransient(context.draft.catalog, entry) ? "TRANSIENT" : "TABLE")),
  comment,
  text("cluster_by", clusterBy),
  rows,
  bytes,
  owner,
  retentionTime,
  text("automatic_clustering", (entry) => onOff(entry.properties.CLUSTER_BY !== undefined && entry.properties.RECLUSTER_SUSPENDED !== true)),
  text("change_tracking", (entry) => onOff(entry.properties.CHANGE_TRACKING === true)),
  text("search_optimization", (entry) => onOff(searchTargetsOf(entry).length > 0)),
  number("search_optimization_progress", (entry) => (searchTargetsOf(entry).length > 0 ? "100" : null)),
  number("search_optimization_bytes", (entry) => (searchTargetsOf(entry).length > 0 ? "0" : null)),
  text("is_external", is("EXTERNAL TABLE")),
  text("enable_schema_evolution", (entry) => yesNo(entry.properties.ENABLE_SCHEMA_EVOLUTION === true)),
  ownerRoleType,
  text("is_event", is("EVENT TABLE")),
  text("is_hybrid", is("HYBRID TABLE")),
  text("is_iceberg", is("ICEBERG TABLE")),
  text("is_dynamic", is("DYNAMIC TABLE")),
  text("is_immutable", () => "N"),
];

const TERSE = ["created_on", "name", "kind", "database_name", "schema_name"];

/** What only tables have; the page says nothing of views. */
function ofTables(column: ShowColumn): ShowColumn {
  return { ...column, value: (entry, context) => (CLASSES.includes(entry.class) ? column.value(entry, context) : null) };
}

const columnsOfObjects: readonly ShowColumn[] = [
  createdOn,
  name,
  databaseName,
  schemaName,
  text("kind", ({ class: of }) => (CLASSES.includes(of) ? "TABLE" : "VIEW")),
  comment,
  text("cluster_by", clusterBy),
  ofTables(rows),
  ofTables(bytes),
  owner,
  ofTables(retentionTime),
  ownerRoleType,
  text("budget", () => null),
  text("is_hybrid", is("HYBRID TABLE")),
  text("is_dynamic", is("DYNAMIC TABLE")),
  text("is_iceberg", is("ICEBERG TABLE")),
];

/** Tables and views (docs: sql-reference/sql/show-objects). */
export const showObjects: Show = {
  words: "OBJECTS",
  classes: [...CLASSES, "VIEW", "MATERIALIZED VIEW"],
  columns: columnsOfObjects,
  terse: TERSE,
  cuts: true,
  pages: true,
};

export const showTables: Show = { words: "TABLES", classes: CLASSES, columns, terse: TERSE, history: true };
