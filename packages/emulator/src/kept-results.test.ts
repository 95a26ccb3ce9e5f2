import { expect, test } from "vitest";
import { LocalAccount } from "./local-account.ts";
import { must, show } from "./testing/run.ts";

test("RESULT_SCAN finds what the user asked for in another session, also one that is closed; nobody else's", async () => {
  const account = LocalAccount.create();
  await must(account, "CREATE USER other; GRANT ROLE accountadmin TO USER other");
  const first = account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN" });
  await must(first, "SHOW ROLES LIKE 'SYSADMIN'");
  const [row] = await show(first, "SELECT LAST_QUERY_ID() AS ID");
  first.close();
  const scan = `SELECT "name" FROM TABLE(RESULT_SCAN('${row?.ID}'))`;
  expect(await show(account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN" }), scan)).toEqual([{ name: "SYSADMIN" }]);
  await expect(show(account.openSession({ user: "OTHER", role: "ACCOUNTADMIN" }), scan)).rejects.toThrow(/not found/);
});
