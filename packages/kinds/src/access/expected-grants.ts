import { FutureRules } from "./future-rules.ts";
import { type Grant, type Grantee, GrantSet } from "./grant.ts";
import type { Securable } from "./securable.ts";

/** What holds once everything is made: the described grants, and those that future grants give. */
interface Expected {
  readonly grants: GrantSet;
  /** By `type|name`: the owner that a future grant of OWNERSHIP gives. */
  readonly owners: ReadonlyMap<string, Grantee>;
}

/** Every object counts as made after the future grants. */
export function expectedGrants(described: Iterable<Grant>, objects: Iterable<Securable>, rules?: FutureRules): Expected {
  const grants = new GrantSet(described);
  const futures = rules ?? new FutureRules(grants);
  const owners = new Map<string, Grantee>();
  for (const object of objects) {
    for (const grant of futures.grantsOn(object)) grants.add(grant);
    const owner = futures.ownerOf(object);
    if (owner !== null) owners.set(`${object.type}|${object.name}`, owner);
  }
  return { grants, owners };
}
