import { lex, positionAt } from "@snowtower/sql";
import type { StatementOutcome } from "../session.ts";
import { SqlError } from "../sql-error.ts";

type Failed = Extract<StatementOutcome, { readonly kind: "failed" }>;

/** How much of a statement the message shows. */
const SHOWN = 30;

/** What a client is told when one statement of several failed: Snowflake runs them by a procedure in JavaScript, and its words are those of that procedure (docs: developer-guide/sql-api/submitting-multiple-statements). */
export function multiFailure(text: string, outcomes: readonly StatementOutcome[]): SqlError | null {
  const failed = outcomes.find((outcome) => outcome.kind === "failed");
  if (failed === undefined) return null;
  // Whoever ended them is told so, and one alone is told as it is.
  if (outcomes.length < 2 || failed.error.code === "000604" || failed.error.code === "000630") return failed.error;
  const { statement, line, position } = placeOf(text, outcomes, failed);
  const shown = statement.length > SHOWN ? `${statement.slice(0, SHOWN)}...` : statement;
  const words = "Execution of multiple statements failed on statement";
  const script = `    throw \`${words} {0} (at line {1}, position {2}).\`.replace('{1}', LINES[i])`;
  return new SqlError(
    "100132",
    "P0000",
    `JavaScript execution error: Uncaught ${words} "${shown}" (at line ${line}, position ${position}).\n${failed.error.message} in SYSTEM$MULTISTMT at '${script}' position 4\nstackstrace: \nSYSTEM$MULTISTMT line: 10`,
  );
}

interface Place {
  readonly statement: string;
  readonly line: number;
  readonly position: number;
}

function placeOf(text: string, outcomes: readonly StatementOutcome[], failed: Failed): Place {
  let at = 0;
  for (const outcome of outcomes) {
    const source = outcome.kind === "done" ? outcome.result.text : outcome.text;
    const start = Math.max(0, text.indexOf(source, at));
    if (outcome === failed) {
      const first = lex(source).tokens[0]?.start ?? 0;
      const { line, column } = positionAt(text, start + first);
      return { statement: source.slice(first).trimEnd(), line, position: column - 1 };
    }
    at = start + source.length;
  }
  return { statement: failed.text, line: 1, position: 0 };
}
