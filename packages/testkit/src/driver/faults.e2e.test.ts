import { connectInProcess, parseFaults } from "@snowtower/emulator";
import { openSnowflake } from "@snowtower/snowflake";
import { type Account, exactly, rehydrate } from "@snowtower/sql";
import type { Connection } from "snowflake-sdk";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { connect, disconnect, execute } from "./driver.ts";
import { PASSWORD, type ServedAccount, serveAccount } from "./served-account.ts";

let served: ServedAccount;
let admin: Connection;

beforeAll(async () => {
  served = await serveAccount({ chunkBytes: 3000 });
  admin = await connect(served.url, { username: "admin", password: PASSWORD });
});
afterEach(() => {
  served.account.faults.clear();
});
afterAll(async () => {
  await disconnect(admin);
  await served.server.close();
});

function fault(spec: string): void {
  for (const each of parseFaults(spec)) served.account.faults.add(each);
}

function ran(text: string): number {
  return served.account.history.all().filter((query) => query.text === text && query.status === "done").length;
}

test.each([
  ["drop before", "BEFORE"],
  ["drop after", "AFTER"],
  ["expire token", "TOKEN"],
  ["throttle 503", "THROTTLED"],
])("the driver gets over %s, and the statement runs once", async (spec, role) => {
  const text = `CREATE ROLE ${role}`;
  fault(`${spec} on '${text}'`);
  expect((await execute(admin, text)).rows).toEqual([{ status: `Role ${role} successfully created.` }]);
  expect(ran(text)).toBe(1);
  expect(served.account.faults.list()).toMatchObject([{ met: 1 }]);
});

test.each([
  ["expire session", "done"],
  ["expire token", "done"],
  ["throttle 390500", "statement"],
  ["error 'inside'", "statement"],
])("the port over HTTP and the one in process tell the same of %s", async (spec, expected) => {
  const text = `CREATE ROLE R_${spec.replace(/\W/g, "_")}`;
  const statement = rehydrate({ text, secrets: [] });
  const kindOf = async (account: Account): Promise<string> => {
    fault(`${spec} on '${text}%'`);
    const [outcome] = await account.execute({ statements: [statement] });
    await served.run(`DROP ROLE IF EXISTS R_${spec.replace(/\W/g, "_")}`);
    return outcome !== undefined && "failed" in outcome ? outcome.failed.details.kind : "done";
  };
  const credential = { kind: "password", authenticator: "SNOWFLAKE", password: PASSWORD } as const;
  const over = await openSnowflake({ account: "local", user: "admin", credential, host: "127.0.0.1", port: served.server.port, protocol: "http" });
  const within = connectInProcess(served.account, { user: exactly("ADMIN"), role: exactly("ACCOUNTADMIN") });
  expect([await kindOf(over), await kindOf(within)]).toEqual([expected, expected]);
  await over.close();
});

test("an error on demand is the statement's", async () => {
  fault("error 000625 state 57014 'locked' on 'CREATE ROLE R' nth 2");
  await execute(admin, "CREATE ROLE R");
  await execute(admin, "DROP ROLE R");
  await expect(execute(admin, "CREATE ROLE R")).rejects.toMatchObject({ code: "000625", sqlState: "57014", message: "locked" });
});

test("a session that is no more", async () => {
  const connection = await connect(served.url, { username: "admin", password: PASSWORD });
  fault("expire session on 'SELECT%'");
  await expect(execute(connection, "SELECT 1")).rejects.toMatchObject({ code: expect.anything() });
  await expect(execute(connection, "SELECT 1")).rejects.toThrow();
});

test("faults are switched on and off by statements", async () => {
  const { rows } = await execute(admin, "SELECT SYSTEM$LOCAL_FAULT('error ''not today'' on ''DROP%'' session current') AS ID");
  await expect(execute(admin, "DROP ROLE NOBODY")).rejects.toMatchObject({ message: "not today" });
  expect((await execute(admin, `SELECT SYSTEM$LOCAL_FAULT_CLEAR('${String(rows[0]?.ID)}') AS N`)).rows).toEqual([{ N: "1" }]);
});

test("a large result is fetched in chunks, in its order", async () => {
  const names = Array.from({ length: 120 }, (_, i) => `CHUNKED_${String(i).padStart(3, "0")}`);
  await served.run(...names.map((name) => `CREATE ROLE ${name}`));
  const { rows } = await execute(admin, "SHOW ROLES LIKE 'CHUNKED%'");
  expect(rows.map(({ name }) => name)).toEqual(names);
  const streamed: unknown[] = [];
  const { statement } = await execute(admin, "SHOW ROLES LIKE 'CHUNKED%'", { streamResult: true });
  for await (const row of statement.streamRows() as AsyncIterable<{ name: string }>) streamed.push(row.name);
  expect(streamed).toEqual(names);
});
