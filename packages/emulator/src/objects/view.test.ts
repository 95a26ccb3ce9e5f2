import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

async function withTables(extra = "") {
  const account = LocalAccount.create();
  const session = as(account, "ACCOUNTADMIN");
  await must(
    session,
    `CREATE DATABASE d2; CREATE SCHEMA far; CREATE TABLE away (id INT, z DATE);
     CREATE DATABASE d; CREATE SCHEMA s; CREATE TABLE t (id INT NOT NULL, name VARCHAR(5) COLLATE 'de', v VARIANT); CREATE TABLE u (id INT, at TIMESTAMP_NTZ(3)); ${extra}`,
  );
  return { account, session };
}

const missing = (name: string) => ({ code: "002003", message: `SQL compilation error:\nObject '${name}' does not exist or not authorized.` });

describe("CREATE VIEW finds what it names", () => {
  it.each([
    "SELECT * FROM t",
    "SELECT t.id FROM t, u WHERE 1 = 1",
    "SELECT a.id FROM t a JOIN d.s.u AS b ON (a.id = b.id) LEFT OUTER JOIN d2.far.away c ON a.id = c.id",
    "SELECT 1 AS one",
    "WITH c AS (SELECT id FROM t), e AS (SELECT * FROM c) SELECT id FROM e",
    "WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT n FROM r",
    "SELECT id FROM (SELECT id FROM (t)) x WHERE EXISTS (SELECT 1 FROM u WHERE u.id = x.id)",
    "SELECT t.id, f.value AS value FROM t, LATERAL FLATTEN(input => t.v) f",
    "SELECT f.value AS x FROM t, TABLE(FLATTEN(input => v)) AS f",
    "SELECT n FROM (VALUES (1), (2)) AS v (n)",
    "SELECT id FROM t UNION ALL (SELECT id FROM u) ORDER BY id LIMIT 5",
    "SELECT EXTRACT(year FROM at) AS y, TRIM('x') AS x FROM u WHERE id IS DISTINCT FROM 1",
    "SELECT TABLE_NAME FROM d.INFORMATION_SCHEMA.TABLES",
    "SELECT QUERY_ID FROM SNOWFLAKE.ACCOUNT_USAGE.QUERY_HISTORY",
    "SELECT id FROM IDENTIFIER('d.s.t')",
    "SELECT * FROM t PIVOT (MAX(id) FOR name IN ('a', 'b')) AS p",
    "SELECT id FROM t SAMPLE (10) WHERE id > (SELECT MAX(id) FROM u)",
    "SELECT id, ROW_NUMBER() OVER (PARTITION BY name ORDER BY id) AS rn FROM t QUALIFY rn = 1",
  ])("%s", async (query) => {
    const { session } = await withTables();
    expect(await run(session, `CREATE VIEW w AS ${query}`)).toBe("View W successfully created.");
  });

  it.each([
    ["SELECT * FROM nowhere", missing("NOWHERE")],
    ["SELECT id FROM t JOIN nowhere n ON t.id = n.id", missing("NOWHERE")],
    ["SELECT id FROM t, s.nowhere", missing("S.NOWHERE")],
    ["SELECT id FROM t WHERE id IN (SELECT id FROM nowhere)", missing("NOWHERE")],
    ["SELECT (SELECT MAX(id) FROM nowhere) AS x FROM t", missing("NOWHERE")],
    ["WITH c AS (SELECT id FROM nowhere) SELECT id FROM c", missing("NOWHERE")],
    ["SELECT id FROM c UNION SELECT id FROM nowhere", missing("C")],
    ["SELECT id FROM (WITH c AS (SELECT id FROM t) SELECT id FROM c) UNION SELECT id FROM c", missing("C")],
    ["SELECT * FROM d.nowhere.t", { message: "SQL compilation error:\nSchema 'D.NOWHERE' does not exist or not authorized." }],
    ["SELECT * FROM nowhere.s.t", { message: "SQL compilation error:\nDatabase 'NOWHERE' does not exist or not authorized." }],
    ["SELECT x FROM t", { code: "000904", message: "SQL compilation error: error line 1 at position 24\ninvalid identifier 'X'" }],
    ["SELECT t.x FROM t", { message: "SQL compilation error: error line 1 at position 24\ninvalid identifier 'T.X'" }],
    ["SELECT id, id FROM t", { code: "002025" }],
    ["SELECT COUNT(*) FROM t", { code: "002022", message: "SQL compilation error:\nMissing column specification" }],
    ["SELECT FROM t", { code: "001003" }],
    ["DELETE FROM t", { code: "001003" }],
  ])("%s", async (query, expected) => {
    const { session } = await withTables();
    expect(await run(session, `CREATE VIEW w AS ${query}`)).toMatchObject(expected);
  });

  it("looks in the view's schema, not in the session's", async () => {
    const { session } = await withTables();
    expect(await run(session, "CREATE VIEW d2.far.w AS SELECT id FROM away")).toBe("View W successfully created.");
    expect(await run(session, "CREATE VIEW d2.far.w2 AS SELECT id FROM t")).toMatchObject(missing("T"));
  });

  it("needs SELECT on it", async () => {
    const { account, session } = await withTables(
      "CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON DATABASE d TO ROLE r; GRANT USAGE, CREATE VIEW ON SCHEMA s TO ROLE r; GRANT INSERT ON TABLE t TO ROLE r",
    );
    const lesser = as(account, "R");
    expect(await run(lesser, "CREATE VIEW d.s.w AS SELECT * FROM t")).toMatchObject(missing("T"));
    await must(session, "GRANT SELECT ON TABLE t TO ROLE r");
    expect(await run(lesser, "CREATE VIEW d.s.w AS SELECT * FROM t")).toBe("View W successfully created.");
    expect(await run(lesser, "CREATE OR REPLACE VIEW d.s.t AS SELECT 1 AS a")).toMatchObject({
      message: "SQL compilation error:\nObject 'T' already exists as TABLE",
    });
  });

  it.each([
    ["CREATE VIEW w (a, b) AS SELECT id FROM t", { code: "002026" }],
    ["CREATE VIEW t AS SELECT 1 AS a", { code: "002002" }],
    ["CREATE TEMPORARY VIEW w AS SELECT 1 AS a", { code: "000002" }],
    ["CREATE VIEW w ROW ACCESS POLICY p ON (a) AS SELECT id FROM t", { code: "002003" }],
    ["CREATE VIEW w (a MASKING POLICY p) AS SELECT id FROM t", { code: "002003" }],
    ["CREATE VIEW w COPY TAGS AS SELECT id FROM t", { code: "000002" }],
    ["CREATE VIEW w", { code: "001003" }],
    ["CREATE RECURSIVE VIEW w (n) AS SELECT 1 UNION ALL SELECT n + 1 FROM w", "View W successfully created."],
    ["CREATE OR ALTER VIEW w AS SELECT id FROM t", "View W successfully created."],
    ["DROP VIEW w", { code: "002003" }],
    ["DROP VIEW IF EXISTS w", "Drop statement executed successfully (W already dropped)."],
    ["UNDROP VIEW w", { code: "000002" }],
  ])("%s", async (statement, expected) => {
    const { session } = await withTables();
    const outcome = await run(session, statement);
    if (typeof expected === "string") expect(outcome).toBe(expected);
    else expect(outcome).toMatchObject(expected);
  });
});

describe("a view's columns", () => {
  it.each([
    ["SELECT * FROM t", ["ID NUMBER(38,0) N", "NAME VARCHAR(5) COLLATE 'de' Y", "V VARIANT Y"]],
    ["SELECT b.at AS moment, a.id FROM t a JOIN u b ON a.id = b.id", ["MOMENT TIMESTAMP_NTZ(3) Y", "ID NUMBER(38,0) N"]],
    ["SELECT u.*, t.id AS other FROM u LEFT JOIN t ON u.id = t.id", ["ID NUMBER(38,0) Y", "AT TIMESTAMP_NTZ(3) Y", "OTHER NUMBER(38,0) Y"]],
    ["SELECT v:a::VARCHAR(3) AS a, CAST(id AS DATE) AS b, id::FLOAT c FROM t", ["A VARCHAR(3) Y", "B DATE Y", "C FLOAT Y"]],
    ["WITH c (x) AS (SELECT id FROM t) SELECT x FROM c", ["X NUMBER(38,0) N"]],
    ["SELECT id FROM t UNION ALL SELECT id FROM u", ["ID NUMBER(38,0) Y"]],
  ])("%s", async (query, expected) => {
    const { session } = await withTables();
    await must(session, `CREATE VIEW w AS ${query}`);
    const told = (await show(session, "DESC VIEW w")).map((row) => `${row.name} ${row.type} ${row["null?"]}`);
    expect(told).toEqual(expected);
  });

  it("are left out of SHOW COLUMNS, and DESC refuses, where a type cannot be traced", async () => {
    const { session } = await withTables();
    await must(session, "CREATE VIEW w (a, b COMMENT 'second') AS SELECT SOUNDEX('x'), id FROM t; CREATE VIEW w2 AS SELECT b FROM w");
    expect(await run(session, "DESC VIEW w")).toMatchObject({ code: "000002", message: "Unsupported feature 'DESCRIBE of view W: the type of A'." });
    expect((await show(session, "SHOW COLUMNS IN VIEW w")).map((row) => [row.column_name, row.comment])).toEqual([["B", "second"]]);
    expect((await show(session, "DESC TABLE w2")).map((row) => row.type)).toEqual(["NUMBER(38,0)"]);
  });

  it("and tables take comments", async () => {
    const { session } = await withTables("CREATE VIEW w AS SELECT * FROM t");
    await must(session, "COMMENT ON COLUMN w.id IS 'one'; COMMENT ON COLUMN d.s.t.name IS 'two'; COMMENT ON VIEW w IS 'view'");
    expect((await show(session, "DESC VIEW w")).map((row) => row.comment)).toEqual(["one", null, null]);
    expect((await show(session, "DESC TABLE t")).map((row) => row.comment)).toEqual([null, "two", null]);
    expect(await run(session, "COMMENT ON COLUMN t.x IS ''")).toMatchObject({ code: "000904" });
    expect(await run(session, "COMMENT IF EXISTS ON COLUMN nowhere.x IS ''")).toBe("Statement executed successfully.");
  });
});

describe("SHOW VIEWS and ALTER VIEW", () => {
  it("keep the whole statement", async () => {
    const { session } = await withTables();
    const statement =
      "CREATE OR REPLACE SECURE VIEW w (a COMMENT 'x')\nCOMMENT = 'c' CHANGE_TRACKING = TRUE\nCOPY GRANTS\nAS\nselect id -- first; really\nfrom t -- last";
    await must(session, `-- why\n${statement}`);
    expect(await show(session, "SHOW VIEWS")).toMatchObject([
      { name: "W", text: statement, comment: "c", is_secure: "true", is_materialized: "false", change_tracking: "ON", kind: "VIEW", owner: "ACCOUNTADMIN" },
    ]);
    await must(session, "ALTER VIEW w UNSET SECURE; ALTER VIEW w SET COMMENT = 'd'; ALTER VIEW w SET CHANGE_TRACKING = FALSE; ALTER VIEW w RENAME TO x");
    expect(await show(session, "SHOW VIEWS IN ACCOUNT")).toMatchObject([
      { name: "X", is_secure: "false", comment: "d", change_tracking: "OFF", text: statement },
    ]);
    await must(session, "ALTER VIEW x UNSET COMMENT");
    expect(await run(session, "ALTER VIEW x ADD ROW ACCESS POLICY p ON (a)")).toMatchObject({ code: "002003" });
    expect(await run(session, "ALTER VIEW x MODIFY COLUMN a SET MASKING POLICY m")).toMatchObject({ code: "002003" });
  });

  it("hides a secure view's text from all but its owner", async () => {
    const { account, session } = await withTables(
      "CREATE SECURE VIEW w AS SELECT id FROM t; CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON DATABASE d TO ROLE r; GRANT USAGE ON SCHEMA s TO ROLE r; GRANT SELECT ON VIEW w TO ROLE r",
    );
    expect(await show(as(account, "R"), "SHOW VIEWS IN SCHEMA d.s")).toMatchObject([{ name: "W", text: "" }]);
    expect(await show(session, "SHOW VIEWS")).toMatchObject([{ text: "CREATE SECURE VIEW w AS SELECT id FROM t" }]);
  });

  it("copies the grants of the view it replaces", async () => {
    const { session } = await withTables("CREATE VIEW w AS SELECT id FROM t; CREATE ROLE r; GRANT SELECT ON VIEW w TO ROLE r");
    const readers = async () => (await show(session, "SHOW GRANTS ON VIEW w")).map((row) => row.grantee_name);
    await must(session, "CREATE OR REPLACE VIEW w COPY GRANTS AS SELECT name FROM t");
    expect(await readers()).toContain("R");
    await must(session, "CREATE OR REPLACE VIEW w AS SELECT name FROM t");
    expect(await readers()).not.toContain("R");
  });
});

describe("a query on tables and views", () => {
  async function described(session: ReturnType<typeof as>, query: string) {
    const [outcome] = await session.execute(query, { describeOnly: true });
    return outcome?.kind === "done"
      ? outcome.result.columns.map(({ name, type }) => `${name} ${type}`)
      : outcome?.kind === "failed"
        ? outcome.error.message
        : "";
  }

  it("is described, and needs a warehouse to run", async () => {
    const { session } = await withTables("CREATE VIEW w AS SELECT id, name AS n FROM t");
    expect(await described(session, 'SELECT * FROM "D"."S"."W"')).toEqual(["ID fixed", "N text"]);
    expect(await described(session, "WITH c AS (SELECT at FROM u) SELECT * FROM c")).toEqual(["AT timestamp_ntz"]);
    expect(await described(session, "SELECT COUNT(*) FROM t")).toEqual(["COUNT(*) fixed"]);
    expect(await run(session, "SELECT * FROM w")).toMatchObject({ code: "000606" });
    expect(await run(session, "SELECT * FROM nowhere")).toMatchObject(missing("NOWHERE"));
  });

  it("fails on a view whose tables are not what they were", async () => {
    const { session } = await withTables("CREATE VIEW w AS SELECT * FROM u; CREATE VIEW outer_w AS SELECT id FROM w");
    await must(session, "ALTER TABLE u ADD COLUMN more INT");
    expect(await described(session, "SELECT * FROM w")).toBe(
      "SQL compilation error:\nView definition for 'D.S.W' declared 2 column(s), but view query produces 3 column(s).",
    );
    await must(session, "ALTER TABLE u DROP COLUMN more, at");
    expect(await described(session, "SELECT * FROM outer_w")).toContain(
      "View definition for 'D.S.W' declared 2 column(s), but view query produces 1 column(s).",
    );
    await must(session, "DROP TABLE u");
    expect(await described(session, "SELECT * FROM w")).toBe(
      "SQL compilation error:\nFailure during expansion of view 'W': SQL compilation error:\nObject 'U' does not exist or not authorized.",
    );
    expect(await show(session, "SHOW VIEWS LIKE 'w'")).toHaveLength(1);
  });
});
