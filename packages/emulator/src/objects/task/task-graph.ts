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

/** Who runs after whom among the tasks of one schema; a graph never leaves its schema. */
interface Links {
  readonly successors: ReadonlyMap<Id, readonly Entry[]>;
  readonly finalizers: ReadonlyMap<Id, Entry>;
}

// A catalog is immutable, so that what was found in it holds; SHOW TASKS asks once a row.
const LINKS = new WeakMap<Catalog, Map<Id, Links>>();

function linksIn(catalog: Catalog, schema: Id): Links {
  const memo = LINKS.get(catalog) ?? new Map<Id, Links>();
  LINKS.set(catalog, memo);
  const links = memo.get(schema) ?? readLinks(catalog, schema);
  memo.set(schema, links);
  return links;
}

function readLinks(catalog: Catalog, schema: Id): Links {
  const successors = new Map<Id, Entry[]>();
  const finalizers = new Map<Id, Entry>();
  for (const task of childrenOf(catalog, schema, "TASK").sort((a, b) => a.id - b.id)) {
    for (const above of afterOf(task)) successors.set(above, [...(successors.get(above) ?? []), task]);
    const root = finalizesOf(task);
    if (root !== null) finalizers.set(root, task);
  }
  return { successors, finalizers };
}

export function successorsOf(catalog: Catalog, task: Entry): readonly Entry[] {
  return linksIn(catalog, task.parent).successors.get(task.id) ?? [];
}

export function finalizerOf(catalog: Catalog, root: Entry): Entry | null {
  return linksIn(catalog, root.parent).finalizers.get(root.id) ?? null;
}

/** The task and everything that runs because of it, finalizer included. */
export function dependentsOf(catalog: Catalog, task: Entry): readonly Entry[] {
  const found = new Map<Id, Entry>([[task.id, task]]);
  const open = [task];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of [...successorsOf(catalog, at), finalizerOf(catalog, at) ?? []].flat()) {
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

/** Without a predecessor, a successor or a finalizer, and no finalizer itself. */
export function isSingleton(catalog: Catalog, task: Entry): boolean {
  return isRoot(task) && successorsOf(catalog, task).length === 0 && finalizerOf(catalog, task) === null;
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
