import { isFuture, kindOfLabel } from "@snowtower/kinds";
import { securableType } from "@snowtower/sql";
import { subjectOf } from "../catalog-world.ts";
import { sortedByCodePoint } from "../code-point-order.ts";
import type { GrantScene } from "./grant-scene.ts";

/** Tells where new future grants leave existing objects out, because objects of their type are not read. */
export function tellOutOfReach({ context, held }: GrantScene): void {
  const types = new Map<string, Set<string>>();
  for (const grant of context.to.catalog.grants) {
    if (!isFuture(grant) || held.has(grant) || kindOfLabel(grant.on.type) !== undefined) continue;
    const container = subjectOf(grant.on);
    if (container === null || !context.from.objects.has(container)) continue;
    const there = types.get(container) ?? new Set();
    types.set(container, there.add(securableType(grant.on.type)?.plural ?? grant.on.type));
  }
  for (const [container, plurals] of types) {
    const message = `new future grants in ${container} do not reach the ${sortedByCodePoint(plurals).join(", ")} that are there already: they are not read`;
    context.notes.push({ severity: "warning", code: "ST2010", message, about: container });
  }
}
