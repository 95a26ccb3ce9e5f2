import type { ObjectChange } from "../../change.ts";
import type { Bracket, World } from "../../kind.ts";
import type { AnyObject } from "../../object.ts";
import { belowOf, isRoot, rootsOf } from "./task-links.ts";

const AT_REST = { state: "suspended" } as const;

/**
 * What must not run while the change is made: "The root task in a task graph must be suspended before any task in the task graph is modified"
 * (docs: sql-reference/sql/alter-task). A transfer leaves the task itself suspended as well (docs: sql-reference/sql/grant-ownership).
 */
export function graphAtRest(change: ObjectChange, world: World): readonly Bracket[] {
  const object = change.to ?? change.from;
  if (object === null) return [];
  const task = world.find(object.id) ?? object;
  const stands = isRoot(task) && belowOf(task, world).length === 0;
  // "A standalone task can be dropped ... without first suspending the task" (docs: sql-reference/sql/drop-task).
  if (change.how === "drop" && stands) return [];
  const resting = new Map<string, AnyObject>(rootsOf(task, world).map((root) => [root.id, root]));
  if (change.how === "alter" && change.from !== null && change.from.owner !== change.to?.owner) resting.set(task.id, task);
  return [...resting.values()].map((each) => ({ of: each.id, rest: AT_REST, why: whyOf(each, task, stands) }));
}

function whyOf(resting: AnyObject, task: AnyObject, stands: boolean): string {
  if (resting.id !== task.id || !stands) return "a task graph stands still while it changes";
  return "a task is not changed while it runs by its schedule";
}
