import type { LogInMethod } from "./session-login.ts";

/** One attempt to log in. */
export interface LoginEvent {
  readonly id: number;
  readonly at: number;
  /** In stored form; `null` if there is none of the name that was given. */
  readonly user: string | null;
  readonly address: string;
  /** The private endpoint. */
  readonly endpoint: string | null;
  readonly clientType: string;
  readonly clientVersion: string | null;
  /** `null` for a method that this account does not know. */
  readonly method: LogInMethod | null;
  /** The token that was used, by name. */
  readonly credential: string | null;
  /** The security integration of an OAuth token. */
  readonly integration: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** "These functions return login activity within the last 7 days" (docs: sql-reference/functions/login_history). */
const KEPT_MS = 7 * 86_400_000;
const MOST = 10_000;

/** Who tried to log in over HTTP; in memory, so that it starts anew with the process. */
export class LoginHistory {
  private events: LoginEvent[] = [];
  private nextId = 1;
  private readonly successes = new Map<string, number>();

  put(event: Omit<LoginEvent, "id">): void {
    this.events.push({ id: this.nextId++, ...event });
    if (this.events.length > MOST) this.events.splice(0, this.events.length - MOST);
    if (event.error === null && event.user !== null) this.successes.set(event.user, event.at);
  }

  /** Oldest first. */
  since(now: number): readonly LoginEvent[] {
    return this.events.filter(({ at }) => at > now - KEPT_MS);
  }

  lastSuccess(user: string): number | null {
    return this.successes.get(user) ?? null;
  }
}
