import { type Catalog, type Interest, rulesOf } from "@snowtower/kinds";
import type { Footprint, Plan } from "../plan/plan.ts";
import { surroundingsOf } from "./surroundings.ts";

/** A plan with what apply needs to look at the account again: it can be stored, approved and applied by somebody else, somewhere else. */
export interface BoundPlan extends Plan {
  /** What was read of the account, to be read again before the first step. */
  readonly interest: Interest;
  /** Digest of what the project described: a plan of other files has another one. */
  readonly desired: string;
  /** Fingerprints of what was read besides the footprint, by place: a move there is told, and refuses nothing. */
  readonly surroundings: Footprint;
}

interface Binding {
  readonly interest: Interest;
  readonly desired: string;
  /** The catalog that the plan was made from. */
  readonly from: Catalog;
}

export function bindPlan(plan: Plan, { interest, desired, from }: Binding): BoundPlan {
  return { ...plan, interest, desired, surroundings: surroundingsOf(from, plan.footprint, rulesOf(interest)) };
}
