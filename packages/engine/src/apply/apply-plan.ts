import type { Account, AccountError, SecretRef } from "@snowtower/sql";
import { type Clock, systemClock } from "../clock.ts";
import { ApplyError, RefusedError } from "../errors.ts";
import type { RunLog } from "../journal/journal-entry.ts";
import type { Step, StepId } from "../plan/step.ts";
import type { BoundPlan } from "../plan-file/bound-plan.ts";
import type { ApplyEvent } from "./apply-event.ts";
import type { ApplyResult, FailedStep, Settlement } from "./apply-result.ts";
import { checkAccount } from "./check-account.ts";
import { checkFootprint } from "./check-footprint.ts";
import { FootprintGuard } from "./footprint-guard.ts";
import { saysPartial } from "./partial-success.ts";
import { Run } from "./run.ts";
import { settle } from "./settle.ts";

export interface ApplyOptions {
  /** Id of this run; every statement carries it in its QUERY_TAG. */
  readonly run: string;
  /** Counts from 1: the how many-th try of the same run. */
  readonly attempt?: number;
  /** Requests that are under way at the same time. */
  readonly parallel?: number;
  /** Steps that are known to be done: when a run is resumed. */
  readonly done?: ReadonlySet<StepId>;
  /** The value of a secret; called by the port only, at the socket. */
  readonly reveal?: (ref: SecretRef) => string;
  /** Asks the run to stop: what is under way is brought to its end, nothing new begins. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ApplyEvent) => void;
  readonly journal?: RunLog;
  readonly clock?: Clock;
}

/**
 * Carries out a plan on the account it was made for, if the account is still as it was planned on.
 * Steps run as soon as what they wait for is done. Throws a `RefusedError` before the first statement, or an `ApplyError` that says
 * what was done, what failed and how the account was found after it, and what is pending.
 */
export async function applyPlan(plan: BoundPlan, account: Account, options: ApplyOptions): Promise<ApplyResult> {
  const { done = new Set<StepId>(), clock = systemClock } = options;
  refuseErrors(plan);
  checkAccount(plan.account, account.facts);
  const outside = await checkFootprint(plan, account, { done, clock, ...(options.signal === undefined ? {} : { signal: options.signal }) });
  if (outside.length > 0) options.onEvent?.({ kind: "moved", subjects: outside });
  const guard = new FootprintGuard(plan, account, clock);
  const run: Run = new Run(plan.steps, account, {
    ...options,
    done,
    clock,
    parallel: options.parallel ?? 8,
    attempt: options.attempt ?? 1,
    guard: (step) => guard.check(step, run.done),
  });
  await run.go();
  const result = await resultOf(plan, run, { account, clock });
  await recordEnd(result, options);
  const [first] = result.failed;
  if (first !== undefined)
    throw new ApplyError(saysPartial(first.error.message) ? "ST4006" : "ST4001", `step ${first.step} failed: ${first.error.message}`, result);
  // All that failed was found to be done when it was read back.
  const [lost] = run.failed.values();
  if (lost !== undefined && result.pending.length > 0) throw new ApplyError("ST4001", `the connection was lost: ${lost.message}`, result);
  if (result.pending.length > 0) throw new ApplyError("ST4002", `the run was stopped: ${result.done.length} of ${plan.steps.length} steps are done`, result);
  return result;
}

function refuseErrors(plan: BoundPlan): void {
  const errors = plan.notes.filter((note) => note.severity === "error");
  if (errors.length === 0) return;
  throw new RefusedError(
    "ST4005",
    `the plan holds ${errors.length === 1 ? "an error" : `${errors.length} errors`}`,
    errors.map((note) => `${note.about}: ${note.message}`),
  );
}

/** What failed is read back. After a lost connection a step may turn out as done, or as never begun. */
async function resultOf(plan: BoundPlan, run: Run, { account, clock }: { readonly account: Account; readonly clock: Clock }): Promise<ApplyResult> {
  const broken = plan.steps.filter((step) => run.failed.has(step.id));
  const settled = broken.length === 0 ? new Map<StepId, Settlement>() : await settle(broken, account, { clock });
  const done = new Set(run.done);
  const failed: FailedStep[] = [];
  for (const step of broken) {
    const error = run.failed.get(step.id) as AccountError;
    const settlement = settled.get(step.id) ?? { settled: "unknown", found: [] };
    const isRefusal = error.details.kind === "statement";
    if (settlement.settled === "done" && !isRefusal) done.add(step.id);
    else if (isRefusal || settlement.settled !== "not done" || failed.length === 0) failed.push({ step: step.id, error, ...settlement });
  }
  const isFailed = new Set(failed.map((one) => one.step));
  const pending = plan.steps.filter((step) => !done.has(step.id) && !isFailed.has(step.id));
  return { done: idsOf(plan.steps.filter((step) => done.has(step.id))), failed, pending: idsOf(pending) };
}

function idsOf(steps: readonly Step[]): readonly StepId[] {
  return steps.map((step) => step.id);
}

async function recordEnd({ done, failed, pending }: ApplyResult, { journal }: ApplyOptions): Promise<void> {
  const settled = failed.map(({ step, settled: as }) => ({ kind: "settled", step, as }) as const);
  const end = { kind: "end", done: done.length, failed: failed.length, pending: pending.length } as const;
  // Its loss was told when it happened.
  await journal?.record([...settled, end]).catch(() => undefined);
}
