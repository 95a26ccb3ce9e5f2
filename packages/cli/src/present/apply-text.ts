import type { ApplyResult, FailedStep, Plan, Step } from "@snowtower/engine";
import type { Painter } from "../terminal/painter.ts";
import { undoSummary } from "./plan/footer-lines.ts";
import { counted, thousands } from "./plural.ts";
import { type Line, line, paintLine, span } from "./rich/line.ts";
import { wrapLine } from "./rich/wrap-line.ts";
import { stepInWords } from "./step-in-words.ts";

interface ApplyLook {
  readonly width: number;
  readonly paint: Painter;
  /** Why the run ended before the plan did; absent if it did not. */
  readonly error?: { readonly code: string; readonly message: string };
}

/** So many of the steps that wait are named. */
const MOST_PENDING = 5;

/** How a run ended: what is done, what failed and why, what waits, and what to do next. */
export function applyText(plan: Plan, result: ApplyResult, { width, paint, error }: ApplyLook): string {
  const lines = error === undefined ? [doneLine(plan, result), ...undoLines(plan, result)] : stoppedLines(plan, result, error);
  return lines
    .flatMap((each) => wrapLine(each, width, indentOf(each) + 2))
    .map((each) => paintLine(each, paint))
    .join("\n");
}

function doneLine({ account, steps }: Plan, { done }: ApplyResult): Line {
  const where = `${account.organization}.${account.name}`;
  if (steps.length === 0) return line(span("Nothing was changed.", "bold"), " The account is as described.");
  return line(span("Done.", "bold", "green"), ` ${counted(done.length, "step")} applied to ${where}.`);
}

function stoppedLines(plan: Plan, result: ApplyResult, error: { readonly code: string; readonly message: string }): readonly Line[] {
  const { done, failed, pending } = result;
  const head = line(span(`error[${error.code}]`, "bold", "red"), ` ${error.message}`);
  if (done.length === 0 && failed.every(({ settled }) => settled === "not done")) {
    return [
      head,
      ...failedLines(plan, failed),
      line(span("Nothing was changed.", "bold"), ` All ${counted(plan.steps.length, "step")} ${plan.steps.length === 1 ? "is" : "are"} still to do.`),
      nextLine(result),
    ];
  }
  const counts = [
    `${counted(done.length, "step")} done`,
    failed.length > 0 ? `${thousands(failed.length)} failed` : "",
    `${thousands(pending.length)} not begun`,
  ].filter(Boolean);
  return [
    head,
    ...failedLines(plan, failed),
    line(span("Stopped part-way: ", "bold", "yellow"), `${counts.join(", ")}.`),
    ...pendingLines(pending),
    ...undoLines(plan, result),
    nextLine(result),
  ];
}

/** With Snowflake's own words and numbers, so that they can be looked up and asked about. */
function failedLines({ steps }: Plan, failed: readonly FailedStep[]): readonly Line[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  return failed.flatMap((failure) => {
    const { code, queryId, line: row, column } = failure.error.details;
    const place = row === undefined ? "" : `line ${row}${column === undefined ? "" : `, column ${column}`}`;
    const facts = [code === undefined ? "" : `Snowflake's code ${code}`, place, queryId === undefined ? "" : `query id ${queryId}`].filter(Boolean).join("; ");
    return [
      line("  ", span("failed: ", "bold", "red"), span(stepInWords(failure.step), "bold"), ...asWhom(byId.get(failure.step))),
      line(`    ${failure.error.message}`),
      ...(facts === "" ? [] : [line("    ", span(facts, "dim"))]),
      ...(failure.error.details.statement === undefined ? [] : [line("    ", span(`statement: ${failure.error.details.statement}`, "dim"))]),
      line(`    ${settledWords(failure)}`),
    ];
  });
}

function asWhom(step: Step | undefined): readonly ReturnType<typeof span>[] {
  return step === undefined ? [] : [span(` as role ${step.as}`, "dim")];
}

const SETTLED: Readonly<Record<FailedStep["settled"], string>> = {
  done: "The account was looked at again: the change is there all the same.",
  "not done": "The account was looked at again: it is as it was before this step.",
  "half done": "The account was looked at again: the change is there in part.",
  unknown: "What the step left behind could not be read.",
};

function settledWords({ settled, found }: FailedStep): string {
  return found.length === 0 ? SETTLED[settled] : `${SETTLED[settled]} ${found.join("; ")}.`;
}

function pendingLines(pending: readonly string[]): readonly Line[] {
  const shown = pending.slice(0, pending.length <= MOST_PENDING + 1 ? pending.length : MOST_PENDING);
  const left = pending.length - shown.length;
  return [
    ...shown.map((id) => line(span(`  not begun: ${stepInWords(id)}`, "dim"))),
    ...(left > 0 ? [line(span(`  and ${counted(left, "more step")}`, "dim"))] : []),
  ];
}

function nextLine({ failed }: ApplyResult): Line {
  const cause = failed.length > 0 ? "remove the cause, then run " : "run ";
  return line(span("Next: ", "bold"), `${cause}the same apply again. It looks at the account first: what is done is not done twice.`);
}

/** Of what was done: what cannot be taken back, and until when the rest can. */
function undoLines({ steps }: Plan, { done }: ApplyResult): readonly Line[] {
  const ids = new Set(done);
  const undo = undoSummary({ steps: steps.filter(({ id }) => ids.has(id)) });
  return undo === null ? [] : [line(span("Undo: ", "bold"), undo)];
}

function indentOf(spans: Line): number {
  const text = spans.map((each) => each.text).join("");
  return text.length - text.trimStart().length;
}
