import { type AnyObject, type GrantChange, kindNamed, type ObjectChange, type World } from "@snowtower/kinds";
import type { Identifier, Statement } from "@snowtower/sql";
import type { Actor } from "./actors.ts";
import type { DraftMaking } from "./draft-making.ts";
import { ownerByFuture } from "./expected-owner.ts";
import { grantStatements } from "./grant-drafts.ts";

// What becomes of grants and owner where CREATE OR REPLACE knows no COPY GRANTS.

/** Its replacement takes the grants on it along, and future grants act on the new object. */
export function losesGrants({ kind }: AnyObject): boolean {
  return kindNamed(kind).replace?.grants === "lost";
}

/** Who owns the object once this actor has replaced it. */
export function ownerReplaced(object: AnyObject, { as }: Actor, { futures }: Pick<DraftMaking, "futures">): Identifier {
  return (losesGrants(object) ? ownerByFuture(object, futures) : null) ?? as;
}

/** What a replacement takes along, given again in the same step: an access that stays is interrupted for no more than that (RA 17). */
export function grantsBack({ how, from }: ObjectChange, world: World): readonly Statement[] {
  if (how !== "replace" || from === null || !losesGrants(from)) return [];
  const held = [...world.grants(from.id)].filter(({ on, by }) => on.kind === "object" && by !== null);
  return grantStatements(held.map((to): GrantChange => ({ kind: "grant", from: null, to })));
}
