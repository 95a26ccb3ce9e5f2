import { setTimeout as pause } from "node:timers/promises";
import { findByName } from "../catalog/catalog.ts";
import { Draft } from "../catalog/draft.ts";
import { ACCOUNT, type Entry } from "../catalog/entry.ts";
import type { LocalAccount } from "../local-account.ts";
import { passwordRules } from "../objects/password-rules.ts";

/** Slows guessing down, and locks a user after as many wrong passwords in a row as the policy in force allows (five if there is none), as SHOW USERS then tells. */
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
      await this.lock(user, failures);
    }
    await pause(this.delayMs);
  }

  /** "When the user successfully logs into Snowflake, the value resets to NULL" (MINS_TO_UNLOCK; docs: sql-reference/sql/create-user). */
  async succeeded(user: string): Promise<void> {
    this.failures.delete(user);
    const draft = new Draft(this.account.catalog);
    const entry = userNamed(draft, user);
    if (entry?.properties.MINS_TO_UNLOCK_END === undefined) return;
    const { MINS_TO_UNLOCK: _minutes, MINS_TO_UNLOCK_END: _end, ...properties } = entry.properties;
    draft.change(entry.id, { properties });
    await this.account.commit(draft);
  }

  private async lock(user: string, failures: number): Promise<void> {
    const draft = new Draft(this.account.catalog);
    const entry = userNamed(draft, user);
    if (entry === undefined) return;
    const { maxRetries, lockoutMinutes } = passwordRules(draft.catalog, entry);
    if (failures < maxRetries) return;
    this.failures.delete(user);
    const end = this.account.now() + lockoutMinutes * 60_000;
    draft.change(entry.id, { properties: { ...entry.properties, MINS_TO_UNLOCK: lockoutMinutes, MINS_TO_UNLOCK_END: end } });
    await this.account.commit(draft);
  }
}

function userNamed({ catalog }: Draft, name: string): Entry | undefined {
  return findByName(catalog, { parent: ACCOUNT, class: "USER", name, args: null });
}
