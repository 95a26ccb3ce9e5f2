import { beforeAll, describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import type { LocalSession } from "../session.ts";
import { as, must, run, show } from "../testing/run.ts";

/** An account where SHOW returns ten rows at most, in place of 10,000. */
describe("one table more than SHOW returns", () => {
  let session: LocalSession;

  beforeAll(async () => {
    session = as(LocalAccount.create({ mostShown: 10 }), "ACCOUNTADMIN");
    await must(session, "CREATE DATABASE d; CREATE SCHEMA s");
    const tables = Array.from({ length: 11 }, (_, i) => `CREATE TABLE t${String(i).padStart(2, "0")} (id INT PRIMARY KEY, name VARCHAR(10))`);
    await must(session, tables.join(";\n"));
  });

  it("is too many for SHOW TABLES without LIMIT", async () => {
    expect(await run(session, "SHOW TABLES IN SCHEMA d.s")).toMatchObject({ code: "090153" });
    expect(await run(session, "SHOW TABLES IN ACCOUNT")).toMatchObject({ code: "090153" });
    const first = await show(session, "SHOW TABLES IN SCHEMA d.s LIMIT 10");
    expect([first.length, first[0]?.name, first.at(-1)?.name]).toEqual([10, "T00", "T09"]);
    expect(await show(session, "SHOW TABLES IN SCHEMA d.s LIMIT 10 FROM 'T09'")).toMatchObject([{ name: "T10" }]);
    expect(await show(session, "SHOW TABLES LIKE 't0_'")).toHaveLength(10);
  });

  it("has more columns than SHOW COLUMNS returns", async () => {
    const rows = await show(session, "SHOW COLUMNS IN ACCOUNT");
    expect([rows.length, rows.at(-1)?.table_name]).toEqual([10, "T04"]);
    await must(session, "USE WAREHOUSE compute_wh");
    expect(await show(session, "SELECT TABLE_NAME FROM d.INFORMATION_SCHEMA.COLUMNS")).toHaveLength(22);
  });

  it("has its keys listed without a limit", async () => {
    expect(await show(session, "SHOW PRIMARY KEYS IN DATABASE d")).toHaveLength(11);
  });

  it("goes with its schema, and comes back", async () => {
    await must(session, "DROP SCHEMA d.s");
    expect(await show(session, "SHOW TABLES IN ACCOUNT")).toEqual([]);
    await must(session, "UNDROP SCHEMA d.s");
    expect(await show(session, "SHOW TABLES LIKE 't10' IN ACCOUNT")).toHaveLength(1);
  });
});
