import type { Plan, Risk, Step, Undo } from "@snowtower/engine";
import { displayed, quoted, type Statement } from "@snowtower/sql";
import type { Painter } from "../../terminal/painter.ts";
import { noteLines } from "../plan/note-lines.ts";
import { dangerWords, RISK_LOOKS } from "../plan/risk-words.ts";
import { visibleLines } from "../plan/script.ts";
import { thousands } from "../plural.ts";
import { type Line, line, paintLine, span } from "../rich/line.ts";
import { padText } from "../rich/text-width.ts";
import { wrapLine } from "../rich/wrap-line.ts";
import { stepInWords } from "../step-in-words.ts";
import type { NumberedStep } from "./find-step.ts";
import { impliedWords } from "./implied-words.ts";
import { notesOnStep } from "./notes-on-step.ts";
import { type Neighbour, stepsAfter, stepsBefore } from "./order-words.ts";
import { roleWords } from "./role-words.ts";
import { subjectsOfStep } from "./subjects-of-step.ts";

interface StepLook {
  readonly width: number;
  readonly paint: Painter;
}

const LABEL = 10;
/** Of what there can be thousands so much is shown. */
const MOST = 12;

const RISKS: Readonly<Record<Risk, string>> = {
  safe: "nothing is lost, and nobody is interrupted",
  caution: "somebody may see more or less, or be interrupted",
  destructive: "data or history is lost",
  lockout: "somebody might not get in again",
};

/** All that is known of one step: what it does, why, as whom, what it may cost, how it is taken back, and what it waits for. */
export function stepText(plan: Plan, { number, step }: NumberedStep, { width, paint }: StepLook): string {
  const facts = [
    fact("id", step.id),
    fact("why", step.why),
    fact("runs as", `${displayed(step.as)}: ${roleWords(step, plan)}`),
    ...factsOf("needs", step.needs.length === 0 ? ["nothing but what the role owns"] : step.needs),
    ...riskFacts(step),
    ...undoFacts(step.undo),
    ...factsOf(
      "besides",
      limited(
        step.implied.map((change) => `Snowflake ${impliedWords(change)}`),
        "changes",
      ),
    ),
    ...factsOf("after", neighbours(stepsBefore(plan, step), "nothing: it can be the first")),
    ...factsOf("before", neighbours(stepsAfter(plan, step), "nothing waits for it")),
    ...factsOf("rests on", limited(subjectsOfStep(step, plan), "subjects")),
  ];
  const head = line(span(`Step ${thousands(number)} of ${thousands(plan.steps.length)}: `, "dim"), span(stepInWords(step.id), "bold"));
  const notes = noteLines(notesOnStep(plan, step), { width, full: true });
  const blocks = [
    [head, ...facts].flatMap((each, i) => wrapLine(each, width, i === 0 ? 2 : LABEL + 2)).map((each) => paintLine(each, paint)),
    notes.map((each) => paintLine(each, paint)),
    sqlBlock("Statements", [`USE ROLE ${quoted(step.as)};`], { statements: step.statements, paint }),
    step.undo.kind === "none" ? [] : sqlBlock("Undo", [], { statements: step.undo.statements, paint }),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n");
}

/** The steps that were meant, for whoever has to choose, or all of a plan. */
export function stepList(found: readonly NumberedStep[], { width, paint }: StepLook): string {
  const wide = String(found.at(-1)?.number ?? 0).length;
  const lines = found.map(({ number, step }) => {
    const risk = step.risk === "safe" ? [] : ["  ", span(step.risk, ...RISK_LOOKS[step.risk])];
    return line(span(`${String(number).padStart(wide + 2)}  `, "dim"), step.id, ...risk);
  });
  return lines
    .flatMap((each) => wrapLine(each, width, wide + 6))
    .map((each) => paintLine(each, paint))
    .join("\n");
}

function fact(label: string, words: string): Line {
  return line("  ", span(padText(label, LABEL), "dim"), words);
}

/** The label stands before the first of them. */
function factsOf(label: string, all: readonly string[]): readonly Line[] {
  return all.map((words, i) => fact(i === 0 ? label : "", words));
}

function riskFacts(step: Step): readonly Line[] {
  const { risk } = step;
  const words = [line("  ", span(padText("risk", LABEL), "dim"), span(risk, ...RISK_LOOKS[risk]), `: ${RISKS[risk]}`)];
  return risk === "safe" ? words : [...words, fact("", dangerWords(step))];
}

function undoFacts(undo: Undo): readonly Line[] {
  if (undo.kind === "none") return [fact("undo", `none: ${undo.because}`)];
  const how = undo.kind === "exact" ? "exact: it comes back as it was" : "recreated: the definition comes back, not all that was on it";
  const until = undo.until === undefined ? [] : [`only until ${undo.until}`];
  return factsOf("undo", [how, ...undo.lost.map((each) => `lost: ${each}`), ...until]);
}

function neighbours(all: readonly Neighbour[], none: string): readonly string[] {
  if (all.length === 0) return [none];
  return limited(
    all.map(({ number, step, because }) => `${number} ${stepInWords(step.id)}: ${because}`),
    "steps",
  );
}

function limited(all: readonly string[], what: string): readonly string[] {
  return all.length <= MOST + 1 ? all : [...all.slice(0, MOST), `and ${thousands(all.length - MOST)} more ${what} (--format json names them)`];
}

function sqlBlock(
  title: string,
  before: readonly string[],
  { statements, paint }: { readonly statements: readonly Statement[]; readonly paint: Painter },
): readonly string[] {
  if (statements.length === 0) return [];
  return [paint.bold(title), ...before, ...statements.flatMap(({ text }) => visibleLines(`${text};`))];
}
