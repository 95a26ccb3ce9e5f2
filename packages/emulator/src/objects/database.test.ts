import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

function admin(edition: "STANDARD" | "ENTERPRISE" = "ENTERPRISE", now?: () => number) {
  const account = LocalAccount.create({ edition, ...(now === undefined ? {} : { now }) });
  return { account, session: as(account, "ACCOUNTADMIN") };
}

describe("database", () => {
  it.each([
    ["CREATE DATABASE d", "Database D successfully created."],
    ["CREATE DATABASE IF NOT EXISTS d0", "D0 already exists, statement succeeded."],
    ["CREATE DATABASE d0", { code: "002002", message: "SQL compilation error:\nObject 'D0' already exists." }],
    ["CREATE DATABASE d CLONE d0", { code: "000002", message: "Unsupported feature 'CREATE DATABASE ... CLONE'." }],
    ["CREATE DATABASE d OBJECT_VISIBILITY = PRIVILEGED", { code: "000002" }],
    ["CREATE DATABASE d COLOUR = 'red'", { code: "001420" }],
    ["CREATE DATABASE d DATA_RETENTION_TIME_IN_DAYS = 91", { code: "001008" }],
    ["CREATE DATABASE d DATA_RETENTION_TIME_IN_DAYS = 90", "Database D successfully created."],
    ["CREATE TRANSIENT DATABASE d DATA_RETENTION_TIME_IN_DAYS = 2", { code: "001008" }],
    ["ALTER DATABASE d0 SET LOG_LEVEL = 'INFO', COMMENT = 'x'", "Statement executed successfully."],
    ["ALTER DATABASE d0 RENAME TO snowflake", { code: "002002" }],
    ["ALTER DATABASE d0 REFRESH", { code: "000002" }],
    ["DROP DATABASE d0 CASCADE", "D0 successfully dropped."],
    ["DROP DATABASE IF EXISTS nowhere", "Drop statement executed successfully (NOWHERE already dropped)."],
    ["DROP DATABASE nowhere", { code: "002003", message: "SQL compilation error:\nDatabase 'NOWHERE' does not exist or not authorized." }],
    ["DROP DATABASE snowflake", { code: "003001" }],
    ["UNDROP DATABASE nowhere", { code: "002003", message: "SQL compilation error:\nDatabase 'NOWHERE' did not exist or was purged." }],
    ["UNDROP DATABASE d0", { code: "002003" }],
  ])("%s", async (statement, expected) => {
    const { session } = admin();
    await must(session, "CREATE DATABASE d0");
    const outcome = await run(session, statement);
    if (typeof expected === "string") expect(outcome).toBe(expected);
    else expect(outcome).toMatchObject(expected);
  });

  it("allows one day of Time Travel in Standard edition", async () => {
    const { session } = admin("STANDARD");
    expect(await run(session, "CREATE DATABASE d DATA_RETENTION_TIME_IN_DAYS = 2")).toMatchObject({ code: "001008" });
    await must(session, "CREATE DATABASE d DATA_RETENTION_TIME_IN_DAYS = 1");
    expect(await run(session, "ALTER DATABASE d SET DATA_RETENTION_TIME_IN_DAYS = 2")).toMatchObject({ code: "001008" });
  });

  it("makes PUBLIC and INFORMATION_SCHEMA and becomes current", async () => {
    const { session } = admin();
    await must(session, "CREATE TRANSIENT DATABASE d COMMENT = 'c'");
    expect(session.current).toMatchObject({ database: "D", schema: "PUBLIC" });
    const [row] = await show(session, "SHOW DATABASES LIKE 'd'");
    expect(row).toMatchObject({
      name: "D",
      is_current: "Y",
      owner: "ACCOUNTADMIN",
      comment: "c",
      options: "TRANSIENT",
      retention_time: "1",
      kind: "STANDARD",
      owner_role_type: "ROLE",
    });
    const schemas = await show(session, "SHOW SCHEMAS IN DATABASE d");
    expect(schemas.map(({ name, owner, options }) => [name, owner, options])).toEqual([
      ["INFORMATION_SCHEMA", "", "TRANSIENT"],
      ["PUBLIC", "ACCOUNTADMIN", "TRANSIENT"],
    ]);
    expect((await show(session, "DESC DATABASE d")).map(({ name, kind }) => `${name} ${kind}`)).toEqual(["INFORMATION_SCHEMA SCHEMA", "PUBLIC SCHEMA"]);
    expect(Object.keys((await show(session, "SHOW TERSE DATABASES"))[0] ?? {})).toEqual(["created_on", "name", "kind", "database_name", "schema_name"]);
  });

  it("knows SNOWFLAKE, which nobody owns", async () => {
    const { session } = admin();
    expect(await show(session, "SHOW DATABASES")).toMatchObject([
      { name: "SNOWFLAKE", kind: "APPLICATION", owner: "", owner_role_type: "", retention_time: "0" },
    ]);
    expect((await show(session, "SHOW SCHEMAS IN DATABASE snowflake")).map((row) => row.name)).toContain("ACCOUNT_USAGE");
    expect(await run(session, "CREATE SCHEMA snowflake.mine")).toMatchObject({ code: "003001" });
    await must(session, "CREATE ROLE r; GRANT DATABASE ROLE snowflake.object_viewer TO ROLE r");
    expect((await show(session, "SHOW GRANTS TO ROLE r")).map(({ granted_on, name }) => [granted_on, name])).toEqual([
      ["DATABASE_ROLE", "SNOWFLAKE.OBJECT_VIEWER"],
    ]);
    expect(await run(session, "DROP DATABASE ROLE snowflake.object_viewer")).toMatchObject({ code: "003001" });
  });

  it("comes back with what was in it, until its retention is over", async () => {
    let now = 1_000_000;
    const { account, session } = admin("ENTERPRISE", () => now);
    await must(
      session,
      "CREATE DATABASE d DATA_RETENTION_TIME_IN_DAYS = 3; CREATE SCHEMA s; CREATE ROLE r; GRANT USAGE ON DATABASE d TO ROLE r; DROP DATABASE d",
    );
    expect(session.current.database).toBeNull();
    expect(await run(session, "SHOW SCHEMAS IN DATABASE d")).toMatchObject({ code: "002043" });
    await must(session, "CREATE DATABASE d");
    expect(await run(session, "UNDROP DATABASE d")).toMatchObject({ code: "002002" });
    await must(session, "ALTER DATABASE d RENAME TO e");
    now += 3 * 86_400_000;
    expect(await run(as(account, "PUBLIC"), "UNDROP DATABASE d")).toMatchObject({ code: "003001" });
    expect(await run(session, "UNDROP DATABASE d")).toBe("Database D successfully restored.");
    expect((await show(session, "SHOW SCHEMAS IN DATABASE d")).map((row) => row.name)).toEqual(["INFORMATION_SCHEMA", "PUBLIC", "S"]);
    await must(session, "DROP DATABASE d");
    now += 3 * 86_400_000 + 1;
    expect(await run(session, "UNDROP DATABASE d")).toMatchObject({ code: "002003" });
  });

  it("swaps names with another one", async () => {
    const { session } = admin();
    await must(session, "CREATE DATABASE a; CREATE SCHEMA in_a; CREATE DATABASE b; ALTER DATABASE a SWAP WITH b");
    expect((await show(session, "SHOW SCHEMAS IN DATABASE b")).map((row) => row.name)).toContain("IN_A");
    expect((await show(session, "SHOW SCHEMAS IN DATABASE a")).map((row) => row.name)).not.toContain("IN_A");
  });

  it("needs the privileges that Snowflake needs", async () => {
    const { account, session } = admin();
    await must(session, "CREATE DATABASE d; CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON DATABASE d TO ROLE r");
    const lesser = as(account, "R");
    expect(await run(lesser, "CREATE DATABASE mine")).toMatchObject({
      code: "003001",
      message: "SQL access control error:\nInsufficient privileges to operate on account 'LOCAL'.",
    });
    expect(await run(lesser, "ALTER DATABASE d SET COMMENT = 'x'")).toMatchObject({ code: "003001" });
    expect(await run(lesser, "DROP DATABASE d")).toMatchObject({ code: "003001" });
    expect((await show(lesser, "SHOW DATABASES")).map((row) => row.name)).toEqual(["D"]);
    expect((await show(lesser, "SHOW SCHEMAS IN DATABASE d")).map((row) => row.name)).toEqual(["INFORMATION_SCHEMA"]);
    await must(session, "GRANT MODIFY ON DATABASE d TO ROLE r");
    expect(await run(lesser, "ALTER DATABASE d SET COMMENT = 'x'")).toBe("Statement executed successfully.");
    await must(session, "GRANT OWNERSHIP ON DATABASE d TO ROLE r COPY CURRENT GRANTS");
    expect(await run(lesser, "ALTER DATABASE d RENAME TO e")).toMatchObject({ code: "003001" });
    await must(session, "GRANT CREATE DATABASE ON ACCOUNT TO ROLE r");
    expect(await run(lesser, "ALTER DATABASE d RENAME TO e")).toBe("Statement executed successfully.");
  });
});
