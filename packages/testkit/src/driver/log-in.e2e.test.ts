import { LocalAccount, LocalServer } from "@snowtower/emulator";
import { afterEach, expect, test } from "vitest";
import { connect, disconnect, execute } from "./driver.ts";

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

const PASSWORD = "correct horse Battery 9";

async function start(...statements: readonly string[]): Promise<LocalServer> {
  const account = LocalAccount.create();
  const session = account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN" });
  for (const text of [`ALTER USER ADMIN SET PASSWORD = '${PASSWORD}'`, ...statements]) {
    expect((await session.execute(text))[0]).toMatchObject({ kind: "done" });
  }
  const server = await LocalServer.start(account, { refusalDelayMs: 1 });
  cleanUp.push(() => server.close());
  return server;
}

test("password", async () => {
  const server = await start();
  const connection = await connect(server.url, { username: "admin", password: PASSWORD });
  const { rows } = await execute(connection, "SELECT 1 AS ONE, CURRENT_USER(), CURRENT_ROLE() AS ROLE");
  expect(rows).toEqual([{ ONE: 1, "CURRENT_USER()": "ADMIN", ROLE: "ACCOUNTADMIN" }]);
  await disconnect(connection);
});
