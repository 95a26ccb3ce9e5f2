import type { Entry, Id, Value } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { compilationError, type SqlError, unsupported } from "../../sql-error.ts";
import { fullName, type Kind, resolve } from "../resolve.ts";
import { afterOf, dependentsOf, finalizerOf, finalizesOf, isRoot, predecessorsOf, requireSuspended, rootsOf, successorsOf } from "./task-graph.ts";

export const TASK: Kind = { name: "TASK", label: "Task", container: "SCHEMA" };
const MOST_LINKS = 100;
const MOST_TASKS = 1000;

/** The words are this account's own: no page gives them. */
export function refuse(reason: string): SqlError {
  return compilationError("091087", "22023", reason);
}

export function idsOf(context: Context, refs: Value | undefined): readonly Id[] {
  const names = (refs ?? []) as readonly (readonly string[])[];
  return [...new Set(names.map((parts) => resolve(context, { kind: TASK, ref: { parts }, args: null }).id))];
}

/** What was just linked must stay one graph without loops, in one schema (docs: sql-reference/sql/create-task, "AFTER", "FINALIZE"). */
export function checkLinks(context: Context, to: Entry, from: Entry | null): void {
  const { catalog } = context.draft;
  const before = new Set(from === null ? [] : afterOf(from));
  if (afterOf(to).length > MOST_LINKS) throw refuse(`A task is limited to ${MOST_LINKS} predecessors.`);
  for (const above of predecessorsOf(catalog, to)) {
    checkPair(context, to, above);
    if (finalizesOf(above) !== null) throw refuse(`Finalizer task ${above.name} cannot have child tasks.`);
    if (dependentsOf(catalog, to).some(({ id }) => id === above.id))
      throw refuse(`Task ${to.name} cannot run after ${above.name}: the task graph would have a cycle.`);
    if (before.has(above.id)) continue;
    if (successorsOf(catalog, above).length >= MOST_LINKS) throw refuse(`A task is limited to ${MOST_LINKS} child tasks.`);
    requireSuspended(context, above);
    for (const root of rootsOf(catalog, above))
      if (dependentsOf(catalog, root).length + dependentsOf(catalog, to).length > MOST_TASKS) throw refuse(`A task graph is limited to ${MOST_TASKS} tasks.`);
  }
  checkFinalizer(context, to, from);
}

function checkPair(context: Context, to: Entry, above: Entry): void {
  if (above.parent !== to.parent) throw refuse(`All tasks in a task graph must be in the same schema: ${fullName(context.draft.catalog, above)} is not.`);
  if (above.id === to.id) throw refuse(`Task ${to.name} cannot run after itself.`);
}

function checkFinalizer(context: Context, to: Entry, from: Entry | null): void {
  const { catalog } = context.draft;
  const target = finalizesOf(to);
  if (target === null) return;
  if (afterOf(to).length > 0) throw refuse("A finalizer task cannot have predecessors.");
  if (to.properties.SCHEDULE !== undefined) throw refuse("A finalizer task cannot have a schedule.");
  if (from !== null && (successorsOf(catalog, from).length > 0 || finalizerOf(catalog, from) !== null))
    throw refuse("A finalizer task cannot have child tasks.");
  const root = rootsOf(catalog, to)[0];
  if (root === undefined || root.id !== target || !isRoot(root) || root.id === to.id) throw refuse("FINALIZE must name the root task of a task graph.");
  checkPair(context, to, root);
  const other = finalizerOf(catalog, root);
  if (other !== null && other.id !== to.id) throw refuse(`Root task ${root.name} already has the finalizer task ${other.name}.`);
  if (from === null || finalizesOf(from) !== target) requireSuspended(context, root);
}

/** "A single role must have the OWNERSHIP privilege on all of the tasks in the task graph." */
export function checkOwner(context: Context, task: Entry): void {
  const above = [...predecessorsOf(context.draft.catalog, task), ...(finalizesOf(task) === null ? [] : rootsOf(context.draft.catalog, task))];
  const stranger = above.find(({ owner }) => owner?.role !== task.owner?.role);
  if (stranger !== undefined) throw refuse(`All tasks in a task graph must have the same owner: ${stranger.name} has another.`);
}

/** What only a root has (docs: sql-reference/sql/create-task). */
export function checkChild(to: Entry): void {
  if (isRoot(to)) return;
  if (to.properties.SCHEDULE !== undefined) throw refuse("A schedule cannot be specified for child tasks in a task graph.");
  if (to.parameters.TASK_AUTO_RETRY_ATTEMPTS !== undefined) throw refuse("TASK_AUTO_RETRY_ATTEMPTS must be set on the root task.");
  if (to.properties.OVERLAP_POLICY !== undefined || to.properties.ALLOW_OVERLAPPING_EXECUTION === true) throw unsupported("OVERLAP_POLICY of a child task");
}
