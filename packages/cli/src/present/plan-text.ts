import type { Plan } from "@snowtower/engine";
import type { Painter } from "../terminal/painter.ts";
import { line, paintLine } from "./rich/line.ts";
import { wrapLine } from "./rich/wrap-line.ts";
import { stepInWords } from "./step-in-words.ts";
import { summaryOf, summaryWords } from "./summary.ts";

export interface PlanLook {
  readonly width: number;
  readonly paint: Painter;
  /** The statements as a script instead. */
  readonly sql?: boolean;
  /** Folds nothing. */
  readonly full?: boolean;
}

export function planText(plan: Plan, { width, paint }: PlanLook): string {
  const lines = [
    ...plan.steps.map((step) => line(stepInWords(step.id))),
    line(plan.steps.length === 0 ? "No changes. The account is as described." : `Plan: ${summaryWords(summaryOf(plan))}.`),
  ];
  return lines
    .flatMap((each) => wrapLine(each, width))
    .map((each) => paintLine(each, paint))
    .join("\n");
}
