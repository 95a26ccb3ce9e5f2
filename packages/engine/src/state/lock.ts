import { type Account, AccountError, rowsOf } from "@snowtower/sql";
import type { LockTable } from "./lock-table.ts";

interface Lease {
  readonly run: string;
  readonly leaseMs: number;
  /** How far the account's clock is ahead of this machine's. */
  readonly skewMs: number;
}

/** The lock while this run holds it: renewed in the background until it is released, or lost. */
export class Lock {
  readonly #account: Account;
  readonly #table: LockTable;
  readonly #lease: Lease;
  readonly #timer: NodeJS.Timeout;
  #until: number;
  #lost: string | null = null;
  #renewing: Promise<void> = Promise.resolve();

  constructor(account: Account, table: LockTable, lease: Lease) {
    this.#account = account;
    this.#table = table;
    this.#lease = lease;
    this.#until = Date.now() + lease.leaseMs;
    this.#timer = setInterval(() => this.#beginRenewal(), lease.leaseMs / 3);
    this.#timer.unref();
  }

  /**
   * Why this run does not hold the lock any more, or `null`. `looks`: asks the account; otherwise only where the lease is over,
   * as after a laptop's sleep: the lock that nobody took meanwhile is renewed.
   */
  async check(looks: boolean): Promise<string | null> {
    const isOver = Date.now() > this.#until;
    if (isOver) await this.#renew();
    if (this.#lost === null && isOver && Date.now() > this.#until) return "the lock could not be renewed in time";
    if (this.#lost === null && looks) await this.#look();
    return this.#lost;
  }

  /** Gives the lock back. Says why if it could not: then it is free when its time is over. Never throws. */
  async release(): Promise<string | null> {
    clearInterval(this.#timer);
    await this.#renewing;
    try {
      // What is another's is not dropped.
      if (this.#lost === null) await this.#look();
      if (this.#lost !== null) return this.#lost;
      const [outcome] = await this.#account.execute({ statements: [this.#table.drop()] });
      await rowsOf(outcome);
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  async #look(): Promise<void> {
    const { holder } = await this.#table.look(this.#account);
    if (holder === null) this.#lost = "the lock was removed";
    else if (holder.run !== this.#lease.run) this.#lost = `the lock was taken by ${holder.who} on ${holder.host}, run ${holder.run}`;
  }

  #beginRenewal(): void {
    this.#renewing = this.#renewing.then(() => this.#renew());
  }

  async #renew(): Promise<void> {
    if (this.#lost !== null) return;
    const { run, leaseMs, skewMs } = this.#lease;
    const until = Date.now() + leaseMs;
    try {
      const [outcome] = await this.#account.execute({ statements: [this.#table.renew(run, until + skewMs)] });
      await rowsOf(outcome);
      this.#until = until;
    } catch (error) {
      // The column of this run is not there any more. After anything else the next renewal may succeed.
      if (error instanceof AccountError && error.details.kind === "statement") this.#lost = `the lock was taken away: ${error.message}`;
    }
  }
}
