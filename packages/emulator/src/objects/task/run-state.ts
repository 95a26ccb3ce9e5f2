import { closureOf } from "../../access/active-roles.ts";
import { holds, requireAny } from "../../access/authorize.ts";
import { entryAt, entryOf } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { parsedName } from "../../parser/value.ts";
import { SqlError } from "../../sql-error.ts";
import type { Alteration } from "../object-class.ts";
import { resolve } from "../resolve.ts";
import { TASK } from "./check-links.ts";
import { dependentsOf, isRoot, isStarted, requireSuspended, suspended } from "./task-graph.ts";

function cannotExecute(need: string): SqlError {
  return new SqlError("091089", "23001", `Cannot execute task , ${need} must be granted to owner role`);
}

/** "Snowflake verifies that the role with the OWNERSHIP privilege on the task also has the USAGE privilege on the warehouse ... as well as the global EXECUTE TASK privilege" */
function requireRunnable(context: Context, task: Entry): void {
  const { catalog } = context.draft;
  const roles = task.owner === null ? new Set<number>() : closureOf(catalog, task.owner.role);
  const account = entryAt(catalog, ACCOUNT);
  if (!holds(catalog, roles, { privilege: "EXECUTE TASK", on: account })) throw cannotExecute("EXECUTE TASK privilege");
  const warehouse = typeof task.properties.WAREHOUSE === "number" ? entryOf(catalog, task.properties.WAREHOUSE) : null;
  if (warehouse === null && !holds(catalog, roles, { privilege: "EXECUTE MANAGED TASK", on: account })) throw cannotExecute("EXECUTE MANAGED TASK privilege");
  if (warehouse === undefined) throw cannotExecute("USAGE privilege on the task's warehouse");
  if (warehouse !== null && !holds(catalog, roles, { privilege: "USAGE", on: warehouse })) throw cannotExecute("USAGE privilege on the task's warehouse");
}

function start(context: Context, task: Entry): void {
  requireRunnable(context, task);
  context.draft.change(task.id, { properties: { ...task.properties, STATE: "started" } });
  if (!isRoot(task)) return;
  // "When the root task in a task graph is resumed ..., Snowflake sets a version of the entire task graph" (docs: user-guide/tasks-graphs)
  for (const { id } of dependentsOf(context.draft.catalog, task)) {
    const { properties } = entryAt(context.draft.catalog, id);
    context.draft.change(id, { properties: { ...properties, LAST_COMMITTED_ON: context.now } });
  }
}

export const resuming: Alteration = {
  needs: ["OPERATE"],
  run(context, task) {
    if (!isRoot(task)) requireSuspended(context, task);
    if (!isStarted(task)) start(context, task);
    return undefined;
  },
};

export const suspending: Alteration = {
  needs: ["OPERATE"],
  run(context, task) {
    if (!isRoot(task)) requireSuspended(context, task);
    context.draft.put(suspended(context, task, "USER_SUSPENDED"));
    return undefined;
  },
};

/** SYSTEM$TASK_DEPENDENTS_ENABLE(name): what depends on it first, itself last (docs: sql-reference/functions/system_task_dependents_enable). What it answers is not on the page. */
export function enableDependents(context: Context, [name = ""]: readonly string[]): string {
  const task = resolve(context, { kind: TASK, ref: parsedName(name), args: null });
  requireAny(context, task, { privileges: [], label: "Task" });
  const waiting = [...dependentsOf(context.draft.catalog, task)].reverse().filter((at) => !isStarted(at));
  for (const { id } of waiting) {
    const at = entryAt(context.draft.catalog, id);
    if (!isRoot(at)) requireSuspended(context, at);
    start(context, at);
  }
  return "true";
}
