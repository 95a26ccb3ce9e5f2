import { createHash } from "node:crypto";
import { exactly, type Identifier } from "@snowtower/sql";

/** Who holds a lock, for people. */
export interface LockHolder {
  readonly run: string;
  readonly who: string;
  readonly host: string;
  /** Until when it holds if it is not renewed, in milliseconds of the account's clock; `null` if that cannot be read. */
  readonly until: number | null;
}

const STALE = "_STALE_";

/** The lock of what one admin role owns: of an environment, with its prefix. Projects with other admin roles have other locks and run side by side (RA 25). */
export function lockName(admin: Identifier): Identifier {
  const plain = /^[A-Z0-9_$]{1,150}$/.test(admin) && !admin.includes(STALE);
  return exactly(`LOCK_${plain ? admin : createHash("sha256").update(admin).digest("hex").slice(0, 24).toUpperCase()}`);
}

/** The name that the lock of a run gets that is gone. It is the run's own, so that of several who set it aside, one succeeds. */
export function staleName(lock: Identifier, run: string): Identifier {
  return exactly(
    `${lock}${STALE}${run
      .replace(/[^A-Za-z0-9]/g, "")
      .toUpperCase()
      .slice(0, 60)}`,
  );
}

export function isStaleName(table: string, lock: Identifier): boolean {
  return table.startsWith(lock + STALE);
}
