import { ApplyError, BugError, EXIT, exitCodeOf, FormatError, RefusedError } from "@snowtower/engine";
import { type Code, codes } from "@snowtower/kinds";
import { AccountError, type AccountErrorKind } from "@snowtower/sql";
import { errorHead, withHint } from "./error-text.ts";
import type { Painter } from "./terminal/painter.ts";
import type { Terminal } from "./terminal/terminal.ts";
import { UsageError } from "./usage-error.ts";

/** Says what went wrong, once, with its code and what to do; gives the exit code. */
export function explain(error: unknown, terminal: Terminal): number {
  terminal.complain(explained(error, terminal.paintError));
  return error instanceof ApplyError || error instanceof RefusedError ? exitCodeOf(error) : EXIT.error;
}

function explained(error: unknown, paint: Painter): string {
  const head = (code: Code, message: string): string => errorHead(paint, code, message);
  if (error instanceof UsageError) return withHint(head(error.code, error.message), error.hint ?? fixOf(error.code));
  if (error instanceof AccountError) return accountError(error, paint);
  if (error instanceof RefusedError) {
    const lines = [head(error.code, error.message), ...error.reasons.map((reason) => `  ${reason}`), "Nothing was changed."];
    return withHint(lines.join("\n"), fixOf(error.code));
  }
  if (error instanceof FormatError || error instanceof ApplyError) return withHint(head(error.code, error.message), fixOf(error.code));
  const local = localCode(error);
  if (local !== null) return withHint(head(local, (error as Error).message), fixOf(local));
  if (isInterruption(error)) return "Interrupted; nothing was changed.";
  if (isSystemError(error)) return withHint(head("ST3305", `${error.path}: ${error.message.replace(/, \w+ '.*$/s, "")}`), fixOf("ST3305"));
  return bug(error, paint);
}

/** What the code's page says to do. */
function fixOf(code: Code): string | undefined {
  return codes.find((entry) => entry.code === code)?.fix;
}

const CODES: Readonly<Record<AccountErrorKind, Code>> = { login: "ST3004", unreachable: "ST3005", lost: "ST3006", statement: "ST3007", cancelled: "ST3008" };

const HINTS: Partial<Record<AccountErrorKind, string>> = {
  login: "check the user, the credential and the role of the connection",
  unreachable: "check the account's name, the host and the network",
  lost: "run the command again: what was done is read back from the account",
};

function accountError(error: AccountError, paint: Painter): string {
  const { kind, code, sqlState, queryId } = error.details;
  const told = [
    code === undefined ? "" : `Snowflake's code ${code}`,
    sqlState === undefined ? "" : `SQLSTATE ${sqlState}`,
    queryId === undefined ? "" : `query ${queryId}`,
  ].filter(Boolean);
  const lines = [errorHead(paint, CODES[kind], error.message), ...(told.length > 0 ? [`  ${told.join(", ")}`] : [])];
  return withHint(lines.join("\n"), HINTS[kind]);
}

/** Errors of the local account; told by name, because importing the emulator for it would load it on every error. */
function localCode(error: unknown): Code | null {
  if (!(error instanceof Error)) return null;
  if (error.name === "LocalServerError") return "ST5001";
  if (error.name !== "StoreError") return null;
  const { reason } = error as Error & { readonly reason?: string };
  return reason === "in use" ? "ST5002" : reason === "unwritable" ? "ST3305" : "ST5003";
}

function isInterruption(error: unknown): boolean {
  return error instanceof Error && (error.name === "AbortError" || error.message === "interrupted");
}

/** The operating system refused a file: a full disk, a folder that may not be written. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly path: string } {
  if (!(error instanceof Error)) return false;
  const { syscall, path } = error as NodeJS.ErrnoException;
  return syscall !== undefined && path !== undefined;
}

/** A report that can be sent as it is: it has the stack, and nothing of the user's. */
function bug(error: unknown, paint: Painter): string {
  const code = error instanceof BugError ? error.code : "ST9001";
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${errorHead(paint, code, "this is a mistake of SnowTower's, not yours")}\n${stack}\nPlease report it with the lines above.`;
}
