import type { Account, SecretRef } from "@snowtower/sql";
import { type Clock, systemClock } from "../clock.ts";
import { ApplyError, RefusedError } from "../errors.ts";
import type { RunLog } from "../journal/journal-entry.ts";
import type { StepId } from "../plan/step.ts";
import type { BoundPlan } from "../plan-file/bound-plan.ts";
import type { Lock } from "../state/lock.ts";
import type { ApplyEvent } from "./apply-event.ts";
import type { ApplyResult } from "./apply-result.ts";
import { checkAccount } from "./check-account.ts";
import { checkFootprint } from "./check-footprint.ts";
import { FootprintGuard } from "./footprint-guard.ts";
import { lockGuard } from "./lock-guard.ts";
import { saysPartial } from "./partial-success.ts";
import { readBack } from "./read-back.ts";
import { Run } from "./run.ts";

interface ApplyOptions {
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
  /** The lock that the run holds: without it no further step is begun, and before a destructive one the account is asked. */
  readonly lock?: Pick<Lock, "check">;
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
    guard: async (step) => (await lockGuard(step, options.lock)) ?? (await guard.check(step, run.done)),
  });
  const bug = await run.go().then(
    () => null,
    (error: unknown) => ({ error }),
  );
  const result = await readBack(plan.steps, run, { account, clock });
  await recordEnd(result, run, options.journal);
  if (bug !== null) throw new ApplyError("ST9001", `a bug stopped the run: ${bug.error instanceof Error ? bug.error.message : String(bug.error)}`, result);
  return complete(plan, run, result);
}

/** The result, if it is the plan's end. */
function complete(plan: BoundPlan, run: Run, result: ApplyResult): ApplyResult {
  const [first] = result.failed;
  if (first !== undefined) {
    const code = saysPartial(first.error.message) ? "ST4006" : "ST4001";
    throw new ApplyError(code, `step ${first.step} failed: ${first.error.message}`, result);
  }
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

async function recordEnd({ done, failed, pending }: ApplyResult, run: Run, journal: RunLog | undefined): Promise<void> {
  const isDone = new Set(done);
  const isPending = new Set(pending);
  const settled = [...run.failed.keys()].map((step) => {
    const as = isDone.has(step) ? "done" : isPending.has(step) ? "not done" : (failed.find((one) => one.step === step)?.settled ?? "unknown");
    return { kind: "settled", step, as } as const;
  });
  const end = { kind: "end", done: done.length, failed: failed.length, pending: pending.length } as const;
  // Its loss was told when it happened.
  await journal?.record([...settled, end]).catch(() => undefined);
}
