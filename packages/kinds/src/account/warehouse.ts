import { exactly, parseQualifiedName } from "@snowtower/sql";
import { field } from "../field.ts";
import { type CompileContext, defineKind } from "../kind.ts";
import { type AnyObject, known } from "../object.ts";
import { idOf, type ObjectId } from "../object-id.ts";
import type { Spec } from "../spec.ts";
import type { Read, Value } from "../value.ts";
import { mapOf } from "../value-types/collection.ts";
import { accountName } from "../value-types/name.ts";
import { parameterValue } from "../value-types/parameter-value.ts";
import { bool, int, oneOf, text, token } from "../value-types/scalar.ts";
import { resourceMonitor } from "./resource-monitor.ts";
import { decodeWarehouse } from "./warehouse/decode-warehouse.ts";
import { renderWarehouse, withoutLeft } from "./warehouse/render-warehouse.ts";
import { warehouseDanger } from "./warehouse/warehouse-danger.ts";
import { WAREHOUSE_SIZES } from "./warehouse/warehouse-sizes.ts";

/** Other spellings of the sizes: of files, and of SHOW ("X-Small"). */
const SIZE_SPELLINGS = {
  "X-SMALL": "XSMALL",
  "X-LARGE": "XLARGE",
  "2X-LARGE": "XXLARGE",
  X2LARGE: "XXLARGE",
  "2XLARGE": "XXLARGE",
  "3X-LARGE": "XXXLARGE",
  X3LARGE: "XXXLARGE",
  "3XLARGE": "XXXLARGE",
  "4X-LARGE": "X4LARGE",
  "4XLARGE": "X4LARGE",
  "5X-LARGE": "X5LARGE",
  "5XLARGE": "X5LARGE",
  "6X-LARGE": "X6LARGE",
  "6XLARGE": "X6LARGE",
} as const;

const size = oneOf(WAREHOUSE_SIZES, SIZE_SPELLINGS);

const ACCOUNTADMIN = exactly("ACCOUNTADMIN");

export const warehouse = defineKind({
  name: "warehouse",
  label: "WAREHOUSE",
  plural: "WAREHOUSES",
  scope: "account",
  layout: "root file",
  doc: "A cluster of compute that runs queries and is paid by the second while it runs.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-warehouse",
  fields: {
    type: field(oneOf(["STANDARD", "SNOWPARK-OPTIMIZED"]), "STANDARD, or SNOWPARK-OPTIMIZED for work that needs much memory.", {
      from: { show: "type" },
      default: "STANDARD",
    }),
    size: field(size, "How much compute, from XSMALL to X6LARGE; each size costs twice the one before.", {
      sql: "WAREHOUSE_SIZE",
      from: { show: "size" },
      default: "XSMALL",
    }),
    generation: field(token, "The generation of a standard warehouse's hardware: 1 or 2.", { from: { show: "generation" }, absent: "unmanaged" }),
    resource_constraint: field(text, "Memory and architecture of a Snowpark-optimized warehouse: MEMORY_16X, MEMORY_64X_X86, ...", {
      from: { show: "resource_constraint" },
      absent: "unmanaged",
    }),
    min_cluster_count: field(int({ min: 1, max: 300 }), "The clusters that always run.", {
      sql: "MIN_CLUSTER_COUNT",
      from: { show: "min_cluster_count" },
      default: 1,
      edition: "ENTERPRISE",
    }),
    max_cluster_count: field(int({ min: 1, max: 300 }), "The clusters it may grow to under load.", {
      sql: "MAX_CLUSTER_COUNT",
      from: { show: "max_cluster_count" },
      default: 1,
      edition: "ENTERPRISE",
    }),
    scaling_policy: field(oneOf(["STANDARD", "ECONOMY"]), "Whether more clusters start early (STANDARD) or only when they pay (ECONOMY).", {
      sql: "SCALING_POLICY",
      from: { show: "scaling_policy" },
      default: "STANDARD",
      edition: "ENTERPRISE",
    }),
    auto_suspend: field(int({ min: 0 }), "Seconds of idleness before it is suspended; 0 means never.", { sql: "AUTO_SUSPEND", default: 60, stated: true }),
    resource_monitor: field(accountName({ prefixed: true }), "The resource monitor that limits its credits.", {
      sql: "RESOURCE_MONITOR",
      othersStay: true,
    }),
    enable_query_acceleration: field(bool, "Lets parts of large scans run on shared compute, billed apart.", {
      sql: "ENABLE_QUERY_ACCELERATION",
      from: { show: "enable_query_acceleration" },
      default: false,
      stated: true,
      edition: "ENTERPRISE",
    }),
    query_acceleration_max_scale_factor: field(int({ min: 0, max: 100 }), "At most how many times its own size query acceleration may use.", {
      sql: "QUERY_ACCELERATION_MAX_SCALE_FACTOR",
      from: { show: "query_acceleration_max_scale_factor" },
      default: 8,
      edition: "ENTERPRISE",
    }),
    warehouse_params: field(mapOf(parameterValue, { upper: true }), "Parameters of the warehouse: max_concurrency_level, statement_timeout_in_seconds, ...", {
      default: {},
    }),
    comment: field(text, "A comment.", { sql: "COMMENT", from: { show: "comment" }, group: "envelope" }),
  },
  config: {
    global_resource_monitor: field(accountName({ prefixed: false }), "A resource monitor of the account, named without the environment's prefix."),
  },
  sources: [{ from: "show", what: "WAREHOUSES", paged: false }, { from: "parameters" }],
  needs: {
    create: [{ privilege: "CREATE WAREHOUSE", on: "account" }],
    alter: [{ privilege: "MODIFY", on: "self" }],
    drop: [{ privilege: "OWNERSHIP", on: "self" }],
  },
  bears: { tags: "WAREHOUSE" },
  baseline: ({ row }) => row.get("name")?.startsWith("SYSTEM$") === true,
  danger: warehouseDanger,
  decode: decodeWarehouse,
  compile: compileWarehouse,
  refs: monitorOf,
  // A monitor that is dropped leaves its warehouses; Snowflake does not ask (docs: user-guide/resource-monitors, "Warehouse suspension and resumption").
  bereft: (object, { how }) => (how === "drop" ? withoutMonitor(object) : object),
  // "Only the ACCOUNTADMIN role can assign warehouses to resource monitors" (docs: sql-reference/sql/alter-warehouse, access control requirements).
  needsRole: ({ how, to, fields }) =>
    to !== null && monitorOf(to).length > 0 && (how === "create" || fields.includes("resource_monitor")) ? ACCOUNTADMIN : null,
  implies: withoutLeft,
  create: (object) => renderWarehouse.create(object),
  alter: (change, fields) => renderWarehouse.alter(change, fields),
});

/** What SnowDDL's files leave out, and one field for the two spellings of a monitor: as in SnowDDL the one without the prefix wins, with a word about it. */
function compileWarehouse(spec: Spec, context: CompileContext): { readonly [field: string]: Read<Value> } {
  const { global_resource_monitor: global, ...fields } = spec.fields;
  if (global !== undefined && fields.resource_monitor !== undefined) {
    const message = `resource_monitor is not used: global_resource_monitor names another one, ${String(global)}`;
    context.report({ severity: "warning", code: "ST1104", message, at: spec.places.resource_monitor ?? spec.at, hint: "remove one of them" });
  }
  // SnowDDL asks for generation 1 where a file says nothing; the account's own default has become 2, which costs more.
  const isStandard = (fields.type ?? "STANDARD") === "STANDARD";
  // "The default size for Snowpark-optimized warehouses is MEDIUM" (docs: sql-reference/sql/create-warehouse, WAREHOUSE_SIZE).
  const byType = isStandard ? { generation: "1" } : { size: "MEDIUM" };
  return { ...byType, ...fields, ...(global === undefined ? {} : { resource_monitor: global }) };
}

function withoutMonitor(object: AnyObject): AnyObject {
  const { resource_monitor: _gone, ...fields } = object.fields;
  return { ...object, fields };
}

function monitorOf({ fields }: AnyObject): readonly ObjectId[] {
  const monitor = known(fields.resource_monitor);
  return typeof monitor === "string" ? [idOf(resourceMonitor.name, parseQualifiedName(monitor) ?? [])] : [];
}
