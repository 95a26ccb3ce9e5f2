import type { Plan } from "@snowtower/engine";
import { counted } from "../plural.ts";
import { type Line, line, span } from "../rich/line.ts";
import { summaryOf, summaryWords } from "../summary.ts";

/** How it can be taken back where it cannot be in full, and the plan in numbers. */
export function footerLines(plan: Plan): readonly Line[] {
  const undo = undoSummary(plan);
  return [...(undo === null ? [] : [line(span("Undo: ", "bold"), undo)]), summaryLine(plan)];
}

function summaryLine(plan: Plan): Line {
  const summary = summaryOf(plan);
  const errors = summary.errors > 0 ? ` It holds ${counted(summary.errors, "error")} and is not to be applied.` : "";
  if (plan.steps.length > 0) return line(span("Plan: ", "bold"), `${summaryWords(summary)}.`, span(errors, "bold", "red"));
  return errors === ""
    ? line(span("No changes. The account is as described.", "bold"))
    : line(span("No changes could be planned.", "bold"), span(errors, "bold", "red"));
}

/** `2 steps cannot be undone, 1 not in full; 3 only until 7 days after the step` */
export function undoSummary({ steps }: Pick<Plan, "steps">): string | null {
  const none = steps.filter(({ undo }) => undo.kind === "none").length;
  const inPart = steps.filter(({ undo }) => undo.kind === "recreated").length;
  const deadlines = new Map<string, number>();
  for (const { undo } of steps) if (undo.kind !== "none" && undo.until !== undefined) deadlines.set(undo.until, (deadlines.get(undo.until) ?? 0) + 1);
  const parts = [
    none > 0 ? `${counted(none, "step")} cannot be undone` : "",
    inPart > 0 ? `${counted(inPart, "step")} not in full` : "",
    ...[...deadlines].map(([until, count]) => `${counted(count, "step")} only until ${until}`),
  ].filter(Boolean);
  return parts.length === 0 ? null : `${parts.join("; ")}.`;
}
