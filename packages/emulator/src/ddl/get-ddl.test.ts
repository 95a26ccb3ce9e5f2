import { describe, expect, it, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import type { LocalSession } from "../session.ts";
import { as, must, run } from "../testing/run.ts";

async function ddl(session: LocalSession, type: string, name: string, qualified = "false"): Promise<string> {
  const [outcome] = await session.execute(`SELECT GET_DDL('${type}', '${name.replaceAll("'", "''")}', ${qualified})`);
  if (outcome?.kind !== "done") throw new Error(outcome?.kind === "failed" ? outcome.error.message : "");
  return outcome.result.rows[0]?.[0] ?? "";
}

/** Something of everything that it writes, with names and texts that need care. */
const SET_UP = `
CREATE DATABASE d; CREATE TRANSIENT SCHEMA d.s WITH MANAGED ACCESS DATA_RETENTION_TIME_IN_DAYS = 1 COMMENT = 'it''s'; USE SCHEMA d.s;
CREATE TAG g ALLOWED_VALUES 'a', 'b' COMMENT = 'a tag'; CREATE SEQUENCE seq START 5 INCREMENT 2 ORDER; CREATE FILE FORMAT ff TYPE = CSV SKIP_HEADER = 1 FIELD_DELIMITER = '|' NULL_IF = ('', 'x');
CREATE FUNCTION fn (a INT, "b c" VARCHAR DEFAULT 'x') RETURNS TABLE (r INT) COMMENT = 'f' AS 'SELECT ''1''';
CREATE FUNCTION py (a INT) RETURNS INT LANGUAGE PYTHON IMMUTABLE RUNTIME_VERSION = '3.11' PACKAGES = ('numpy') HANDLER = 'h' AS 'def h(a): return a';
CREATE MASKING POLICY mp AS (v VARCHAR, w NUMBER) RETURNS VARCHAR -> CASE WHEN w > 1 THEN v ELSE '*' END COMMENT = 'm';
CREATE ROW ACCESS POLICY rp AS (i NUMBER) RETURNS BOOLEAN -> i > 0;
CREATE PROJECTION POLICY pp AS () RETURNS PROJECTION_CONSTRAINT -> PROJECTION_CONSTRAINT(ALLOW => TRUE);
CREATE PASSWORD POLICY pw PASSWORD_MIN_LENGTH = 12 COMMENT = 'p'; CREATE SESSION POLICY sp SESSION_IDLE_TIMEOUT_MINS = 30;
CREATE TABLE t (id INT AUTOINCREMENT START 1 INCREMENT 1 NOORDER, n NUMBER(10,2) NOT NULL DEFAULT 3, "Mixed" VARCHAR(5) COLLATE 'en-ci' COMMENT 'say ''x''', v VARCHAR WITH MASKING POLICY mp USING (v, n) WITH TAG (g = 'a'),
  c INT AS (n + 1), CONSTRAINT pk PRIMARY KEY (id) RELY, UNIQUE (n)) CLUSTER BY (n) CHANGE_TRACKING = TRUE DATA_RETENTION_TIME_IN_DAYS = 0 COMMENT = 'tab' WITH ROW ACCESS POLICY rp ON (id) WITH TAG (g = 'b');
CREATE TABLE u (id INT, FOREIGN KEY (id) REFERENCES t (id));
CREATE SECURE VIEW vw (a COMMENT 'first', b) COMMENT = 'view' AS /* kept */ SELECT id, n FROM d.s.t; CREATE VIEW v2 AS SELECT * FROM vw;
CREATE PROCEDURE p (x FLOAT) RETURNS FLOAT LANGUAGE JAVASCRIPT AS 'return X;'; CREATE STREAM st ON TABLE u APPEND_ONLY = TRUE;
CREATE TASK root WAREHOUSE = compute_wh SCHEDULE = '60 MINUTE' AS SELECT 'a'; CREATE TASK child WAREHOUSE = compute_wh AFTER root WHEN SYSTEM$STREAM_HAS_DATA('st') AS SELECT 2;
ALTER SCHEMA d.s SET TAG d.s.g = 'b'`;

describe("GET_DDL of a schema", () => {
  it("makes the same schema again", async () => {
    const account = LocalAccount.create();
    const session = as(account, "ACCOUNTADMIN");
    await must(session, SET_UP);
    const text = await ddl(session, "SCHEMA", "d.s", "TRUE");
    // Names of others in bodies are not made whole: they are taken in the schema that is made.
    await must(session, text);
    expect(await ddl(session, "SCHEMA", "d.s", "TRUE")).toBe(text);
    expect(await ddl(session, "DATABASE", "d", "TRUE")).toContain(text);
  });

  it("names what it makes alone, or whole", async () => {
    const session = as(LocalAccount.create(), "ACCOUNTADMIN");
    await must(session, "CREATE DATABASE books_db; CREATE SCHEMA books_schema; CREATE TABLE books_table (id INT, title VARCHAR(255))");
    await must(session, "CREATE VIEW books_view AS SELECT title FROM books_table");
    expect(await ddl(session, "schema", "books_schema")).toBe(
      "create or replace schema BOOKS_SCHEMA;\n\ncreate or replace TABLE BOOKS_TABLE (\n\tID NUMBER(38,0),\n\tTITLE VARCHAR(255)\n);\n\n" +
        "create or replace view BOOKS_VIEW(\n\tTITLE\n) as SELECT title FROM books_table;",
    );
    expect(await ddl(session, "VIEW", "books_table", "true")).toMatch(/^create or replace TABLE BOOKS_DB\.BOOKS_SCHEMA\.BOOKS_TABLE \(/);
  });
});

test("what a role may not see is left out, hidden or not there", async () => {
  const account = LocalAccount.create();
  await must(account, SET_UP);
  await must(
    account,
    "CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON DATABASE d TO ROLE r; GRANT USAGE ON SCHEMA d.s TO ROLE r; GRANT SELECT ON TABLE d.s.t TO ROLE r; GRANT SELECT ON VIEW d.s.vw TO ROLE r",
  );
  const session = as(account, "R");
  const table = await ddl(session, "TABLE", "d.s.t");
  expect(table).toContain("WITH MASKING POLICY #UNKNOWN_POLICY USING (V, N) WITH TAG (#UNKNOWN_TAG='#UNKNOWN_VALUE')");
  expect(table).toContain("WITH ROW ACCESS POLICY #UNKNOWN_POLICY ON (ID)");
  expect(await run(session, "SELECT GET_DDL('VIEW', 'd.s.vw')")).toMatchObject({ code: "002003" });
  expect(await run(session, "SELECT GET_DDL('TABLE', 'd.s.u')")).toMatchObject({ code: "002003" });
  const all = await ddl(session, "SCHEMA", "d.s");
  expect(all).toContain("TABLE T (");
  expect(all).not.toMatch(/VW|TABLE U/);
});

test.each([
  ["SELECT GET_DDL('PIPE', 'p')", "000002", "Unsupported feature 'GET_DDL('PIPE', ...)'."],
  ["SELECT GET_DDL('NOTHING', 'p')", "001008", "object_type"],
  ["SELECT GET_DDL('TABLE', 'd.s.nothing')", "002003", "does not exist"],
  ["SELECT GET_DDL('POLICY', 'd.s.nothing')", "002003", "does not exist"],
  ["SELECT GET_DDL('TABLE')", "002140", "GET_DDL"],
])("%s", async (query, code, words) => {
  const account = LocalAccount.create();
  await must(account, "CREATE DATABASE d; CREATE SCHEMA s");
  expect(await run(account, query)).toMatchObject({ code, message: expect.stringContaining(words) });
});
