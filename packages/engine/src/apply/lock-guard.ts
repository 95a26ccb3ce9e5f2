import { AccountError } from "@snowtower/sql";
import type { Step } from "../plan/step.ts";
import type { Lock } from "../state/lock.ts";

/** Why the step must not run: this run does not hold the lock any more. Before a destructive step the account is asked (RA 25). */
export async function lockGuard(step: Step, lock: Pick<Lock, "check"> | undefined): Promise<AccountError | null> {
  if (lock === undefined) return null;
  try {
    const lost = await lock.check(step.risk === "destructive" || step.risk === "lockout");
    return lost === null ? null : new AccountError({ kind: "statement", message: `not run, because ${lost}` });
  } catch (error) {
    return error instanceof AccountError ? error : new AccountError({ kind: "unreachable", message: String(error), cause: error });
  }
}
