import type { AccountError } from "@snowtower/sql";
import type { StepId } from "../plan/step.ts";

/** What a look at the account says about a step: its change is there, is not there, is there in part, or cannot be told. */
export type Settled = "done" | "not done" | "half done" | "unknown";

export interface Settlement {
  readonly settled: Settled;
  /** What was found where it is not simply done or not done, for people: `warehouse:LOAD comment: not as planned`. */
  readonly found: readonly string[];
}

export interface FailedStep extends Settlement {
  readonly step: StepId;
  readonly error: AccountError;
}

/** Where a run has come to; each list in the order of the plan. */
export interface ApplyResult {
  readonly done: readonly StepId[];
  readonly failed: readonly FailedStep[];
  /** Not begun, or begun and read back as not there. */
  readonly pending: readonly StepId[];
  /** Hints for later plans that the account refused to keep, if there are any: nothing is wrong without them. */
  readonly unwritten?: readonly StepId[];
}
