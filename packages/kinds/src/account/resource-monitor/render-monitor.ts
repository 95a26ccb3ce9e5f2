import { type Fragment, join, name, type Statement, sql, userSql, word } from "@snowtower/sql";
import type { ObjectChange } from "../../change.ts";
import { assignment } from "../../derive/assignments.ts";
import { type AnyObject, known } from "../../object.ts";
import type { Value } from "../../value.ts";
import { resourceMonitor } from "../resource-monitor.ts";
import { type Triggers, triggers } from "./triggers.ts";

type Name = keyof typeof resourceMonitor.fields;

/** Statements of a monitor: properties first, triggers last (docs: sql-reference/sql/create-resource-monitor). */
export function createMonitor(object: AnyObject): Statement {
  const notified = ((known(object.fields.notify_users) ?? []) as readonly string[]).length > 0 ? property(object, "notify_users") : [];
  const set = [...property(object, "credit_quota"), ...schedule(object), ...property(object, "end_timestamp"), ...notified, ...triggerClauses(object)];
  return sql`CREATE RESOURCE MONITOR ${name(object.name)} WITH\n  ${join(set, "\n  ")}`;
}

/** One statement for all of it; `null` where no ALTER does it. */
export function alterMonitor(change: ObjectChange, fields: readonly string[]): readonly Statement[] | null {
  const { to } = change;
  if (to === null || monitorReplaceReasons(change).length > 0) return null;
  const has = (field: Name): boolean => fields.includes(field);
  const set = [
    ...(has("credit_quota") ? orNull(to, "credit_quota") : []),
    ...(has("frequency") ? schedule(to) : []),
    ...(has("end_timestamp") ? orNull(to, "end_timestamp") : []),
    ...(has("notify_users") ? property(to, "notify_users") : []),
  ];
  const clauses = [...(set.length > 0 ? [sql`SET ${join(set, " ")}`] : []), ...(has("triggers") ? triggerClauses(to) : [])];
  return clauses.length === 0 ? [] : [sql`ALTER RESOURCE MONITOR ${name(to.name)} ${join(clauses, " ")}`];
}

/** "The TRIGGERS parameter ... removes all existing triggers and replaces them with the specified triggers", of which there is at least one (docs: sql-reference/sql/alter-resource-monitor). */
export function monitorReplaceReasons({ to, fields }: ObjectChange): readonly string[] {
  const none = to !== null && Object.keys(triggersOf(to)).length === 0;
  return fields.includes("triggers") && none ? ["no ALTER takes the last trigger away"] : [];
}

/** A frequency needs a start with it; what the file does not say begins now. */
function schedule(object: AnyObject): Fragment[] {
  const frequency = known(object.fields.frequency);
  const start = property(object, "start_timestamp");
  if (frequency === undefined && start.length === 0) return [];
  const immediately = assignment("START_TIMESTAMP", userSql("IMMEDIATELY"));
  return [assignment("FREQUENCY", word(String(frequency ?? "MONTHLY"))), ...(start.length > 0 ? start : [immediately])];
}

/** The pages know no UNSET; SET to NULL is what other tools do on live accounts. */
function orNull(object: AnyObject, field: "credit_quota" | "end_timestamp"): Fragment[] {
  const set = property(object, field);
  return set.length > 0 ? set : [assignment(field.toUpperCase(), userSql("NULL"))];
}

function property(object: AnyObject, field: Name): Fragment[] {
  const value = known(object.fields[field]) as Value | undefined;
  return value === undefined ? [] : [assignment(field.toUpperCase(), resourceMonitor.fields[field].type.render(value as never))];
}

function triggersOf(object: AnyObject): Triggers {
  return (known(object.fields.triggers) ?? {}) as Triggers;
}

function triggerClauses(object: AnyObject): Fragment[] {
  const value = triggersOf(object);
  return Object.keys(value).length === 0 ? [] : [triggers.render(value)];
}
