import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

async function withSchema() {
  const account = LocalAccount.create();
  const session = as(account, "ACCOUNTADMIN");
  await must(session, "CREATE DATABASE d; CREATE SCHEMA s; USE SCHEMA d.s; CREATE TABLE t (a INT); CREATE VIEW v AS SELECT a FROM t");
  await must(session, "CREATE VIEW w AS SELECT a FROM v; CREATE STAGE st DIRECTORY = (ENABLE = TRUE); CREATE STAGE bare");
  return { account, session };
}

const FRESH = { stale: "false", mode: "DEFAULT", type: "DELTA", invalid_reason: "N/A", base_tables: null };

describe("stream", () => {
  it.each([
    [`CREATE STREAM "D"."S"."X"\nON TABLE "D"."S"."T"\nCOMMENT = 'abc'`, { ...FRESH, table_name: "D.S.T", source_type: "Table", comment: "abc" }],
    ["CREATE STREAM x ON TABLE t APPEND_ONLY = TRUE", { ...FRESH, mode: "APPEND_ONLY" }],
    ["CREATE STREAM x ON TABLE t SHOW_INITIAL_ROWS = TRUE", FRESH],
    ["CREATE STREAM x ON VIEW w", { ...FRESH, table_name: "D.S.W", source_type: "View", base_tables: "D.S.T" }],
    ["CREATE STREAM x ON STAGE st", { ...FRESH, table_name: "D.S.ST", source_type: "Stage", stale_after: null }],
  ])("%s", async (statement, expected) => {
    const { session } = await withSchema();
    expect(await run(session, statement)).toBe("Stream X successfully created.");
    expect(await show(session, "SHOW STREAMS IN SCHEMA d.s")).toMatchObject([{ name: "X", owner: "ACCOUNTADMIN", ...expected }]);
    expect(await show(session, "DESC STREAM x")).toMatchObject([{ name: "X", ...expected }]);
  });

  it.each([
    ["CREATE STREAM x", { code: "001003" }],
    ["CREATE STREAM x ON TABLE missing", { code: "002003" }],
    ["CREATE STREAM x ON TABLE v", { code: "002203", message: "SQL compilation error:\nObject found is of type 'VIEW', not specified type 'TABLE'." }],
    ["CREATE STREAM x ON TABLE t INSERT_ONLY = TRUE", { code: "000002" }],
    ["CREATE STREAM x ON STAGE st APPEND_ONLY = TRUE", { code: "000002" }],
    ["CREATE STREAM x ON STAGE bare", { code: "001008" }],
    ["CREATE STREAM x ON TABLE t AT (OFFSET => -60)", { code: "000002" }],
    ["CREATE STREAM x COPY GRANTS ON TABLE t", { code: "000002" }],
    ["CREATE STREAM x CLONE x0", { code: "000002" }],
    ["ALTER STREAM x0 SET APPEND_ONLY = TRUE", { code: "001420" }],
    ["ALTER STREAM x0 RENAME TO y", { code: "001003" }],
    ["CREATE OR ALTER STREAM x0 ON TABLE t APPEND_ONLY = TRUE", { code: "000002" }],
    ["CREATE STREAM x0 ON TABLE t", { code: "002002" }],
  ])("refuses %s", async (statement, expected) => {
    const { session } = await withSchema();
    await must(session, "CREATE STREAM x0 ON TABLE t");
    expect(await run(session, statement)).toMatchObject(expected);
  });

  it.each([
    ["ALTER TABLE t RENAME TO t2", "x", { stale: "false", table_name: "D.S.T2" }],
    ["CREATE OR REPLACE TABLE t (a INT)", "x", { stale: "true", table_name: "No privilege or table dropped" }],
    ["DROP TABLE t", "x", { stale: "true" }],
    ["DROP TABLE t; UNDROP TABLE t", "x", { stale: "false", table_name: "D.S.T" }],
    ["CREATE TABLE u (a INT); ALTER TABLE t SWAP WITH u", "x", { stale: "true", table_name: "D.S.U" }],
    ["CREATE TABLE u (a INT); ALTER TABLE t SWAP WITH u; CREATE OR REPLACE STREAM x ON TABLE t", "x", { stale: "false", table_name: "D.S.T" }],
    ["CREATE OR REPLACE TABLE t (a INT)", "y", { stale: "true", table_name: "D.S.V", base_tables: "No privilege or table dropped" }],
    ["CREATE OR REPLACE VIEW v AS SELECT a FROM t", "y", { stale: "true" }],
    ["ALTER TABLE t ADD COLUMN b INT", "y", { stale: "false" }],
    ["DROP STAGE st", "z", { stale: "true" }],
  ])("after %s stream %s is %o", async (statements, name, expected) => {
    const { session } = await withSchema();
    await must(session, "CREATE STREAM x ON TABLE t; CREATE STREAM y ON VIEW v; CREATE STREAM z ON STAGE st");
    await must(session, statements);
    expect(await show(session, `SHOW STREAMS LIKE '${name}'`)).toMatchObject([expected]);
  });

  it("goes stale with time", async () => {
    let now = Date.UTC(2026, 0, 1);
    const account = LocalAccount.create({ now: () => now });
    const session = as(account, "ACCOUNTADMIN");
    await must(session, "CREATE DATABASE d MAX_DATA_EXTENSION_TIME_IN_DAYS = 3; CREATE TABLE t (a INT); CREATE STREAM x ON TABLE t");
    expect(await show(session, "SHOW STREAMS")).toMatchObject([{ stale: "false", stale_after: (Date.UTC(2026, 0, 4) / 1000).toFixed(3) }]);
    now = Date.UTC(2026, 0, 5);
    expect(await show(session, "SHOW STREAMS")).toMatchObject([{ stale: "true" }]);
  });

  it("turns change tracking on, which only the owner may do", async () => {
    const { account, session } = await withSchema();
    await must(session, "CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON DATABASE d TO ROLE r; GRANT USAGE, CREATE STREAM ON SCHEMA d.s TO ROLE r");
    const other = as(account, "R");
    expect(await run(other, "CREATE STREAM d.s.x ON TABLE d.s.t")).toMatchObject({ code: "002003" });
    await must(session, "GRANT SELECT ON TABLE t TO ROLE r");
    expect(await run(other, "CREATE STREAM d.s.x ON TABLE d.s.t")).toMatchObject({ code: "003001" });
    await must(session, "CREATE STREAM mine ON VIEW v");
    expect(await show(session, "SHOW TABLES LIKE 'T'")).toMatchObject([{ change_tracking: "ON" }]);
    expect(await show(session, "SHOW VIEWS LIKE 'V'")).toMatchObject([{ change_tracking: "ON" }]);
    expect(await run(other, "CREATE STREAM d.s.x ON TABLE d.s.t")).toBe("Stream X successfully created.");
    expect(await show(other, "SHOW TERSE STREAMS IN ACCOUNT")).toMatchObject([{ name: "X", kind: "DELTA", tableOn: "D.S.T" }]);
    expect(await run(other, "DROP STREAM d.s.x")).toBe("X successfully dropped.");
  });

  it("changes its comment only", async () => {
    const { session } = await withSchema();
    await must(session, "CREATE STREAM x ON TABLE t; ALTER STREAM x SET COMMENT = 'a'; CREATE OR ALTER STREAM x ON TABLE t COMMENT = 'b'");
    expect(await show(session, "SHOW STREAMS")).toMatchObject([{ comment: "b", table_name: "D.S.T" }]);
    await must(session, "ALTER STREAM x UNSET COMMENT; COMMENT ON STREAM x IS 'c'");
    expect(await show(session, "SHOW STREAMS")).toMatchObject([{ comment: "c" }]);
  });
});
