import { basename } from "node:path";
import { connectInProcess, LocalAccount } from "@snowtower/emulator";
import { type Account, type Edition, exactly, id, parseIdentifier, sql, text } from "@snowtower/sql";
import { UsageError } from "../usage-error.ts";
import { type LocalLogin, localLogin } from "./local-login.ts";
import { accountFolder, runningServer } from "./running-server.ts";

interface LocalOptions {
  readonly role?: string;
  readonly warehouse?: string;
  /** Told what a crash had left behind in the folder. */
  readonly onWarning: (message: string) => void;
}

/** Where queries run if nobody named a warehouse: the one that every new account has. */
const WAREHOUSE = "COMPUTE_WH";

/** The local account of a folder: in this process, or through the server that already runs on it. */
export async function openLocal(folder: string, options: LocalOptions): Promise<Account> {
  const login = localLogin(folder);
  const server = runningServer(folder);
  return server === null ? inProcess(folder, login, options) : overHttp(server.url, login, options);
}

async function inProcess(folder: string, login: LocalLogin, options: LocalOptions): Promise<Account> {
  const local = await openLocalAccount(folder, options);
  const role = options.role === undefined ? {} : { role: named(options.role) };
  const account = connectInProcess(local, { user: exactly(login.user), warehouse: named(options.warehouse ?? WAREHOUSE), ...role });
  return {
    facts: account.facts,
    execute: (request, execution) => account.execute(request, execution),
    find: (tag) => account.find(tag),
    cancel: (queryId) => account.cancel(queryId),
    async close() {
      await account.close();
      await local.close();
    },
  };
}

async function overHttp(url: string, login: LocalLogin, options: LocalOptions): Promise<Account> {
  const { openSnowflake } = await import("@snowtower/snowflake");
  const { hostname, port } = new URL(url);
  return openSnowflake({
    account: "local",
    user: login.user,
    credential: { kind: "password", authenticator: "SNOWFLAKE", password: login.password },
    host: hostname,
    port: Number(port),
    protocol: "http",
    warehouse: options.warehouse ?? WAREHOUSE,
    ...(options.role === undefined ? {} : { role: options.role }),
  });
}

function named(written: string) {
  return parseIdentifier(written) ?? exactly(written);
}

/** A plan tells the accounts of one machine apart: the one of `local:test` is LOCAL_TEST. */
function accountName(folder: string): { readonly name?: string; readonly locator?: string } {
  const named = /^local-([A-Za-z0-9_-]+)$/.exec(basename(folder))?.[1];
  if (named === undefined) return {};
  const name = `LOCAL_${named.toUpperCase().replaceAll("-", "_")}`;
  return { name, locator: name };
}

/** What an account is made with; said of one that is there, it has to be so. */
export interface LocalTraits {
  readonly name?: string;
  readonly region?: string;
  readonly edition?: Edition;
}

interface OpenLocalOptions {
  readonly traits?: LocalTraits;
  readonly onWarning: (message: string) => void;
}

/** Opens the folder's account, making it at the first time; its administrator can log in over HTTP from then on. */
export async function openLocalAccount(folder: string, { traits = {}, onWarning }: OpenLocalOptions): Promise<LocalAccount> {
  const login = localLogin(folder);
  const { account: local, warnings } = await LocalAccount.open(accountFolder(folder), { user: login.user, ...accountName(folder), ...traits });
  for (const warning of warnings) onWarning(warning);
  const other = Object.entries(traits).find(([trait, value]) => local.info[trait as keyof LocalTraits] !== value);
  if (other !== undefined) {
    await local.close();
    const [trait, value] = other;
    const is = local.info[trait as keyof LocalTraits];
    throw new UsageError("ST5004", `the account in ${folder} has the ${trait} ${is}, not ${value}`, "leave the option out, or make a new account with --data");
  }
  if (local.user(login.user)?.passwordHash === null) {
    const account = connectInProcess(local, { user: exactly(login.user) });
    await account.execute({ statements: [sql`ALTER USER ${id(exactly(login.user))} SET PASSWORD = ${text(login.password)}`] });
    await account.close();
  }
  return local;
}
