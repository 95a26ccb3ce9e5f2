import type { Account, AccountError } from "@snowtower/sql";
import type { Clock } from "../clock.ts";
import type { Step, StepId } from "../plan/step.ts";
import type { ApplyResult, FailedStep, Settlement } from "./apply-result.ts";
import { isRefusal } from "./is-refusal.ts";
import type { Run } from "./run.ts";
import { settle } from "./settle.ts";
import { stillRunning } from "./still-running.ts";

interface ReadBackOptions {
  readonly account: Account;
  readonly clock: Clock;
}

/** Where a run has come to. What failed is read back: after a lost connection a step may turn out as done, or as never begun. */
export async function readBack(steps: readonly Step[], run: Run, options: ReadBackOptions): Promise<ApplyResult> {
  const broken = steps.filter((step) => run.failed.has(step.id));
  const settled = broken.length === 0 ? new Map<StepId, Settlement>() : await settleFailed(broken, run, options);
  const done = new Set(run.done);
  const failed: FailedStep[] = [];
  for (const step of broken) {
    const error = run.failed.get(step.id) as AccountError;
    const settlement = settled.get(step.id) ?? { settled: "unknown", found: [] };
    if (settlement.settled === "done" && !isRefusal(error)) done.add(step.id);
    // Of many steps that were lost together and never begun, one is enough to carry the error.
    else if (isRefusal(error) || settlement.settled !== "not done" || failed.length === 0) failed.push({ step: step.id, error, ...settlement });
  }
  const isFailed = new Set(failed.map((one) => one.step));
  const pending = steps.filter((step) => !done.has(step.id) && !isFailed.has(step.id) && !run.unwritten.has(step.id));
  const result = { done: idsOf(steps.filter((step) => done.has(step.id))), failed, pending: idsOf(pending) };
  return run.unwritten.size === 0 ? result : { ...result, unwritten: [...run.unwritten.keys()] };
}

/** A statement that is still running has no end that could be read. */
async function settleFailed(broken: readonly Step[], run: Run, { account, clock }: ReadBackOptions): Promise<ReadonlyMap<StepId, Settlement>> {
  const lost = broken.filter((step) => !isRefusal(run.failed.get(step.id) as AccountError));
  const tags = lost.flatMap((step) => run.tags.get(step.id) ?? []);
  // Not every role may look at the history of queries: then the look at the objects has to do.
  const running = await stillRunning(tags, account).catch(() => []);
  const settled = new Map(await settle(broken, account, { clock }));
  for (const { tag, queryId } of running) {
    for (const step of lost) {
      if (run.tags.get(step.id) === tag) settled.set(step.id, { settled: "unknown", found: [`its statement is still running: query ${queryId}`] });
    }
  }
  return settled;
}

function idsOf(steps: readonly Step[]): readonly StepId[] {
  return steps.map((step) => step.id);
}
