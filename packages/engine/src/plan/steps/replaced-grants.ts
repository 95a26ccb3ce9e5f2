import { type AnyObject, caused as causedBy, type FutureRules, type GrantChange, grantKey, kindNamed, type ObjectChange, securableOf } from "@snowtower/kinds";
import type { Identifier, Statement } from "@snowtower/sql";
import type { PlanContext } from "../plan-context.ts";
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

/**
 * What a replacement takes along, given again in the same step: an access that stays is interrupted for no more than that (RA 17).
 * Future grants that stand already, and go on standing among `futures`, give their part by themselves.
 */
export function grantsBack({ how, from }: ObjectChange, { world, from: { grants } }: PlanContext, futures?: FutureRules): readonly Statement[] {
  if (how !== "replace" || from === null || !losesGrants(from)) return [];
  const securable = securableOf(from);
  const acting = securable === null ? [] : (futures?.acting(securable) ?? []).filter((future) => grants.has(future));
  const caused = new Set(securable === null ? [] : acting.map((future) => grantKey(causedBy(future, securable))));
  const held = world.grants(from.id).filter((grant) => grant.on.kind === "object" && grant.by !== null && (grant.option || !caused.has(grantKey(grant))));
  return grantStatements(held.map((to): GrantChange => ({ kind: "grant", from: null, to })));
}
