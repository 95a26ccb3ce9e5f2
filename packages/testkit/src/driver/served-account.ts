import { LocalAccount, LocalServer, type LocalServerOptions } from "@snowtower/emulator";

export const PASSWORD = "correct horse Battery 9";

/** A local account in memory behind HTTP; ADMIN logs in with `PASSWORD`. */
export interface ServedAccount {
  readonly account: LocalAccount;
  readonly server: LocalServer;
  readonly url: string;
  /** Runs statements as ACCOUNTADMIN, without HTTP. Throws at the first that is refused. */
  run(...statements: readonly string[]): Promise<void>;
}

export async function serveAccount(options: LocalServerOptions & { readonly now?: () => number } = {}): Promise<ServedAccount> {
  const { now, ...of } = options;
  const account = LocalAccount.create(now === undefined ? {} : { now });
  const run = async (...statements: readonly string[]): Promise<void> => {
    const session = account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN" });
    for (const statement of statements) {
      const [outcome] = await session.execute(statement);
      if (outcome?.kind === "failed") throw outcome.error;
    }
    session.close();
  };
  await run(`ALTER USER ADMIN SET PASSWORD = '${PASSWORD}'`);
  const server = await LocalServer.start(account, { refusalDelayMs: 1, ...of });
  return { account, server, url: server.url, run };
}
