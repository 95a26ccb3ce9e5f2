import { type Catalog, rulesOf } from "@snowtower/kinds";
import { type Account, exactly } from "@snowtower/sql";
import type { Clock } from "../clock.ts";
import { RefusedError } from "../errors.ts";
import { footprintOf } from "../plan/footprint.ts";
import type { StepId } from "../plan/step.ts";
import type { BoundPlan } from "../plan-file/bound-plan.ts";
import { surroundingsOf } from "../plan-file/surroundings.ts";
import { readForProject } from "../read/read-for-project.ts";
import { describeMove, type Move } from "./describe-move.ts";
import { touchedBy } from "./touched.ts";

interface CheckFootprintOptions {
  /** Steps that this run has done before: what they changed is not a move. */
  readonly done: ReadonlySet<StepId>;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/**
 * Reads the account again and compares it with what the plan was decided on (RA 22).
 * Refuses if anything of that has moved. Answers where else something has moved: which the plan does not rest on, and people may want to know.
 */
export async function checkFootprint(plan: BoundPlan, account: Account, { done, clock, signal }: CheckFootprintOptions): Promise<readonly string[]> {
  const { catalog } = await readForProject(account, plan.interest, { clock, admin: exactly(plan.scope.admin), ...(signal === undefined ? {} : { signal }) });
  const own = changedBefore(plan, done);
  const moves = movesOf(plan, catalog, Object.keys(plan.footprint)).filter(({ subject }) => !own(subject));
  if (moves.length > 0)
    throw new RefusedError(
      "ST4004",
      "the account has moved under the plan",
      moves.flatMap((move) => describeMove(move, plan, catalog)),
    );
  if (done.size > 0) return [];
  const now = surroundingsOf(catalog, plan.footprint, rulesOf(plan.interest));
  return [...new Set([...Object.keys(plan.surroundings), ...Object.keys(now)])].filter((place) => plan.surroundings[place] !== now[place]).sort();
}

/** The subjects whose fingerprint is another one now. */
export function movesOf(plan: BoundPlan, catalog: Catalog, subjects: readonly string[]): readonly Move[] {
  const now = footprintOf(catalog, subjects, rulesOf(plan.interest));
  return subjects.map((subject) => ({ subject, planned: plan.footprint[subject], now: now[subject] })).filter((move) => move.planned !== move.now);
}

/** What steps of this run have changed already. A dropped object takes grants of any grantee along, which no step lists. */
function changedBefore(plan: BoundPlan, done: ReadonlySet<StepId>): (subject: string) => boolean {
  const steps = plan.steps.filter((step) => done.has(step.id));
  const touched = new Set(steps.flatMap((step) => [...touchedBy(step)]));
  const takesGrants = steps.some((step) => step.changes.some((change) => change.kind === "object" && (change.how === "drop" || change.how === "replace")));
  return (subject) => touched.has(subject) || (takesGrants && subject.includes("|"));
}
