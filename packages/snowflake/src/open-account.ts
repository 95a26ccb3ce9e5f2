import {
  type Account,
  AccountError,
  type AccountFacts,
  type ExecuteOptions,
  type Identifier,
  id,
  type Outcome,
  type Request,
  type SeenStatement,
  type Statement,
  sql,
} from "@snowtower/sql";
import { readFacts } from "./account-facts.ts";
import { BACK_OFF, type BackOff } from "./back-off.ts";
import { type ConnectionOptions, isInteractive } from "./connection-options.ts";
import { loadDriver } from "./driver.ts";
import { changesSession } from "./is-read.ts";
import { openSession, type SessionOpening } from "./open-session.ts";
import { cancelStatement, findStatements } from "./query-history.ts";
import { type Ran, runStatement } from "./run-statement.ts";
import { type Session, useWarehouse } from "./session.ts";
import { SessionPool } from "./session-pool.ts";

export interface OpenSnowflake {
  /** Ends the opening; an open account takes a signal with each request. */
  readonly signal?: AbortSignal;
  readonly onWarning?: (message: string) => void;
  /** How long reaching the account may take, all attempts together. */
  readonly connectTimeoutMs?: number;
  readonly sessionsPerRole?: number;
  readonly backOff?: BackOff;
}

const CONNECT_TIMEOUT_MS = 10_000;
const SESSIONS_PER_ROLE = 8;
/** More expired sessions in a row than there can be idle ones. */
const MAX_EXPIRED = 64;

/** Logs in to a Snowflake account. Throws an `AccountError` of kind `login` or `unreachable`, without a secret in it. */
export async function openSnowflake(options: ConnectionOptions, open: OpenSnowflake = {}): Promise<Account> {
  const driver = await loadDriver();
  if (options.disableOcspChecks === true) driver.disableOcspChecks();
  const backOff = open.backOff ?? BACK_OFF;
  const told = new Set<string>();
  const onWarning = (message: string) => {
    // Every session would say the same.
    if (!told.has(message)) open.onWarning?.(message);
    told.add(message);
  };
  const opening: SessionOpening = { driver, options, connectTimeoutMs: open.connectTimeoutMs ?? CONNECT_TIMEOUT_MS, backOff, onWarning };
  const session = await openSession(opening, undefined, open.signal);
  try {
    const facts = await readFacts(session, options, onWarning);
    session.role ??= facts.role;
    const pool = new SessionPool({
      open: (role, signal) => openSession(opening, role, signal),
      perRole: open.sessionsPerRole ?? SESSIONS_PER_ROLE,
      single: isInteractive(options.credential),
    });
    pool.adopt(session, facts.role);
    return new SnowflakeAccount({ facts, pool, backOff, ...(options.database === undefined ? {} : { database: options.database }) });
  } catch (error) {
    await session.close();
    throw error;
  }
}

interface Parts {
  readonly facts: AccountFacts;
  readonly pool: SessionPool;
  readonly backOff: BackOff;
  readonly database?: string;
}

class SnowflakeAccount implements Account {
  readonly facts: AccountFacts;
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.facts = parts.facts;
    this.#parts = parts;
  }

  async execute(request: Request, options: ExecuteOptions = {}): Promise<readonly Outcome[]> {
    if (request.statements.length === 0) return [];
    const role = request.role ?? this.facts.role;
    for (let attempt = 1; ; attempt++) {
      try {
        const outcomes = await this.#parts.pool.use(role, (session) => this.#inSession(session, role, { request, options }), options.signal);
        // A session that had expired while it was idle leaves the pool; the next one is another, or new.
        if (outcomes !== "gone") return outcomes;
        if (attempt > MAX_EXPIRED) throw new AccountError({ kind: "unreachable", message: "every session is gone as soon as it is opened" });
      } catch (error) {
        if (!(error instanceof AccountError) || error.details.kind === "unreachable") throw error;
        return padded([{ failed: error }], request.statements.length);
      }
    }
  }

  find(tag: string): Promise<readonly SeenStatement[]> {
    const { database } = this.#parts;
    return findStatements((request, options) => this.execute(request, options), tag, {
      user: this.facts.user,
      ...(database === undefined ? {} : { database }),
    });
  }

  cancel(queryId: string): Promise<void> {
    return cancelStatement((request, options) => this.execute(request, options), queryId);
  }

  close(): Promise<void> {
    return this.#parts.pool.close();
  }

  /** `gone` only if nothing of the request was run. */
  async #inSession(
    session: Session,
    role: Identifier,
    { request, options }: { readonly request: Request; readonly options: ExecuteOptions },
  ): Promise<readonly Outcome[] | "gone"> {
    for (const statement of preparation(session, role, request.warehouse)) {
      const ran = await this.#run(session, statement, { request: {}, options });
      if ("gone" in ran) return "gone";
      if (!("done" in ran)) return padded([ran], request.statements.length);
    }
    const outcomes: Outcome[] = [];
    for (const statement of request.statements) {
      const ran = await this.#run(session, statement, { request, options });
      if ("gone" in ran && outcomes.length === 0) return "gone";
      outcomes.push("gone" in ran ? { failed: ran.gone } : ran);
      if (changesSession(statement.text)) session.reusable = false;
      if (!("done" in ran)) break;
    }
    return padded(outcomes, request.statements.length);
  }

  #run(
    session: Session,
    statement: Statement,
    { request, options }: { readonly request: Pick<Request, "tag" | "describeOnly">; readonly options: ExecuteOptions },
  ): Promise<Ran> {
    const { tag, describeOnly } = request;
    return runStatement(session, statement, {
      backOff: this.#parts.backOff,
      ...(tag === undefined ? {} : { tag }),
      ...(describeOnly === undefined ? {} : { describeOnly }),
      ...options,
    });
  }
}

/** What makes the session's role and warehouse those of the request. Without a wish the warehouse is the one the session was opened with. */
function preparation(session: Session, role: Identifier, warehouse: Identifier | undefined): readonly Statement[] {
  const statements: Statement[] = [];
  // Only a session that all roles share is ever in another one.
  if (session.role !== role) statements.push(sql`USE ROLE ${id(role)}`, sql`USE SECONDARY ROLES NONE`);
  const wanted = warehouse ?? (session.warehouse === null ? null : session.homeWarehouse);
  if (wanted !== null && wanted !== session.warehouse) statements.push(useWarehouse(wanted));
  return statements;
}

function padded(outcomes: readonly Outcome[], length: number): readonly Outcome[] {
  return [...outcomes, ...Array.from({ length: length - outcomes.length }, (): Outcome => ({ notReached: true }))];
}
