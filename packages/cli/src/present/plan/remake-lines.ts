import type { Step } from "@snowtower/engine";
import { type Change, kindOfId } from "@snowtower/kinds";
import { displayed, exactly } from "@snowtower/sql";
import { counted } from "../plural.ts";
import { type Line, line, span } from "../rich/line.ts";
import { stepInWords } from "../step-in-words.ts";
import { fieldLines } from "./field-lines.ts";
import type { Remake } from "./remake.ts";
import { RISK_LOOKS, riskLine, undoWords } from "./risk-words.ts";

interface RemakeLook {
  readonly width: number;
  readonly full: boolean;
}

/** What becomes different, and the steps on the way to it, numbered. */
export function remakeLines(remake: Remake, { width, full }: RemakeLook): readonly Line[] {
  const { change, steps } = remake;
  const why = steps[0] === undefined ? [] : [line(span(`because ${steps[0].why}`, "dim"))];
  return [...fieldLines(change, { width, full }), ...steps.flatMap((step, i) => stepLines(`${i + 1}. `, step, { remake, full })), ...(full ? why : [])];
}

function stepLines(number: string, step: Step, { remake, full }: { readonly remake: Remake; readonly full: boolean }): readonly Line[] {
  const head = line(span(number, "dim"), stepWords(step, remake));
  const isSwap = step.changes[0]?.kind === "attachment";
  // What becomes of whoever reads is told with the access.
  if (step.risk === "safe" || (isSwap && !full)) return [head];
  const undo = undoWords(step);
  if (!full) return [[...head, ...line(" ", span(`(${step.risk})`, ...RISK_LOOKS[step.risk]), undo === null ? "" : `; ${undo}`)]];
  const risk = riskLine(step);
  return risk === null ? [head] : [head, line("   ", span("! ", "yellow"), ...risk)];
}

function stepWords({ changes }: Step, { interim }: Remake): string {
  const [first] = changes;
  const shown = interim.slice(kindOfId(interim).length + 1);
  if (first?.kind === "object") {
    if (first.how === "create") return `a new one is created as ${shown}`;
    if (first.how === "drop") return "the former one is removed";
    return first.how === "rename" ? "the new one takes its name" : `${stepInWords((first.to ?? first.from)?.id ?? "")} is altered`;
  }
  if (first?.kind === "grant") return `${counted(changes.length, "grant")} on the former one ${changes.length === 1 ? "is" : "are"} given on the new one`;
  return `the new one takes over ${changes.map(placeWords).join(", ")}`;
}

function placeWords(change: Change): string {
  const edge = change.kind === "attachment" ? (change.to ?? change.from) : null;
  if (edge === null) return "";
  return `${edge.column === undefined ? "" : `column ${displayed(exactly(edge.column))} of `}${stepInWords(edge.on)}`;
}
