import type { Risk, Step } from "@snowtower/engine";
import { destroys } from "@snowtower/kinds";
import { listed, thousands } from "../plural.ts";
import { type Line, type Look, line, span } from "../rich/line.ts";

export const RISK_LOOKS: Readonly<Record<Risk, readonly Look[]>> = { safe: [], caution: ["yellow"], destructive: ["bold", "red"], lockout: ["bold", "red"] };

/** `destructive: it is not described; can be undone, until 7 days after the step`: what a step may cost, why, and what takes it back; once for `count` steps of which the same is true. */
export function riskLine(step: Step, count = 1): Line | null {
  if (step.risk === "safe") return null;
  const undo = undoWords(step);
  return line(
    span(`${step.risk}${count > 1 ? `, each of the ${thousands(count)}` : ""}:`, ...RISK_LOOKS[step.risk]),
    ` ${riskReason(step)}${undo === null ? "" : `; ${undo}`}`,
  );
}

export function riskReason({ changes, why }: Step): string {
  const lost = changes.flatMap((change) => (change.kind === "object" && change.how !== "drop" && change.how !== "create" ? destroys(change) : []));
  return lost.length === 0 ? why : `${why}; changing ${listed(lost)} loses data or history`;
}

/** `null` where it can be taken back as if it had never been. */
export function undoWords({ undo }: Pick<Step, "undo">): string | null {
  if (undo.kind === "none") return `cannot be undone: ${undo.because}`;
  const until = undo.until === undefined ? "" : ` until ${undo.until}`;
  if (undo.kind === "exact") return undo.until === undefined ? null : `can be undone${until}`;
  return `${undo.until === undefined ? "cannot be undone in full" : `can be undone${until}, but not in full`} (${undo.lost.join("; ")})`;
}
