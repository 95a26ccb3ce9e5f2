import { displayedName } from "@snowtower/sql";
import type { Mistake, World } from "../../kind.ts";
import type { AnyObject } from "../../object.ts";
import type { ObjectId } from "../../object-id.ts";
import { aboveOf, afterOf, belowOf, finalizedBy, isRoot, taskId } from "./task-links.ts";

/** What a task and the ones that it names cannot be to each other (docs: sql-reference/sql/create-task, "AFTER", "FINALIZE"). */
export function graphMistakes(task: AnyObject, world: World): readonly Mistake[] {
  const circle = circleOf(task, world);
  if (circle !== null) return [{ field: "after", message: `these tasks wait for each other: ${circle.join(", ")}` }];
  const found: Mistake[] = afterOf(task).flatMap((name) => {
    const above = world.find(taskId(name));
    return above === null || finalizedBy(above) === undefined ? [] : [{ field: "after", message: `${name} finishes a graph, and nothing runs after it` }];
  });
  const finalized = finalizedBy(task);
  if (finalized === undefined) return found;
  const root = world.find(taskId(finalized));
  if (root === null) return found;
  if (!isRoot(root)) return [...found, { field: "finalize", message: `${finalized} starts no graph: something runs before it` }];
  const [first, ...others] = belowOf(root, world).filter((each) => finalizedBy(each) !== undefined);
  if (first === undefined || first.id === task.id || others.length === 0) return found;
  return [...found, { field: "finalize", message: `${finalized} has ${displayedName(first.name)} already, and a graph is finished by one task` }];
}

/** The names on a way from the task back to itself, told at the first of them only. */
function circleOf(task: AnyObject, world: World): readonly string[] | null {
  const before = new Map<ObjectId, AnyObject>();
  const open = [task];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const id of aboveOf(at)) {
      const above = id === at.id ? null : world.find(id);
      if (above === null || before.has(id)) continue;
      before.set(id, at);
      if (id !== task.id) open.push(above);
    }
  }
  if (!before.has(task.id)) return null;
  const way = [task];
  for (let at = before.get(task.id); at !== undefined && at.id !== task.id; at = before.get(at.id)) way.push(at);
  const isFirst = way.every(({ id }) => id >= task.id);
  return isFirst ? way.map(({ name }) => displayedName(name)) : null;
}
