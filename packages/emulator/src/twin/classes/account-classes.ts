import type { Value } from "../../catalog/entry.ts";
import { type ClassReading, described, listed, put, putCells } from "../class-reading.ts";
import { quietly } from "../quietly.ts";
import { cell, flagCell, momentCell, momentOf, numberCell, textCell } from "../row.ts";

const SIZES: Readonly<Record<string, string>> = {
  "X-SMALL": "XSMALL",
  "X-LARGE": "XLARGE",
  "2X-LARGE": "XXLARGE",
  "3X-LARGE": "XXXLARGE",
  "4X-LARGE": "X4LARGE",
  "5X-LARGE": "X5LARGE",
  "6X-LARGE": "X6LARGE",
};

export const warehouse: ClassReading = {
  state: [
    "state",
    "started_clusters",
    "running",
    "queued",
    "is_interactive",
    "available",
    "provisioning",
    "quiescing",
    "other",
    "actives",
    "pendings",
    "failed",
    "suspended",
    "uuid",
    "resumed_on",
    "updated_on",
    "budget",
  ],
  show(reading) {
    const { entry, row } = reading;
    put(entry, "WAREHOUSE_TYPE", textCell(row, "type") ?? undefined);
    const size = textCell(row, "size")?.toUpperCase();
    put(entry, "WAREHOUSE_SIZE", size === undefined ? undefined : (SIZES[size] ?? size));
    putCells(reading, {
      min_cluster_count: "number",
      max_cluster_count: "number",
      auto_resume: "flag",
      scaling_policy: "text",
      enable_query_acceleration: "flag",
      query_acceleration_max_scale_factor: "number",
      updated_on: "moment",
    });
    // No number is "never", not "not known": SHOW WAREHOUSES tells everybody.
    const suspend = cell(row, "auto_suspend");
    if (suspend !== undefined) put(entry, "AUTO_SUSPEND", suspend === null || suspend === "" ? null : Number(suspend));
    const state = textCell(row, "state");
    if (state !== null) entry.properties.STATE = state === "SUSPENDED" ? "SUSPENDED" : "STARTED";
    const resumed = momentCell(row, "resumed_on");
    if (resumed !== null && resumed > 0) entry.properties.RESUMED_ON = resumed;
    const monitor = textCell(row, "resource_monitor");
    if (monitor !== null && monitor !== "null") entry.properties.RESOURCE_MONITOR = monitor;
    const constraint = textCell(row, "resource_constraint");
    const generation = textCell(row, "generation");
    if (constraint !== null && entry.properties.WAREHOUSE_TYPE === "SNOWPARK-OPTIMIZED") entry.properties.RESOURCE_CONSTRAINT = constraint;
    else if (generation !== null) put(entry, "GENERATION", generation);
  },
};

const DAY = 86_400_000;
const MINUTE = 60_000;
/** It can be no password's hash: that there is one is known, and nothing of it. */
const UNKNOWN_PASSWORD = "unknown";

export const user: ClassReading = {
  state: [
    "snowflake_lock",
    "ext_authn_duo",
    "ext_authn_uid",
    "last_success_login",
    "has_mfa",
    "has_pat",
    "is_from_organization_user",
    "has_rsa_public_key",
    "has_workload_identity",
    "expires_at_time",
    "locked_until_time",
    "days_to_expiry",
    "mins_to_unlock",
    "mins_to_bypass_mfa",
    "desc snowflake_lock",
    "desc snowflake_support",
    "desc days_to_expiry",
    "desc mins_to_unlock",
    "desc ext_authn_duo",
    "desc ext_authn_uid",
    "desc default_mfa_method",
    "desc has_mfa",
    "desc has_pat",
    "desc has_workload_identity",
    "desc mins_to_bypass_mfa",
    "desc mins_to_bypass_network_policy",
    "desc custom_landing_page_url",
    "desc custom_landing_page_url_flush_next_ui_load",
    "desc is_from_organization_user",
    "desc password_last_set_time",
  ],
  show(reading) {
    const { entry, row } = reading;
    putCells(reading, {
      login_name: "text",
      display_name: "text",
      first_name: "text",
      last_name: "text",
      email: "text",
      disabled: "flag",
      must_change_password: "flag",
      default_warehouse: "text",
      default_namespace: "text",
      default_role: "text",
    });
    const type = textCell(row, "type");
    // PERSON is what SHOW prints for a user without a type, too.
    if (type !== null && type !== "PERSON") entry.properties.TYPE = type;
    const secondary = textCell(row, "default_secondary_roles");
    if (secondary !== null) put(entry, "DEFAULT_SECONDARY_ROLES", parsedList(secondary));
    if (flagCell(row, "has_password") === true) entry.properties.PASSWORD = UNKNOWN_PASSWORD;
    countdown(entry.properties, "DAYS_TO_EXPIRY", { end: momentCell(row, "expires_at_time"), unit: DAY });
    countdown(entry.properties, "MINS_TO_UNLOCK", { end: momentCell(row, "locked_until_time"), unit: MINUTE });
  },
  describe({ entry }, rows) {
    const said = described(rows);
    for (const name of ["MIDDLE_NAME", "RSA_PUBLIC_KEY", "RSA_PUBLIC_KEY_FP", "RSA_PUBLIC_KEY_2", "RSA_PUBLIC_KEY_2_FP"]) {
      const value = said.get(name);
      if (value !== undefined && value !== "null" && value !== "") entry.properties[name] = value;
    }
    for (const name of ["RSA_PUBLIC_KEY_LAST_SET_TIME", "RSA_PUBLIC_KEY_2_LAST_SET_TIME", "PASSWORD_LAST_SET_TIME"]) {
      const at = momentOf(said.get(name) ?? "null");
      if (at !== null) entry.properties[name] = at;
    }
  },
};

function countdown(properties: Record<string, Value>, name: string, { end, unit }: { readonly end: number | null; readonly unit: number }): void {
  if (end === null) return;
  properties[`${name}_END`] = end;
  properties[name] = Math.max(1, Math.ceil((end - Date.now()) / unit));
}

function parsedList(text: string): readonly string[] {
  return listed(text).map((item) => item.replace(/^["']|["']$/g, ""));
}

export const resourceMonitor: ClassReading = {
  state: ["used_credits", "remaining_credits"],
  show({ entry, row, seeding }) {
    put(entry, "CREDIT_QUOTA", numberCell(row, "credit_quota") ?? undefined);
    put(entry, "FREQUENCY", textCell(row, "frequency") ?? undefined);
    const start = momentCell(row, "start_time");
    if (start !== null && start !== entry.createdOn) entry.properties.START_TIMESTAMP = start;
    put(entry, "END_TIMESTAMP", momentCell(row, "end_time") ?? undefined);
    const triggers = (
      [
        ["notify_at", "NOTIFY"],
        ["suspend_at", "SUSPEND"],
        ["suspend_immediately_at", "SUSPEND_IMMEDIATE"],
      ] as const
    ).flatMap(([column, action]) =>
      (textCell(row, column) ?? "").split(",").flatMap((at) => (at.trim() === "" ? [] : [{ at: Number.parseInt(at, 10), action }])),
    );
    if (triggers.length > 0) entry.properties.TRIGGERS = triggers;
    const users = textCell(row, "notify_users");
    if (users !== null) entry.properties.NOTIFY_USERS = listed(users);
    if (textCell(row, "level") === "ACCOUNT") seeding.account.properties.RESOURCE_MONITOR = entry.name;
  },
};

const ENTRY_COUNTS = ["entries_in_allowed_ip_list", "entries_in_blocked_ip_list", "entries_in_allowed_network_rules", "entries_in_blocked_network_rules"];

export const networkPolicy: ClassReading = {
  // Without DESCRIBE the lists are not known, only how long they are.
  state: ENTRY_COUNTS,
  describe({ entry, seeding }, rows) {
    const said = described(rows);
    for (const list of ["ALLOWED_IP_LIST", "BLOCKED_IP_LIST"]) {
      const value = said.get(list);
      if (value !== undefined && value !== "") entry.properties[list] = value.split(/\s*,\s*/);
    }
    for (const list of ["ALLOWED_NETWORK_RULE_LIST", "BLOCKED_NETWORK_RULE_LIST"]) {
      const value = said.get(list);
      if (value === undefined || value === "") continue;
      const rules = ruleNames(value).flatMap((name) => seeding.named("NETWORK RULE", name)?.id ?? missing(seeding, name, entry.name));
      entry.properties[list] = rules;
    }
  },
};

function missing(seeding: Parameters<NonNullable<ClassReading["describe"]>>[0]["seeding"], name: string, by: string): readonly number[] {
  seeding.hole({ object: by, why: `${name}, which it names, was not read` });
  return [];
}

/** JSON with the rules' full names, or the names alone. */
function ruleNames(text: string): readonly string[] {
  if (!text.trim().startsWith("[{")) return listed(text);
  const found = quietly(() => JSON.parse(text) as readonly { readonly fullyQualifiedRuleName?: string }[]) ?? [];
  return found.flatMap(({ fullyQualifiedRuleName: name }) => name ?? []);
}

export const integration: ClassReading = {
  show({ entry, row }) {
    const type = textCell(row, "type");
    if (type !== null && entry.class !== "EXTERNAL ACCESS INTEGRATION") entry.properties.TYPE = type;
    if (flagCell(row, "enabled") === false) entry.properties.ENABLED = false;
  },
  describe({ entry, seeding }, rows) {
    if (entry.class !== "EXTERNAL ACCESS INTEGRATION") return;
    const said = described(rows, "property_value");
    const lists = [
      ["ALLOWED_NETWORK_RULES", "NETWORK RULE"],
      ["ALLOWED_API_AUTHENTICATION_INTEGRATIONS", "SECURITY INTEGRATION"],
      ["ALLOWED_AUTHENTICATION_SECRETS", "SECRET"],
    ] as const;
    for (const [list, className] of lists) {
      const value = said.get(list);
      if (value === undefined) continue;
      if (value.toUpperCase() === "ALL") entry.properties[list] = "all";
      else if (listed(value).length > 0)
        entry.properties[list] = listed(value).flatMap((name) => seeding.named(className, name)?.id ?? missing(seeding, name, entry.name));
    }
  },
};
