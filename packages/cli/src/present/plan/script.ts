import type { Plan, Step } from "@snowtower/engine";
import { displayed, quoted } from "@snowtower/sql";
import { type Line, line, span } from "../rich/line.ts";
import { wrapLine } from "../rich/wrap-line.ts";
import { stepInWords } from "../step-in-words.ts";
import { footerLines } from "./footer-lines.ts";
import { headerLines } from "./header-lines.ts";
import { noteLines } from "./note-lines.ts";
import { dangerWords, RISK_LOOKS, undoWords } from "./risk-words.ts";

/** A line of a script: a comment that is laid out, or SQL that is left as it is, however long. */
type ScriptLine = { readonly comment: Line } | { readonly sql: string };

/** The plan's statements as a script that can be read, kept, and run but for its secrets. Nothing is cut. */
export function script(plan: Plan, width: number): readonly ScriptLine[] {
  const secrets = plan.steps.some(({ statements }) => statements.some((statement) => statement.secrets.length > 0));
  const hint = secrets ? [line("Secrets are left out; they are filled in when the plan is applied.")] : [];
  const head = [...headerLines(plan, width - 3), ...hint, ...noteLines(plan.notes, { width: width - 3, full: true })];
  let role = "";
  const steps = plan.steps.flatMap((step, i): ScriptLine[] => {
    const isOther = step.as !== role;
    role = step.as;
    return [
      { sql: "" },
      ...comments([stepHead(step, i + 1, plan.steps.length), ...stepRemarks(step)], width),
      ...(isOther ? [{ sql: `USE ROLE ${quoted(step.as)};` }] : []),
      ...step.statements.flatMap(({ text }) => sqlLines(`${text};`)),
    ];
  });
  const session = plan.steps.length > 0 ? [{ sql: "" }, { sql: "USE SECONDARY ROLES NONE;" }] : [];
  return [...comments(head, width), ...session, ...steps, { sql: "" }, ...comments(footerLines(plan), width)];
}

/** The statements of some steps, for a reader. */
export function stepsScript(steps: readonly Step[]): string {
  return steps
    .flatMap((step) => [`-- ${stepInWords(step.id)}, as ${displayed(step.as)}`.replace(/[\r\n]/g, " "), ...step.statements.map(({ text }) => `${text};`)])
    .join("\n");
}

function comments(lines: readonly Line[], width: number): readonly ScriptLine[] {
  return lines.flatMap((each) => wrapLine(each, width - 3, 2)).map((each) => ({ comment: [span("-- ", "dim"), ...each] }));
}

function stepHead({ id, risk, as }: Step, number: number, total: number): Line {
  const risky = risk === "safe" ? [] : ["  ", span(risk, ...RISK_LOOKS[risk])];
  return line(span(`${number}/${total} `, "dim"), span(stepInWords(id), "bold"), span(`  as ${displayed(as)}`, "dim"), ...risky);
}

function stepRemarks(step: Step): readonly Line[] {
  const undo = undoWords(step);
  const danger = step.risk === "safe" || step.danger === undefined ? [] : [line("! ", dangerWords(step))];
  return [line(span(`because ${step.why}`, "dim")), ...danger, ...(undo === null ? [] : [line(span(undo, "dim"))])];
}

function sqlLines(text: string): readonly ScriptLine[] {
  return visibleLines(text).map((sql) => ({ sql }));
}

/** A terminal obeys no control character of a body or comment; Snowflake reads the escape in a string as the character. */
export function visibleLines(text: string): readonly string[] {
  const visible = text.replace(/\r\n/g, "\n").replace(/[^\P{Cc}\n\t]/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return visible.split("\n");
}
