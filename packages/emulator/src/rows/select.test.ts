import { expect, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { must } from "../testing/run.ts";

async function ask(text: string) {
  const account = LocalAccount.create();
  const session = account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN", secondaryRoles: "NONE" });
  await must(session, "CREATE DATABASE db");
  const [outcome] = await session.execute(text);
  if (outcome?.kind !== "done") return outcome?.kind === "failed" ? `${outcome.error.code} ${outcome.error.message}` : "?";
  return `${outcome.result.columns.map(({ name, type, precision, scale, length }) => `${name}:${type}${precision ?? length ?? ""},${scale ?? ""}`).join(" ")} | ${JSON.stringify(outcome.result.rows)}`;
}

test.each([
  "SELECT 1+1",
  "SELECT 2 n1, 7 n2, n1 / n2",
  "SELECT 10.1 n1, 2.1 n2, n1 / n2, n1*n2",
  "SELECT .1 n1, .0000000000001 n2, n1 / n2",
  "SELECT 'a' || 'b', UPPER('abc'), LENGTH('hé')",
  "SELECT COUNT(*), SUM(column1), AVG(column1), MIN(column2) FROM VALUES (1, 'x'), (2, 'y'), (NULL, 'z')",
  "SELECT column1, COUNT(*) AS n FROM VALUES (1, 'x'), (1, 'y'), (2, 'z') GROUP BY column1 HAVING n > 0 ORDER BY 1 DESC",
  "SELECT column2, COUNT(*) FROM VALUES (1, 'x') GROUP BY column1",
  "WITH t AS (SELECT 1 AS a UNION ALL SELECT 2.5) SELECT a, ROW_NUMBER() OVER (ORDER BY a) FROM t ORDER BY a",
  "SELECT '2024-01-31'::DATE d, DATEADD(month, 1, d), DATEDIFF(day, d, '2024-03-01'::DATE), YEAR(d), DATE_TRUNC('month', d), d::VARCHAR",
  'SELECT PARSE_JSON(\'{"a":{"b":[1,2,"x"]}}\') v, v:a.b[2]::VARCHAR, v:a.b[0]::NUMBER, v:a.c',
  "SELECT f.value::INT, f.index FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[10,20]'))) f",
  "SELECT t.column1, f.value FROM VALUES ('[1]'), ('[2,3]') t, LATERAL FLATTEN(INPUT => PARSE_JSON(t.column1)) f",
  "SELECT CASE WHEN 1=1 THEN 'abc' ELSE 'de' END, IFF(1>2, 1, 2.5), COALESCE(NULL, 5), NVL(NULL,'x')",
  "SELECT 'x' IN ('x','y'), 5 BETWEEN 1 AND 6, 'abc' LIKE 'a%', NOT TRUE, NULL IS NULL",
  "SELECT CURRENT_USER() || 'x', CURRENT_ROLE()",
  "SELECT 'abc'::NUMBER",
  "SELECT TRY_CAST('abc' AS NUMBER), '12.345'::NUMBER(10,2), 'yes'::BOOLEAN",
  "SELECT table_name, COUNT(*) FROM db.information_schema.columns GROUP BY 1",
  "SELECT nosuch(1)",
  "SELECT a.x FROM (SELECT 1 AS x) a JOIN (SELECT 1 AS x, 2 AS y) b USING (x)",
  "SELECT * FROM (SELECT 1 AS x) a LEFT JOIN (SELECT 2 AS x, 2 AS y) b ON a.x = b.x",
  "SELECT * EXCLUDE x FROM (SELECT 1 AS x, 2 AS y)",
  "SELECT (SELECT MAX(column1) FROM VALUES (1),(9)) m, EXISTS (SELECT 1)",
  "SELECT 1/0",
  "SELECT LISTAGG(column1, ',') WITHIN GROUP (ORDER BY column1 DESC) FROM VALUES ('a'),('b')",
  "SELECT ROUND(135.135), ROUND(-975.975, 1), FLOOR(-1.5), CEIL(1.2), TRUNC(1.99, 1), ABS(-5), MOD(7, 3)",
  "SELECT '2013-05-08T23:39:20.123'::TIMESTAMP, CURRENT_TIMESTAMP() IS NULL, '2024-01-01'::DATE + 3",
  "SELECT 'x' FROM",
])("%s", async (text) => {
  console.log(text, "\n   =>", await ask(text));
  expect(1).toBe(1);
});
