import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { rowsOf } from "../testing/rows-of.ts";
import { run } from "../testing/run.ts";

function session() {
  return LocalAccount.create().openSession({ user: "ADMIN", role: "ACCOUNTADMIN", secondaryRoles: "NONE" });
}

const TIMES = "'2024-01-31'::DATE";

describe("SELECT", () => {
  it.each([
    ["1 + 1, 10.1 / 2.1, 10.1 * 2.1, 2 / 7, -5 % 3", ["2", "4.8095238", "21.21", "0.285714", "-2"]],
    ["ROUND(135.135), ROUND(-975.975, 1), ROUND(2.5, 0, 'HALF_TO_EVEN'), FLOOR(-1.5), CEIL(1.2), TRUNC(1.99, 1)", ["135", "-976.0", "2", "-2", "2", "1.9"]],
    ["'a' || 'b', UPPER('abc'), LENGTH('hé'), SUBSTR('hello', -3, 2), SPLIT_PART('a.b', '.', -1)", ["ab", "ABC", "2", "ll", "b"]],
    ["CASE WHEN 1 = 1 THEN 'abc' ELSE 'de' END, IFF(1 > 2, 1, 2.5), COALESCE(NULL, 5), DECODE(NULL, NULL, 'n'), NULLIF(1, 1)", ["abc", "2.5", "5", "n", null]],
    ["'x' IN ('x', 'y'), 5 BETWEEN 1 AND 6, 'abc' LIKE 'a%', 'a\nb' LIKE 'a_b', NOT TRUE, NULL = NULL", ["1", "1", "1", "1", "0", null]],
    [`DATEADD(month, 1, ${TIMES})::VARCHAR, DATEDIFF(day, ${TIMES}, '2024-03-01'::DATE), YEAR(${TIMES}), ${TIMES} + 1`, ["2024-02-29", "30", "2024", "19754"]],
    ["PARSE_JSON('{\"a\":{\"b\":[1,\"x\"]}}'):a.b[1]::VARCHAR, PARSE_JSON('[1]')[0], PARSE_JSON('null')::VARCHAR", ["x", "1", null]],
    ["TRY_CAST('abc' AS NUMBER), '12.345'::NUMBER(10,2), 'yes'::BOOLEAN, 12.30::VARCHAR, 'abcdef'::VARCHAR(3)", [null, "12.35", "1", "12.30", "abc"]],
    ["(SELECT MAX(column1) FROM VALUES (1), (9)), EXISTS (SELECT 1), 3 IN (SELECT column1 FROM VALUES (3))", ["9", "1", "1"]],
  ])("%s", async (items, expected) => {
    expect(await rowsOf(session(), `SELECT ${items}`)).toEqual([expected]);
  });

  it.each([
    ["SELECT COUNT(*), SUM(column1), AVG(column1), MAX(column2) FROM VALUES (1, 'x'), (2, 'y'), (NULL, 'z')", [["3", "3", "1.500000", "z"]]],
    ["SELECT column1, COUNT(*) AS n FROM VALUES (1, 'x'), (1, 'y'), (2, 'z') GROUP BY column1 HAVING n > 1", [["1", "2"]]],
    [
      "WITH t AS (SELECT 1 AS a UNION ALL SELECT 2.5) SELECT a, ROW_NUMBER() OVER (ORDER BY a DESC) FROM t ORDER BY a",
      [
        ["1.0", "2"],
        ["2.5", "1"],
      ],
    ],
    [
      "SELECT f.value::INT, f.index FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[10,20]'))) f ORDER BY 2",
      [
        ["10", "0"],
        ["20", "1"],
      ],
    ],
    [
      "SELECT t.column1, f.value::INT FROM VALUES ('[1]'), ('[2,3]') t, LATERAL FLATTEN(INPUT => PARSE_JSON(t.column1)) f ORDER BY 2",
      [
        ["[1]", "1"],
        ["[2,3]", "2"],
        ["[2,3]", "3"],
      ],
    ],
    ["SELECT * FROM (SELECT 1 AS x) a LEFT JOIN (SELECT 2 AS x, 2 AS y) b ON a.x = b.x", [["1", null, null]]],
    ["SELECT * FROM (SELECT 1 AS x, 5 AS z) a JOIN (SELECT 1 AS x, 2 AS y) b USING (x)", [["1", "5", "2"]]],
    ["SELECT * EXCLUDE x REPLACE (7 AS q) RENAME y AS z FROM (SELECT 1 AS x, 2 AS y, 3 AS q)", [["2", "7"]]],
    ["SELECT LISTAGG(column1, ',') WITHIN GROUP (ORDER BY column1 DESC) FROM VALUES ('a'), ('b')", [["b,a"]]],
    ["SELECT column1 FROM VALUES (2), (NULL), (1) ORDER BY column1 DESC LIMIT 2", [[null], ["2"]]],
    ["SELECT column1 AS a FROM VALUES (1), (2), (3) QUALIFY SUM(a) OVER (ORDER BY a) > 2 ORDER BY a", [["2"], ["3"]]],
  ])("%s", async (query, expected) => {
    expect(await rowsOf(session(), query)).toEqual(expected);
  });

  it.each([
    ["SELECT column2, COUNT(*) FROM VALUES (1, 'x') GROUP BY column1", { code: "000979" }],
    ["SELECT 'abc'::NUMBER", { code: "100038", message: "Numeric value 'abc' is not recognized" }],
    ["SELECT 1 / 0", { code: "100051", message: "Division by zero" }],
    ["SELECT x FROM (SELECT 1 AS x) a, (SELECT 2 AS x) b", { code: "002028" }],
    ["SELECT x FROM (SELECT 1 AS y)", { code: "000904" }],
    ["SELECT column1, SUM(column1) OVER (ORDER BY column2) FROM VALUES (1, 'x') GROUP BY column1", { code: "000979" }],
    ["SELECT SUM(column1) OVER (ORDER BY SOUNDEX(column2)) FROM VALUES (1, 'x')", { code: "000002" }],
    ["SELECT DATEADD(year, 2, (9007199254740992)::TIMESTAMP)", { code: "000002" }],
    ["SELECT 1 UNION SELECT 1, 2", { code: "001789" }],
    ["SELECT 'x' FROM", { code: "001003" }],
    ["SELECT NO_SUCH_FUNCTION(1)", { code: "002140" }],
    ["SELECT UPPER()", { code: "000938" }],
    ["SELECT SOUNDEX('x') FROM (SELECT 1)", { code: "000002", message: "Unsupported feature 'SELECT ... SOUNDEX(...)'." }],
    ["SELECT 'a' < COLLATE('b', 'de')", { code: "000002" }],
    ["SELECT '31/01/2024'::DATE", { code: "000002" }],
    ["SELECT 'today'::DATE", { code: "100040", message: "Date 'today' is not recognized" }],
    ["SELECT (SELECT column1 FROM VALUES (1), (2))", { code: "090150" }],
  ])("%s is refused", async (query, expected) => {
    expect(await run(session(), query)).toMatchObject(expected);
  });

  it("of constants and SHOW, DDL and GRANT load no DuckDB", async () => {
    const account = LocalAccount.create();
    const admin = account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN" });
    for (const text of [
      "SELECT 1, 'x', CURRENT_USER()",
      "CREATE WAREHOUSE w",
      "CREATE DATABASE d",
      "CREATE TABLE t (a INT)",
      "CREATE VIEW v AS SELECT a + 1 AS b, COUNT(*) OVER () AS n FROM t",
      "DESC VIEW v",
      "SHOW TABLES",
      "SELECT * FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()))",
      "SELECT table_name FROM d.INFORMATION_SCHEMA.TABLES",
      "GRANT SELECT ON TABLE t TO ROLE public",
    ])
      expect(await run(admin, text)).toEqual(expect.any(String));
    const [described] = await admin.execute("SELECT SUM(a) FROM t", { describeOnly: true });
    expect(described?.kind).toBe("done");
    expect(account.rows.isOpen).toBe(false);
    await rowsOf(admin, "SELECT COUNT(*) FROM t");
    expect(account.rows.isOpen).toBe(true);
  });
});
