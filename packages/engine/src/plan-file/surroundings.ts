import { type Catalog, granteeKey, kindNamed, type ScopeRules } from "@snowtower/kinds";
import { displayed } from "@snowtower/sql";
import { digestOf } from "../plan/digest.ts";
import { footprintOf } from "../plan/footprint.ts";
import type { Footprint } from "../plan/plan.ts";

/** One fingerprint a place (a database, a kind of the account, the grants) of all that was read and that the footprint does not hold. */
export function surroundingsOf(catalog: Catalog, footprint: Footprint, rules: ScopeRules): Footprint {
  const places = new Map<string, string[]>();
  const put = (place: string, subject: string): void => {
    if (Object.hasOwn(footprint, subject)) return;
    const there = places.get(place) ?? [];
    if (there.length === 0) places.set(place, there);
    there.push(subject);
  };
  for (const object of catalog.objects.values()) {
    const [first] = object.name;
    const isInside = kindNamed(object.kind).scope !== "account" && first !== undefined;
    put(isInside ? `in database ${displayed(first)}` : `${kindNamed(object.kind).plural} of the account`, object.id);
  }
  for (const grantee of new Set([...catalog.grants].map((grant) => granteeKey(grant.to)))) put(`grants to a ${grantee.split("|")[0]}`, grantee);
  const sorted = [...places].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([place, subjects]) => [place, digestOf(footprintOf(catalog, subjects, rules))]));
}
