import type { Identifier } from "./identifier.ts";
import type { SecretRef } from "./secret.ts";
import type { Statement } from "./statement.ts";

/** What is known of the account itself; part of every catalog and plan. */
export interface AccountFacts {
  /** Locator, `CURRENT_ACCOUNT()`. */
  readonly locator: string;
  readonly organization: string;
  /** `CURRENT_ACCOUNT_NAME()`. */
  readonly name: string;
  readonly region: string;
  readonly edition: Edition;
  /** The user that is logged in, and the role of a request that names none. */
  readonly user: Identifier;
  readonly role: Identifier;
  readonly warehouse: Identifier | null;
  /** Where it is: `local` for a local account, the host for a real one. For people. */
  readonly source: string;
}

export type Edition = "STANDARD" | "ENTERPRISE" | "BUSINESS_CRITICAL" | "VPS";

/** Statements that run in this order in one session, as one role. The first failure ends the request: the rest is `notReached`. */
export interface Request {
  readonly statements: readonly Statement[];
  readonly role?: Identifier;
  readonly warehouse?: Identifier;
  /** Answers the columns and runs nothing. */
  readonly describeOnly?: boolean;
  /** Becomes QUERY_TAG: {run, step, attempt} as JSON. */
  readonly tag?: string;
}

export type Row = readonly (string | null)[];

export interface Result {
  readonly queryId: string;
  /** Snowflake's own words for a statement without rows ("Table T successfully created."), else empty. */
  readonly status: string;
  readonly columns: readonly string[];
  /** The type of each column in the protocol's words: `text`, `fixed`, `boolean`, `timestamp_ltz`, ... Says how a cell's text is meant. */
  readonly types: readonly string[];
  /** Pages of rows, in order; can be read once. Cells are text as on the wire, NULL is `null`. */
  readonly rows: AsyncIterable<readonly Row[]>;
}

export type Outcome = { readonly done: Result } | { readonly failed: AccountError } | { readonly notReached: true };

export interface ExecuteOptions {
  /** Turns a secret's reference into its value, at the socket. Absent: a statement with secrets is refused. */
  readonly reveal?: (ref: SecretRef) => string;
  readonly signal?: AbortSignal;
}

export interface SeenStatement {
  readonly queryId: string;
  readonly text: string;
  readonly status: "running" | "done" | "failed";
  readonly tag: string;
}

/** The port: an account as the engine sees it. A request says as whom it runs; sessions, retries and log-in are the implementation's. */
export interface Account {
  readonly facts: AccountFacts;
  /** One outcome per statement, in order. Never throws for what Snowflake refused (that is `failed`); throws `AccountError` when the account cannot be reached. */
  execute(request: Request, options?: ExecuteOptions): Promise<readonly Outcome[]>;
  /** Statements of the last days that carry this tag. */
  find(tag: string): Promise<readonly SeenStatement[]>;
  cancel(queryId: string): Promise<void>;
  close(): Promise<void>;
}

/** `statement`: Snowflake refused it. `login`: who we are was refused. `unreachable`: no answer. `lost`: the connection broke and it is not known whether the statement ran. */
export type AccountErrorKind = "statement" | "login" | "unreachable" | "lost" | "cancelled";

interface AccountErrorDetails {
  readonly kind: AccountErrorKind;
  readonly message: string;
  /** Snowflake's code as six digits, `002003`. */
  readonly code?: string;
  readonly sqlState?: string;
  readonly queryId?: string;
  /** With its holes: never a secret. */
  readonly statement?: string;
  readonly line?: number;
  readonly column?: number;
  /** A twin refused because it does not hold the data that decides; what that is, and the read-only statement that would tell (one number, 0 for success). */
  readonly dependsOn?: { readonly table: string; readonly column: string | null; readonly probe: string | null };
  readonly cause?: unknown;
}

/** What went wrong at the account; its text holds no secret. */
export class AccountError extends Error {
  override readonly name = "AccountError";
  readonly details: AccountErrorDetails;

  constructor(details: AccountErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.details = details;
  }
}

interface AllRows {
  readonly columns: readonly string[];
  readonly types: readonly string[];
  readonly rows: readonly Row[];
}

/** All rows of one successful statement. Throws the `AccountError` if it failed. */
export async function rowsOf(outcome: Outcome | undefined): Promise<AllRows> {
  if (outcome !== undefined && "failed" in outcome) throw outcome.failed;
  if (outcome === undefined || "notReached" in outcome) throw new AccountError({ kind: "lost", message: "the statement was not reached" });
  const rows: Row[] = [];
  for await (const page of outcome.done.rows) for (const row of page) rows.push(row);
  return { columns: outcome.done.columns, types: outcome.done.types, rows };
}
