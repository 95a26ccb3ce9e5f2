import { randomUUID } from "node:crypto";
import { AccountError, type AccountErrorKind, hole, type Outcome, type Result, type SecretRef, type Statement } from "@snowtower/sql";
import type { RowStatement } from "snowflake-sdk";
import { type BackOff, backOffMs, pause } from "./back-off.ts";
import { accountError, type DriverFailure, readDriverError } from "./driver-error.ts";
import { isRead } from "./is-read.ts";
import { rawRows } from "./raw-rows.ts";
import { type Revealed, scrubWhole } from "./scrub-secrets.ts";
import type { SendFailure, Session } from "./session.ts";

interface RunOptions {
  readonly backOff: BackOff;
  readonly tag?: string;
  readonly describeOnly?: boolean;
  readonly reveal?: (ref: SecretRef) => string;
  readonly signal?: AbortSignal;
}

/** `gone`: the session was no more, and Snowflake did not look at the statement. */
export type Ran = Outcome | { readonly gone: AccountError };

/**
 * Runs one statement in a session. What is only read is sent again, with the same request id, when its answer is lost; a write never is:
 * its outcome is `lost`, and whoever planned it looks at what is there.
 */
export async function runStatement(session: Session, statement: Statement, options: RunOptions): Promise<Ran> {
  const { reveal, signal, backOff } = options;
  const revealed: Revealed[] = [];
  const filling = (ref: SecretRef): string => {
    const value = reveal?.(ref) ?? "";
    revealed.push({ value, shown: hole(ref) });
    return value;
  };
  const failed = (kind: AccountErrorKind, failure: DriverFailure, queryId?: string): AccountError =>
    accountError(failure, { kind, statement: statement.text, secrets: revealed, ...(queryId === undefined ? {} : { queryId }) });
  if (statement.secrets.length > 0 && reveal === undefined)
    return { failed: failed("statement", refused("the statement has a secret, and nothing reveals it")) };

  const mayRepeat = options.describeOnly === true || isRead(statement.text);
  const requestId = randomUUID();
  for (let attempt = 1; ; attempt++) {
    if (isAborted(signal)) return { failed: failed("cancelled", refused("cancelled before it was sent")) };
    try {
      const done = await session.send(statement, { requestId, reveal: filling, ...sendOptions(options) });
      return { done: await resultOf(done, options.describeOnly === true, revealed) };
    } catch (error) {
      if (error instanceof AccountError) return { failed: error };
      const { error: cause, queryId } = error as SendFailure;
      const failure = readDriverError(cause);
      if (failure.reach === "refused") return { failed: failed(refusalKind(failure, signal), failure, queryId) };
      session.reusable = session.reusable && failure.reach !== "session-gone";
      if (failure.reach === "session-gone" && queryId === undefined) return { gone: failed("lost", failure) };
      const again = (failure.reach === "not-sent" || mayRepeat) && failure.reach !== "session-gone" && attempt < backOff.attempts && !isAborted(signal);
      if (!again) return { failed: giveUp({ failure, mayRepeat, queryId, failed, session, aborted: isAborted(signal) }) };
      await pause(backOffMs(backOff, attempt), signal);
    }
  }
}

function sendOptions({ tag, describeOnly, signal }: RunOptions): { tag?: string; describeOnly?: boolean; signal?: AbortSignal } {
  return { ...(tag === undefined ? {} : { tag }), ...(describeOnly === undefined ? {} : { describeOnly }), ...(signal === undefined ? {} : { signal }) };
}

interface GivingUp {
  readonly failure: DriverFailure;
  readonly mayRepeat: boolean;
  readonly queryId: string | undefined;
  readonly failed: (kind: AccountErrorKind, failure: DriverFailure, queryId?: string) => AccountError;
  readonly session: Session;
  readonly aborted: boolean;
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

function giveUp({ failure, mayRepeat, queryId, failed, session, aborted }: GivingUp): AccountError {
  // The server may still be busy with what was sent: nobody else gets this session.
  if (failure.reach !== "not-sent") session.reusable = false;
  if (failure.reach === "not-sent" || mayRepeat) return failed(aborted ? "cancelled" : "unreachable", failure, queryId);
  return failed("lost", { ...failure, message: `the answer was lost, it is not known whether the statement ran: ${failure.message}` }, queryId);
}

function refused(message: string): DriverFailure {
  return { reach: "refused", message };
}

/** 000604: the statement was cancelled (by us, by somebody else, or by a time limit, which is 000630). */
function refusalKind({ code, message }: DriverFailure, signal: AbortSignal | undefined): AccountErrorKind {
  if (code === "000604") return "cancelled";
  if (/^HTTP \d/.test(message)) return isAborted(signal) ? "cancelled" : "unreachable";
  return "statement";
}

async function resultOf(statement: RowStatement, describeOnly: boolean, secrets: readonly Revealed[]): Promise<Result> {
  const described = statement.getColumns() ?? [];
  const columns = described.map((column) => column.getName());
  const head = { queryId: statement.getQueryId() ?? "", columns, types: described.map((column) => column.getType()) };
  if (describeOnly) return { ...head, status: "", rows: pages([]) };
  const rows = rawRows(statement);
  // What has no rows answers with one row of one column named so; it is read at once, and given back.
  if (columns.length !== 1 || columns[0] !== "status" || statement.getNumRows() !== 1) return { ...head, status: "", rows: withPortErrors(rows, head.queryId) };
  const page = (await rows.next()).value ?? [];
  return { ...head, status: scrubWhole(page[0]?.[0] ?? "", secrets), rows: pages(page.length === 0 ? [] : [page]) };
}

async function* pages<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all;
}

/** Rows that cannot be fetched any more are the port's error too. */
async function* withPortErrors<T>(rows: AsyncIterable<T>, queryId: string): AsyncGenerator<T> {
  try {
    yield* rows;
  } catch (error) {
    throw accountError(readDriverError(error), { kind: "unreachable", prefix: "the rows could not be fetched", queryId, secrets: [] });
  }
}
