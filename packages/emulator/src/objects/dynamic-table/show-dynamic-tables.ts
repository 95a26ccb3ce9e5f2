import { holds } from "../../access/authorize.ts";
import { entryOf } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { timeCell } from "../../result.ts";
import type { Show, ShowColumn } from "../object-class.ts";
import { retentionDays } from "../retention.ts";
import { comment, createdOn, databaseName, name, nameOfRole, number, owner, ownerRoleType, schemaName, text, time } from "../show-columns.ts";
import { unknownSizeOf } from "../table/table-data.ts";
import { columnsOf } from "../table/table-definition.ts";
import { byteCount, rowCount } from "../table/table-rows.ts";
import { definitionOf } from "./definition.ts";
import { isUnscheduled } from "./pipeline.ts";
import { lagSeconds } from "./target-lag.ts";
import { warehouseOf } from "./warehouses.ts";

function clusteringKey(entry: Entry): readonly string[] {
  return (entry.properties.CLUSTER_BY ?? []) as readonly string[];
}

function said(entry: Entry, property: string): string | null {
  const value = entry.properties[property];
  return value === undefined ? null : String(value);
}

function size(entry: Entry, what: "rows" | "bytes"): string | null {
  const unknown = unknownSizeOf(entry);
  if (unknown === null) return String(what === "rows" ? rowCount(entry) : byteCount(entry));
  return unknown[what] === null ? null : String(unknown[what]);
}

/** "Without MONITOR, the following fields are hidden" (docs: user-guide/dynamic-tables/privileges); as what, no page says. */
function monitored(column: ShowColumn): ShowColumn {
  const sees = (entry: Entry, context: Context): boolean => holds(context.draft.catalog, context.active.all, { privilege: "MONITOR", on: entry });
  return { ...column, value: (entry, context) => (sees(entry, context) ? column.value(entry, context) : null) };
}

/** What a table that nobody schedules is in, no page says. */
function schedulingState(entry: Entry): string | null {
  if (entry.properties.SUSPENDED !== undefined) return "SUSPENDED";
  return isUnscheduled(entry) ? null : "RUNNING";
}

const no = (column: string): ShowColumn => text(column, () => "false");
const warehouseName = (entry: Entry, context: Context): string | null => warehouseOf(context, entry)?.name ?? null;
const moment = (column: string, property: string): ShowColumn =>
  time(column, ({ properties }) => (typeof properties[property] === "number" ? Number(properties[property]) : null));

const columns: readonly ShowColumn[] = [
  createdOn,
  name,
  databaseName,
  schemaName,
  text("cluster_by", (entry) => (clusteringKey(entry).length === 0 ? "" : `LINEAR(${clusteringKey(entry).join(", ")})`)),
  number("rows", (entry) => size(entry, "rows")),
  number("bytes", (entry) => size(entry, "bytes")),
  owner,
  // Empty, not NULL, as SnowDDL's tests have it.
  text("target_lag", (entry) => said(entry, "TARGET_LAG") ?? ""),
  text("scheduler", (entry) => said(entry, "SCHEDULER")),
  text("refresh_mode", (entry) => said(entry, "REFRESH_MODE") ?? "AUTO"),
  text("refresh_mode_reason", () => null),
  monitored(text("warehouse", warehouseName)),
  comment,
  monitored(text("text", (entry, context) => definitionOf(context, entry))),
  text("automatic_clustering", (entry) => (clusteringKey(entry).length > 0 && entry.properties.RECLUSTER_SUSPENDED !== true ? "ON" : "OFF")),
  monitored(text("scheduling_state", schedulingState)),
  monitored(moment("last_suspended_on", "SUSPENDED_ON")),
  no("is_clone"),
  no("is_replica"),
  no("is_iceberg"),
  moment("data_timestamp", "REFRESHED_ON"),
  ownerRoleType,
  text("immutable_where", () => null),
  text("execute_as_user", () => null),
];

/** (docs: sql-reference/sql/show-dynamic-tables) */
export const showDynamicTables: Show = { words: "DYNAMIC TABLES", columns };

function targetLag(entry: Entry): object | null {
  const lag = said(entry, "TARGET_LAG");
  if (lag === null) return null;
  const seconds = lagSeconds(lag);
  return seconds === null ? { type: "DOWNSTREAM" } : { type: "USER_DEFINED", seconds };
}

/** The resource of Snowflake's REST interface. What its fields hold is as SnowDDL reads them: this SHOW is on no page. */
function asResource(entry: Entry, context: Context): string {
  const { catalog } = context.draft;
  const schema = entryOf(catalog, entry.parent);
  const sees = holds(catalog, context.active.all, { privilege: "MONITOR", on: entry });
  return JSON.stringify({
    name: entry.name,
    database_name: schema === undefined ? null : (entryOf(catalog, schema.parent)?.name ?? null),
    schema_name: schema?.name ?? null,
    created_on: timeCell(entry.createdOn),
    kind: entry.properties.TRANSIENT === true ? "TRANSIENT" : "PERMANENT",
    columns: columnsOf(entry).map(({ name: column, type, comment: about }) => ({ name: column, datatype: type, comment: about ?? null })),
    target_lag: targetLag(entry),
    scheduler: said(entry, "SCHEDULER"),
    refresh_mode: said(entry, "REFRESH_MODE") ?? "AUTO",
    initialize: said(entry, "INITIALIZE") ?? "ON_CREATE",
    warehouse: sees ? warehouseName(entry, context) : null,
    query: sees ? said(entry, "TEXT") : null,
    cluster_by: clusteringKey(entry),
    data_retention_time_in_days: retentionDays(catalog, entry),
    owner: entry.owner === null ? null : nameOfRole(context, entry.owner.role),
    comment: entry.comment,
  });
}

export const showDynamicTableResources: Show = { words: "AS RESOURCE DYNAMIC TABLES", columns: [text("As Resource", asResource)] };
