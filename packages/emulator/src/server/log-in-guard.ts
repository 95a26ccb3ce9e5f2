import { setTimeout as pause } from "node:timers/promises";
import { childrenOf } from "../catalog/catalog.ts";
import { Draft } from "../catalog/draft.ts";
import { ACCOUNT } from "../catalog/entry.ts";
import type { LocalAccount } from "../local-account.ts";

/** Snowflake's own (docs: sql-reference/sql/create-user, MINS_TO_UNLOCK: five attempts, fifteen minutes). */
const ATTEMPTS = 5;
const LOCK_MS = 15 * 60_000;

/** Slows guessing down, and locks a user after five wrong passwords in a row, as SHOW USERS then tells. */
export class LogInGuard {
  private readonly account: LocalAccount;
  private readonly delayMs: number;
  private readonly failures = new Map<string, number>();

  constructor(account: LocalAccount, delayMs: number) {
    this.account = account;
    this.delayMs = delayMs;
  }

  /** `user` in stored form; `null`: there is none of the name that was tried. */
  async failed(user: string | null): Promise<void> {
    if (user !== null) {
      const failures = (this.failures.get(user) ?? 0) + 1;
      this.failures.set(user, failures);
      if (failures >= ATTEMPTS) await this.lock(user);
    }
    await pause(this.delayMs);
  }

  succeeded(user: string): void {
    this.failures.delete(user);
  }

  private async lock(user: string): Promise<void> {
    this.failures.delete(user);
    const draft = new Draft(this.account.catalog);
    const entry = childrenOf(draft.catalog, ACCOUNT, "USER").find(({ name }) => name === user);
    if (entry === undefined) return;
    const end = this.account.now() + LOCK_MS;
    draft.change(entry.id, { properties: { ...entry.properties, MINS_TO_UNLOCK: LOCK_MS / 60_000, MINS_TO_UNLOCK_END: end } });
    await this.account.commit(draft);
  }
}
