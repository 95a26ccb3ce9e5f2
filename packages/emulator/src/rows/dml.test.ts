import { beforeEach, describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import type { LocalSession } from "../session.ts";
import { rowsOf } from "../testing/rows-of.ts";
import { must, run } from "../testing/run.ts";

let account: LocalAccount;
let session: LocalSession;

beforeEach(async () => {
  account = LocalAccount.create();
  session = account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN", secondaryRoles: "NONE" });
  await must(
    session,
    "CREATE WAREHOUSE w; CREATE DATABASE d; CREATE SCHEMA s; CREATE TABLE t (a INT, b VARCHAR(5) NOT NULL, c DATE DEFAULT '2024-01-01'::DATE)",
  );
});

describe("INSERT", () => {
  it("adds rows with defaults, and says how many", async () => {
    expect(await rowsOf(session, "INSERT INTO t (a, b) VALUES (1, 'x'), (2, 'y')")).toEqual([["2"]]);
    await must(session, "INSERT INTO t SELECT a + 10, b, NULL FROM t");
    expect(await rowsOf(session, "SELECT a, b, c::VARCHAR FROM t ORDER BY a")).toEqual([
      ["1", "x", "2024-01-01"],
      ["2", "y", "2024-01-01"],
      ["11", "x", null],
      ["12", "y", null],
    ]);
  });

  it.each([
    ["INSERT INTO t VALUES (1, 'x')", { code: "002020" }],
    ["INSERT INTO t (a) VALUES (1)", { code: "100072", message: "NULL result in a non-nullable column" }],
    [
      "INSERT INTO t (a, b) VALUES (1, 'too long')",
      { code: "100078", message: "DML operation to table T failed on column B with error: String 'too long' is too long and would be truncated" },
    ],
    [
      "INSERT INTO t (a, b) VALUES ('x', 'y')",
      { code: "100038", message: "DML operation to table T failed on column A with error: Numeric value 'x' is not recognized" },
    ],
    ["INSERT INTO t (a, b, nothing) VALUES (1, 'y', 2)", { code: "000904" }],
    ["INSERT INTO nowhere VALUES (1)", { code: "002003" }],
    ["INSERT INTO t (a, b) VALUES (1, (SELECT 'x'))", { code: "002014" }],
  ])("%s", async (statement, expected) => {
    expect(await run(session, statement)).toMatchObject(expected);
    expect(await rowsOf(session, "SELECT COUNT(*) FROM t")).toEqual([["0"]]);
  });

  it("OVERWRITE replaces what was there; DEFAULT and identity are the table's", async () => {
    await must(session, "CREATE TABLE i (id INT IDENTITY(10, 5), v INT DEFAULT 7)");
    await must(session, "INSERT INTO i (v) VALUES (1), (DEFAULT); INSERT INTO i (v) VALUES (3)");
    expect(await rowsOf(session, "SELECT id, v FROM i ORDER BY id")).toEqual([
      ["10", "1"],
      ["15", "7"],
      ["20", "3"],
    ]);
    await must(session, "INSERT OVERWRITE INTO i SELECT 1, 2");
    expect(await rowsOf(session, "SELECT id, v FROM i")).toEqual([["1", "2"]]);
  });

  it("takes a bound list as a row for each value", async () => {
    const bindings = [
      { type: "FIXED", value: null, values: ["1", "2", "3"] },
      { type: "TEXT", value: null, values: ["x", null, "z"] },
    ];
    const [refused] = await session.execute("INSERT INTO t (a, b) VALUES (?, ?)", { bindings });
    expect(refused).toMatchObject({ kind: "failed", error: { code: "100072" } });
    await session.execute("INSERT INTO t (a, b) VALUES (?, 'k')", { bindings: bindings.slice(0, 1) });
    expect(await rowsOf(session, "SELECT SUM(a), MIN(b) FROM t")).toEqual([["6", "k"]]);
  });

  it("merges many small inserts without losing a row", async () => {
    for (let i = 0; i < 40; i++) await must(session, `INSERT INTO t (a, b) VALUES (${i}, 'x')`);
    expect(await rowsOf(session, "SELECT COUNT(*), SUM(a) FROM t")).toEqual([["40", "780"]]);
  });

  it("at once from several sessions loses nothing", async () => {
    const many = Array.from({ length: 12 }, (_, i) =>
      must(account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN", warehouse: "W", database: "D", schema: "S" }), `INSERT INTO t (a, b) VALUES (${i}, 'x')`),
    );
    await Promise.all(many);
    await Promise.all([
      must(session, "UPDATE t SET a = a + 100"),
      must(session, "INSERT INTO t (a, b) VALUES (1, 'y')"),
      must(session, "DELETE FROM t WHERE a = 0"),
    ]);
    expect(await rowsOf(session, "SELECT COUNT(*) FROM t WHERE b = 'x' AND a >= 100")).toEqual([["12"]]);
  });
});

describe("UPDATE, DELETE, TRUNCATE", () => {
  beforeEach(async () => {
    await must(session, "INSERT INTO t (a, b) VALUES (1, 'x'), (2, 'y'), (NULL, 'z')");
  });

  it("change and remove what the condition means", async () => {
    expect(await rowsOf(session, "UPDATE t SET b = b || '!', a = a * 2 WHERE a > 1")).toEqual([["1", "0"]]);
    expect(await rowsOf(session, "DELETE FROM t WHERE a = 1")).toEqual([["1"]]);
    expect(await rowsOf(session, "SELECT a, b FROM t ORDER BY a")).toEqual([
      ["4", "y!"],
      [null, "z"],
    ]);
    await must(session, "TRUNCATE TABLE t");
    expect(await rowsOf(session, "SELECT COUNT(*) FROM t")).toEqual([["0"]]);
  });

  it("leave everything as it was when a value does not do", async () => {
    expect(await run(session, "UPDATE t SET b = NULL")).toMatchObject({ code: "100072" });
    expect(await run(session, "UPDATE t SET b = 'much too long'")).toMatchObject({ code: "100078" });
    expect(await rowsOf(session, "SELECT COUNT(*) FROM t WHERE b IN ('x', 'y', 'z')")).toEqual([["3"]]);
  });

  it("in a transaction are its own until COMMIT, and gone with ROLLBACK", async () => {
    const other = account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN", warehouse: "W", database: "D", schema: "S" });
    const count = "SELECT COUNT(*), SUM(a) FROM t";
    await must(session, "BEGIN; DELETE FROM t WHERE a = 1; INSERT INTO t (a, b) VALUES (5, 'n'); UPDATE t SET a = 6 WHERE a = 5");
    expect(await rowsOf(session, count)).toEqual([["3", "8"]]);
    expect(await rowsOf(other, count)).toEqual([["3", "3"]]);
    await must(session, "ROLLBACK");
    expect(await rowsOf(session, count)).toEqual([["3", "3"]]);
    await must(session, "BEGIN WORK; TRUNCATE TABLE t; INSERT INTO t (a, b) VALUES (9, 'n')");
    expect(await rowsOf(other, count)).toEqual([["3", "3"]]);
    await must(session, "COMMIT WORK");
    expect(await rowsOf(other, count)).toEqual([["1", "9"]]);
  });

  it("are committed by DDL, and beside what others added", async () => {
    const other = account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN", warehouse: "W", database: "D", schema: "S" });
    await must(session, "BEGIN; INSERT INTO t (a, b) VALUES (5, 'n')");
    await must(other, "INSERT INTO t (a, b) VALUES (6, 'o')");
    await must(session, "CREATE TABLE u (a INT); ROLLBACK");
    expect(await rowsOf(other, "SELECT COUNT(*), SUM(a) FROM t")).toEqual([["5", "14"]]);
    await must(session, "ALTER SESSION SET AUTOCOMMIT = FALSE; DELETE FROM t; ROLLBACK");
    expect(await rowsOf(session, "SELECT COUNT(*) FROM t")).toEqual([["5"]]);
  });
});

describe("rows and what becomes of their table", () => {
  beforeEach(async () => {
    await must(session, "INSERT INTO t (a, b) VALUES (1, 'x'), (2, 'y')");
  });

  it("columns that are renamed, dropped, added", async () => {
    await must(
      session,
      "ALTER TABLE t RENAME COLUMN a TO n; ALTER TABLE t DROP COLUMN c; ALTER TABLE t ADD COLUMN c INT DEFAULT 5; INSERT INTO t VALUES (3, 'z', 6)",
    );
    expect(await rowsOf(session, "SELECT * FROM t ORDER BY n")).toEqual([
      ["1", "x", "5"],
      ["2", "y", "5"],
      ["3", "z", "6"],
    ]);
  });

  it("dropped, brought back, renamed, replaced", async () => {
    await must(session, "DROP TABLE t; UNDROP TABLE t; ALTER TABLE t RENAME TO t2");
    expect(await rowsOf(session, "SELECT COUNT(*) FROM t2")).toEqual([["2"]]);
    await must(session, "CREATE OR REPLACE TABLE t2 (a INT)");
    expect(await rowsOf(session, "SELECT COUNT(*) FROM t2")).toEqual([["0"]]);
  });

  it("a fork starts with them, and neither sees what the other writes", async () => {
    const other = account.fork().openSession({ user: "ADMIN", role: "ACCOUNTADMIN", warehouse: "W", database: "D", schema: "S" });
    await must(other, "INSERT INTO t (a, b) VALUES (3, 'z'); UPDATE t SET a = 0 WHERE a = 1");
    await must(session, "DELETE FROM t WHERE a = 2");
    expect(await rowsOf(session, "SELECT a FROM t")).toEqual([["1"]]);
    expect(await rowsOf(other, "SELECT a FROM t ORDER BY a")).toEqual([["0"], ["2"], ["3"]]);
  });

  it("are counted by SHOW TABLES and INFORMATION_SCHEMA", async () => {
    expect(await rowsOf(session, 'SHOW TABLES LIKE \'t\' ->> SELECT "rows", "bytes" > 0 FROM $1')).toEqual([["2", "1"]]);
    expect(await rowsOf(session, "SELECT row_count FROM INFORMATION_SCHEMA.TABLES WHERE table_name = 'T'")).toEqual([["2"]]);
  });

  it("are swept when nothing names them any more", async () => {
    await must(session, "INSERT OVERWRITE INTO t (a, b) VALUES (9, 'q')");
    await account.rows.sweep();
    expect(await rowsOf(session, "SELECT a FROM t")).toEqual([["9"]]);
  });
});

describe("access", () => {
  it("needs a warehouse and the privileges", async () => {
    await must(
      session,
      "CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON DATABASE d TO ROLE r; GRANT USAGE ON SCHEMA d.s TO ROLE r; GRANT INSERT ON TABLE t TO ROLE r",
    );
    const poor = account.openSession({ user: "ADMIN", role: "R", secondaryRoles: "NONE", database: "D", schema: "S" });
    expect(await run(poor, "INSERT INTO t (a, b) VALUES (1, 'x')")).toMatchObject({ code: "000606" });
    await must(session, "GRANT USAGE ON WAREHOUSE w TO ROLE r");
    await must(poor, "USE WAREHOUSE w; INSERT INTO t (a, b) VALUES (1, 'x')");
    expect(await run(poor, "SELECT * FROM t")).toMatchObject({ code: "002003" });
    expect(await run(poor, "DELETE FROM t")).toMatchObject({ code: "003001" });
    expect(await run(poor, "INSERT OVERWRITE INTO t (a, b) VALUES (1, 'x')")).toMatchObject({ code: "003001" });
  });

  it("shows nothing of a table with a policy", async () => {
    await must(
      session,
      "CREATE MASKING POLICY m AS (v VARCHAR) RETURNS VARCHAR -> '*'; INSERT INTO t (a, b) VALUES (1, 'x'); ALTER TABLE t MODIFY COLUMN b SET MASKING POLICY m",
    );
    expect(await run(session, "SELECT b FROM t")).toMatchObject({
      code: "000002",
      message: "Unsupported feature 'SELECT ... FROM a table or view with a policy'.",
    });
    await must(session, "CREATE VIEW v AS SELECT a FROM t");
    expect(await run(session, "SELECT * FROM v")).toMatchObject({ code: "000002" });
  });

  it("has nothing to hide of a table without a row, unless its policy refuses queries", async () => {
    await must(session, "CREATE MASKING POLICY m AS (v VARCHAR) RETURNS VARCHAR -> '*'; ALTER TABLE t MODIFY COLUMN b SET MASKING POLICY m");
    await must(session, "CREATE TABLE copied AS SELECT b FROM t");
    await must(session, "CREATE PROJECTION POLICY p AS () RETURNS PROJECTION_CONSTRAINT -> PROJECTION_CONSTRAINT(ALLOW => FALSE)");
    await must(session, "CREATE TABLE u (a NUMBER PROJECTION POLICY p)");
    expect(await run(session, "SELECT a FROM u")).toMatchObject({ code: "000002" });
  });
});
