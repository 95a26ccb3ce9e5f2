import type { AccountFacts } from "@snowtower/sql";
import { RefusedError } from "../errors.ts";
import type { PlanAccount } from "../plan/plan.ts";

/**
 * Refuses an account that is not the one the plan was made for (RA 28).
 * The same organization and name, or the same locator in the same region. A local twin carries the names of the account it was
 * seeded from, so that a plan for the one must not count as applied to the other.
 */
export function checkAccount(planned: PlanAccount, facts: AccountFacts): void {
  const isLocal = (source: string): boolean => source === "local";
  const byName = planned.organization !== "" && same(planned.organization, facts.organization) && same(planned.name, facts.name);
  const byLocator = planned.locator !== "" && same(planned.locator, facts.locator) && same(planned.region, facts.region);
  if ((byName || byLocator) && isLocal(planned.source) === isLocal(facts.source)) return;
  throw new RefusedError("ST4003", `the plan was made for account ${described(planned)}, and this is ${described(facts)}`);
}

function described({ organization, name, locator, source }: Pick<PlanAccount, "organization" | "name" | "locator" | "source">): string {
  return `${organization}.${name} (${locator}, ${source})`;
}

function same(a: string, b: string): boolean {
  return a.toUpperCase() === b.toUpperCase();
}
