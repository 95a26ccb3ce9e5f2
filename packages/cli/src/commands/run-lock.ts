import { hostname } from "node:os";
import { type BoundPlan, holderWords, type Lock, readState, takeLock } from "@snowtower/engine";
import { type Account, displayed, displayedName, exactly, type QualifiedName } from "@snowtower/sql";
import type { Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../usage-error.ts";

/** What every command that changes an account takes. */
export interface LockFlags {
  /** How long another run is waited for: `30s`, `5m`, `1h`. */
  readonly lockTimeout?: string;
  /** How long the lock outlives a run that was killed. */
  readonly lockLease?: string;
}

interface RunLock extends LockFlags {
  /** The state schema; `null` for none. */
  readonly stateSchema: QualifiedName | null;
  readonly run: string;
  readonly signal: AbortSignal;
}

/** Does the work under the lock of what the plan changes. Without a state schema there is none, and one line says so (RA 25). */
export async function underLock<T>(
  plan: BoundPlan,
  account: Account,
  options: RunLock,
  { work, terminal }: { readonly work: (lock: Lock | null) => Promise<T>; readonly terminal: Terminal },
): Promise<T> {
  const { stateSchema, run, signal } = options;
  const waitMs = millisecondsOf(options.lockTimeout, "--lock-timeout") ?? 0;
  const leaseMs = millisecondsOf(options.lockLease, "--lock-lease");
  const state = await readState(account, stateSchema);
  if (state.kind !== "present") {
    if (state.kind === "absent") terminal.say(terminal.paintError.dim(withoutState(account, state.schema)));
    return work(null);
  }
  const lock = await takeLock(account, {
    schema: state.schema,
    admin: exactly(plan.scope.admin),
    run,
    host: hostname(),
    waitMs,
    ...(leaseMs === undefined ? {} : { leaseMs }),
    signal,
    onWait: (holder) => terminal.say(`waiting for another run: ${holderWords(holder, null)}`),
  });
  try {
    return await work(lock);
  } finally {
    const problem = await lock.release();
    if (problem !== null) terminal.say(`warning: the lock was not given back: ${problem}`);
  }
}

function withoutState(account: Account, schema: QualifiedName): string {
  return `no lock and no marks: role ${displayed(account.facts.role)} sees no schema ${displayedName(schema)} (snowtower bootstrap writes it)`;
}

const UNITS = { s: 1000, m: 60_000, h: 3_600_000 } as const;

function millisecondsOf(written: string | undefined, option: string): number | undefined {
  if (written === undefined) return undefined;
  const [, count, unit] = /^(\d{1,6})([smh])$/.exec(written) ?? [];
  if (count === undefined || unit === undefined) throw new UsageError("ST3306", `${option} takes a time like 30s, 5m or 1h, not ${written}`);
  return Number(count) * UNITS[unit as keyof typeof UNITS];
}
