import type { Edition } from "@snowtower/sql";
import { LocalAccount } from "../local-account.ts";
import type { LocalSession, StatementOutcome, StatementResult } from "../session.ts";
import type { Columns, Example, Step } from "./parse-examples.ts";

/** Runs an example on an account of its own. Throws what is not as it says, with the line. */
export async function runExample(example: Example): Promise<void> {
  const edition = example.steps.find(({ kind }) => kind === "edition");
  // A fixed start, so that nothing depends on the day; each look at the clock is a millisecond later.
  let clock = Date.UTC(2026, 0, 15, 12);
  const account = LocalAccount.create({ now: () => clock++, ...(edition?.kind === "edition" ? { edition: edition.value as Edition } : {}) });
  const open = (who: Who): LocalSession => account.openSession({ user: who.user, role: who.role, secondaryRoles: who.secondary ? "ALL" : "NONE" });
  let who: Who = { user: "ADMIN", role: "ACCOUNTADMIN", secondary: false };
  let session = open(who);
  try {
    for (const step of example.steps) {
      if (step.kind === "user") who = { ...who, user: step.value };
      else if (step.kind === "as") {
        who = { ...who, role: step.role, secondary: step.secondary };
        session = open(who);
      } else await runStep(session, step);
    }
  } finally {
    await account.close();
  }
}

interface Who {
  readonly user: string;
  readonly role: string;
  readonly secondary: boolean;
}

async function runStep(session: LocalSession, step: Step): Promise<void> {
  if (step.kind === "edition" || step.kind === "user" || step.kind === "as") return;
  const outcomes = await session.execute(step.text, { multiStatementCount: step.kind === "setup" ? 0 : 1 });
  const failed = outcomes.find((outcome) => outcome.kind === "failed");
  if (step.kind === "error") return checkError(step, failed);
  if (failed !== undefined) throw new Error(`line ${step.line}: ${failed.text}\n${failed.error.code} ${failed.error.message}`);
  const last = outcomes.at(-1);
  if (last?.kind !== "done" || step.kind === "setup") return;
  if (step.kind === "ok" && step.status !== null) expectSame(last.result.status, step.status, step.line);
  if (step.kind === "query") checkRows(step, last.result);
}

type Failed = Extract<StatementOutcome, { kind: "failed" }>;

function checkError(step: Extract<Step, { kind: "error" }>, failed: Failed | undefined): void {
  if (failed === undefined) throw new Error(`line ${step.line}: not refused\n${step.text}`);
  const { code, message } = failed.error;
  const isMeant = (step.code === null || step.code === code) && message.replaceAll("\n", " ").includes(step.words);
  if (!isMeant) throw new Error(`line ${step.line}: refused with\n${code} ${message}\nnot ${step.code ?? ""} ${step.words}`);
}

function checkRows(step: Extract<Step, { kind: "query" }>, result: StatementResult): void {
  const names = result.columns.map(({ name }) => name);
  const rows =
    step.columns === "names"
      ? [names.join(", ")]
      : result.rows.map((row) =>
          chosen(names, step)
            .map((at) => cellText(row[at]))
            .join(" | "),
        );
  const [got, wanted] = step.sorted ? [[...rows].sort(), [...step.rows].sort()] : [rows, step.rows];
  expectSame(got.join("\n"), wanted.join("\n"), step.line);
}

function chosen(names: readonly string[], step: { readonly columns: Columns; readonly line: number }): readonly number[] {
  if (typeof step.columns === "string") return names.map((_, at) => at);
  return step.columns.map((name) => {
    const at = names.indexOf(name);
    if (at === -1) throw new Error(`line ${step.line}: no column ${name} among ${names.join(", ")}`);
    return at;
  });
}

function cellText(cell: string | null | undefined): string {
  return cell === null || cell === undefined ? "NULL" : cell.replaceAll("\n", "\\n");
}

function expectSame(got: string, wanted: string, line: number): void {
  if (got !== wanted) throw new Error(`line ${line}: got\n${got}\nexpected\n${wanted}`);
}
