import { describe, expect, it } from "vitest";
import { LocalAccount } from "../../local-account.ts";
import { as, must, run, show } from "../../testing/run.ts";

async function withTable(more = "CREATE WAREHOUSE wh") {
  const session = as(LocalAccount.create({ now: () => 1_700_000_000_000 }), "ACCOUNTADMIN");
  await must(session, `CREATE DATABASE d; CREATE SCHEMA s; CREATE SEQUENCE q; CREATE TABLE t (a NUMBER(10,0) NOT NULL, b VARCHAR(20), d DATE); ${more}`);
  return session;
}

const typesOf = async (session: Awaited<ReturnType<typeof withTable>>, table: string) =>
  (await show(session, `DESC TABLE ${table}`)).map((row) => `${row.name} ${row.type} ${row["null?"]}`);

describe("CREATE TABLE ... AS SELECT", () => {
  it.each([
    ["CREATE TABLE u (x NUMBER(12,0), y VARCHAR(5)) AS SELECT a, b::VARCHAR(5) FROM t", "Table U successfully created."],
    ["CREATE TABLE u (x NUMBER(12,0), y NUMBER(13,0) AS (x + 1)) AS SELECT a FROM t", "Table U successfully created."],
    [
      "CREATE TABLE u (x NUMBER(12,0), n INT) AS SELECT a, q.NEXTVAL FROM t",
      { code: "000002", message: "Unsupported feature 'SELECT ... <sequence>.NEXTVAL'." },
    ],
    ["CREATE TABLE u (x NUMBER(12,0)) AS SELECT a, b FROM t", { code: "002026", message: "SQL compilation error:\nInvalid column definition list" }],
    ["CREATE TABLE u (x NUMBER(12,0)) AS SELECT nowhere FROM t", { code: "000904" }],
    ["CREATE TABLE u (x NUMBER(12,0)) AS SELECT a FROM nowhere", { code: "002003" }],
    [
      "CREATE TABLE u (x NUMBER(12,0)) AS SELECT d FROM t",
      { code: "002023", message: "SQL compilation error:\nExpression type does not match column data type, expecting NUMBER(12,0) but got DATE for column X" },
    ],
    ["CREATE TABLE u AS SELECT a, b AS c FROM t", "Table U successfully created."],
    [
      "CREATE TABLE u AS SELECT LENGTH(b) AS c FROM t",
      { code: "000002", message: "Unsupported feature 'CREATE TABLE ... AS SELECT without types of its columns'." },
    ],
    ["CREATE TABLE u (x INT) AS SELECT a FROM t LIMIT 1 )", { code: "001003" }],
  ])("%s", async (statement, expected) => {
    const outcome = await run(await withTable(), statement);
    if (typeof expected === "string") expect(outcome).toBe(expected);
    else expect(outcome).toMatchObject(expected);
  });

  it("takes names and types from the query where it gives none itself", async () => {
    const session = await withTable();
    await must(session, "CREATE TABLE u AS SELECT a, b AS c, d::TIMESTAMP_NTZ(3) AS e FROM t");
    expect(await typesOf(session, "u")).toEqual(["A NUMBER(10,0) N", "C VARCHAR(20) Y", "E TIMESTAMP_NTZ(3) Y"]);
  });

  it("reads what it replaces, keeps its grants, and UNDROP gives that back under its name", async () => {
    const session = await withTable();
    await must(session, "CREATE ROLE r; GRANT SELECT ON TABLE t TO ROLE r; CREATE STREAM st ON TABLE t");
    await must(session, "CREATE OR REPLACE TABLE t (b VARCHAR(5), a NUMBER(10,0) NOT NULL) COPY GRANTS AS SELECT b::VARCHAR(5), a FROM t");
    expect(await typesOf(session, "t")).toEqual(["B VARCHAR(5) Y", "A NUMBER(10,0) N"]);
    expect((await show(session, "SHOW GRANTS ON TABLE t")).map((row) => `${row.privilege} ${row.grantee_name}`).sort()).toEqual([
      "OWNERSHIP ACCOUNTADMIN",
      "SELECT R",
    ]);
    expect(await show(session, "SHOW STREAMS")).toMatchObject([{ stale: "true" }]);
    await must(session, "ALTER TABLE t RENAME TO t2; UNDROP TABLE t");
    expect(await typesOf(session, "t")).toEqual(["A NUMBER(10,0) N", "B VARCHAR(20) Y", "D DATE Y"]);
  });

  it("needs a warehouse, since it runs a query", async () => {
    expect(await run(await withTable(""), "CREATE TABLE u (x INT) AS SELECT a FROM t")).toMatchObject({ code: "000606" });
  });

  it("leaves the table where the query is refused", async () => {
    const session = await withTable();
    expect(await run(session, "CREATE OR REPLACE TABLE t (x INT) AS SELECT nowhere FROM t")).toMatchObject({ code: "000904" });
    expect(await typesOf(session, "t")).toHaveLength(3);
  });
});
