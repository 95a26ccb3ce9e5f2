import type { Note, Plan, Step, Undo } from "@snowtower/engine";
import { type Change, grantKey } from "@snowtower/kinds";
import type { Statement } from "@snowtower/sql";

/** A plan as golden texts have it: every step whole, in its order, and what the planner notes. */
export function planLines({ steps, notes }: Plan, brief: boolean): string {
  const told = brief ? steps.map(head) : steps.flatMap(whole);
  return [...told, ...notes.map(noted), ...(steps.length === 0 ? ["no changes"] : [])].map((line) => `${line}\n`).join("");
}

function head(step: Step): string {
  return `${step.id} (${[verbs(step.changes), step.risk].join(", ")})`;
}

function whole(step: Step): string[] {
  return [
    `${head(step)} as ${step.as}`,
    `  because ${step.why}`,
    ...step.statements.flatMap(statementLines),
    ...step.implied.map((change) => `  besides: ${inWords(change)}`),
    ...undoLines(step.undo),
  ];
}

function verbs(changes: readonly Change[]): string {
  return [...new Set(changes.map(verb))].join(" and ");
}

function verb(change: Change): string {
  if (change.kind === "object") return change.from?.owner !== change.to?.owner && change.how === "alter" ? "own" : change.how;
  return change.to === null ? "take" : "give";
}

function statementLines(statement: Statement): string[] {
  return statement.text.split("\n").map((line, i) => (i === 0 ? `  ${line}` : `    ${line}`));
}

function undoLines(undo: Undo): string[] {
  if (undo.kind === "none") return [`  no undo: ${undo.because}`];
  const until = undo.until === undefined ? "" : `, until ${undo.until}`;
  const lost = undo.lost.map((each) => `    lost: ${each}`);
  return [`  undo (${undo.kind}${until})`, ...undo.statements.flatMap(statementLines).map((line) => `  ${line}`), ...lost];
}

function inWords(change: Change): string {
  if (change.kind === "object") return `${verb(change)} ${change.to?.id ?? change.from?.id} ${change.fields.join(" ")}`.trimEnd();
  if (change.kind === "grant") return `${verb(change)} ${grantKey((change.to ?? change.from) as NonNullable<typeof change.to>)}`;
  const end = change.to ?? change.from;
  return `${change.to === null ? "unset" : "set"} ${end?.what} on ${end?.on}${end?.column === undefined ? "" : `.${end.column}`}`;
}

function noted({ severity, code, message }: Note): string {
  return `${severity}[${code}] ${message}`;
}
