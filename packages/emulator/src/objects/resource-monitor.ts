import { childrenOf, entryAt, findByName } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Value } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { integer, oneOf } from "../parser/value.ts";
import { compilationError, doesNotExist, insufficientPrivileges } from "../sql-error.ts";
import { setting } from "../statements/alter.ts";
import { readPropertyClause } from "../statements/clauses.ts";
import type { ObjectClass, ShowColumn, Spec } from "./object-class.ts";
import { momentAt, readTimestamp } from "./resource-monitor/read-timestamp.ts";
import { readTriggers, thresholds } from "./resource-monitor/triggers.ts";
import { comment, createdOn, name, owner, property, text, time } from "./show-columns.ts";

const FREQUENCIES = ["MONTHLY", "DAILY", "WEEKLY", "YEARLY", "NEVER"];
/** Who is no administrator (docs: sql-reference/sql/create-resource-monitor, "Usage notes"). */
const MOST_NOTIFIED = 5;

function quota(entry: Entry): string | null {
  const value = entry.properties.CREDIT_QUOTA;
  return typeof value === "number" ? value.toFixed(2) : null;
}

function monitorOf(entry: Entry): Value {
  return entry.properties.RESOURCE_MONITOR ?? null;
}

/** What it watches; nothing if it is not assigned. */
function level(entry: Entry, context: Context): string | null {
  const { catalog } = context.draft;
  if (monitorOf(entryAt(catalog, ACCOUNT)) === entry.name) return "ACCOUNT";
  return childrenOf(catalog, ACCOUNT, "WAREHOUSE").some((warehouse) => monitorOf(warehouse) === entry.name) ? "WAREHOUSE" : null;
}

function moment(entry: Entry, named: string): number | null {
  const at = entry.properties[named];
  return typeof at === "number" ? at : null;
}

function notified(entry: Entry): readonly string[] {
  return (entry.properties.NOTIFY_USERS ?? []) as readonly string[];
}

const columns: readonly ShowColumn[] = [
  name,
  // Numbers with decimals, which clients get as text: Python's driver reads a number of scale 0 as an integer, and breaks.
  text("credit_quota", quota),
  text("used_credits", () => "0.00"),
  text("remaining_credits", quota),
  text("level", level),
  text("frequency", (entry) => property(resourceMonitor, entry, "FREQUENCY")),
  time("start_time", (entry) => moment(entry, "START_TIMESTAMP") ?? entry.createdOn),
  time("end_time", (entry) => moment(entry, "END_TIMESTAMP")),
  text("notify_at", (entry) => thresholds(entry, "NOTIFY")),
  text("suspend_at", (entry) => thresholds(entry, "SUSPEND")),
  text("suspend_immediately_at", (entry) => thresholds(entry, "SUSPEND_IMMEDIATE")),
  createdOn,
  owner,
  comment,
  text("notify_users", (entry) => notified(entry).join(", ")),
];

function readUsers(cursor: Cursor): Value {
  cursor.expect("(");
  const users: string[] = [];
  while (!cursor.accept(")")) {
    if (users.length > 0) cursor.expect(",");
    users.push(cursor.seesString() ? cursor.string() : cursor.identifier());
  }
  return users;
}

/** "Each user listed must have a verified email address"; here an address is as good as verified. */
function checkUsers(context: Context, to: Entry): void {
  for (const user of notified(to)) {
    const entry = findByName(context.draft.catalog, { parent: ACCOUNT, class: "USER", name: user, args: null });
    if (entry === undefined) throw doesNotExist("User", user);
    if (typeof entry.properties.EMAIL !== "string" || entry.properties.EMAIL === "")
      throw compilationError("001008", "22023", `User '${user}' has no verified email address.`);
  }
  if (notified(to).length > MOST_NOTIFIED) throw compilationError("001008", "22023", `'NOTIFY_USERS' names more than ${MOST_NOTIFIED} users.`);
  if (notified(to).length > 0 && level(to, context) === "ACCOUNT") throw notifiesUsers(to);
}

function notifiesUsers(monitor: Entry): Error {
  return compilationError("001008", "22023", `Resource monitor '${monitor.name}' with NOTIFY_USERS cannot be assigned to the account.`);
}

function checkTimes(context: Context, to: Entry): void {
  const { FREQUENCY: frequency, START_TIMESTAMP: start, END_TIMESTAMP: end } = to.properties;
  if ((frequency === undefined) !== (start === undefined)) throw compilationError("001008", "22023", "FREQUENCY and START_TIMESTAMP must be set together.");
  if (typeof end === "number" && end <= (typeof start === "number" ? start : context.now))
    throw compilationError("001008", "22023", "END_TIMESTAMP must be later than START_TIMESTAMP.");
}

function isAccountAdmin(context: Context): boolean {
  const role = findByName(context.draft.catalog, { parent: ACCOUNT, class: "ROLE", name: "ACCOUNTADMIN", args: null });
  return role !== undefined && context.active.all.has(role.id);
}

/** The monitor that a warehouse or the account names. Assigning is the account administrator's, or of who may change the monitor (docs: user-guide/resource-monitors). */
export function requireMonitor(context: Context, named: string): Entry {
  const entry = findByName(context.draft.catalog, { parent: ACCOUNT, class: "RESOURCE MONITOR", name: named, args: null });
  if (entry === undefined || !isAccountAdmin(context)) throw doesNotExist("Resource monitor", named);
  return entry;
}

/** For the account; `null` takes it away. */
export function assignToAccount(context: Context, named: string | null): void {
  const account = entryAt(context.draft.catalog, ACCOUNT);
  const { RESOURCE_MONITOR: _before, ...rest } = account.properties;
  if (named === null) {
    context.draft.change(ACCOUNT, { properties: rest });
    return;
  }
  const monitor = requireMonitor(context, named);
  if (notified(monitor).length > 0) throw notifiesUsers(monitor);
  context.draft.change(ACCOUNT, { properties: { ...rest, RESOURCE_MONITOR: named } });
}

/** (docs: sql-reference/sql/create-resource-monitor, alter-resource-monitor, show-resource-monitors; the columns are those that clients read) */
export const resourceMonitor: ObjectClass = {
  name: "RESOURCE MONITOR",
  label: "Resource monitor",
  container: "ACCOUNT",
  properties: [
    { name: "CREDIT_QUOTA", read: integer({ min: 1, nullable: true }) },
    { name: "FREQUENCY", read: oneOf(FREQUENCIES), default: "MONTHLY" },
    { name: "START_TIMESTAMP", read: (cursor, of) => (cursor.accept("IMMEDIATELY") ? "IMMEDIATELY" : readTimestamp(cursor, of)) },
    { name: "END_TIMESTAMP", read: (cursor, of) => (cursor.accept("NULL") ? null : readTimestamp(cursor, of)) },
    { name: "NOTIFY_USERS", read: readUsers },
  ],
  needs: { set: ["MODIFY"] },
  shows: [{ words: "RESOURCE MONITORS", columns, cuts: true }],

  creatable(context) {
    if (!isAccountAdmin(context)) throw insufficientPrivileges("account", context.account.locator);
  },

  clause: (cursor, spec) => readTriggers(cursor, spec),

  alter(cursor) {
    const spec: Spec = { properties: {}, parameters: {} };
    const isSet = cursor.accept("SET");
    while (isSet && !cursor.atEnd && !cursor.sees("TRIGGERS")) {
      if (!readPropertyClause(cursor, spec, { class: resourceMonitor, verb: "alter" })) cursor.fail();
      cursor.accept(",");
    }
    readTriggers(cursor, spec);
    // Neither UNSET nor RENAME TO is known of resource monitors.
    if (Object.keys(spec.properties).length === 0 && spec.comment === undefined) cursor.fail();
    return setting(resourceMonitor, spec);
  },

  check(context, to, from) {
    const properties: Record<string, Value> = { ...to.properties };
    if (properties.START_TIMESTAMP === "IMMEDIATELY") properties.START_TIMESTAMP = context.now;
    for (const named of ["START_TIMESTAMP", "END_TIMESTAMP"]) {
      const at = properties[named];
      if (typeof at === "string") properties[named] = momentAt(at, context.now);
    }
    if (properties.CREDIT_QUOTA === null) delete properties.CREDIT_QUOTA;
    if (properties.END_TIMESTAMP === null) delete properties.END_TIMESTAMP;
    const entry = { ...to, properties };
    checkTimes(context, entry);
    if (properties.NOTIFY_USERS !== from?.properties.NOTIFY_USERS) checkUsers(context, entry);
    return entry;
  },

  dropping(context, entry) {
    const { catalog } = context.draft;
    for (const bearer of [entryAt(catalog, ACCOUNT), ...childrenOf(catalog, ACCOUNT, "WAREHOUSE")]) {
      if (monitorOf(bearer) !== entry.name) continue;
      const { RESOURCE_MONITOR: _gone, ...rest } = bearer.properties;
      context.draft.change(bearer.id, { properties: rest });
    }
  },
};
