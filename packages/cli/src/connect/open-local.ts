import { connectInProcess, LocalAccount } from "@snowtower/emulator";
import type { Account } from "@snowtower/sql";
import { LOCAL_USER, localLogin } from "./local-login.ts";
import { runningServer } from "./running-server.ts";

export interface LocalOptions {
  readonly role?: string;
  readonly warehouse?: string;
}

/** Where an account that nobody named a warehouse for runs its queries: the one that every new account has. */
const WAREHOUSE = "COMPUTE_WH";

/** The local account of a folder: in this process, or through the server that already runs on it. */
export async function openLocal(folder: string, options: LocalOptions = {}): Promise<Account> {
  const warehouse = options.warehouse ?? WAREHOUSE;
  const role = options.role === undefined ? {} : { role: options.role };
  const server = runningServer(folder);
  if (server === null) return connectInProcess(await openLocalAccount(folder), { user: LOCAL_USER, warehouse, ...role, closesAccount: true });
  const { openSnowflake } = await import("@snowtower/snowflake");
  const { user, password } = localLogin(folder);
  const { hostname, port } = new URL(server.url);
  return openSnowflake({ account: "local", user, credential: { kind: "password", password }, host: hostname, port: Number(port), protocol: "http", warehouse, ...role });
}

/** Opens the folder's account, making it at the first time; its administrator can log in over HTTP from then on. */
export async function openLocalAccount(folder: string): Promise<LocalAccount> {
  const login = localLogin(folder);
  return LocalAccount.open(folder, { user: login.user, password: login.password });
}
