import { type Fragment, join, name, parseQualifiedName, type Statement, sql, userSql, word } from "@snowtower/sql";
import type { ObjectChange } from "../../change.ts";
import { assignment, onLines } from "../../derive/assignments.ts";
import { setParameters } from "../../derive/set-parameters.ts";
import type { Field } from "../../field.ts";
import { type AnyObject, known } from "../../object.ts";
import { sameValue, type Value } from "../../value.ts";
import { taskFields } from "./task-fields.ts";
import { afterOf, finalizedBy, isRoot } from "./task-links.ts";

/** The fields that CREATE, SET and UNSET write as properties of their own name. */
const PROPERTIES = [
  "warehouse",
  "user_task_managed_initial_warehouse_size",
  "schedule",
  "scheduling_mode",
  "config",
  "allow_overlapping_execution",
  "user_task_timeout_ms",
  "suspend_task_after_num_failures",
  "error_integration",
  "success_integration",
  "log_level",
  "task_auto_retry_attempts",
  "user_task_minimum_trigger_interval_in_seconds",
  "target_completion_interval",
  "serverless_task_min_statement_size",
  "serverless_task_max_statement_size",
  "comment",
] as const;

/** What a new task has anyway: one of them not every account knows, the other one is deprecated (docs: sql-reference/sql/create-task, usage notes). */
const USUAL: { readonly [field: string]: Value } = { scheduling_mode: "FIXED", allow_overlapping_execution: false };

/** More predecessors than this no task has (docs: sql-reference/sql/create-task, "AFTER"). */
const MOST_LINKS = 100;

/** What is new is suspended. A task below others is started at once: it runs only when its graph does. What starts a graph is started when the graph is whole. */
export function createTask(object: AnyObject): readonly Statement[] {
  const after = afterOf(object);
  const finalized = finalizedBy(object);
  const when = known(object.fields.when);
  const said = PROPERTIES.filter((field) => object.fields[field] !== USUAL[field]);
  const clauses: Fragment[] = [...said.flatMap((field) => property(object, field)), ...setParameters(paramsOf(object))];
  if (after.length > 0) clauses.push(sql`AFTER ${names(after)}`);
  if (finalized !== undefined) clauses.push(sql`FINALIZE = ${named(finalized)}`);
  if (typeof when === "string") clauses.push(sql`WHEN ${userSql(when)}`);
  const create = sql`CREATE TASK ${name(object.name)}${onLines(clauses)}\nAS\n${userSql(String(known(object.fields.body) ?? ""))}`;
  return known(object.fields.state) === "started" ? [create, ...stateOf(object)] : [create];
}

/**
 * Everything has an ALTER of its own, so that CREATE OR ALTER, which resets what it does not name, is not needed. What excludes other things goes before
 * these come, and one predecessor comes before another goes: a task that had none for a moment would be suspended.
 */
export function alterTask(change: ObjectChange, fields: readonly string[]): readonly Statement[] | null {
  const { from, to } = change;
  if (from === null || to === null) return null;
  const target = sql`ALTER TASK ${name(to.name)}`;
  const links = linkStatements(from, to, { target, fields });
  return [
    ...links.before,
    ...propertyStatements(change, fields, target),
    ...(fields.includes("when") ? [conditionOf(to, target)] : []),
    ...(fields.includes("body") ? [sql`${target} MODIFY AS ${userSql(String(known(to.fields.body) ?? ""))}`] : []),
    ...links.behind,
    ...(fields.includes("state") || (links.interrupts && known(to.fields.state ?? from.fields.state) === "started")
      ? stateOf(to.fields.state === undefined ? from : to)
      : []),
  ];
}

interface Linking {
  readonly target: Fragment;
  readonly fields: readonly string[];
}

interface Links {
  readonly before: readonly Statement[];
  readonly behind: readonly Statement[];
  /** For a moment nothing was above it, which suspends it. */
  readonly interrupts: boolean;
}

function linkStatements(from: AnyObject, to: AnyObject, { target, fields }: Linking): Links {
  const [was, is] = [afterOf(from), afterOf(to)];
  const gone = fields.includes("after") ? was.filter((each) => !is.includes(each)) : [];
  const come = fields.includes("after") ? is.filter((each) => !was.includes(each)) : [];
  const removes = gone.length === 0 ? [] : [sql`${target} REMOVE AFTER ${names(gone)}`];
  const adds = come.length === 0 ? [] : [sql`${target} ADD AFTER ${names(come)}`];
  const [finalized, finalizes] = [finalizedBy(from), finalizedBy(to)];
  const refinalizes = fields.includes("finalize");
  const leaves = refinalizes && finalized !== undefined ? [sql`${target} UNSET FINALIZE`] : [];
  const joins = refinalizes && finalizes !== undefined ? [sql`${target} SET FINALIZE = ${named(finalizes)}`] : [];
  const addsFirst = was.length > 0 && is.length > 0 && was.length + come.length <= MOST_LINKS;
  const interrupts = !isRoot(from) && !isRoot(to) && (leaves.length > 0 || (gone.length === was.length && gone.length > 0 && !addsFirst));
  if (addsFirst) return { before: leaves, behind: [...adds, ...removes, ...joins], interrupts };
  return { before: [...removes, ...leaves], behind: [...adds, ...joins], interrupts };
}

function propertyStatements({ from, to }: ObjectChange, fields: readonly string[], target: Fragment): Statement[] {
  if (from === null || to === null) return [];
  const changed = PROPERTIES.filter((field) => fields.includes(field));
  const unset: Fragment[] = changed.filter((field) => known(to.fields[field]) === undefined).map((field) => word(field.toUpperCase()));
  const set = changed.flatMap((field) => property(to, field));
  if (fields.includes("session_params")) {
    const [was, is] = [paramsOf(from), paramsOf(to)];
    unset.push(
      ...Object.keys(was)
        .filter((key) => !Object.hasOwn(is, key))
        .map(word),
    );
    set.push(...setParameters(Object.fromEntries(Object.entries(is).filter(([key, value]) => !sameValue(String(was[key]), String(value))))));
  }
  return [...(unset.length > 0 ? [sql`${target} UNSET ${join(unset)}`] : []), ...(set.length > 0 ? [sql`${target} SET ${join(set, " ")}`] : [])];
}

function conditionOf(to: AnyObject, target: Fragment): Statement {
  const when = known(to.fields.when);
  return typeof when === "string" ? sql`${target} MODIFY WHEN ${userSql(when)}` : sql`${target} REMOVE WHEN`;
}

function stateOf(task: AnyObject): readonly Statement[] {
  const target = sql`ALTER TASK ${name(task.name)}`;
  return [known(task.fields.state) === "started" ? sql`${target} RESUME` : sql`${target} SUSPEND`];
}

/** `WAREHOUSE = "WH"`, or nothing if it is unset. */
function property(object: AnyObject, fieldName: (typeof PROPERTIES)[number]): Fragment[] {
  const value = known(object.fields[fieldName]);
  const { type }: Field<Value> = taskFields[fieldName] as unknown as Field<Value>;
  return value === undefined ? [] : [assignment(fieldName.toUpperCase(), type.render(value))];
}

function paramsOf(object: AnyObject): { readonly [key: string]: Value } {
  return (known(object.fields.session_params) ?? {}) as { readonly [key: string]: Value };
}

function names(displayed: readonly string[]): Fragment {
  return join([...displayed].sort().map(named));
}

function named(displayed: string): Fragment {
  return name(parseQualifiedName(displayed) ?? []);
}
