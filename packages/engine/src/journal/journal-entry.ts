import type { Settled } from "../apply/apply-result.ts";
import type { StepId } from "../plan/step.ts";

export const JOURNAL_FORMAT = "snowtower-journal";
export const JOURNAL_VERSION = 1;

export interface JournalHeader {
  readonly format: typeof JOURNAL_FORMAT;
  readonly version: number;
  readonly run: string;
  /** Digest of the plan file. */
  readonly plan: string;
  /** `ORGANIZATION.NAME` of the account. */
  readonly account: string;
  readonly at: string;
}

/** What a run writes down. `before` stands in the file before anything is sent; statements and errors hold no secret. */
export type RunEntry =
  /** These steps are about to be sent in one request, under this tag. */
  | { readonly kind: "before"; readonly steps: readonly StepId[]; readonly tag: string }
  | { readonly kind: "done"; readonly step: StepId; readonly queryIds: readonly string[] }
  | { readonly kind: "failed"; readonly step: StepId; readonly message: string; readonly code?: string; readonly queryId?: string }
  /** Not reached by the request that it travelled in: nothing of it was sent on. */
  | { readonly kind: "unreached"; readonly step: StepId }
  /** What was found when the step was read back. */
  | { readonly kind: "settled"; readonly step: StepId; readonly as: Settled }
  | { readonly kind: "end"; readonly done: number; readonly failed: number; readonly pending: number };

export type JournalEntry = RunEntry & { readonly at: string };

/** Where a run writes to. A run goes on when this fails: the plan and the account alone are enough to resume it. */
export interface RunLog {
  /** Returns when the entries are on the disk. */
  record(entries: readonly RunEntry[]): Promise<void>;
}
