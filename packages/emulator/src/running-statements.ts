import { setTimeout as pause, setImmediate as yieldNow } from "node:timers/promises";
import { cancelled, timedOut } from "./sql-error.ts";

/** The longest that a timer can wait. */
const LONGEST_MS = 2 ** 31 - 1;

interface Running {
  /** In stored form. */
  readonly user: string;
  readonly abort: AbortController;
}

/** A statement made of others, on its way. */
export interface Course {
  /** Aborted when it is cancelled or its time is over. */
  readonly signal: AbortSignal;
  /** Throws why it ends; lets others go on every few milliseconds. */
  pause(): Promise<void>;
  end(): void;
}

interface CourseOf {
  readonly queryId: string;
  readonly user: string;
  /** In seconds; 0 for none. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

/** How long a script may run before others get a turn. */
const TURN_MS = 8;

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

  /** For as long as a statement made of others runs. */
  begin(of: CourseOf): Course {
    const abort = new AbortController();
    this.byId.set(of.queryId, { user: of.user, abort });
    const signal = of.signal === undefined ? abort.signal : AbortSignal.any([abort.signal, of.signal]);
    let isLate = false;
    const late = (): void => {
      isLate = true;
      abort.abort();
    };
    const timer = of.timeout === 0 ? null : setTimeout(late, Math.min(of.timeout * 1000, LONGEST_MS));
    timer?.unref();
    let turn = performance.now();
    return {
      signal,
      async pause() {
        if (performance.now() - turn > TURN_MS) {
          await yieldNow();
          turn = performance.now();
        }
        if (signal.aborted) throw isLate ? timedOut(of.timeout) : cancelled();
      },
      end: () => {
        if (timer !== null) clearTimeout(timer);
        this.byId.delete(of.queryId);
      },
    };
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
