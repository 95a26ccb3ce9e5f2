import { role } from "@snowtower/kinds";
import { displayed } from "@snowtower/sql";
import type { AccessGraph } from "../graph/access-graph.ts";
import type { Operation } from "../graph/operation.ts";
import type { Overlay } from "./overlay.ts";
import type { WalkStep } from "./recording.ts";

/**
 * By target, whoever has it meanwhile because the role that carries out a step makes it, and owns it until it is handed over.
 * That is no exposure: he could have made it himself.
 */
export function makersOf(
  graph: AccessGraph,
  overlay: Overlay,
  walked: { readonly steps: readonly WalkStep[]; readonly operations: readonly (readonly Operation[])[] },
): ReadonlyMap<number, ReadonlySet<number>> {
  const makers = new Map<number, Set<number>>();
  walked.steps.forEach(({ as }, i) => {
    const actor = as === undefined ? undefined : graph.principals.find(role.label, displayed(as));
    for (const operation of walked.operations[i] ?? []) {
      if (actor === undefined || operation.kind !== "owner" || operation.to !== actor) continue;
      const there = makers.get(operation.on) ?? new Set();
      for (const each of overlay.above([actor])) there.add(each);
      makers.set(operation.on, there);
    }
  });
  return makers;
}
