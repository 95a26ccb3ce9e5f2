import { type Grant, type Grantee, granteeKey } from "@snowtower/kinds";
import { roleOf } from "./grant-keys.ts";

/** Who holds whom. */
export class Relations {
  readonly #above = new Map<string, Grantee[]>();
  readonly #below = new Map<string, Grantee[]>();

  constructor(grants: readonly Grant[]) {
    for (const grant of grants) {
      const role = roleOf(grant);
      if (role === null) continue;
      push(this.#above, granteeKey(role), grant.to);
      push(this.#below, granteeKey(grant.to), role);
    }
  }

  /** The grantee, all that it holds, and all that holds it. */
  of(grantee: Grantee): readonly Grantee[] {
    const found = new Map<string, Grantee>();
    for (const edges of [this.#above, this.#below]) {
      const walk = new Map<string, Grantee>([[granteeKey(grantee), grantee]]);
      for (const key of walk.keys()) for (const next of edges.get(key) ?? []) walk.set(granteeKey(next), next);
      for (const [key, each] of walk) found.set(key, each);
    }
    return [...found.values()];
  }
}

function push(map: Map<string, Grantee[]>, key: string, item: Grantee): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [item]);
  else there.push(item);
}
