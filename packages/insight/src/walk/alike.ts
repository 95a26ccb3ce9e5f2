import { isMembershipOf } from "../access/usable.ts";
import type { AccessGraph } from "../graph/access-graph.ts";
import type { Operation } from "../graph/operation.ts";

/**
 * Targets that share all that matters: containers, owner and privileges, and that no operation touches by itself. Whoever can do something with one
 * of them can do it with each, at any time of the walk: one is looked at for all. By the one, all of them.
 */
export function alike(graph: AccessGraph, targets: Iterable<number>, operations: readonly Operation[]): ReadonlyMap<number, readonly number[]> {
  const touched = new Set(operations.flatMap((each) => ("on" in each ? [each.on] : [])));
  const groups = new Map<string, number[]>();
  for (const target of targets) {
    const isAlone = touched.has(target) || isMembershipOf(graph, target) || graph.contentsOf(target).length > 0;
    const key = isAlone ? `${target}` : shape(graph, target);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [target]);
    else group.push(target);
  }
  return new Map([...groups.values()].map((group) => [group[0] ?? -1, group]));
}

function shape(graph: AccessGraph, target: number): string {
  const held = [...graph.heldOn(target)].sort((a, b) => a - b).join();
  return [graph.targets.types[target], graph.containersOf(target).join(), graph.ownerOf(target), graph.isGone(target), held].join("|");
}
