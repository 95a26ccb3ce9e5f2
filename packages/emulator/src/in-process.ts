import {
  type Account,
  AccountError,
  type AccountFacts,
  type ExecuteOptions,
  exactly,
  filled,
  type Identifier,
  type Outcome,
  type Request,
  type Row,
  type SecretRef,
  type SeenStatement,
  type Statement,
  stringLiteral,
} from "@snowtower/sql";
import { sendUnderFaults } from "./faults/port-faults.ts";
import type { LocalAccount } from "./local-account.ts";
import { hide } from "./query-history.ts";
import type { LocalSession, StatementOutcome } from "./session.ts";
import { SqlError } from "./sql-error.ts";

interface ConnectOptions {
  /** The user's name in stored form. */
  readonly user: Identifier;
  /** The role of a request that names none; the user's default role if absent. */
  readonly role?: Identifier;
  readonly warehouse?: Identifier;
}

/** A local account behind sql's port: one session per role and warehouse, secondary roles off. */
export function connectInProcess(account: LocalAccount, options: ConnectOptions): Account {
  const first = open(account, options, {});
  const { info } = account;
  const facts: AccountFacts = {
    locator: info.locator,
    organization: info.organization,
    name: info.name,
    region: info.region,
    edition: info.edition,
    user: options.user,
    role: exactly(first.current.role ?? "PUBLIC"),
    warehouse: first.current.warehouse === null ? null : exactly(first.current.warehouse),
    source: "local",
  };
  return new InProcessAccount(account, { ...options, role: facts.role }, facts);
}

/** What a client of the port sets in every session: neither the account's nor the user's own settings change what a statement means or what is read. */
const FIXED: Readonly<Record<string, string>> = {
  QUOTED_IDENTIFIERS_IGNORE_CASE: "false",
  ROWS_PER_RESULTSET: "0",
  AUTOCOMMIT: "true",
  TIMEZONE: "UTC",
  TIMESTAMP_TYPE_MAPPING: "TIMESTAMP_NTZ",
  STATEMENT_TIMEOUT_IN_SECONDS: "14400",
};

/** Quoted, so that the session takes the stored name as it is. */
function asWritten(name: Identifier): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function open(account: LocalAccount, options: ConnectOptions, request: { readonly role?: Identifier; readonly warehouse?: Identifier }): LocalSession {
  const role = request.role ?? options.role;
  const warehouse = request.warehouse ?? options.warehouse;
  try {
    return account.openSession({
      user: options.user,
      secondaryRoles: "NONE",
      parameters: FIXED,
      ...(role === undefined ? {} : { role: asWritten(role) }),
      ...(warehouse === undefined ? {} : { warehouse: asWritten(warehouse) }),
    });
  } catch (error) {
    if (error instanceof SqlError) throw new AccountError({ kind: "login", message: error.message, code: error.code, sqlState: error.sqlState });
    throw error;
  }
}

class InProcessAccount implements Account {
  readonly facts: AccountFacts;
  private readonly account: LocalAccount;
  private readonly options: ConnectOptions;
  private readonly sessions = new Map<string, LocalSession>();

  constructor(account: LocalAccount, options: ConnectOptions, facts: AccountFacts) {
    this.account = account;
    this.options = options;
    this.facts = facts;
  }

  async execute(request: Request, options: ExecuteOptions = {}): Promise<readonly Outcome[]> {
    try {
      this.sessionFor(request);
    } catch (error) {
      if (error instanceof AccountError && request.statements.length > 0)
        return [{ failed: error }, ...request.statements.slice(1).map((): Outcome => ({ notReached: true }))];
      throw error;
    }
    const outcomes: Outcome[] = [];
    for (const statement of request.statements) {
      const before = outcomes.at(-1);
      if (before !== undefined && !("done" in before)) outcomes.push({ notReached: true });
      else if (options.signal?.aborted === true)
        outcomes.push({ failed: new AccountError({ kind: "cancelled", message: "cancelled before it was sent", statement: statement.text }) });
      else outcomes.push(await this.send(statement, request, options));
    }
    return outcomes;
  }

  private send(statement: Statement, request: Request, options: ExecuteOptions): Promise<Outcome> {
    const session = this.sessionFor(request);
    return sendUnderFaults({
      faults: this.account.faults,
      moment: { text: statement.text, user: session.current.user, session: session.id },
      statement: statement.text,
      signal: options.signal,
      run: () => runOne(this.sessionFor(request), statement, { request, options }),
      reopen: () => {
        session.close();
        this.sessions.delete(keyOf(request));
      },
    });
  }

  async find(tag: string): Promise<readonly SeenStatement[]> {
    return this.account.history.find(tag).map(({ queryId, text, status }) => ({ queryId, text, status, tag }));
  }

  async cancel(queryId: string): Promise<void> {
    this.account.running.cancel(queryId);
  }

  async close(): Promise<void> {
    for (const session of this.sessions.values()) session.close();
    this.sessions.clear();
  }

  private sessionFor(request: Request): LocalSession {
    const key = keyOf(request);
    let session = this.sessions.get(key);
    if (session === undefined) {
      session = open(this.account, this.options, request);
      this.sessions.set(key, session);
    }
    return session;
  }
}

function keyOf(request: Request): string {
  return JSON.stringify([request.role ?? "", request.warehouse ?? ""]);
}

async function runOne(
  session: LocalSession,
  statement: Statement,
  { request, options }: { readonly request: Request; readonly options: ExecuteOptions },
): Promise<Outcome> {
  const { reveal, signal } = options;
  if (statement.secrets.length > 0 && reveal === undefined) {
    return { failed: new AccountError({ kind: "statement", message: "the statement has secrets and nothing reveals them", statement: statement.text }) };
  }
  const secrets: string[] = [];
  const revealed = (secret: SecretRef): string => {
    const value = reveal?.(secret) ?? "";
    secrets.push(value, stringLiteral(value));
    return value;
  };
  const text = filled(statement, revealed);
  const tag = request.tag === undefined ? {} : { queryTag: request.tag };
  const [outcome] = await session.execute(text, {
    multiStatementCount: 1,
    describeOnly: request.describeOnly === true,
    ...tag,
    ...(signal === undefined ? {} : { signal }),
  });
  return outcome === undefined ? { notReached: true } : asOutcome(outcome, statement, secrets);
}

function asOutcome(outcome: StatementOutcome, statement: Statement, secrets: readonly string[]): Outcome {
  if (outcome.kind === "not-reached") return { notReached: true };
  if (outcome.kind === "failed") {
    const { error, queryId } = outcome;
    const at = error.line === null || error.position === null ? {} : { line: error.line, column: error.position + 1 };
    const dependsOn = error.dependsOn === null ? {} : { dependsOn: error.dependsOn };
    const message = hide(error.message, secrets);
    const { code, sqlState } = error;
    const kind = code === "000604" ? "cancelled" : "statement";
    return { failed: new AccountError({ kind, message, code, sqlState, queryId, statement: statement.text, ...at, ...dependsOn }) };
  }
  const { queryId, status, columns, rows } = outcome.result;
  return {
    done: {
      queryId,
      status,
      columns: columns.map((column) => column.name),
      types: columns.map((column) => column.type),
      rows: pages(status === "" ? rows : []),
    },
  };
}

async function* pages(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  if (rows.length > 0) yield rows;
}
