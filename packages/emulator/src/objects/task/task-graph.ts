import type { Catalog } from "../../catalog/catalog.ts";
import { childrenOf, entryOf, isLive } from "../../catalog/catalog.ts";
import type { Entry, Id } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { SqlError } from "../../sql-error.ts";
import { fullName } from "../resolve.ts";

/** The numbers of the tasks it runs after, in the order they were named. */
export function afterOf(task: Entry): readonly Id[] {
  return Array.isArray(task.properties.AFTER) ? (task.properties.AFTER as readonly Id[]) : [];
}

/** The root task it finalizes. */
export function finalizesOf(task: Entry): Id | null {
  return typeof task.properties.FINALIZE === "number" ? task.properties.FINALIZE : null;
}

export function isStarted(task: Entry): boolean {
  return task.properties.STATE === "started";
}

export function isRoot(task: Entry): boolean {
  return afterOf(task).length === 0 && finalizesOf(task) === null;
}

function liveTask(catalog: Catalog, id: Id): Entry | null {
  const entry = entryOf(catalog, id);
  return entry !== undefined && isLive(catalog, entry) ? entry : null;
}

export function predecessorsOf(catalog: Catalog, task: Entry): readonly Entry[] {
  return afterOf(task).flatMap((id) => liveTask(catalog, id) ?? []);
}

function siblings(catalog: Catalog, task: Entry): readonly Entry[] {
  return childrenOf(catalog, task.parent, "TASK").sort((a, b) => a.id - b.id);
}

/** All tasks of a graph are in one schema, so that is where to look. */
export function successorsOf(catalog: Catalog, task: Entry): readonly Entry[] {
  return siblings(catalog, task).filter((other) => afterOf(other).includes(task.id));
}

export function finalizerOf(catalog: Catalog, root: Entry): Entry | null {
  return siblings(catalog, root).find((other) => finalizesOf(other) === root.id) ?? null;
}

/** The task and everything that runs because of it, finalizer included. */
export function dependentsOf(catalog: Catalog, task: Entry): readonly Entry[] {
  const found = new Map<Id, Entry>([[task.id, task]]);
  const open = [task];
  const all = siblings(catalog, task);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { id } = at;
    for (const next of all.filter((other) => afterOf(other).includes(id) || finalizesOf(other) === id)) {
      if (found.has(next.id)) continue;
      found.set(next.id, next);
      open.push(next);
    }
  }
  return [...found.values()];
}

/** Where it starts: itself, or what its predecessors start with, or what it finalizes. */
export function rootsOf(catalog: Catalog, task: Entry): readonly Entry[] {
  const roots = new Map<Id, Entry>();
  const seen = new Set<Id>();
  const open = [task];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at.id)) continue;
    seen.add(at.id);
    const finalizes = finalizesOf(at);
    const above = finalizes === null ? predecessorsOf(catalog, at) : [liveTask(catalog, finalizes) ?? []].flat();
    if (above.length === 0) roots.set(at.id, at);
    open.push(...above);
  }
  return [...roots.values()];
}

/** "The root task in a task graph must be suspended before any task in the task graph is modified" (docs: sql-reference/sql/alter-task). */
export function requireSuspended(context: Context, task: Entry): void {
  const { catalog } = context.draft;
  const running = rootsOf(catalog, task).find(isStarted);
  if (running === undefined) return;
  throw new SqlError("091421", "22000", `Unable to update graph with root task ${fullName(catalog, running)} since that root task is not suspended.`);
}

type SuspendReason = "USER_SUSPENDED" | "GRANT_OWNERSHIP" | "CHILD_BECAME_ROOT" | "FINALIZER_BECAME_ROOT";

export function suspended(context: Context, task: Entry, reason: SuspendReason): Entry {
  return { ...task, properties: { ...task.properties, STATE: "suspended", LAST_SUSPENDED_ON: context.now, LAST_SUSPENDED_REASON: reason } };
}

/** What lost the last task above it stands alone now, and is suspended (docs: sql-reference/sql/drop-task). */
export function afterLoss(context: Context, to: Entry, from: Entry): Entry {
  if (isRoot(from) || !isRoot(to)) return to;
  return suspended(context, to, finalizesOf(from) === null ? "CHILD_BECAME_ROOT" : "FINALIZER_BECAME_ROOT");
}

/** Takes links between a task and what is above it away. */
export function unlink(context: Context, task: Entry, above: Id): void {
  const { FINALIZE: finalizes, ...rest } = task.properties;
  const left = afterOf(task).filter((id) => id !== above);
  const kept = finalizes === above || finalizes === undefined ? rest : task.properties;
  context.draft.put(afterLoss(context, { ...task, properties: { ...kept, AFTER: left } }, task));
}

/** The new task of a CREATE OR REPLACE takes the place of the one before in its graph: SnowDDL's tests find the links of the others unchanged. */
export function relink(context: Context, task: Entry, to: Id): void {
  for (const below of dependentsOf(context.draft.catalog, task)) {
    if (below.id === task.id) continue;
    const after = afterOf(below).map((id) => (id === task.id ? to : id));
    const finalizes = finalizesOf(below);
    context.draft.change(below.id, {
      properties: { ...below.properties, AFTER: after, ...(finalizes === null ? {} : { FINALIZE: finalizes === task.id ? to : finalizes }) },
    });
  }
}
