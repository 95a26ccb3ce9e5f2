import { setTimeout as sleep } from "node:timers/promises";
import type { Account, SeenStatement } from "@snowtower/sql";

/** How long a statement whose connection broke is waited for. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 500;

/**
 * The statements with these tags that the server still runs: a broken connection does not end them (RA 26), and a look at the account
 * before their end would see a state that does not last. Waits a while for them; answers those that did not end.
 */
export async function stillRunning(tags: readonly string[], account: Account, patienceMs = PATIENCE_MS): Promise<readonly SeenStatement[]> {
  for (let waited = 0; ; waited += PAUSE_MS) {
    const seen = (await Promise.all([...new Set(tags)].map((tag) => account.find(tag)))).flat();
    const running = seen.filter((statement) => statement.status === "running");
    if (running.length === 0 || waited >= patienceMs) return running;
    await sleep(PAUSE_MS);
  }
}
