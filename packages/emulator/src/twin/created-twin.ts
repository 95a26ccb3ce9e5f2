import type { Catalog } from "../catalog/catalog.ts";
import { CURRENT_RELEASE, LocalAccount } from "../local-account.ts";
import type { SeedFacts } from "./seed.ts";

/** CURRENT_ACCOUNT() and the like answer as the account that was read. */
export function createdTwin(facts: SeedFacts, catalog: Catalog, { now = Date.now }: { readonly now?: () => number }): LocalAccount {
  const { locator, organization, name, region, edition, version = CURRENT_RELEASE } = facts;
  return new LocalAccount({ info: { locator, organization, name, region, edition, version }, catalog, now, store: null });
}
