import { beforeAll, describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import type { LocalSession } from "../session.ts";
import { as, must, run, show } from "../testing/run.ts";

describe("10,001 tables", () => {
  let session: LocalSession;

  beforeAll(async () => {
    session = as(LocalAccount.create(), "ACCOUNTADMIN");
    await must(session, "CREATE DATABASE d; CREATE SCHEMA s");
    const started = Date.now();
    const tables = Array.from({ length: 10_001 }, (_, i) => `CREATE TABLE t${String(i).padStart(5, "0")} (id INT PRIMARY KEY, name VARCHAR(10))`);
    await must(session, tables.join(";\n"));
    expect(Date.now() - started).toBeLessThan(20_000);
  }, 60_000);

  it("are too many for SHOW TABLES without LIMIT", async () => {
    expect(await run(session, "SHOW TABLES IN SCHEMA d.s")).toMatchObject({ code: "090153" });
    expect(await run(session, "SHOW TABLES IN ACCOUNT")).toMatchObject({ code: "090153" });
    const first = await show(session, "SHOW TABLES IN SCHEMA d.s LIMIT 10000");
    expect([first.length, first[0]?.name, first.at(-1)?.name]).toEqual([10_000, "T00000", "T09999"]);
    expect(await show(session, "SHOW TABLES IN SCHEMA d.s LIMIT 10000 FROM 'T09999'")).toMatchObject([{ name: "T10000" }]);
    expect(await show(session, "SHOW TABLES LIKE 't0000_'")).toHaveLength(10);
  });

  it("have more columns than SHOW COLUMNS returns", async () => {
    const rows = await show(session, "SHOW COLUMNS IN ACCOUNT");
    expect([rows.length, rows.at(-1)?.table_name]).toEqual([10_000, "T04999"]);
    await must(session, "USE WAREHOUSE compute_wh");
    expect(await show(session, "SELECT TABLE_NAME FROM d.INFORMATION_SCHEMA.COLUMNS")).toHaveLength(20_002);
  });

  it("have their keys listed without a limit", async () => {
    expect(await show(session, "SHOW PRIMARY KEYS IN DATABASE d")).toHaveLength(10_001);
  });

  it("go with their schema, and come back", async () => {
    await must(session, "DROP SCHEMA d.s");
    expect(await show(session, "SHOW TABLES IN ACCOUNT")).toEqual([]);
    await must(session, "UNDROP SCHEMA d.s");
    expect(await show(session, "SHOW TABLES LIKE 't10000' IN ACCOUNT")).toHaveLength(1);
  });
});
