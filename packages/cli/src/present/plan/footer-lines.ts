import type { Plan } from "@snowtower/engine";
import { counted, thousands } from "../plural.ts";
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

/** `38 exactly, 3 not in full (lost: the offset), 2 not at all; 3 only until 7 days after the step`; `null` where all come back as it was, whenever. */
export function undoSummary({ steps }: Pick<Plan, "steps">): string | null {
  const exactly = steps.filter(({ undo }) => undo.kind === "exact").length;
  const none = steps.filter(({ undo }) => undo.kind === "none").length;
  const losing = steps.flatMap(({ undo }) => (undo.kind === "recreated" ? [undo.lost] : []));
  const deadlines = new Map<string, number>();
  for (const { undo } of steps) if (undo.kind !== "none" && undo.until !== undefined) deadlines.set(undo.until, (deadlines.get(undo.until) ?? 0) + 1);
  if (none + losing.length + deadlines.size === 0) return null;
  const classes = [
    exactly > 0 ? `${counted(exactly, "step")} exactly` : "",
    losing.length > 0 ? `${counted(losing.length, "step")} not in full${lostWords(losing.flat())}` : "",
    none > 0 ? `${counted(none, "step")} not at all` : "",
  ].filter(Boolean);
  return `${[classes.join(", "), ...[...deadlines].map(([until, count]) => `${counted(count, "step")} only until ${until}`)].join("; ")}.`;
}

const MOST_LOST = 2;

/** What does not come back, the most frequent first. */
function lostWords(lost: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const each of lost) counts.set(each, (counts.get(each) ?? 0) + 1);
  const words = [...counts].sort(([, a], [, b]) => b - a).map(([each, count]) => (count > 1 ? `${each}, of ${thousands(count)}` : each));
  if (words.length === 0) return "";
  const left = words.length - MOST_LOST;
  return ` (lost: ${[...words.slice(0, MOST_LOST), ...(left > 0 ? [`and ${thousands(left)} more`] : [])].join("; ")})`;
}
