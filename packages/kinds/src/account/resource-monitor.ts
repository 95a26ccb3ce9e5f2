import { exactly, parseQualifiedName } from "@snowtower/sql";
import { field } from "../field.ts";
import { defineKind } from "../kind.ts";
import { type AnyObject, known } from "../object.ts";
import { idOf, type ObjectId } from "../object-id.ts";
import type { ObjectRows, RowView } from "../rows.ts";
import { type Read, unknown, type Value } from "../value.ts";
import type { ValueType } from "../value-type.ts";
import { list } from "../value-types/collection.ts";
import { moment } from "../value-types/moment.ts";
import { accountName } from "../value-types/name.ts";
import { int, oneOf } from "../value-types/scalar.ts";
import { monitorDanger } from "./resource-monitor/monitor-danger.ts";
import { alterMonitor, createMonitor, monitorReplaceReasons } from "./resource-monitor/render-monitor.ts";
import { decodeTriggers, triggers } from "./resource-monitor/triggers.ts";

/** A whole number of credits; SHOW prints it with decimals: `100.00`. */
const credits: ValueType<number> = {
  ...int({ min: 1 }),
  decode(cell) {
    if (cell === null || cell === "" || cell === "null") return undefined;
    return /^\d+(\.\d+)?$/.test(cell) ? Number(cell) : unknown(`not a number of credits: ${cell}`);
  },
};

const start: ValueType<string> = { ...moment, says: "a date, or a date and a time, to begin with" };

export const resourceMonitor = defineKind({
  name: "resource_monitor",
  label: "RESOURCE MONITOR",
  plural: "RESOURCE MONITORS",
  scope: "account",
  layout: "root file",
  doc: "A limit of the credits that warehouses use in an interval, and what happens when they come near it.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-resource-monitor",
  fields: {
    credit_quota: field(credits, "The credits of an interval; without it nothing is ever reached.", { from: { show: "credit_quota" } }),
    frequency: field(
      oneOf(["MONTHLY", "DAILY", "WEEKLY", "YEARLY", "NEVER"]),
      "How often used credits go back to 0: MONTHLY, DAILY, WEEKLY, YEARLY or NEVER.",
      {
        from: { show: "frequency" },
        default: "MONTHLY",
      },
    ),
    start_timestamp: field(start, "When it begins, and the day that intervals count from. Said when it is created, and with a new frequency; not compared.", {
      change: "ignore",
      absent: "unmanaged",
    }),
    end_timestamp: field(moment, "When its warehouses are suspended, whatever they have used.", { from: { show: "end_time" } }),
    notify_users: field(
      list(accountName({ prefixed: true }), { unordered: true }),
      "Users beside the administrators who get notifications; their addresses have to be verified.",
      {
        absent: "unmanaged",
      },
    ),
    triggers: field(triggers, "By percent of the quota, what happens there: NOTIFY, SUSPEND or SUSPEND_IMMEDIATE.", { default: {} }),
  },
  sources: [{ from: "show", what: "RESOURCE MONITORS", paged: false, late: { view: "RESOURCE_MONITORS", latency: "2 hours" } }],
  needs: {
    create: [],
    alter: [{ privilege: "MODIFY", on: "self" }],
    drop: [{ privilege: "OWNERSHIP", on: "self" }],
  },
  // "Only users with the ACCOUNTADMIN role can create a resource monitor" (docs: user-guide/resource-monitors).
  needsRole: ({ how }) => (how === "create" ? exactly("ACCOUNTADMIN") : null),
  decode: decodeMonitor,
  refs: notifiedUsers,
  create: (object) => [createMonitor(object)],
  alter: alterMonitor,
  whyReplace: monitorReplaceReasons,
  danger: monitorDanger,
  holds: () => ["the credits that it has counted", "what warehouses it watches"],
  // The former interval cannot be had back: a start lies in the future or is now (docs: user-guide/resource-monitors, "Schedule").
  loses: ({ fields }) => (fields.includes("frequency") ? ["the day from which its intervals counted"] : []),
});

function decodeMonitor({ row }: ObjectRows): { readonly [field: string]: Read<Value> } {
  return { triggers: decodeTriggers(row), notify_users: notified(row) };
}

function notified(row: RowView): Read<readonly string[]> {
  const cell = row.get("notify_users");
  if (cell === undefined) return unknown("SHOW RESOURCE MONITORS has no column notify_users");
  const names = (cell ?? "").split(",").map((each) => each.trim());
  return names.filter((each) => each !== "" && each !== "null").map((each) => accountName({ prefixed: false }).decode(each) as string);
}

function notifiedUsers({ fields }: AnyObject): readonly ObjectId[] {
  return ((known(fields.notify_users) ?? []) as readonly string[]).map((each) => idOf("user", parseQualifiedName(each) ?? []));
}
