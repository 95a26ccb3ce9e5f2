import { type Account, AccountError, displayedName, type Identifier, type QualifiedName, rowsOf, type Statement } from "@snowtower/sql";
import { RefusedError } from "../errors.ts";
import { Lock } from "./lock.ts";
import { isStaleName, type LockHolder, lockName } from "./lock-name.ts";
import { LockTable, setAsideAt } from "./lock-table.ts";
import { pause } from "./pause.ts";
import { readState } from "./read-state.ts";

interface LockOptions {
  readonly schema: QualifiedName;
  /** The role that owns what the run changes: that is what the lock is about. */
  readonly admin: Identifier;
  readonly run: string;
  readonly host: string;
  /** How long the lock outlives a run that was killed. */
  readonly leaseMs?: number;
  /** How long another run is waited for; 0 refuses at once. */
  readonly waitMs?: number;
  /** Told once, when it has to wait. */
  readonly onWait?: (holder: LockHolder) => void;
  readonly signal?: AbortSignal;
}

const LEASE_MS = 120_000;
const PAUSE_MS = 500;
/** Refused so often although nobody was faster: this role may not. */
const MOST_REFUSALS = 3;
/** Whoever looked at a lock before it was set aside must not set aside the next one, so its name stays taken for a while. */
const KEEP_STALE_MS = 86_400_000;

/** Takes the lock, or refuses with who holds it. A lock whose time is over is set aside first; of several who try, one succeeds (RA 25). */
export async function takeLock(account: Account, options: LockOptions): Promise<Lock> {
  const { leaseMs = LEASE_MS, waitMs = 0, signal } = options;
  const table = new LockTable(options.schema, lockName(options.admin));
  const words = { run: options.run, who: account.facts.user, host: options.host };
  const giveUpAt = Date.now() + waitMs;
  let [refusals, told] = [0, false];
  for (;;) {
    signal?.throwIfAborted();
    const { now, holder } = await table.look(account);
    if (holder === null || isOver(holder, now)) {
      const inTheWay = holder === null ? null : await setAside(account, table, { run: holder.run, now });
      const refused = inTheWay ?? (await attempt(account, table.create(words, now + leaseMs)));
      if (refused === null) {
        await sweep(account, { table, schema: options.schema, now });
        return new Lock(account, table, { run: options.run, leaseMs, skewMs: now - Date.now() });
      }
      // Another run was faster, which the next look tells.
      if (++refusals >= MOST_REFUSALS) throw cannotTake(table, refused);
      continue;
    }
    refusals = 0;
    if (Date.now() >= giveUpAt) throw heldBy(holder, now);
    if (!told) options.onWait?.(holder);
    told = true;
    await pause(Math.min(PAUSE_MS, giveUpAt - Date.now()), signal);
  }
}

/** A lock whose end cannot be read counts as held: a person can look, and unlock. */
function isOver({ until }: LockHolder, now: number): boolean {
  return until !== null && until < now;
}

async function setAside(account: Account, table: LockTable, { run, now }: { readonly run: string; readonly now: number }): Promise<AccountError | null> {
  const refused = await attempt(account, table.setAside(run));
  if (refused === null) await attempt(account, table.noteSetAside(run, now));
  return refused;
}

/** Snowflake's refusal, or `null` if it was done. */
async function attempt(account: Account, statement: Statement): Promise<AccountError | null> {
  try {
    const [outcome] = await account.execute({ statements: [statement] });
    await rowsOf(outcome);
    return null;
  } catch (error) {
    if (error instanceof AccountError && error.details.kind === "statement") return error;
    throw error;
  }
}

/** Removes locks that were set aside long ago. Nobody needs it to succeed. */
async function sweep(
  account: Account,
  { table, schema, now }: { readonly table: LockTable; readonly schema: QualifiedName; readonly now: number },
): Promise<void> {
  const state = await readState(account, schema);
  if (state.kind !== "present") return;
  const old = state.tables.filter(({ name, comment }) => isStaleName(name, table.name) && (setAsideAt(comment) ?? now) < now - KEEP_STALE_MS);
  for (const { name } of old) await attempt(account, table.drop(name));
}

function cannotTake(table: LockTable, refused: AccountError): RefusedError {
  return new RefusedError("ST4015", `the lock ${displayedName(table.fullName)} cannot be taken`, [refused.message]);
}

/** `ADA holds the lock with run 2026..., on build-7; it is free in 74 s if the run does not renew it`. `now`: the account's time, if it is known. */
export function holderWords({ run, who, host, until }: LockHolder, now: number | null): string {
  const left = until === null || now === null ? "" : `; it is free in ${Math.max(0, Math.ceil((until - now) / 1000))} s if the run does not renew it`;
  return `${who} holds the lock with run ${run}, on ${host}${left}`;
}

function heldBy(holder: LockHolder, now: number): RefusedError {
  return new RefusedError("ST4014", "another run holds the lock of this environment", [holderWords(holder, now)]);
}
