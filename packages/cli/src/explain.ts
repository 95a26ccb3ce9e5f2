import { ApplyError, BugError, EXIT, exitCodeOf, FormatError, RefusedError } from "@snowtower/engine";
import type { Code } from "@snowtower/kinds";
import { AccountError, type AccountErrorKind } from "@snowtower/sql";
import type { Terminal } from "./terminal/terminal.ts";
import { UsageError } from "./usage-error.ts";

/** Says what went wrong, once, with its code and what to do; gives the exit code. */
export function explain(error: unknown, terminal: Terminal): number {
  const paint = terminal.paintError;
  const head = (code: string, message: string): string => `${paint.red(`error[${code}]`)} ${paint.bold(message)}`;
  if (error instanceof UsageError) terminal.complain(withHint(head(error.code, error.message), error.hint));
  else if (error instanceof AccountError) terminal.complain(accountError(error, head));
  else if (error instanceof RefusedError) terminal.complain([head(error.code, error.message), ...error.reasons.map((reason) => `  ${reason}`), "Nothing was changed."].join("\n"));
  else if (error instanceof FormatError || error instanceof ApplyError) terminal.complain(head(error.code, error.message));
  else if (isInterruption(error)) {
    terminal.complain("Interrupted; nothing was changed.");
    return 130;
  } else terminal.complain(bug(error, head));
  return error instanceof ApplyError || error instanceof RefusedError ? exitCodeOf(error) : EXIT.error;
}

const CODES: Readonly<Record<AccountErrorKind, Code>> = { login: "ST3004", unreachable: "ST3005", lost: "ST3006", statement: "ST3007", cancelled: "ST3008" };

const HINTS: Partial<Record<AccountErrorKind, string>> = {
  login: "check the user, the credential and the role of the connection",
  unreachable: "check the account's name, the host and the network",
  lost: "run the command again: what was done is read back from the account",
};

function accountError(error: AccountError, head: (code: string, message: string) => string): string {
  const { kind, code, sqlState, queryId } = error.details;
  const told = [code === undefined ? "" : `Snowflake's code ${code}`, sqlState === undefined ? "" : `SQLSTATE ${sqlState}`, queryId === undefined ? "" : `query ${queryId}`].filter(Boolean);
  const lines = [head(CODES[kind], error.message), ...(told.length > 0 ? [`  ${told.join(", ")}`] : [])];
  return withHint(lines.join("\n"), HINTS[kind]);
}

function withHint(text: string, hint: string | undefined): string {
  return hint === undefined ? text : `${text}\nhint: ${hint}`;
}

function isInterruption(error: unknown): boolean {
  return error instanceof Error && (error.name === "AbortError" || error.message === "interrupted");
}

/** A report that can be sent as it is: it has the stack, and nothing of the user's. */
function bug(error: unknown, head: (code: string, message: string) => string): string {
  const code = error instanceof BugError ? error.code : "ST9001";
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${head(code, "this is a mistake of SnowTower's, not yours")}\n${stack}\nPlease report it with the lines above.`;
}
