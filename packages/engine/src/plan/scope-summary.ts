import type { Catalog, Desired, Mode } from "@snowtower/kinds";
import type { ScopeSummary } from "./plan.ts";

/** "manages 212 of 9,480 objects; 31 would be removed under strict" */
export function scopeSummary(from: Catalog, to: Desired): ScopeSummary {
  const undescribed: Record<Mode, number> = { off: 0, observe: 0, additive: 0, strict: 0 };
  let managed = 0;
  for (const object of from.objects.values()) {
    if (to.catalog.objects.has(object.id)) managed++;
    else undescribed[to.scope.modeOf(object)]++;
  }
  return { managed, seen: from.objects.size, baseline: from.baseline, undescribed, prefix: to.scope.prefix, admin: to.scope.admin };
}
