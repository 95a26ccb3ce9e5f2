import { beforeAll, describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import type { LocalSession } from "../session.ts";
import { as, must, run, show } from "../testing/run.ts";

/** (docs: sql-reference/sql/show-tables, "LIMIT rows [ FROM 'name_string' ]" and the usage notes) */
describe("paging through SHOW", () => {
  let session: LocalSession;
  const names = async (text: string) => (await show(session, text)).map(({ schema_name: schema, name }) => (schema === undefined ? name : `${schema}.${name}`));

  beforeAll(async () => {
    session = as(LocalAccount.create({ mostShown: 4 }), "ACCOUNTADMIN");
    await must(session, 'CREATE DATABASE d; CREATE SCHEMA a; CREATE TABLE m (x INT); CREATE TABLE n (x INT); CREATE TABLE "ma" (x INT)');
    await must(session, "CREATE SCHEMA b; CREATE TABLE k (x INT); CREATE TABLE m (x INT); CREATE TABLE o (x INT)");
  });

  it("is an error where there are more rows than may be, and LIMIT cannot ask for more", async () => {
    expect(await run(session, "SHOW TABLES IN ACCOUNT")).toMatchObject({ code: "090153", message: expect.stringContaining("max number of rows(4)") });
    expect(await run(session, "SHOW TABLES IN ACCOUNT LIMIT 5")).toMatchObject({ code: "001008" });
    expect(await names("SHOW TABLES IN ACCOUNT LIMIT 4")).toEqual(["A.M", "A.N", "A.ma", "B.K"]);
    expect(await names("SHOW TABLES IN ACCOUNT STARTS WITH 'M'")).toEqual(["A.M", "B.M"]);
  });

  it("works in one schema, with parts of names and their case", async () => {
    expect(await names("SHOW TABLES IN SCHEMA d.b LIMIT 2")).toEqual(["B.K", "B.M"]);
    expect(await names("SHOW TABLES IN SCHEMA d.b LIMIT 2 FROM 'M'")).toEqual(["B.O"]);
    expect(await names("SHOW TABLES IN SCHEMA d.b LIMIT 2 FROM 'L'")).toEqual(["B.M", "B.O"]);
    expect(await names("SHOW TABLES IN SCHEMA d.a LIMIT 2 FROM 'm'")).toEqual(["A.ma"]);
    expect(await names("SHOW TABLES IN SCHEMA d.a LIMIT 2 FROM 'M'")).toEqual(["A.N", "A.ma"]);
  });

  it("loses rows over several schemas: the cursor is a name alone", async () => {
    const first = await names("SHOW TABLES IN DATABASE d LIMIT 3");
    expect(first).toEqual(["A.M", "A.N", "A.ma"]);
    expect(await names("SHOW TABLES IN DATABASE d LIMIT 3 FROM 'ma'")).toEqual([]);
    expect(await names("SHOW TABLES IN DATABASE d LIMIT 3 FROM 'N'")).toEqual(["A.ma", "B.O"]);
  });

  it("gives nothing where STARTS WITH and FROM cancel out each other", async () => {
    expect(await names("SHOW TABLES IN SCHEMA d.b STARTS WITH 'K' LIMIT 4 FROM 'M'")).toEqual([]);
    expect(await names("SHOW TABLES IN SCHEMA d.b STARTS WITH 'M' LIMIT 4 FROM 'K'")).toEqual([]);
    await must(session, "CREATE TABLE d.b.mb (x INT)");
    expect(await names("SHOW TABLES IN SCHEMA d.b STARTS WITH 'M' LIMIT 4 FROM 'MA'")).toEqual(["B.MB"]);
    await must(session, "DROP TABLE d.b.mb");
  });

  it("leaves rows out where the page says so", async () => {
    await must(session, Array.from({ length: 6 }, (_, i) => `CREATE SEQUENCE d.a.s${i}`).join(";"));
    expect(await names("SHOW SEQUENCES IN ACCOUNT")).toEqual(["A.S0", "A.S1", "A.S2", "A.S3"]);
    expect(await show(session, "SHOW COLUMNS IN ACCOUNT")).toHaveLength(4);
    await must(session, Array.from({ length: 6 }, (_, i) => `CREATE WAREHOUSE w${i}`).join(";"));
    expect(await names("SHOW WAREHOUSES")).toEqual(["COMPUTE_WH", "W0", "W1", "W2"]);
  });
});
