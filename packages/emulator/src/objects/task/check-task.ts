import { isBundleEnabled } from "../../bundles/bundles.ts";
import { findByName } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { doesNotExist, invalidValue, unsupported } from "../../sql-error.ts";
import { type Kind, resolve } from "../resolve.ts";
import { checkChild, checkLinks, checkOwner, idsOf, refuse } from "./check-links.ts";
import { checkInterval, checkSchedule } from "./check-schedule.ts";
import { afterLoss, isSingleton, requireSuspended } from "./task-graph.ts";

const WAREHOUSE: Kind = { name: "WAREHOUSE", label: "Warehouse", container: "ACCOUNT" };
const SIZES = ["XSMALL", "SMALL", "MEDIUM", "LARGE", "XLARGE", "XXLARGE", "X2LARGE"];
/** What no clause sets, and CREATE OR ALTER leaves as it is. */
const STATE = ["STATE", "LAST_COMMITTED_ON", "LAST_SUSPENDED_ON", "LAST_SUSPENDED_REASON"];

/** The task as it is stored: names become what they name, and what does not go together is refused. `from` must stand still. */
export function checkTask(context: Context, given: Entry, from: Entry | null): Entry {
  const to = resolved(context, withState(given, from), from);
  if (from !== null && !mayRun(context, to, from)) requireSuspended(context, from);
  checkProperties(context, to, from);
  checkCompute(to);
  checkChild(to);
  checkLinks(context, to, from);
  if (from === null) return to;
  checkOwner(context, to);
  return afterLoss(context, to, from);
}

/** "Alter singleton tasks without suspending them first" (docs: release-notes/bcr-bundles/2026_06/bcr-2363): as long as they stay alone. */
function mayRun(context: Context, to: Entry, from: Entry): boolean {
  return isBundleEnabled(context, "2026_06") && isSingleton(context.draft.catalog, from) && isSingleton(context.draft.catalog, to);
}

function withState(to: Entry, from: Entry | null): Entry {
  const kept = STATE.flatMap((name) =>
    from?.properties[name] === undefined || to.properties[name] !== undefined ? [] : [[name, from.properties[name]] as const],
  );
  return { ...to, properties: { ...to.properties, ...Object.fromEntries(kept) } };
}

function resolved(context: Context, to: Entry, from: Entry | null): Entry {
  const { AFTER_NAMES: names, ...properties } = to.properties;
  const after = names === undefined ? {} : { AFTER: [...idsOf(context, names)] };
  const finalize = Array.isArray(properties.FINALIZE) ? { FINALIZE: idsOf(context, [properties.FINALIZE])[0] ?? null } : {};
  const warehouse = properties.WAREHOUSE;
  const found = typeof warehouse === "string" ? { WAREHOUSE: resolve(context, { kind: WAREHOUSE, ref: { parts: [warehouse] }, args: null }).id } : {};
  return { ...to, properties: { ...overlap(properties, from), ...after, ...finalize, ...found } };
}

/** OVERLAP_POLICY replaces ALLOW_OVERLAPPING_EXECUTION: what was said last holds. */
function overlap(to: Entry["properties"], from: Entry | null): Entry["properties"] {
  const { ALLOW_OVERLAPPING_EXECUTION: allow, OVERLAP_POLICY: policy, ...rest } = to;
  if (allow === undefined || policy === undefined) return to;
  if (from === null) throw refuse("OVERLAP_POLICY and ALLOW_OVERLAPPING_EXECUTION exclude each other.");
  return policy === from.properties.OVERLAP_POLICY ? { ...rest, ALLOW_OVERLAPPING_EXECUTION: allow } : { ...rest, OVERLAP_POLICY: policy };
}

function checkProperties(context: Context, { properties, parameters }: Entry, from: Entry | null): void {
  if (typeof properties.SCHEDULE === "string") checkSchedule(properties.SCHEDULE);
  if (typeof properties.TARGET_COMPLETION_INTERVAL === "string") checkInterval(properties.TARGET_COMPLETION_INTERVAL);
  if (typeof properties.CONFIG === "string") checkConfig(properties.CONFIG);
  // "The following session parameter configurations aren't supported for tasks"
  if (parameters.SEARCH_PATH !== undefined) throw unsupported("SEARCH_PATH of a task");
  if (parameters.AUTOCOMMIT === "false") throw unsupported("AUTOCOMMIT = FALSE of a task");
  for (const name of ["ERROR_INTEGRATION", "SUCCESS_INTEGRATION"]) {
    const integration = properties[name];
    if (typeof integration === "string" && integration !== from?.properties[name]) requireNotifications(context, integration);
  }
}

function requireNotifications(context: Context, name: string): void {
  const found = findByName(context.draft.catalog, { parent: ACCOUNT, class: "NOTIFICATION INTEGRATION", name, args: null });
  if (found?.class !== "NOTIFICATION INTEGRATION") throw doesNotExist("Integration", name);
}

function checkConfig(text: string): void {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return;
  } catch {
    // Said below, without the parser's words.
  }
  throw invalidValue(text, "CONFIG");
}

function checkCompute({ properties, parameters }: Entry): void {
  const { USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE: initial, SERVERLESS_TASK_MIN_STATEMENT_SIZE: least, SERVERLESS_TASK_MAX_STATEMENT_SIZE: most } = parameters;
  if (properties.WAREHOUSE != null) {
    // "If a WAREHOUSE parameter value is specified, then setting this parameter produces a user error."
    if (initial !== undefined) throw refuse("WAREHOUSE and USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE exclude each other.");
    if (properties.TARGET_COMPLETION_INTERVAL !== undefined) throw refuse("TARGET_COMPLETION_INTERVAL is for serverless tasks only.");
    return;
  }
  const rank = (size: string): number => Math.min(SIZES.indexOf(size), 5);
  const exceeds = (small: string | undefined, large: string | undefined): boolean => small !== undefined && large !== undefined && rank(small) > rank(large);
  if (exceeds(least, most) || exceeds(least, initial) || exceeds(initial, most))
    throw refuse("SERVERLESS_TASK_MIN_STATEMENT_SIZE, USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE and SERVERLESS_TASK_MAX_STATEMENT_SIZE must not decrease.");
}
