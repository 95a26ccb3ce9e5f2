import { holds, owns } from "../../access/authorize.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { compilationError, insufficientPrivileges, SqlError } from "../../sql-error.ts";
import { fullName } from "../resolve.ts";
import { basesOf, DYNAMIC_TABLE, isUnscheduled, upstreamOf } from "./pipeline.ts";
import { lagSeconds } from "./target-lag.ts";

/** "The downstream table can't be fresher than its upstream source. Snowflake raises an error" (docs: user-guide/dynamic-tables/target-lag). */
export function checkLag(context: Context, table: Entry): void {
  const own = isUnscheduled(table) ? null : lagSeconds(table.properties.TARGET_LAG);
  if (own === null) return;
  for (const above of upstreamOf(context, table)) {
    const other = isUnscheduled(above) ? null : lagSeconds(above.properties.TARGET_LAG);
    if (other !== null && other > own)
      throw compilationError(
        "001008",
        "22023",
        `TARGET_LAG of dynamic table '${table.name}' must be greater than or equal to that of '${above.name}', on which it depends.`,
      );
  }
}

/** "the creating role also needs OPERATE on all upstream dynamic tables that are referenced directly" (docs: user-guide/dynamic-tables/privileges). */
export function requireOperateUpstream(context: Context, table: Entry): void {
  for (const above of upstreamOf(context, table)) if (!mayOperate(context, above)) throw operateRequired(context, above, "initial");
}

export function mayOperate(context: Context, table: Entry): boolean {
  return holds(context.draft.catalog, context.active.all, { privilege: "OPERATE", on: table });
}

export function operateRequired(context: Context, table: Entry, refresh: "initial" | "manual"): SqlError {
  const { message } = insufficientPrivileges("dynamic table", fullName(context.draft.catalog, table));
  return new SqlError(refresh === "initial" ? "002757" : "002756", "42501", `${message} OPERATE privilege is required for ${refresh} refresh.`);
}

/** An incremental refresh needs change tracking on what it reads; it is switched on "provided that the creating role has OWNERSHIP" (docs: user-guide/dynamic-tables/troubleshoot-creation). */
export function enableTracking(context: Context, table: Entry): void {
  const { REFRESH_MODE: mode = "AUTO" } = table.properties;
  if (mode === "FULL") return;
  for (const base of basesOf(context, table)) {
    if (base.class === DYNAMIC_TABLE || base.class !== "TABLE" || base.properties.CHANGE_TRACKING === true) continue;
    if (owns(context, base)) context.draft.change(base.id, { properties: { ...base.properties, CHANGE_TRACKING: true } });
    // AUTO refreshes fully then.
    else if (mode !== "AUTO") throw compilationError("091930", "42601", `Change tracking is not enabled on table '${fullName(context.draft.catalog, base)}'.`);
  }
}
