import { childrenOf } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../../catalog/entry.ts";
import { type Cell, layout, rowsOf } from "../metadata-view.ts";
import { created, everyEntry, name, owner, shown, type UsageView } from "./usage-view.ts";

/** The first threshold: `50%` is 50. */
const threshold =
  (column: string): Cell<Entry> =>
  (entry, context) =>
    shown("RESOURCE MONITOR", column)(entry, context)?.split("%")[0] ?? null;

const COLUMNS = layout<Entry>("NAME CREATED:t CREDIT_QUOTA:v USED_CREDITS:v REMAINING_CREDITS OWNER WAREHOUSES NOTIFY:n SUSPEND:n SUSPEND_IMMEDIATE:n LEVEL", {
  NAME: name,
  CREATED: created,
  CREDIT_QUOTA: shown("RESOURCE MONITOR", "credit_quota"),
  USED_CREDITS: () => "0.00",
  REMAINING_CREDITS: shown("RESOURCE MONITOR", "remaining_credits"),
  OWNER: owner,
  WAREHOUSES: (entry, { draft }) =>
    childrenOf(draft.catalog, ACCOUNT, "WAREHOUSE")
      .filter(({ properties }) => properties.RESOURCE_MONITOR === entry.name)
      .map((warehouse) => warehouse.name)
      .sort()
      .join(", "),
  NOTIFY: threshold("notify_at"),
  SUSPEND: threshold("suspend_at"),
  SUSPEND_IMMEDIATE: threshold("suspend_immediately_at"),
  LEVEL: shown("RESOURCE MONITOR", "level"),
});

/** (docs: sql-reference/account-usage/resource_monitors) */
export const resourceMonitors: UsageView = { roles: ["OBJECT_VIEWER"], rows: (context) => rowsOf(COLUMNS, everyEntry(context, ["RESOURCE MONITOR"]), context) };
