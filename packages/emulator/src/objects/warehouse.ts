import { isBundleEnabled } from "../bundles/bundles.ts";
import { entryOf } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { requireEdition } from "../edition/require-edition.ts";
import { boolean, integer, nameText, oneOf } from "../parser/value.ts";
import { textColumn, timeColumn } from "../result.ts";
import { compilationError, SqlError } from "../sql-error.ts";
import { type Alteration, type ObjectClass, propertyOf, type ShowColumn } from "./object-class.ts";
import { requireMonitor } from "./resource-monitor.ts";
import { comment, createdOn, name, number, owner, ownerRoleType, property, text, time, yesNo } from "./show-columns.ts";

const SIZE_NAMES: Readonly<Record<string, string>> = {
  XSMALL: "X-Small",
  SMALL: "Small",
  MEDIUM: "Medium",
  LARGE: "Large",
  XLARGE: "X-Large",
  XXLARGE: "2X-Large",
  XXXLARGE: "3X-Large",
  X4LARGE: "4X-Large",
  X5LARGE: "5X-Large",
  X6LARGE: "6X-Large",
};
const SIZE_SYNONYMS: Readonly<Record<string, string>> = {
  "X-SMALL": "XSMALL",
  "X-LARGE": "XLARGE",
  X2LARGE: "XXLARGE",
  "2X-LARGE": "XXLARGE",
  X3LARGE: "XXXLARGE",
  "3X-LARGE": "XXXLARGE",
  "4X-LARGE": "X4LARGE",
  "5X-LARGE": "X5LARGE",
  "6X-LARGE": "X6LARGE",
};
const CONSTRAINTS = ["STANDARD_GEN_1", "STANDARD_GEN_2", "MEMORY_1X", "MEMORY_1X_X86", "MEMORY_16X", "MEMORY_16X_X86", "MEMORY_64X", "MEMORY_64X_X86"];
const SIZES = Object.keys(SIZE_NAMES);

/** The most clusters by size (docs: user-guide/warehouses-multicluster, "Upper limit on number of clusters"). */
const MOST_CLUSTERS: Readonly<Record<string, number>> = {
  XSMALL: 300,
  SMALL: 300,
  MEDIUM: 300,
  LARGE: 160,
  XLARGE: 80,
  XXLARGE: 40,
  XXXLARGE: 20,
  X4LARGE: 10,
  X5LARGE: 10,
  X6LARGE: 10,
};

const isSnowpark = (entry: Entry): boolean => entry.properties.WAREHOUSE_TYPE === "SNOWPARK-OPTIMIZED";
const isSuspended = (entry: Entry): boolean => entry.properties.STATE === "SUSPENDED";

function generation(entry: Entry): string | null {
  if (isSnowpark(entry)) return null;
  const constraint = entry.properties.RESOURCE_CONSTRAINT;
  if (constraint === "STANDARD_GEN_1") return "1";
  if (constraint === "STANDARD_GEN_2") return "2";
  return (entry.properties.GENERATION as string | undefined) ?? "2";
}

const columns: readonly ShowColumn[] = [
  name,
  text("state", (entry) => (isSuspended(entry) ? "SUSPENDED" : "STARTED")),
  text("type", (entry) => property(warehouse, entry, "WAREHOUSE_TYPE")),
  text("size", (entry) => SIZE_NAMES[property(warehouse, entry, "WAREHOUSE_SIZE") ?? ""] ?? null),
  number("min_cluster_count", (entry) => property(warehouse, entry, "MIN_CLUSTER_COUNT")),
  number("max_cluster_count", (entry) => property(warehouse, entry, "MAX_CLUSTER_COUNT")),
  number("started_clusters", (entry) => (isSuspended(entry) ? "0" : property(warehouse, entry, "MIN_CLUSTER_COUNT"))),
  number("running", () => "0"),
  number("queued", () => "0"),
  text("is_default", (entry, context) => yesNo(entryOf(context.draft.catalog, context.session.user)?.properties.DEFAULT_WAREHOUSE === entry.name)),
  text("is_current", (entry, context) => yesNo(context.session.warehouse === entry.id)),
  text("is_interactive", () => "N"),
  number("auto_suspend", (entry) => property(warehouse, entry, "AUTO_SUSPEND")),
  text("auto_resume", (entry) => property(warehouse, entry, "AUTO_RESUME")),
  text("available", (entry) => (isSuspended(entry) ? "" : "100")),
  text("provisioning", (entry) => (isSuspended(entry) ? "" : "0")),
  text("quiescing", (entry) => (isSuspended(entry) ? "" : "0")),
  text("other", (entry) => (isSuspended(entry) ? "" : "0")),
  createdOn,
  time("resumed_on", (entry) => (entry.properties.RESUMED_ON as number | undefined) ?? 0),
  time("updated_on", (entry) => (entry.properties.UPDATED_ON as number | undefined) ?? entry.createdOn),
  owner,
  comment,
  text("enable_query_acceleration", (entry) => property(warehouse, entry, "ENABLE_QUERY_ACCELERATION")),
  number("query_acceleration_max_scale_factor", (entry) => property(warehouse, entry, "QUERY_ACCELERATION_MAX_SCALE_FACTOR")),
  text("resource_monitor", (entry) => property(warehouse, entry, "RESOURCE_MONITOR") ?? "null"),
  number("actives", () => "0"),
  number("pendings", () => "0"),
  number("failed", () => "0"),
  number("suspended", (entry) => (isSuspended(entry) ? "1" : "0")),
  text("uuid", (entry) => String(entry.id)),
  text("scaling_policy", (entry) => property(warehouse, entry, "SCALING_POLICY")),
  ownerRoleType,
  text("resource_constraint", (entry) => (isSnowpark(entry) ? (property(warehouse, entry, "RESOURCE_CONSTRAINT") ?? "MEMORY_16X") : null)),
  text("generation", generation),
];

function suspending(suspend: boolean, ifSuspended: boolean): Alteration {
  return {
    needs: ["OPERATE"],
    run(context, entry) {
      if (suspend === isSuspended(entry)) {
        if (ifSuspended) return undefined;
        const state = suspend ? "suspended" : "resumed";
        const reason = suspend ? `Invalid state. Warehouse '${entry.name}' cannot be ${state}.` : `Invalid state. Warehouse '${entry.name}' is not suspended.`;
        throw new SqlError(suspend ? "090064" : "090063", "22000", reason);
      }
      const resumed = suspend ? {} : { RESUMED_ON: context.now };
      context.draft.change(entry.id, { properties: { ...entry.properties, ...resumed, STATE: suspend ? "SUSPENDED" : "STARTED", UPDATED_ON: context.now } });
      return undefined;
    },
  };
}

const GENERATIONS: Readonly<Record<string, unknown>> = { STANDARD_GEN_1: "1", STANDARD_GEN_2: "2" };

function refuse(reason: string): SqlError {
  return compilationError("001008", "22023", reason);
}

function checkSize(entry: Entry): void {
  const size = String(propertyOf(warehouse, entry, "WAREHOUSE_SIZE"));
  const constraint = entry.properties.RESOURCE_CONSTRAINT as string | undefined;
  const at = SIZES.indexOf(size);
  if (isSnowpark(entry)) {
    const memory = constraint ?? "MEMORY_16X";
    if (!memory.startsWith("MEMORY_")) throw refuse(`Invalid resource constraint ${memory} for warehouse type SNOWPARK-OPTIMIZED.`);
    const least = memory.startsWith("MEMORY_64X") ? "LARGE" : memory.startsWith("MEMORY_16X") ? "MEDIUM" : "XSMALL";
    const most = memory === "MEMORY_16X" ? "X6LARGE" : "X4LARGE";
    if (at < SIZES.indexOf(least) || at > SIZES.indexOf(most)) throw refuse(`Invalid warehouse size ${SIZE_NAMES[size]} for resource constraint ${memory}.`);
    if (entry.properties.GENERATION !== undefined) throw refuse("GENERATION is only valid for warehouses of type STANDARD.");
    return;
  }
  if (constraint?.startsWith("MEMORY_") === true) throw refuse(`Invalid resource constraint ${constraint} for warehouse type STANDARD.`);
  const given = entry.properties.GENERATION;
  if (constraint !== undefined && given !== undefined && GENERATIONS[constraint] !== given) throw refuse("GENERATION and RESOURCE_CONSTRAINT do not match.");
  if (constraint === "STANDARD_GEN_2" && at > SIZES.indexOf("X4LARGE"))
    throw refuse(`Invalid warehouse size ${SIZE_NAMES[size]} for resource constraint STANDARD_GEN_2.`);
}

function checkClusters(context: Context, entry: Entry): void {
  const least = Number(propertyOf(warehouse, entry, "MIN_CLUSTER_COUNT"));
  const most = Number(propertyOf(warehouse, entry, "MAX_CLUSTER_COUNT"));
  if (most > 1) requireEdition(context.account, "MULTI-CLUSTER WAREHOUSES");
  if (propertyOf(warehouse, entry, "ENABLE_QUERY_ACCELERATION") === true) requireEdition(context.account, "QUERY ACCELERATION");
  if (least > most)
    throw compilationError(
      "001422",
      "22023",
      `invalid value '${least}' for property 'MIN_CLUSTER_COUNT'; it must not be greater than MAX_CLUSTER_COUNT (${most}).`,
    );
  const limit = MOST_CLUSTERS[String(propertyOf(warehouse, entry, "WAREHOUSE_SIZE"))] ?? 10;
  if (most > limit)
    throw compilationError("001422", "22023", `invalid value '${most}' for property 'MAX_CLUSTER_COUNT'; the limit for this warehouse size is ${limit}.`);
}

/**
 * CREATE WAREHOUSE that does not speak of query acceleration enables it: for all standard warehouses with factor 8,
 * before the bundle for Gen2 and multi-cluster ones with factor 2 (docs: release-notes/bcr-bundles/2026_06/bcr-2373).
 */
function acceleration(context: Context, entry: Entry): Entry["properties"] {
  if (entry.properties.ENABLE_QUERY_ACCELERATION !== undefined || isSnowpark(entry) || context.account.edition === "STANDARD") return {};
  const factor = entry.properties.QUERY_ACCELERATION_MAX_SCALE_FACTOR;
  if (isBundleEnabled(context, "2026_06")) return { ENABLE_QUERY_ACCELERATION: true };
  const isMulti = Number(propertyOf(warehouse, entry, "MAX_CLUSTER_COUNT")) > 1;
  if (!isMulti && generation(entry) !== "2") return {};
  return { ENABLE_QUERY_ACCELERATION: true, QUERY_ACCELERATION_MAX_SCALE_FACTOR: factor ?? 2 };
}

/** (docs: sql-reference/sql/create-warehouse, alter-warehouse, show-warehouses) */
export const warehouse: ObjectClass = {
  name: "WAREHOUSE",
  label: "Warehouse",
  container: "ACCOUNT",
  orAlter: true,
  // (docs: user-guide/security-access-control-configure, "MONITOR USAGE")
  listedWith: "MONITOR USAGE",
  parameterLevel: "WAREHOUSE",
  properties: [
    { name: "WAREHOUSE_TYPE", read: oneOf(["STANDARD", "SNOWPARK-OPTIMIZED"]), default: "STANDARD" },
    { name: "WAREHOUSE_SIZE", read: oneOf(SIZES, SIZE_SYNONYMS), default: (entry) => (isSnowpark(entry) ? "MEDIUM" : "XSMALL") },
    { name: "GENERATION", read: oneOf(["1", "2"]) },
    { name: "RESOURCE_CONSTRAINT", read: oneOf(CONSTRAINTS) },
    { name: "MAX_CLUSTER_COUNT", read: integer({ min: 1 }), default: 1 },
    { name: "MIN_CLUSTER_COUNT", read: integer({ min: 1 }), default: 1 },
    { name: "SCALING_POLICY", read: oneOf(["STANDARD", "ECONOMY"]), default: "STANDARD" },
    { name: "AUTO_SUSPEND", read: integer({ nullable: true }), default: 600 },
    { name: "AUTO_RESUME", read: boolean, default: true },
    { name: "INITIALLY_SUSPENDED", read: boolean, default: false, only: "create" },
    { name: "WAIT_FOR_COMPLETION", read: boolean, only: "alter" },
    { name: "RESOURCE_MONITOR", read: nameText },
    { name: "ENABLE_QUERY_ACCELERATION", read: boolean, default: false },
    { name: "QUERY_ACCELERATION_MAX_SCALE_FACTOR", read: integer({ max: 100 }), default: 8 },
  ],
  needs: { set: ["MODIFY"], drop: [], rename: [], describe: ["MONITOR"] },
  shows: [{ words: "WAREHOUSES", columns, cuts: true, withPrivileges: true }],

  describe(entry, context) {
    const kind = [timeColumn("created_on"), textColumn("name"), textColumn("kind")];
    return { columns: kind, rows: [[createdOn.value(entry, context), entry.name, "WAREHOUSE"]] };
  },

  alter(cursor) {
    if (cursor.accept("SUSPEND")) return suspending(true, false);
    if (cursor.accept("RESUME")) return suspending(false, cursor.accept("IF SUSPENDED"));
    if (cursor.accept("ABORT ALL QUERIES")) return { needs: ["OPERATE"], run: () => undefined };
    return null;
  },

  implied: (context) => (context.session.warehouse === null ? null : (entryOf(context.draft.catalog, context.session.warehouse) ?? null)),

  check(context, to, from) {
    const { INITIALLY_SUSPENDED: suspended, WAIT_FOR_COMPLETION: waits, ...properties } = to.properties;
    const state = from?.properties.STATE ?? (suspended === true ? "SUSPENDED" : "STARTED");
    const resumed = from === null && state === "STARTED" ? { RESUMED_ON: context.now } : {};
    const accelerated = from === null ? acceleration(context, to) : {};
    const entry = { ...to, properties: { ...properties, ...accelerated, ...resumed, STATE: state, UPDATED_ON: context.now } };
    if (waits !== undefined && from !== null && properties.WAREHOUSE_SIZE === undefined) throw refuse("WAIT_FOR_COMPLETION must be used with WAREHOUSE_SIZE.");
    checkSize(entry);
    checkClusters(context, entry);
    const monitor = properties.RESOURCE_MONITOR;
    if (typeof monitor === "string" && monitor !== from?.properties.RESOURCE_MONITOR) requireMonitor(context, monitor);
    return entry;
  },

  created(context, entry) {
    context.session = { ...context.session, warehouse: entry.id };
  },
};
