import type { Catalog, Desired, Mode } from "@snowtower/kinds";
import type { ScopeSummary } from "./plan.ts";

/** "manages 212 of 9,480 objects; 31 would be removed under strict" */
export function scopeSummary(from: Catalog, to: Desired): ScopeSummary {
  const undescribed: Record<Mode, number> = { off: 0, observe: 0, additive: 0, strict: 0 };
  let managed = 0;
  let aside = 0;
  for (const object of from.objects.values()) {
    const treated = to.scope.of(object);
    if (!to.catalog.objects.has(object.id)) undescribed[treated.mode]++;
    else if (treated.aside) aside++;
    else managed++;
  }
  return {
    managed,
    seen: from.objects.size,
    baseline: from.baseline,
    undescribed,
    ...(aside === 0 ? {} : { aside }),
    prefix: to.scope.prefix,
    admin: to.scope.admin,
  };
}
