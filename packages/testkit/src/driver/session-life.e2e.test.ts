import { LocalServer } from "@snowtower/emulator";
import { afterEach, expect, test } from "vitest";
import { connect, disconnect, execute } from "./driver.ts";
import { PASSWORD, type ServedAccount, serveAccount } from "./served-account.ts";

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

const ADMIN = { username: "admin", password: PASSWORD };
/** The driver's own words for a session that the server does not know any more. */
const TERMINATED = 407002;
const HOUR = 3_600_000;

async function serve(options: Parameters<typeof serveAccount>[0] = {}): Promise<ServedAccount> {
  const served = await serveAccount(options);
  cleanUp.push(() => served.server.close());
  return served;
}

test("a token that has run out is renewed without a word, and the session is the same", async () => {
  let now = Date.now();
  const { url } = await serve({ now: () => now });
  const connection = await connect(url, ADMIN);
  await execute(connection, "SET kept = 'yes'");
  now += 2 * HOUR;
  expect((await execute(connection, "SELECT $kept AS KEPT")).rows).toEqual([{ KEPT: "yes" }]);
  await disconnect(connection);
});

test("a session that nobody used for four hours is over", async () => {
  let now = Date.now();
  const { url } = await serve({ now: () => now });
  const connection = await connect(url, ADMIN);
  now += 5 * HOUR;
  await expect(execute(connection, "SELECT 1")).rejects.toMatchObject({ code: TERMINATED });
});

test("a heartbeat keeps it", async () => {
  let now = Date.now();
  const { url } = await serve({ now: () => now });
  const connection = await connect(url, ADMIN);
  for (let i = 0; i < 3; i++) {
    now += 3 * HOUR;
    expect(await connection.isValidAsync()).toBe(true);
  }
  expect((await execute(connection, "SELECT 1 AS ONE")).rows).toEqual([{ ONE: 1 }]);
  await disconnect(connection);
});

test("who has logged out is out", async () => {
  const { url } = await serve();
  const connection = await connect(url, ADMIN);
  await disconnect(connection);
  await expect(execute(connection, "SELECT 1")).rejects.toThrow();
});

test("what was done stays when the server comes back; sessions do not", async () => {
  const { account, server, url } = await serve();
  const before = await connect(url, ADMIN);
  await execute(before, "CREATE ROLE LASTING");
  await server.close();
  const again = await LocalServer.start(account, { port: server.port });
  cleanUp.push(() => again.close());
  expect(again.url).toBe(url);
  await expect(execute(before, "SELECT 1")).rejects.toMatchObject({ code: TERMINATED });
  const after = await connect(url, ADMIN);
  expect((await execute(after, "SHOW ROLES LIKE 'LASTING'")).rows).toHaveLength(1);
  await disconnect(after);
});

test("what runs when the server is closed comes to its end", async () => {
  const { server, url } = await serve();
  const connection = await connect(url, ADMIN);
  const ends = execute(connection, "SELECT SYSTEM$WAIT(300, 'MILLISECONDS') AS W");
  await new Promise((resolve) => setTimeout(resolve, 100));
  const from = Date.now();
  await server.close();
  expect(Date.now() - from).toBeLessThan(800);
  expect((await ends).rows).toEqual([{ W: "waited 300 milliseconds" }]);
});
