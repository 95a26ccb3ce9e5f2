import type { StepId } from "../plan/step.ts";

/** What a run tells while it runs: for a progress bar, a log, a page. */
export type ApplyEvent =
  /** `index`: the how many-th step that was begun or has ended, of `total`. `seconds`: how long it took. */
  | { readonly kind: "started" | "done" | "failed"; readonly step: StepId; readonly seconds: number; readonly index: number; readonly total: number }
  /** The account had the secret already; told before the step is done. */
  | { readonly kind: "kept"; readonly step: StepId; readonly why: string }
  /** A hint for later plans could not be written. The run goes on. */
  | { readonly kind: "unwritten"; readonly step: StepId; readonly index: number; readonly total: number; readonly why: string }
  /** Changed since the plan was made, outside of what it rests on. */
  | { readonly kind: "moved"; readonly subjects: readonly string[] }
  /** The journal can no longer be written. The run goes on without it. */
  | { readonly kind: "journal-lost"; readonly why: string };
