// One test for each trap of Snowflake's protocol that clients fall into, with the official driver. Numbers as in the project's notes on the protocol.
import { generateKeyPairSync } from "node:crypto";
import type { Connection, SnowflakeError } from "snowflake-sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, disconnect, execute } from "./driver.ts";
import { PASSWORD, type ServedAccount, serveAccount } from "./served-account.ts";

let served: ServedAccount;
let admin: Connection;
const ADMIN = { username: "admin", password: PASSWORD };

beforeAll(async () => {
  served = await serveAccount();
  await served.run("CREATE DATABASE DB", "CREATE WAREHOUSE WH", "CREATE TABLE DB.PUBLIC.T (N NUMBER)", "CREATE VIEW DB.PUBLIC.V AS SELECT N FROM DB.PUBLIC.T");
  admin = await connect(served.url, ADMIN);
});
afterAll(async () => {
  await disconnect(admin);
  await served.server.close();
});

async function refusal(sqlText: string): Promise<SnowflakeError> {
  return execute(admin, sqlText).then(
    () => {
      throw new Error(`not refused: ${sqlText}`);
    },
    (error: SnowflakeError) => error,
  );
}

test("1. an error comes with status 200, or the driver would send the statement again and again", async () => {
  const before = served.account.history.all().length;
  expect(await refusal("DROP ROLE NOBODY")).toMatchObject({ code: "002003" });
  expect(served.account.history.all().slice(before)).toHaveLength(1);
});

test("2. booleans are 1 and 0", async () => {
  expect((await execute(admin, "SELECT TRUE AS T, FALSE AS F")).rows).toEqual([{ T: true, F: false }]);
});

test("3. times have as many decimals as the column's scale says", async () => {
  const from = Date.now();
  const { rows, statement } = await execute(admin, "SELECT CURRENT_TIMESTAMP() AS T");
  expect(statement.getColumns()?.[0]?.getScale()).toBe(3);
  expect(Math.abs((rows[0]!.T as Date).getTime() - from)).toBeLessThan(5000);
  const [shown] = (await execute(admin, "SHOW DATABASES LIKE 'DB'")).rows;
  expect(Math.abs((shown!.created_on as Date).getTime() - from)).toBeLessThan(60_000);
});

test("4. codes are text", async () => {
  const { code } = await refusal("SELEKT");
  expect(typeof code).toBe("string");
});

test("5. this driver's JWT counts in milliseconds", async () => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const der = publicKey.export({ type: "spki", format: "der" });
  await served.run(`CREATE USER BOT TYPE = SERVICE RSA_PUBLIC_KEY = '${der.toString("base64")}'`);
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const bot = await connect(served.url, { username: "bot", authenticator: "SNOWFLAKE_JWT", privateKey: pem });
  expect((await execute(bot, "SELECT CURRENT_USER() AS U")).rows).toEqual([{ U: "BOT" }]);
  await disconnect(bot);
});

test("6. the same request again is the same statement", async () => {
  const requestId = "5ad21ae2-0e2b-4b0b-8d4c-5a4a6d8f0c11";
  const first = await execute(admin, "CREATE ROLE ONCE", { requestId });
  const again = await execute(admin, "CREATE ROLE ONCE", { requestId });
  expect(again.rows).toEqual(first.rows);
  expect(again.statement.getQueryId()).toBe(first.statement.getQueryId());
  expect(await refusal("CREATE ROLE ONCE")).toMatchObject({ code: "002002" });
});

test("8. what is current comes with every answer, also after what failed", async () => {
  const state = (statement: { getSessionState(): unknown }) => statement.getSessionState() as Record<string, () => unknown>;
  await execute(admin, "USE DATABASE DB");
  await refusal("USE DATABASE NOWHERE");
  const { statement } = await execute(admin, "SELECT 1");
  expect([state(statement).getCurrentDatabase?.(), state(statement).getCurrentSchema?.()]).toEqual(["DB", "PUBLIC"]);
});

test("9. every answer says that it is JSON", async () => {
  for (const path of ["/queries/v1/query-request", "/session/heartbeat", "/monitoring/queries/1", "/nowhere"]) {
    const response = await fetch(`${served.url}${path}`, { method: path.startsWith("/m") ? "GET" : "POST", body: path.startsWith("/m") ? null : "{}" });
    expect(response.headers.get("content-type")).toBe("application/json");
  }
});

test("10. a proxy in the environment is not asked for this machine", async () => {
  process.env.HTTP_PROXY = "http://127.0.0.1:9";
  try {
    const connection = await connect(served.url, ADMIN);
    await disconnect(connection);
  } finally {
    delete process.env.HTTP_PROXY;
  }
});

test("11. comments inside of SHOW", async () => {
  const { rows } = await execute(admin, "show /* JDBC:DatabaseMetaData.getCatalogs() */ databases in account");
  expect(rows.map(({ name }) => name)).toContain("DB");
});

test("12. DESC <view>, which Python sends as DESCRIBE TABLE", async () => {
  expect((await execute(admin, "describe table DB.PUBLIC.V")).rows).toMatchObject([{ name: "N" }]);
});

test("13. the role is never missing", async () => {
  await execute(admin, "CREATE ROLE SHORT_LIVED");
  await served.run("GRANT ROLE SHORT_LIVED TO USER ADMIN");
  const connection = await connect(served.url, { ...ADMIN, role: "SHORT_LIVED" });
  const { statement } = await execute(connection, "SELECT CURRENT_ROLE() AS R");
  expect((statement.getSessionState() as unknown as Record<string, () => unknown>).getCurrentRole?.()).toBe("SHORT_LIVED");
  await disconnect(connection);
});

test("14. names of the log-in are written as SQL writes them", async () => {
  const connection = await connect(served.url, { ...ADMIN, database: "db", schema: "public", warehouse: "wh", role: "sysadmin" });
  const { rows } = await execute(connection, "SELECT CURRENT_ROLE() AS R, CURRENT_WAREHOUSE() AS W, CURRENT_DATABASE() AS D, CURRENT_SCHEMA() AS S");
  expect(rows).toEqual([{ R: "SYSADMIN", W: "WH", D: "DB", S: "PUBLIC" }]);
  await disconnect(connection);
});

test("bindings come along with the statement, never by way of a stage", async () => {
  const from = served.account.history.all().length;
  await execute(admin, "SELECT ?", { binds: ["x"] });
  expect(
    served.account.history
      .all()
      .slice(from)
      .map(({ text }) => text),
  ).toEqual(["SELECT ?"]);
});

test("the query context is kept by the driver and sent along", async () => {
  const { statement } = await execute(admin, "SELECT 1");
  expect((statement as unknown as { getQueryContextCacheSize(): number }).getQueryContextCacheSize()).toBe(1);
});

test("a statement is described without being run", async () => {
  const { rows, statement } = await execute(admin, "CREATE ROLE NEVER", { describeOnly: true } as object);
  expect([rows, statement.getColumns()?.map((column) => column.getName())]).toEqual([[], ["status"]]);
  expect((await execute(admin, "SHOW ROLES LIKE 'NEVER'")).rows).toEqual([]);
});
