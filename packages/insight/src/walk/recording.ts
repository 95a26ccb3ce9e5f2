import type { Change } from "@snowtower/kinds";
import type { Identifier } from "@snowtower/sql";
import type { AccessGraph } from "../graph/access-graph.ts";
import { changeGraph } from "../graph/change-graph.ts";
import { inverted, type Operation } from "../graph/operation.ts";

/** One step of a plan, with what Snowflake does besides. Between its changes nobody looks; a step of which somebody could see the middle is two. */
export interface WalkStep {
  readonly id: string;
  readonly changes: readonly Change[];
  /** The role that the step runs as: it owns what it makes. */
  readonly as?: Identifier;
}

/** What each step does, in operations; the graph knows all names, and is as it was. */
export function recorded(graph: AccessGraph, steps: readonly WalkStep[]): readonly (readonly Operation[])[] {
  const all = steps.map(({ changes, as }) => {
    const operations: Operation[] = [];
    const options = { ...(as === undefined ? {} : { as }), after: (operation: Operation): void => void operations.push(operation) };
    for (const change of changes) changeGraph(graph, change, options);
    return operations;
  });
  takenBack(graph, all);
  return all;
}

export function takenBack(graph: AccessGraph, steps: readonly (readonly Operation[])[]): void {
  for (const operation of steps.flat().reverse()) graph.perform(inverted(operation));
}
