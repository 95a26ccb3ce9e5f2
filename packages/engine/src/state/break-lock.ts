import { type Account, type Identifier, type QualifiedName, rowsOf } from "@snowtower/sql";
import { readOnly } from "../read/read-only-account.ts";
import { type LockHolder, lockName } from "./lock-name.ts";
import { LockTable } from "./lock-table.ts";

/** What is locked, and where that is kept. */
interface LockPlace {
  readonly schema: QualifiedName;
  readonly admin: Identifier;
}

/** Who holds the lock, and the account's time; reads only. */
export function lockHolder(account: Account, { schema, admin }: LockPlace): Promise<{ readonly now: number; readonly holder: LockHolder | null }> {
  return new LockTable(schema, lockName(admin)).look(readOnly(account));
}

/** Takes the lock from whoever holds it. The run that held it stops before its next destructive step, or when it would renew the lock. */
export async function breakLock(account: Account, { schema, admin }: LockPlace): Promise<void> {
  const [outcome] = await account.execute({ statements: [new LockTable(schema, lockName(admin)).drop()] });
  await rowsOf(outcome);
}
