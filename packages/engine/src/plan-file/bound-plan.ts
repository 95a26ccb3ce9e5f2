import type { Interest } from "@snowtower/kinds";
import type { Plan } from "../plan/plan.ts";

/** A plan with what apply needs to look at the account again: it can be stored, approved and applied by somebody else, somewhere else. */
export interface BoundPlan extends Plan {
  /** What was read of the account, to be read again before the first step. */
  readonly interest: Interest;
  /** Digest of what the project described: a plan of other files has another one. */
  readonly desired: string;
}
