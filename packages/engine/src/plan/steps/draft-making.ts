import type { FutureRules } from "@snowtower/kinds";
import type { Matched } from "../match/match-objects.ts";
import type { PlanContext } from "../plan-context.ts";
import type { Actors } from "./actors.ts";
import type { StepNames } from "./draft.ts";

/** What the makers of drafts share. */
export interface DraftMaking {
  readonly context: PlanContext;
  readonly matched: Matched;
  readonly futures: FutureRules;
  readonly actors: Actors;
  readonly names: StepNames;
}

/**
 * The order in which what could come next does: grants after what they are on, removals last, the roles that make them at the very end.
 * What has another name gets it first. What came into being with its container and is not wanted goes at once: a later plan could not know that nobody has used it.
 */
export const RANK = { rename: -2, unwantedBirth: -1, object: 0, take: 1, give: 2, own: 3, drop: 4, dropRole: 5, dropAdmin: 6 } as const;
