import type { Change, ObjectChange } from "../../change.ts";
import type { World } from "../../kind.ts";
import { type AnyObject, known } from "../../object.ts";
import type { ObjectId } from "../../object-id.ts";
import { aboveOf, afterOf, belowOf, finalizedBy, isRoot, taskId } from "./task-links.ts";

/**
 * "DROP TASK and GRANT OWNERSHIP sever all the target task's links", and what has lost the last task above it is suspended, as what is transferred is
 * (docs: user-guide/tasks-graphs, "Unlink parent and child tasks"; sql-reference/sql/drop-task; sql-reference/sql/grant-ownership).
 * Only GRANT OWNERSHIP ON ALL TASKS IN SCHEMA keeps links, and a task of a plan is transferred alone.
 */
export function severedLinks(change: ObjectChange, world: World): readonly Change[] {
  const { how, from, to } = change;
  if (from === null) return [];
  const below = belowOf(from, world).map((each) => without(each, [from.id]));
  if (how === "drop") return below;
  if (how !== "alter" || to === null || from.owner === to.owner) return [];
  const mine = { ...(world.find(from.id) ?? to), owner: to.owner };
  if (!isRoot(mine)) return [without(mine, aboveOf(mine)), ...below];
  return known(mine.fields.state) === "suspended" ? below : [alteration(mine, suspended(mine), ["state"]), ...below];
}

function suspended(task: AnyObject): AnyObject {
  return { ...task, fields: { ...task.fields, state: "suspended" } };
}

function without(task: AnyObject, gone: readonly ObjectId[]): ObjectChange {
  const after = afterOf(task).filter((name) => !gone.includes(taskId(name)));
  const finalized = finalizedBy(task);
  const { after: _after, finalize: _finalize, ...rest } = task.fields;
  const kept = finalized !== undefined && !gone.includes(taskId(finalized)) ? { finalize: finalized } : {};
  const unlinked: AnyObject = { ...task, fields: { ...rest, ...(after.length === 0 ? {} : { after }), ...kept } };
  const links = ["after", "finalize"].filter((field) => task.fields[field] !== unlinked.fields[field]);
  return isRoot(unlinked) ? alteration(task, suspended(unlinked), [...links, "state"]) : alteration(task, unlinked, links);
}

function alteration(from: AnyObject, to: AnyObject, fields: readonly string[]): ObjectChange {
  return { kind: "object", how: "alter", from, to, fields };
}
