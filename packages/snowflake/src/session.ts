import { AccountError, exactly, filled, type Identifier, id, parseIdentifier, type SecretRef, type Statement, sql } from "@snowtower/sql";
import type { Connection, RowStatement } from "snowflake-sdk";
import { within } from "./request-limits.ts";

interface SendOptions {
  readonly requestId: string;
  readonly reveal: (ref: SecretRef) => string;
  readonly tag?: string;
  readonly describeOnly?: boolean;
  readonly signal?: AbortSignal;
}

/** What `send` rejects with. */
export interface SendFailure {
  readonly error: unknown;
  /** Known if Snowflake had accepted the statement before it was lost. */
  readonly queryId?: string;
}

/** How long a single HTTP request may take: Snowflake answers after 45 seconds at the latest, with "still running" if need be. */
const REQUEST_TIMEOUT_MS = 90_000;
const LOG_OUT_TIMEOUT_MS = 5000;
/** How long a cancelled statement has to end by itself. */
const CANCEL_GRACE_MS = 5000;

/** One log-in of one role. It serves one request at a time; whoever holds it is the only one to change what is current in it. */
export class Session {
  /** Whose session it is, as the server says it. */
  role: Identifier | null = null;
  warehouse: Identifier | null = null;
  /** What was current after it was opened. */
  homeWarehouse: Identifier | null = null;
  /** False once something happened to it that the next user must not inherit. */
  reusable = true;
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Sends one statement and waits for its end. Rejects with a `SendFailure`. */
  send(statement: Statement, options: SendOptions): Promise<RowStatement> {
    const { signal } = options;
    const giveUp = new AbortController();
    return new Promise<RowStatement>((resolve, reject) => {
      let running: RowStatement | undefined;
      let grace: NodeJS.Timeout | undefined;
      const stop = () => {
        grace = setTimeout(() => giveUp.abort(), CANCEL_GRACE_MS);
        within({ timeoutMs: CANCEL_GRACE_MS }, () => running?.cancel(() => {}));
      };
      const ended = () => {
        clearTimeout(grace);
        signal?.removeEventListener("abort", stop);
      };
      const complete = (error: unknown, done: unknown) => {
        ended();
        const row = done as RowStatement;
        if (error === undefined || error === null) {
          this.#follow(row);
          return resolve(row);
        }
        const queryId = row?.getQueryId() as string | undefined;
        reject({ error, ...(queryId === undefined ? {} : { queryId }) } satisfies SendFailure);
      };
      try {
        running = within({ timeoutMs: REQUEST_TIMEOUT_MS, signal: giveUp.signal }, () => {
          const parameters = { MULTI_STATEMENT_COUNT: 1, ...(options.tag === undefined ? {} : { QUERY_TAG: options.tag }) };
          const describe = options.describeOnly === true ? { describeOnly: true } : {};
          const sqlText = filled(statement, options.reveal);
          return this.#connection.execute({ sqlText, requestId: options.requestId, streamResult: true, parameters, complete, ...describe }) as RowStatement;
        });
        signal?.addEventListener("abort", stop, { once: true });
      } catch (error) {
        ended();
        reject({ error } satisfies SendFailure);
      }
    });
  }

  /** What is current after a statement comes back with its answer. */
  #follow(statement: RowStatement): void {
    const state = statement.getSessionState() as { getCurrentRole(): unknown; getCurrentWarehouse(): unknown } | undefined;
    if (state === undefined) return;
    const role = stored(state.getCurrentRole());
    const warehouse = state.getCurrentWarehouse();
    if (role !== null) this.role = role;
    if (warehouse !== undefined) this.warehouse = stored(warehouse);
  }

  /** Logs out. Never throws and does not wait long: the server forgets the session in any case. */
  close(): Promise<void> {
    this.reusable = false;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LOG_OUT_TIMEOUT_MS);
      const done = () => {
        clearTimeout(timer);
        resolve();
      };
      try {
        within({ timeoutMs: LOG_OUT_TIMEOUT_MS }, () => this.#connection.destroy(done));
      } catch {
        done();
      }
    });
  }
}

/** The server writes what is current as it is stored, or quoted where SQL would need the quotes. */
function stored(name: unknown): Identifier | null {
  if (typeof name !== "string" || name === "") return null;
  return name.startsWith('"') ? (parseIdentifier(name) ?? exactly(name)) : exactly(name);
}

export function useWarehouse(warehouse: Identifier): Statement {
  return sql`USE WAREHOUSE ${id(warehouse)}`;
}

/** For statements of this package, which hold no secret. */
export function noSecrets(ref: SecretRef): never {
  throw new AccountError({ kind: "statement", message: `nothing reveals the secret ${ref.ref}` });
}
