import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalAccount, LocalServer } from "@snowtower/emulator";
import { afterEach, beforeEach, expect, test } from "vitest";
import { commandLine, folderOf } from "../testing/command-line.ts";

const FILES = {
  "warehouse.yaml": "load_wh:\n  size: XSMALL\n",
  "user.yaml": "ada:\n  email: ada@acme.example\n  password: Tr0ub4dor-and-three\n  business_roles: [engineer]\n",
  "business_role.yaml": "engineer:\n  schema_read: [core.sales]\n  warehouse_usage: [load_wh]\n",
  "core/params.yaml": "{}\n",
  "core/sales/params.yaml": "{}\n",
  "core/sales/table/orders.yaml": "columns:\n  id: NUMBER(38,0)\n",
  "core/sales/view/recent.yaml": "text: SELECT id FROM core.sales.orders\n",
};

let account: LocalAccount;
let server: LocalServer;
let home: string;
let folder: string;

beforeEach(async () => {
  account = LocalAccount.create();
  await asAdmin("ALTER USER ADMIN SET PASSWORD = 'correct horse Battery 9'", "CREATE DATABASE SNOWTOWER", "CREATE SCHEMA SNOWTOWER.STATE");
  server = await LocalServer.start(account, { refusalDelayMs: 1 });
  home = folderOf();
  folder = folderOf(FILES);
  const login = { account: "local", host: "127.0.0.1", port: server.port, protocol: "http", user: "ADMIN", password: "correct horse Battery 9" };
  const lines = Object.entries({ ...login, role: "ACCOUNTADMIN", warehouse: "COMPUTE_WH" }).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  writeFileSync(join(home, "connections.toml"), `[served]\n${lines.join("\n")}\n`, { mode: 0o600 });
});
afterEach(async () => {
  await server.close();
});

async function asAdmin(...statements: readonly string[]): Promise<void> {
  const session = account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN" });
  for (const statement of statements) expect((await session.execute(statement))[0]?.kind, statement).toBe("done");
  session.close();
}

/** What the server was asked to run, and what the account is like after it. */
async function watched(...args: readonly string[]): Promise<{ readonly code: number; readonly asked: readonly string[]; readonly changed: boolean }> {
  const before = new Set(account.history.all().map(({ queryId }) => queryId));
  const { catalog } = account;
  const env = { SNOWFLAKE_HOME: home, SNOWFLAKE_CONFIG_FERNET_KEYS: Buffer.alloc(32, 7).toString("base64url").padEnd(44, "=") };
  const { code } = await commandLine(args, { env });
  const asked = account.history.all().filter(({ queryId }) => !before.has(queryId));
  return { code, asked: asked.map(({ text }) => text), changed: account.catalog !== catalog };
}

/** Everything that only looks. */
const READING = [
  ["validate"],
  ["plan"],
  ["plan", "--format", "json"],
  ["plan", "--env-prefix", "DEV"],
  ["plan", "--role", "SYSADMIN"],
  ["explain"],
  ["explain", "core.sales.orders"],
  ["doctor"],
  ["doctor", "--role", "PUBLIC"],
  ["bootstrap", "--print"],
] as const;

/** Where there is more to look at. */
const AFTERWARDS = [
  ["plan", "--full"],
  ["plan", "--refresh-secrets"],
  ["doctor", "--json"],
] as const;

const OFFLINE: readonly string[] = ["validate", "bootstrap"];

async function onlyReads(args: readonly string[]): Promise<number> {
  const offline = OFFLINE.includes(args[0] ?? "");
  const { code, asked, changed } = await watched(...args, "-c", folder, ...(offline ? [] : ["--connection", "served"]));
  const what = args.join(" ");
  expect([what, asked.filter((text) => !/^(?:SHOW|DESC(?:RIBE)?|SELECT|USE|ALTER\s+SESSION)\b/i.test(text.trim()))]).toEqual([what, []]);
  expect([what, changed, asked.length > 0]).toEqual([what, false, !offline]);
  return code;
}

test("commands that look run nothing but SHOW, DESCRIBE, SELECT, USE and ALTER SESSION, before there is anything and after", async () => {
  const codes: number[] = [];
  for (const args of READING) codes.push(await onlyReads(args));
  expect((await watched("apply", "-c", folder, "--yes", "--connection", "served")).code).toBe(0);
  for (const args of AFTERWARDS) codes.push(await onlyReads(args));
  // They did look: what they end with depends on the account.
  expect(codes).toEqual([0, 2, 2, 2, 1, 0, 0, 0, 1, 0, 0, 2, 0]);
}, 60_000);

test("the history tells a command that changes something from one that does not", async () => {
  const { asked, changed } = await watched("apply", "-c", folder, "--yes", "--connection", "served");
  expect(asked.some((text) => text.startsWith("CREATE USER"))).toBe(true);
  expect(changed).toBe(true);
});
