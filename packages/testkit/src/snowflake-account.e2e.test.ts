import { generateKeyPairSync } from "node:crypto";
import { connectInProcess, LocalServer } from "@snowtower/emulator";
import { openSnowflake } from "@snowtower/snowflake";
import { type Account, AccountError, exactly, type Outcome, rowsOf, type Statement, secret, sql, userSql } from "@snowtower/sql";
import { afterEach, expect, test } from "vitest";
import { PASSWORD, type ServedAccount, serveAccount } from "./driver/served-account.ts";

type Options = Parameters<typeof openSnowflake>[0];

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

async function serve(options: Parameters<typeof serveAccount>[0] = {}): Promise<ServedAccount> {
  const served = await serveAccount(options);
  cleanUp.push(() => served.server.close());
  return served;
}

async function open(served: ServedAccount, more: Partial<Options> = {}, how: Parameters<typeof openSnowflake>[1] = {}): Promise<Account> {
  const { port } = served.server;
  const credential = { kind: "password", authenticator: "SNOWFLAKE", password: PASSWORD } as const;
  const account = await openSnowflake({ account: "local", user: "admin", credential, host: "127.0.0.1", port, protocol: "http", ...more }, how);
  cleanUp.push(() => account.close());
  return account;
}

/** What came of a request, without what differs from one account to the next. */
async function shown(outcomes: readonly Outcome[]): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for (const outcome of outcomes) {
    if ("notReached" in outcome) all.push("not reached");
    else if ("failed" in outcome) {
      const { kind, code, sqlState, message, line, column } = outcome.failed.details;
      all.push({ kind, code, sqlState, message, line, column });
    } else {
      const { status } = outcome.done;
      const { columns, rows } = await rowsOf(outcome);
      // A real account gives the words of the status as a row, too.
      all.push(status === "" ? { columns, rows } : { status });
    }
  }
  return all;
}

async function rejected(work: Promise<unknown>): Promise<AccountError> {
  const error: unknown = await work.then(
    () => null,
    (refused: unknown) => refused,
  );
  expect(error).toBeInstanceOf(AccountError);
  expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain(PASSWORD);
  return error as AccountError;
}

test("the facts", async () => {
  const warnings: string[] = [];
  const account = await open(await serve(), { warehouse: "compute_wh" }, { onWarning: (message) => warnings.push(message) });
  expect(account.facts).toEqual({
    locator: "LOCAL",
    organization: "SNOWTOWER",
    name: "LOCAL",
    region: "AWS_US_WEST_2",
    edition: "ENTERPRISE",
    user: "ADMIN",
    role: "ACCOUNTADMIN",
    warehouse: "COMPUTE_WH",
    source: "127.0.0.1",
  });
  expect(warnings).toEqual([]);
});

test("a key pair", async () => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const served = await serve();
  await served.run(`CREATE USER BOT TYPE = SERVICE RSA_PUBLIC_KEY = '${publicKey.export({ type: "spki", format: "der" }).toString("base64")}'`);
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const account = await open(served, { user: "bot", credential: { kind: "key-pair", authenticator: "SNOWFLAKE_JWT", privateKey: pem } });
  expect(account.facts).toMatchObject({ user: "BOT", role: "PUBLIC" });
});

const REQUESTS: readonly (readonly Statement[])[] = [
  [sql`CREATE ROLE R1`, sql`CREATE ROLE R1`, sql`CREATE ROLE R2`],
  [sql`CREATE WAREHOUSE WH WAREHOUSE_SIZE = SMALL`, sql`CREATE DATABASE "Mixed"`, sql`GRANT USAGE ON DATABASE "Mixed" TO ROLE R1`],
  [userSql("SELEKT 1"), sql`SELECT 1`],
  [sql`SHOW ROLES LIKE 'R%'`],
  [sql`SELECT 1, 'x', NULL, TRUE, CURRENT_ROLE(), CURRENT_WAREHOUSE()`],
  [sql`SHOW PARAMETERS LIKE 'DATA_RETENTION%' IN DATABASE "Mixed"`],
  [sql`DROP DATABASE "Mixed"`, sql`UNDROP DATABASE "Mixed"`],
  [sql`SHOW GRANTS ON DATABASE "Mixed"`],
  [sql`DROP ROLE NOBODY`],
];

test("over HTTP and in this process the port says the same", async () => {
  const served = await serve({ now: () => 1_900_000_000_000 });
  const twin = served.account.fork();
  const local = connectInProcess(twin, { user: exactly("ADMIN") });
  const remote = await open(served);
  for (const statements of REQUESTS) {
    for (const role of [undefined, exactly("SYSADMIN")]) {
      const request = role === undefined ? { statements } : { statements, role };
      expect(await shown(await remote.execute(request))).toEqual(await shown(await local.execute(request)));
    }
  }
});

test("one session per role, without secondary roles", async () => {
  const served = await serve();
  const account = await open(served);
  const asked = sql`SELECT CURRENT_ROLE(), CURRENT_SECONDARY_ROLES(), CURRENT_SESSION()`;
  const as = async (role: string) => (await rowsOf((await account.execute({ statements: [asked], role: exactly(role) }))[0])).rows[0];
  const [first, second, again] = [await as("SYSADMIN"), await as("USERADMIN"), await as("SYSADMIN")];
  expect([first?.[0], second?.[0]]).toEqual(["SYSADMIN", "USERADMIN"]);
  expect(first?.[1]).toBe('{"roles":"","value":""}');
  expect(again).toEqual(first);
  expect(second?.[2]).not.toBe(first?.[2]);
});

test("a role in small letters", async () => {
  const served = await serve();
  await served.run('CREATE ROLE "small role"', 'GRANT ROLE "small role" TO USER ADMIN');
  const account = await open(served);
  const [outcome] = await account.execute({ statements: [sql`SELECT CURRENT_ROLE()`], role: exactly("small role") });
  expect((await rowsOf(outcome)).rows).toEqual([["small role"]]);
});

test("a role that is not granted fails the request, not the account", async () => {
  const account = await open(await serve());
  const [outcome] = await account.execute({ statements: [sql`SELECT 1`], role: exactly("NO_SUCH_ROLE") });
  expect(outcome).toMatchObject({ failed: { details: { kind: "login", code: "390189" } } });
  expect((await account.execute({ statements: [sql`SELECT 1`] }))[0]).toHaveProperty("done");
});

test("a secret is filled in, works, and is shown nowhere", async () => {
  const served = await serve();
  const account = await open(served);
  const value = "Plums and 7 pears";
  const create = sql`CREATE USER SHE PASSWORD = ${secret({ ref: "she", digest: "d1" })}`;
  const tag = "secret-test";
  const outcomes = await account.execute({ statements: [create, create], tag }, { reveal: () => value });
  expect(outcomes[0]).toMatchObject({ done: { status: "User SHE successfully created." } });
  expect(JSON.stringify(outcomes)).not.toContain(value);
  expect(JSON.stringify(await account.find(tag))).not.toContain(value);
  await open(served, { user: "she", credential: { kind: "password", authenticator: "SNOWFLAKE", password: value } });
});

test("statements are found by their tag, and cancelled by their id", async () => {
  const account = await open(await serve());
  const tag = '{"run":"7","step":"s1"}';
  const from = Date.now();
  const running = account.execute({ statements: [sql`SELECT SYSTEM$WAIT(20)`], tag });
  await expect.poll(async () => (await account.find(tag)).map(({ status }) => status)).toEqual(["running"]);
  const [seen] = await account.find(tag);
  await account.cancel(seen?.queryId ?? "");
  expect((await running)[0]).toMatchObject({ failed: { details: { code: "000604" } } });
  expect(await account.find(tag)).toEqual([{ queryId: seen?.queryId, text: "SELECT SYSTEM$WAIT(20)", status: "failed", tag }]);
  expect(Date.now() - from).toBeLessThan(10_000);
});

test("a signal ends the statement that runs", async () => {
  const account = await open(await serve());
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 200);
  const outcomes = await account.execute({ statements: [sql`SELECT SYSTEM$WAIT(20)`, sql`SELECT 2`] }, { signal: stop.signal });
  expect(outcomes).toMatchObject([{ failed: { details: { kind: "cancelled" } } }, { notReached: true }]);
});

test("a write whose answer is lost is reported as lost, and was done", async () => {
  const served = await serve();
  const account = await open(served, {}, { backOff: { attempts: 2, firstMs: 5, capMs: 20 } });
  const { account: local } = served;
  const commit = local.commit.bind(local);
  // The statement is done, but the server goes before it can say so.
  local.commit = async (draft) => {
    await commit(draft);
    await new Promise((resolve) => setTimeout(resolve, 5000));
  };
  const running = account.execute({ statements: [sql`CREATE ROLE DONE_OR_NOT`] });
  await expect.poll(() => local.history.all().length).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await served.server.close();
  expect((await running)[0]).toMatchObject({ failed: { details: { kind: "lost" } } });
  local.commit = commit;
  const session = local.openSession({ user: "ADMIN" });
  expect((await session.execute("SHOW ROLES LIKE 'DONE_OR_NOT'"))[0]).toMatchObject({
    kind: "done",
    result: { rows: [expect.arrayContaining(["DONE_OR_NOT"])] },
  });
});

test("sessions of a server that came back are replaced", async () => {
  const served = await serve();
  const account = await open(served);
  await account.execute({ statements: [sql`CREATE ROLE BEFORE`] });
  const { port } = served.server;
  await served.server.close();
  const again = await LocalServer.start(served.account, { port });
  cleanUp.push(() => again.close());
  const [seen] = await account.execute({ statements: [sql`SHOW ROLES LIKE 'BEFORE'`] });
  expect((await rowsOf(seen)).rows).toHaveLength(1);
  const [outcome] = await account.execute({ statements: [sql`CREATE ROLE AFTER`] });
  expect(outcome).toMatchObject({ done: { status: "Role AFTER successfully created." } });
});

test("a wrong password is final", async () => {
  const served = await serve();
  const credential = { kind: "password", authenticator: "SNOWFLAKE", password: "Plums and 7 pears" } as const;
  expect((await rejected(open(served, { credential }))).details).toMatchObject({ kind: "login", code: "390100" });
});

test("a server that is gone is told at once", async () => {
  const served = await serve();
  await served.server.close();
  const from = Date.now();
  expect((await rejected(open(served))).details.kind).toBe("unreachable");
  expect(Date.now() - from).toBeLessThan(3000);
});
