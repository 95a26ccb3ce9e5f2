import { parseQualifiedName } from "@snowtower/sql";
import type { World } from "../../kind.ts";
import { type AnyObject, known } from "../../object.ts";
import { idOf, type ObjectId } from "../../object-id.ts";

/** A task by its displayed name. */
export function taskId(displayed: string): ObjectId {
  return idOf("task", parseQualifiedName(displayed) ?? []);
}

/** The displayed names of the tasks it runs after. */
export function afterOf(task: AnyObject): readonly string[] {
  return (known(task.fields.after) ?? []) as readonly string[];
}

/** The displayed name of the task whose runs it finishes. */
export function finalizedBy(task: AnyObject): string | undefined {
  return known(task.fields.finalize) as string | undefined;
}

/** Nothing starts it but its schedule: it stands alone, or starts a graph. */
export function isRoot(task: AnyObject): boolean {
  return afterOf(task).length === 0 && finalizedBy(task) === undefined;
}

/** What it runs after, or finishes. */
export function aboveOf(task: AnyObject): readonly ObjectId[] {
  const finalized = finalizedBy(task);
  return [...afterOf(task), ...(finalized === undefined ? [] : [finalized])].map(taskId);
}

/** What starts the graphs that the task is in: itself, or the first of what is above it, as far as that is there. */
export function rootsOf(task: AnyObject, world: World): readonly AnyObject[] {
  const roots = new Map<ObjectId, AnyObject>();
  const seen = new Set<ObjectId>();
  const open = [task];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at.id)) continue;
    seen.add(at.id);
    if (isRoot(at)) roots.set(at.id, at);
    else open.push(...aboveOf(at).flatMap((id) => world.find(id) ?? []));
  }
  return [...roots.values()];
}

const BELOW = new WeakMap<World, Map<ObjectId, ReadonlyMap<ObjectId, readonly AnyObject[]>>>();

/** The tasks that run after it, or finish its runs; in the schema, which a graph never leaves. */
export function belowOf({ id, name }: AnyObject, world: World): readonly AnyObject[] {
  const schema = idOf("schema", name.slice(0, 2));
  const schemas = BELOW.get(world) ?? new Map<ObjectId, ReadonlyMap<ObjectId, readonly AnyObject[]>>();
  BELOW.set(world, schemas);
  const links = schemas.get(schema) ?? linksIn(schema, world);
  schemas.set(schema, links);
  return links.get(id) ?? [];
}

function linksIn(schema: ObjectId, world: World): ReadonlyMap<ObjectId, readonly AnyObject[]> {
  const links = new Map<ObjectId, AnyObject[]>();
  for (const task of world.inside(schema)) {
    if (task.kind !== "task") continue;
    for (const above of aboveOf(task)) links.set(above, [...(links.get(above) ?? []), task]);
  }
  return links;
}
