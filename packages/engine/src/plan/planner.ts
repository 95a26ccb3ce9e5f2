import type { Catalog, Desired } from "@snowtower/kinds";
import { interruptions } from "./access/interruptions.ts";
import { stepsNobodyMayRun } from "./access/may-run.ts";
import { sortedBy } from "./code-point-order.ts";
import { NO_PREFIX, nothingDesired } from "./destroy.ts";
import { selectOnly } from "./only.ts";
import type { Note, Plan, PlanAccount } from "./plan.ts";
import type { PlanOptions } from "./plan-options.ts";
import { scopeSummary } from "./scope-summary.ts";
import { draftPlan } from "./steps/build-drafts.ts";
import { finishSteps, footprintOfSteps } from "./steps/finish-steps.ts";

/**
 * The steps that lead from what an account has to what a project wants. Synchronous and pure: the same catalogs, in whatever order
 * their maps are, give the same plan, byte for byte.
 */
export function plan(from: Catalog, desired: Desired, options: PlanOptions = {}): Plan {
  const destroys = options.destroy === true;
  const refused = destroys && desired.scope.prefix === "";
  const described = destroys ? nothingDesired(desired, from.objects.values()) : desired;
  const to = options.assumeAbsent === true ? { ...described, assumesAbsent: true as const } : described;
  const drafted = draftPlan(from, to, destroys);
  const { drafts, notes } = options.only === undefined ? { drafts: drafted.drafts, notes: [] } : selectOnly(options.only, drafted.drafts);
  const steps = finishSteps(drafts, drafted);
  return {
    version: 1,
    account: accountOf(from),
    scope: scopeSummary(from, desired),
    footprint: footprintOfSteps(steps, drafted),
    steps,
    notes: inOrder([...drafted.context.notes, ...notes, ...interruptions(from, steps), ...stepsNobodyMayRun(from, steps), ...(refused ? [NO_PREFIX] : [])]),
  };
}

function accountOf({ facts }: Catalog): PlanAccount {
  const { organization, name, locator, region, source, user, role } = facts;
  return { organization, name, locator, region, source, user, role };
}

/** Errors first; the rest by what they are about. */
function inOrder(notes: readonly Note[]): readonly Note[] {
  return sortedBy(notes, ({ severity, about, code, message }) => [severity, about, code, message].join("\u0000"));
}
