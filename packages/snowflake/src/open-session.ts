import { randomUUID } from "node:crypto";
import { AccountError, displayed, type Identifier, id, type Statement, sql } from "@snowtower/sql";
import type { Connection } from "snowflake-sdk";
import { type BackOff, backOffMs, pause } from "./back-off.ts";
import { type ConnectionOptions, isInteractive, secretsOf } from "./connection-options.ts";
import type { Driver } from "./driver.ts";
import { accountError, type DriverFailure, readDriverError } from "./driver-error.ts";
import { driverOptions } from "./driver-options.ts";
import { within } from "./request-limits.ts";
import { scrubWhole } from "./scrub-secrets.ts";
import { noSecrets, type SendFailure, Session } from "./session.ts";
import { FORMAT_PARAMETERS, SESSION_PARAMETERS, setParameters } from "./session-parameters.ts";

export interface SessionOpening {
  readonly driver: Driver;
  readonly options: ConnectionOptions;
  readonly connectTimeoutMs: number;
  readonly backOff: BackOff;
  readonly onWarning: (message: string) => void;
}

/** A person may have to say yes: in a browser, on a telephone. */
const INTERACTIVE_TIMEOUT_MS = 120_000;
const ATTEMPTS = 3;

/** A new session of `role` (of the user's own default without one), set up as `session-parameters` says, secondary roles off. A refused log-in is final at once. */
export async function openSession(opening: SessionOpening, role: Identifier | undefined, signal?: AbortSignal): Promise<Session> {
  const patience = isInteractive(opening.options.credential) ? INTERACTIVE_TIMEOUT_MS : opening.connectTimeoutMs;
  const deadline = Date.now() + patience;
  for (let attempt = 1; ; attempt++) {
    const opened = await tryOnce(opening, role, { deadline, ...(signal === undefined ? {} : { signal }) });
    if (opened instanceof Session) return opened;
    if (signal?.aborted === true) throw new AccountError({ kind: "cancelled", message: "cancelled while connecting" });
    const wait = backOffMs(opening.backOff, attempt);
    const hopeless = opened.reach === "refused" || /\(ENOTFOUND\)|certificate/.test(opened.message) || attempt >= ATTEMPTS || Date.now() + wait >= deadline;
    if (hopeless) throw refusal(opened, opening.options, patience);
    await pause(wait, signal);
  }
}

interface Try {
  readonly deadline: number;
  readonly signal?: AbortSignal;
}

async function tryOnce(opening: SessionOpening, role: Identifier | undefined, { deadline, signal }: Try): Promise<Session | DriverFailure> {
  const limits = { timeoutMs: Math.max(1, deadline - Date.now()), ...(signal === undefined ? {} : { signal }) };
  let session: Session | null = null;
  try {
    const connection = opening.driver.connection(driverOptions(opening.options, role));
    session = new Session(connection);
    await within(limits, () => logIn(connection));
    await setUp(session, role, opening.onWarning);
    return session;
  } catch (error) {
    // Nothing to log out of when the log-in itself failed, and no reason to wait for it.
    void session?.close();
    return error instanceof AccountError
      ? { reach: "refused", ...error.details }
      : readDriverError((error as Partial<SendFailure> | undefined)?.error ?? error);
  }
}

function logIn(connection: Connection): Promise<void> {
  return new Promise((resolve, reject) => {
    // The driver finishes a browser's log-in only through connectAsync; it is the same function otherwise, and its promise and its callback may both fail.
    connection.connectAsync((error) => (error === undefined || error === null ? resolve() : reject(error))).catch(reject);
  });
}

async function setUp(session: Session, role: Identifier | undefined, onWarning: (message: string) => void): Promise<void> {
  const run = (statement: Statement) => session.send(statement, { requestId: randomUUID(), reveal: noSecrets });
  await run(sql`USE SECONDARY ROLES NONE`);
  // A server may fall back to another role without a word: never work as somebody else.
  if (role !== undefined && session.role !== role) {
    await run(sql`USE ROLE ${id(role)}`);
    session.role = role;
  }
  try {
    await run(setParameters({ ...SESSION_PARAMETERS, ...FORMAT_PARAMETERS }));
  } catch (error) {
    const failure = readDriverError((error as SendFailure).error);
    if (failure.reach !== "refused") throw error;
    await run(setParameters(SESSION_PARAMETERS));
    onWarning(`some formats could not be fixed for this session: ${failure.message}`);
  }
  session.homeWarehouse = session.warehouse;
}

const HINTS: Readonly<Record<string, string>> = {
  "390144": "is the public key of this private key set on the user? DESC USER shows RSA_PUBLIC_KEY_FP",
  "394304": "the public key on the user is another one: DESC USER shows RSA_PUBLIC_KEY_FP",
  "390189": "the role must exist and be granted to the user",
  "394400": "the programmatic access token is not valid: expired, disabled, or of another user",
};

function refusal(failure: DriverFailure, options: ConnectionOptions, patience: number): AccountError {
  const where = options.host ?? `${options.account}.snowflakecomputing.com`;
  // Nobody quotes these, so only a whole one counts: most people's passwords share a word with some message.
  const shown = scrubWhole(
    failure.message,
    secretsOf(options).map((value) => ({ value, shown: "***" })),
  );
  if (failure.reach !== "refused") {
    const message = failure.message === "no answer in time" ? `no answer within ${Math.round(patience / 100) / 10} s` : shown;
    return accountError({ ...failure, message }, { kind: "unreachable", prefix: `cannot reach ${where}`, secrets: [] });
  }
  const who = options.user === undefined ? "" : ` as ${displayed(options.user as Identifier)}`;
  const hint = /^HTTP (?:403|404)/.test(failure.message) ? "there may be no such account: is its name right?" : HINTS[failure.code ?? ""];
  const message = hint === undefined ? shown : `${shown} (${hint})`;
  return accountError({ ...failure, message }, { kind: "login", prefix: `cannot log in to ${where}${who}`, secrets: [] });
}
