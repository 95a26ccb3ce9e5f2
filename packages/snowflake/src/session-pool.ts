import { AccountError, type Identifier } from "@snowtower/sql";
import type { Session } from "./session.ts";

type Waiter = (session: Session | null) => void;

interface RoleSessions {
  readonly idle: Session[];
  /** In use, idle and being opened. */
  count: number;
  readonly waiting: Waiter[];
}

interface SessionPoolOptions {
  readonly open: (role: Identifier, signal?: AbortSignal) => Promise<Session>;
  readonly perRole: number;
  /** One session for all roles: each log-in would ask a person again. Its borrower changes the role. */
  readonly single: boolean;
}

/** The sessions of an account: some per role, each lent to one request at a time. A role that is busy makes its next request wait, in order. */
export class SessionPool {
  readonly #options: SessionPoolOptions;
  readonly #roles = new Map<string, RoleSessions>();
  readonly #all = new Set<Session>();
  #closed = false;

  constructor(options: SessionPoolOptions) {
    this.#options = options;
  }

  /** Takes in a session that is already open. */
  adopt(session: Session, role: Identifier): void {
    const sessions = this.#of(role);
    sessions.count++;
    sessions.idle.push(session);
    this.#all.add(session);
  }

  /** Runs `work` with a session of this role; opens one if none is free and there may be more. */
  async use<T>(role: Identifier, work: (session: Session) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const session = await this.#take(role, signal);
    try {
      return await work(session);
    } finally {
      this.#giveBack(role, session);
    }
  }

  /** Logs all sessions out, those in use too. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const sessions of this.#roles.values()) for (const give of sessions.waiting.splice(0)) give(null);
    await Promise.all([...this.#all].map((session) => session.close()));
    this.#all.clear();
    this.#roles.clear();
  }

  #of(role: Identifier): RoleSessions {
    const key = this.#options.single ? "" : role;
    const sessions = this.#roles.get(key) ?? { idle: [], count: 0, waiting: [] };
    this.#roles.set(key, sessions);
    return sessions;
  }

  async #take(role: Identifier, signal: AbortSignal | undefined): Promise<Session> {
    for (;;) {
      if (this.#closed) throw new AccountError({ kind: "unreachable", message: "the account is closed" });
      const sessions = this.#of(role);
      // The one used last is the least likely to have expired.
      const idle = sessions.idle.pop();
      if (idle !== undefined) return idle;
      if (sessions.count < (this.#options.single ? 1 : this.#options.perRole)) return this.#open(role, sessions, signal);
      const given = await this.#wait(sessions, signal);
      if (given !== null) return given;
    }
  }

  async #open(role: Identifier, sessions: RoleSessions, signal: AbortSignal | undefined): Promise<Session> {
    sessions.count++;
    try {
      const session = await this.#options.open(role, signal);
      if (this.#closed) {
        await session.close();
        throw new AccountError({ kind: "unreachable", message: "the account is closed" });
      }
      this.#all.add(session);
      return session;
    } catch (error) {
      this.#freePlace(sessions);
      throw error;
    }
  }

  #wait(sessions: RoleSessions, signal: AbortSignal | undefined): Promise<Session | null> {
    return new Promise((resolve, reject) => {
      const cancelled = () => reject(new AccountError({ kind: "cancelled", message: "cancelled while waiting for a session" }));
      if (signal?.aborted === true) return cancelled();
      const give: Waiter = (session) => {
        signal?.removeEventListener("abort", stop);
        resolve(session);
      };
      const stop = () => {
        sessions.waiting.splice(sessions.waiting.indexOf(give), 1);
        cancelled();
      };
      sessions.waiting.push(give);
      signal?.addEventListener("abort", stop, { once: true });
    });
  }

  #giveBack(role: Identifier, session: Session): void {
    const sessions = this.#of(role);
    if (this.#closed) return;
    if (session.reusable && (this.#options.single || session.role === role)) {
      const next = sessions.waiting.shift();
      if (next === undefined) sessions.idle.push(session);
      else next(session);
      return;
    }
    this.#all.delete(session);
    void session.close();
    this.#freePlace(sessions);
  }

  /** Whoever waits longest looks again: there is room for a session of its own now. */
  #freePlace(sessions: RoleSessions): void {
    sessions.count--;
    sessions.waiting.shift()?.(null);
  }
}
