import type { Entry } from "../../catalog/entry.ts";
import { TABLE_LIKE } from "../../catalog/table-like.ts";
import { isTransient, retentionDays } from "../../objects/retention.ts";
import { dataOf, unknownSizeOf } from "../../objects/table/table-data.ts";
import { byteCount, rowCount } from "../../objects/table/table-rows.ts";
import { rowsOf, type ViewColumn } from "../metadata-view.ts";
import { boolean, databaseOf, empty, type InformationSchemaView, number, objectsIn, ownerOf, schemaOf, text, time, yesOrNo } from "./view.ts";

const OWN_TYPES = ["VIEW", "MATERIALIZED VIEW", "EXTERNAL TABLE", "EVENT TABLE"];
const isView = (entry: Entry): boolean => entry.class.endsWith("VIEW");
const is = (className: string) => (entry: Entry) => yesOrNo(entry.class === className);

const printed = (value: number | null | undefined): string | null => (value === null || value === undefined ? null : String(value));

/** Of a table that was seeded with data what was read of it. */
export function rowsIn(entry: Entry): string | null {
  if (isView(entry)) return null;
  return printed(dataOf(entry) === "unknown" ? unknownSizeOf(entry)?.rows : rowCount(entry));
}

export function bytesIn(entry: Entry): string | null {
  if (isView(entry)) return null;
  return printed(dataOf(entry) === "unknown" ? unknownSizeOf(entry)?.bytes : byteCount(entry));
}

export function tableType(entry: Entry): string {
  return OWN_TYPES.includes(entry.class) ? entry.class : "BASE TABLE";
}

export function clusteringKey(entry: Entry): string | null {
  const expressions = (entry.properties.CLUSTER_BY ?? []) as readonly string[];
  return expressions.length === 0 ? null : `LINEAR(${expressions.join(", ")})`;
}

const COLUMNS: readonly ViewColumn<Entry>[] = [
  text("TABLE_CATALOG", databaseOf),
  text("TABLE_SCHEMA", schemaOf),
  text("TABLE_NAME", (entry) => entry.name),
  text("TABLE_OWNER", ownerOf),
  text("TABLE_TYPE", tableType),
  text("IS_TRANSIENT", (entry, context) => (isView(entry) ? null : yesOrNo(isTransient(context.draft.catalog, entry)))),
  text("CLUSTERING_KEY", clusteringKey),
  number("ROW_COUNT", rowsIn),
  number("BYTES", bytesIn),
  number("RETENTION_TIME", (entry, context) => (isView(entry) ? null : String(retentionDays(context.draft.catalog, entry)))),
  ...empty<Entry>("SELF_REFERENCING_COLUMN_NAME REFERENCE_GENERATION USER_DEFINED_TYPE_CATALOG USER_DEFINED_TYPE_SCHEMA USER_DEFINED_TYPE_NAME"),
  ...empty<Entry>("IS_INSERTABLE_INTO IS_TYPED COMMIT_ACTION"),
  time("CREATED", (entry) => entry.createdOn),
  // This account does not keep when an object was changed.
  time("LAST_ALTERED", () => null),
  time("LAST_DDL", () => null),
  ...empty<Entry>("LAST_DDL_BY"),
  boolean("AUTO_CLUSTERING_ON", (entry) => entry.properties.CLUSTER_BY !== undefined && entry.properties.RECLUSTER_SUSPENDED !== true),
  text("COMMENT", (entry) => entry.comment),
  text("IS_TEMPORARY", () => "NO"),
  text("IS_ICEBERG", is("ICEBERG TABLE")),
  text("IS_DYNAMIC", is("DYNAMIC TABLE")),
  text("IS_IMMUTABLE", () => "NO"),
  text("IS_HYBRID", is("HYBRID TABLE")),
];

/** (docs: sql-reference/info-schema/tables). The views of INFORMATION_SCHEMA itself are not listed. */
export const tables: InformationSchemaView = (context, database) => rowsOf(COLUMNS, objectsIn(context, database, TABLE_LIKE), context);
