import type { Change, ObjectChange } from "../../change.ts";
import type { World } from "../../kind.ts";
import { type AnyObject, known } from "../../object.ts";
import type { ObjectId } from "../../object-id.ts";
import { afterOf, belowOf, finalizedBy, isRoot, taskId } from "./task-links.ts";

/**
 * "DROP TASK and GRANT OWNERSHIP sever all the target task's links", and what has lost the last task above it is suspended
 * (docs: user-guide/tasks-graphs, "Unlink parent and child tasks"; sql-reference/sql/drop-task). Links between tasks that come to one role stay.
 */
export function severedLinks(change: ObjectChange, world: World): readonly Change[] {
  const { how, from, to } = change;
  if (from === null) return [];
  if (how === "drop") return belowOf(from, world).map((below) => without(below, [from.id]));
  if (how !== "alter" || to === null || from.owner === to.owner) return [];
  const isStranger = (task: AnyObject | null): boolean => task !== null && task.owner !== to.owner;
  const above = [...afterOf(from), finalizedBy(from)].flatMap((name) => (name === undefined ? [] : [taskId(name)]));
  const lost = above.filter((id) => isStranger(world.find(id)));
  const own = { ...to, fields: { ...to.fields, state: "suspended" } };
  const transferred = lost.length > 0 ? [without(own, lost)] : known(from.fields.state) === "suspended" ? [] : [alteration(to, own, ["state"])];
  return [
    ...transferred,
    ...belowOf(from, world)
      .filter(isStranger)
      .map((below) => without(below, [from.id])),
  ];
}

function without(task: AnyObject, gone: readonly ObjectId[]): ObjectChange {
  const after = afterOf(task).filter((name) => !gone.includes(taskId(name)));
  const finalized = finalizedBy(task);
  const { after: _after, finalize: _finalize, ...rest } = task.fields;
  const kept = finalized !== undefined && !gone.includes(taskId(finalized)) ? { finalize: finalized } : {};
  const unlinked: AnyObject = { ...task, fields: { ...rest, ...(after.length === 0 ? {} : { after }), ...kept } };
  const to: AnyObject = isRoot(unlinked) ? { ...unlinked, fields: { ...unlinked.fields, state: "suspended" } } : unlinked;
  return alteration(task, to, ["after", "finalize", "state"]);
}

function alteration(from: AnyObject, to: AnyObject, fields: readonly string[]): ObjectChange {
  return { kind: "object", how: "alter", from, to, fields };
}
