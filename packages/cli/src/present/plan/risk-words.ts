import type { Risk, Step } from "@snowtower/engine";
import { thousands } from "../plural.ts";
import { type Line, type Look, line, span } from "../rich/line.ts";

export const RISK_LOOKS: Readonly<Record<Risk, readonly Look[]>> = { safe: [], caution: ["yellow"], destructive: ["bold", "red"], lockout: ["bold", "red"] };

/** `destructive: its data goes with it; can be undone until 7 days after the step`: what a step could do, and what takes it back; once for `count` steps of which the same is true. */
export function riskLine(step: Step, count = 1): Line | null {
  if (step.risk === "safe") return null;
  const undo = undoWords(step);
  return line(
    span(`${step.risk}${count > 1 ? `, each of the ${thousands(count)}` : ""}:`, ...RISK_LOOKS[step.risk]),
    ` ${dangerWords(step)}${undo === null ? "" : `; ${undo}`}`,
  );
}

/** What a step that is not safe could do; for one that does not say it, why it is there. */
export function dangerWords({ danger, why }: Pick<Step, "danger" | "why">): string {
  return danger ?? why;
}

/** `null` where it can be taken back as if it had never been. What the danger names is not named again. */
export function undoWords({ undo, danger = "" }: Pick<Step, "undo" | "danger">): string | null {
  if (undo.kind === "none") return `cannot be undone: ${undo.because}`;
  const until = undo.until === undefined ? "" : ` until ${undo.until}`;
  if (undo.kind === "exact") return undo.until === undefined ? null : `can be undone${until}`;
  const lost = undo.lost.filter((each) => !danger.includes(each));
  const missing = lost.length === 0 ? "" : ` (${lost.join("; ")})`;
  return `${undo.until === undefined ? "cannot be undone in full" : `can be undone${until}, but not in full`}${missing}`;
}
