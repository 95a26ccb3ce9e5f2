import { setTimeout as pause } from "node:timers/promises";
import { cancelled, timedOut } from "./sql-error.ts";

interface Running {
  /** In stored form. */
  readonly user: string;
  readonly abort: AbortController;
}

/** The statements of an account that take their time, so that others can end them. */
export class RunningStatements {
  private readonly byId = new Map<string, Running>();

  /** Whose statement runs under this id; `null`: none does. */
  userOf(queryId: string): string | null {
    return this.byId.get(queryId)?.user ?? null;
  }

  /** `user` in stored form. */
  cancelAllOf(user: string): void {
    for (const running of this.byId.values()) if (running.user === user) running.abort.abort();
  }

  cancel(queryId: string): void {
    this.byId.get(queryId)?.abort.abort();
  }

  /** Throws `SqlError` when the statement is ended by somebody, or has reached its time-out (in seconds; 0 for none). */
  async wait(
    milliseconds: number,
    of: { readonly queryId: string; readonly user: string; readonly timeout: number; readonly signal?: AbortSignal },
  ): Promise<void> {
    const abort = new AbortController();
    this.byId.set(of.queryId, { user: of.user, abort });
    const limit = of.timeout === 0 ? Number.POSITIVE_INFINITY : of.timeout * 1000;
    try {
      const signal = of.signal === undefined ? abort.signal : AbortSignal.any([abort.signal, of.signal]);
      await pause(Math.min(milliseconds, limit), undefined, { signal }).catch(() => {
        throw cancelled();
      });
    } finally {
      this.byId.delete(of.queryId);
    }
    if (milliseconds > limit) throw timedOut(of.timeout);
  }
}
