import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

async function withDatabase() {
  const account = LocalAccount.create();
  const session = as(account, "ACCOUNTADMIN");
  await must(session, "CREATE DATABASE d; CREATE SCHEMA s0; CREATE DATABASE d2; CREATE SCHEMA other; USE SCHEMA d.s0");
  return { account, session };
}

describe("schema", () => {
  it.each([
    ["CREATE SCHEMA s WITH MANAGED ACCESS DATA_RETENTION_TIME_IN_DAYS = 5 LOG_LEVEL = 'INFO' COMMENT = 'abc'", "Schema S successfully created."],
    ["CREATE SCHEMA information_schema", { code: "002002" }],
    ["CREATE SCHEMA nowhere.s", { code: "002003", message: "SQL compilation error:\nDatabase 'NOWHERE' does not exist or not authorized." }],
    ["CREATE SCHEMA s CLONE s0", { code: "000002" }],
    ["CREATE TRANSIENT SCHEMA s DATA_RETENTION_TIME_IN_DAYS = 2", { code: "001008" }],
    ["CREATE OR ALTER SCHEMA s0 WITH MANAGED ACCESS COMMENT = 'c'", "Statement executed successfully."],
    ["CREATE OR ALTER TRANSIENT SCHEMA s0", { code: "001420" }],
    ["ALTER SCHEMA s0 RENAME TO d2.moved", "Statement executed successfully."],
    ["ALTER SCHEMA s0 RENAME TO d2.other", { code: "002002" }],
    ["ALTER SCHEMA s0 RENAME TO public", { code: "002002" }],
    ["DROP SCHEMA s0", "S0 successfully dropped."],
    ["DROP SCHEMA d2.nowhere", { code: "002003", message: "SQL compilation error:\nSchema 'D2.NOWHERE' does not exist or not authorized." }],
    ["DROP SCHEMA IF EXISTS nowhere.s", "Drop statement executed successfully (S already dropped)."],
  ])("%s", async (statement, expected) => {
    const { session } = await withDatabase();
    const outcome = await run(session, statement);
    if (typeof expected === "string") expect(outcome).toBe(expected);
    else expect(outcome).toMatchObject(expected);
  });

  it("shows options and the retention in force", async () => {
    const { session } = await withDatabase();
    await must(session, "ALTER DATABASE d SET DATA_RETENTION_TIME_IN_DAYS = 7; CREATE TRANSIENT SCHEMA s WITH MANAGED ACCESS; CREATE SCHEMA p");
    const rows = await show(session, "SHOW SCHEMAS LIKE '_'");
    expect(rows.map(({ name, options, retention_time, is_current }) => [name, options, retention_time, is_current])).toEqual([
      ["P", "", "7", "Y"],
      ["S", "TRANSIENT, MANAGED ACCESS", "1", "N"],
    ]);
  });

  it("is current after CREATE, and the session has none after its DROP", async () => {
    const { session } = await withDatabase();
    await must(session, "CREATE SCHEMA d2.s");
    expect(session.current).toMatchObject({ database: "D2", schema: "S" });
    await must(session, "DROP SCHEMA d2.s");
    expect(session.current).toMatchObject({ database: "D2", schema: null });
    expect(await run(session, "UNDROP SCHEMA d2.s")).toBe("Schema S successfully restored.");
  });

  it("needs MANAGE GRANTS to become a managed access schema", async () => {
    const { account, session } = await withDatabase();
    await must(session, "CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON DATABASE d TO ROLE r; GRANT OWNERSHIP ON SCHEMA d.s0 TO ROLE r");
    const owner = as(account, "R");
    expect(await run(owner, "ALTER SCHEMA d.s0 ENABLE MANAGED ACCESS")).toMatchObject({ code: "003001" });
    await must(session, "GRANT MANAGE GRANTS ON ACCOUNT TO ROLE r; GRANT SELECT ON FUTURE TABLES IN SCHEMA d.s0 TO ROLE r");
    expect(await run(owner, "ALTER SCHEMA d.s0 ENABLE MANAGED ACCESS")).toMatchObject({ code: "003525" });
    await must(session, "REVOKE SELECT ON FUTURE TABLES IN SCHEMA d.s0 FROM ROLE r");
    await must(owner, "ALTER SCHEMA d.s0 ENABLE MANAGED ACCESS");
    expect(await show(session, "SHOW SCHEMAS LIKE 's0' IN DATABASE d")).toMatchObject([{ options: "MANAGED ACCESS" }]);
    await must(session, "REVOKE MANAGE GRANTS ON ACCOUNT FROM ROLE r");
    await must(owner, "ALTER SCHEMA d.s0 DISABLE MANAGED ACCESS");
  });
});
