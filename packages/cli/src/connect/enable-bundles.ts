import { connectInProcess, type LocalAccount } from "@snowtower/emulator";
import { exactly, sql, text } from "@snowtower/sql";

/** Switches behavior-change bundles on; one that is on stays on. Throws `AccountError` for one that cannot be. */
export async function enableBundles(local: LocalAccount, user: string, bundles: readonly string[]): Promise<void> {
  const account = connectInProcess(local, { user: exactly(user), role: exactly("ACCOUNTADMIN") });
  try {
    for (const bundle of bundles) {
      const [outcome] = await account.execute({ statements: [sql`SELECT SYSTEM$ENABLE_BEHAVIOR_CHANGE_BUNDLE(${text(bundle)})`] });
      if (outcome !== undefined && "failed" in outcome) throw outcome.failed;
    }
  } finally {
    await account.close();
  }
}
