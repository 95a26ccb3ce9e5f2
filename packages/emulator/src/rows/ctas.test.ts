import { beforeEach, describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import type { LocalSession } from "../session.ts";
import { rowsOf } from "../testing/rows-of.ts";
import { must, run, show } from "../testing/run.ts";

let session: LocalSession;

beforeEach(async () => {
  session = LocalAccount.create().openSession({ user: "ADMIN", role: "ACCOUNTADMIN", secondaryRoles: "NONE" });
  await must(
    session,
    "CREATE WAREHOUSE w; CREATE DATABASE d; CREATE SCHEMA s; CREATE TABLE t (a NUMBER(10,2), b VARCHAR(5)); INSERT INTO t VALUES (1.5, 'x'), (2, 'y')",
  );
});

const typesOf = async (table: string) => (await show(session, `DESC TABLE ${table}`)).map((row) => `${row.name} ${row.type} ${row["null?"]}`);

describe("CREATE TABLE ... AS SELECT with rows", () => {
  it("takes names, types and rows of the query", async () => {
    await must(session, "CREATE TABLE u AS SELECT a * 2 AS double, b || '!' AS more, CURRENT_DATE() AS today, COUNT(*) OVER () AS n FROM t");
    expect(await typesOf("u")).toEqual(["DOUBLE NUMBER(11,2) Y", "MORE VARCHAR(6) Y", "TODAY DATE N", "N NUMBER(18,0) N"]);
    expect(await rowsOf(session, "SELECT double, more, n FROM u ORDER BY 1")).toEqual([
      ["3.00", "x!", "2"],
      ["4.00", "y!", "2"],
    ]);
  });

  it("reads what it replaces", async () => {
    await must(session, "CREATE OR REPLACE TABLE t AS SELECT b, a FROM t WHERE a > 1.5");
    expect(await rowsOf(session, "SELECT * FROM t")).toEqual([["y", "2.00"]]);
  });

  it("takes names alone, and types of its own", async () => {
    await must(session, "CREATE TABLE u (x, y) AS SELECT a, b FROM t; CREATE TABLE v (x VARCHAR(10), y VARCHAR(5) NOT NULL) AS SELECT a, b FROM t");
    expect(await typesOf("u")).toEqual(["X NUMBER(10,2) Y", "Y VARCHAR(5) Y"]);
    expect(await rowsOf(session, "SELECT * FROM v ORDER BY x")).toEqual([
      ["1.50", "x"],
      ["2.00", "y"],
    ]);
  });

  it("leaves nothing where a value does not do", async () => {
    await must(session, "INSERT INTO t VALUES (3, NULL)");
    expect(await run(session, "CREATE TABLE v (x INT, y VARCHAR(5) NOT NULL) AS SELECT a, b FROM t")).toMatchObject({ code: "100072" });
    expect(await run(session, "CREATE TABLE v AS SELECT b::INT AS n FROM t")).toMatchObject({ code: "100038" });
    expect(await run(session, "SELECT * FROM v")).toMatchObject({ code: "002003" });
    expect(await run(session, "CREATE TABLE v AS SELECT a + 1 FROM t")).toMatchObject({ code: "002022" });
  });
});

describe("a view", () => {
  it("has the types of its expressions, and shows rows with its owner's eyes", async () => {
    await must(session, "CREATE VIEW v AS SELECT b, SUM(a) AS total, COUNT(*) AS n, MAX(a) > 1 AS big FROM t GROUP BY b");
    expect((await show(session, "DESC VIEW v")).map((row) => `${row.name} ${row.type}`)).toEqual([
      "B VARCHAR(5)",
      "TOTAL NUMBER(38,2)",
      "N NUMBER(18,0)",
      "BIG BOOLEAN",
    ]);
    await must(
      session,
      "CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON DATABASE d TO ROLE r; GRANT USAGE ON SCHEMA s TO ROLE r; GRANT SELECT ON VIEW v TO ROLE r; GRANT USAGE ON WAREHOUSE w TO ROLE r",
    );
    await must(session, "USE ROLE r");
    expect(await rowsOf(session, "SELECT * FROM v ORDER BY b")).toEqual([
      ["x", "1.50", "1", "1"],
      ["y", "2.00", "1", "1"],
    ]);
    expect(await run(session, "SELECT * FROM t")).toMatchObject({ code: "002003" });
  });

  // "The definition for a view is not dynamic" (docs: sql-reference/sql/create-view, "Usage notes")
  it.each([
    ["ALTER TABLE t DROP COLUMN b", "SELECT a, b FROM t", { code: "002037", message: expect.stringContaining("invalid identifier 'B'") }],
    ["ALTER TABLE t RENAME COLUMN b TO c", "SELECT a, b FROM t", { code: "002037", message: expect.stringContaining("invalid identifier 'B'") }],
    [
      "ALTER TABLE t ADD COLUMN c INT",
      "SELECT * FROM t",
      { code: "002057", message: expect.stringContaining("declared 2 column(s), but view query produces 3 column(s).") },
    ],
    ["DROP TABLE t", "SELECT * FROM t", { code: "002037", message: expect.stringContaining("Object 'T' does not exist or not authorized.") }],
    [
      "CREATE ROLE o; GRANT ROLE o TO ROLE accountadmin; GRANT OWNERSHIP ON VIEW v TO ROLE o",
      "SELECT * FROM t",
      { code: "002037", message: expect.stringContaining("does not exist or not authorized.") },
    ],
  ])("after %s a view of %s fails, is described as it was and listed", async (change, query, expected) => {
    await must(session, `CREATE VIEW v AS ${query}; CREATE VIEW above AS SELECT a FROM v`);
    const before = await show(session, "DESC VIEW v");
    await must(session, change);
    expect(await run(session, "SELECT * FROM v")).toMatchObject(expected);
    expect(await run(session, "SELECT a FROM above")).toMatchObject({ code: "002037" });
    expect(await show(session, "DESC VIEW v")).toEqual(before);
    expect((await show(session, "SHOW VIEWS IN SCHEMA s")).map(({ name }) => name)).toContain("V");
  });

  it("of a table that was replaced by one with the same columns goes on", async () => {
    await must(session, "CREATE VIEW v AS SELECT * FROM t; CREATE OR REPLACE TABLE t AS SELECT 7::NUMBER(10,2) AS a, 'n' AS b");
    expect(await rowsOf(session, "SELECT * FROM v")).toEqual([["7.00", "n"]]);
  });

  it("is not hindered by a virtual column that cannot be computed here and is not named", async () => {
    await must(session, "CREATE TABLE x (a VARCHAR(5), twice NUMBER(14,4) AS (a * 2)); INSERT INTO x (a) VALUES ('4')");
    await must(session, "CREATE TABLE y AS SELECT a FROM x");
    expect(await rowsOf(session, "SELECT a FROM y")).toEqual([["4"]]);
    const refusal = { code: "000002", message: "Unsupported feature 'VARCHAR(5) * ...'." };
    for (const query of ["SELECT * FROM x", "SELECT a FROM x WHERE twice > 1", "SELECT a FROM (SELECT twice, a FROM x)"])
      expect(await run(session, query)).toMatchObject(refusal);
  });
});
