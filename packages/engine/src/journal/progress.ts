import type { StepId } from "../plan/step.ts";
import type { JournalEntry } from "./journal-entry.ts";

/** What a journal says of the steps of its run; steps that it does not name were not begun. */
interface RunProgress {
  readonly done: ReadonlySet<StepId>;
  /** Begun, and not known to be done: to be read back. */
  readonly open: ReadonlySet<StepId>;
}

/** Folds the entries of a journal. It only saves looking: what it calls open has to be read from the account. */
export function progressOf(entries: readonly JournalEntry[]): RunProgress {
  const done = new Set<StepId>();
  const open = new Set<StepId>();
  const put = (step: StepId, as: "done" | "open" | "pending"): void => {
    done.delete(step);
    open.delete(step);
    if (as === "done") done.add(step);
    if (as === "open") open.add(step);
  };
  for (const entry of entries) {
    if (entry.kind === "before") for (const step of entry.steps) put(step, "open");
    if (entry.kind === "done") put(entry.step, "done");
    if (entry.kind === "failed") put(entry.step, "open");
    if (entry.kind === "unreached") put(entry.step, "pending");
    if (entry.kind === "settled") put(entry.step, SETTLED_AS[entry.as]);
  }
  return { done, open };
}

const SETTLED_AS = { done: "done", "not done": "pending", "half done": "open", unknown: "open" } as const;
