import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

async function withSchema() {
  const account = LocalAccount.create();
  const session = as(account, "ACCOUNTADMIN");
  await must(session, "CREATE DATABASE d; CREATE SCHEMA s; CREATE SCHEMA other; USE SCHEMA d.s");
  return { account, session };
}

type Session = Awaited<ReturnType<typeof withSchema>>["session"];

async function described(session: Session, overload: string): Promise<Readonly<Record<string, string | null>>> {
  const rows = await show(session, `DESCRIBE FUNCTION ${overload}`);
  return Object.fromEntries(rows.map((row) => [row.property, row.value ?? null]));
}

const PYTHON = "RETURNS NUMBER(36,2) LANGUAGE python RUNTIME_VERSION = '3.12' HANDLER = 'f' AS 'def f(i):\n  return i'";

describe("function", () => {
  it("shows and describes a SQL function as Snowflake does", async () => {
    const { session } = await withSchema();
    const create = `CREATE OR REPLACE FUNCTION "D"."S"."F" ("A" VARCHAR(10), b INT DEFAULT 1)\nRETURNS NUMBER(38,0) NOT NULL\nLANGUAGE SQL\nSTRICT\nMEMOIZABLE\nCOMMENT = 'abc'\nAS 'select ''x'' || a'`;
    expect(await run(session, create)).toBe("Function F successfully created.");
    const [row] = await show(session, "SHOW USER FUNCTIONS IN SCHEMA d.s");
    const { created_on: created, ...shown } = row ?? {};
    expect(created).toMatch(/^\d+\.\d{3}$/);
    expect(shown).toEqual({
      name: "F",
      schema_name: "S",
      is_builtin: "N",
      is_aggregate: "N",
      is_ansi: "N",
      min_num_arguments: "1",
      max_num_arguments: "2",
      arguments: "F(VARCHAR, DEFAULT NUMBER) RETURN NUMBER",
      description: "abc",
      catalog_name: "D",
      is_table_function: "N",
      valid_for_clustering: "N",
      is_secure: "N",
      secrets: "",
      external_access_integrations: "",
      is_external_function: "N",
      language: "SQL",
      is_memoizable: "Y",
      is_data_metric: "N",
    });
    expect(await show(session, "DESC FUNCTION f(VARCHAR, NUMBER)")).toEqual([
      { property: "signature", value: "(A VARCHAR, B NUMBER)" },
      { property: "returns", value: "NUMBER(38,0) NOT NULL" },
      { property: "language", value: "SQL" },
      { property: "body", value: "select 'x' || a" },
    ]);
  });

  it.each([
    [
      "f(d DOUBLE) RETURNS DOUBLE LANGUAGE JAVASCRIPT STRICT IMMUTABLE AS $$return D$$",
      "f(FLOAT)",
      {
        signature: "(D FLOAT)",
        returns: "FLOAT",
        language: "JAVASCRIPT",
        "null handling": "RETURNS NULL ON NULL INPUT",
        volatility: "IMMUTABLE",
        body: "return D",
      },
    ],
    [
      `f("x" VARCHAR(100)) RETURNS VARCHAR(100) LANGUAGE JAVA PACKAGES = ('a:b:1', 'c:d:2') HANDLER = 'T.e' TARGET_PATH = '@~/t.jar' AS 'class T {}'`,
      "f(STRING)",
      {
        signature: "(x VARCHAR)",
        returns: "VARCHAR(100)",
        language: "JAVA",
        "null handling": "CALLED ON NULL INPUT",
        volatility: "VOLATILE",
        body: "class T {}",
        imports: "[]",
        handler: "T.e",
        runtime_version: null,
        packages: "[a:b:1,c:d:2]",
        target_path: "@~/t.jar",
        external_access_integrations: null,
        secrets: null,
      },
    ],
    [
      "f(i INT) RETURNS TABLE (a NUMBER(10,2), \"b c\" STRING) LANGUAGE PYTHON RUNTIME_VERSION = 3.12 PACKAGES = ('numpy', 'x==1') IMPORTS = ('@~/m.py') HANDLER = 'm.F'",
      "f(INT)",
      {
        signature: "(I NUMBER)",
        returns: 'TABLE (A NUMBER, "b c" VARCHAR)',
        language: "PYTHON",
        "null handling": "CALLED ON NULL INPUT",
        volatility: "VOLATILE",
        body: null,
        imports: "[@~/m.py]",
        handler: "m.F",
        runtime_version: "3.12",
        packages: "['numpy','x==1']",
        installed_packages: null,
        is_aggregate: "false",
        external_access_integrations: null,
        secrets: null,
      },
    ],
  ])("CREATE FUNCTION %s", async (clauses, overload, expected) => {
    const { session } = await withSchema();
    await must(session, `CREATE FUNCTION ${clauses}`);
    const rows = await described(session, overload);
    expect(rows).toEqual(expected);
    expect(Object.keys(rows)).toEqual(Object.keys(expected));
  });

  it.each([
    ["CREATE FUNCTION f(a INT) AS 'a'", { code: "001003", message: "SQL compilation error:\nsyntax error line 1 at position 25 unexpected 'AS'." }],
    ["CREATE FUNCTION f(a INT)", { code: "001003", message: "SQL compilation error:\nsyntax error line 1 at position 24 unexpected '<EOF>'." }],
    ["CREATE FUNCTION f(a INT) RETURNS INT", { code: "001003" }],
    ["CREATE FUNCTION f(a) RETURNS INT AS 'a'", { code: "001003" }],
    ["CREATE FUNCTION f(a INT DEFAULT 1, b INT) RETURNS INT AS 'a'", { code: "001003" }],
    ["CREATE FUNCTION f(a NONSENSE) RETURNS INT AS 'a'", { code: "002040" }],
    ["CREATE FUNCTION f(a INT) RETURNS INT LANGUAGE COBOL AS 'a'", { code: "000002", message: "Unsupported feature 'LANGUAGE COBOL'." }],
    ["CREATE FUNCTION f(a INT) RETURNS INT HANDLER = 'x' AS 'a'", { code: "001420" }],
    ["CREATE FUNCTION f(a INT) RETURNS INT LANGUAGE PYTHON HANDLER = 'x' AS 'a'", { code: "002029" }],
    ["CREATE FUNCTION f(a INT) RETURNS INT LANGUAGE JAVA AS 'a'", { code: "002029" }],
    ["CREATE FUNCTION f(a INT) RETURNS INT EXECUTE AS CALLER AS 'a'", { code: "001003" }],
    ["CREATE FUNCTION f(a INT) RETURNS TABLE () AS 'a'", { code: "001003" }],
    ["CREATE FUNCTION f(a INT) RETURNS INT AS 'a' COMMENT = 'late'", { code: "001003" }],
    ["CREATE FUNCTION f(a INT) RETURNS INT LOG_LEVEL = 'INFO' AS 'a'", { code: "000002" }],
    ["CREATE AGGREGATE FUNCTION f(a INT) RETURNS INT AS 'a'", { code: "000002" }],
    [`CREATE AGGREGATE FUNCTION f(a INT) ${PYTHON.replace("LANGUAGE", "IMMUTABLE LANGUAGE")}`, { code: "000002" }],
    ["CREATE TEMPORARY FUNCTION f(a INT) RETURNS INT AS 'a'", { code: "000002" }],
    [
      `CREATE FUNCTION f(a INT) ${PYTHON.replace("HANDLER", "IMPORTS = ('@st/x.py') HANDLER")}`,
      { code: "002003", message: "SQL compilation error:\nStage 'ST' does not exist or not authorized." },
    ],
    [
      `CREATE FUNCTION f(a INT) ${PYTHON.replace("HANDLER", "EXTERNAL_ACCESS_INTEGRATIONS = (e) HANDLER")}`,
      { code: "002003", message: "SQL compilation error:\nIntegration 'E' does not exist or not authorized." },
    ],
    ["DROP FUNCTION f0(VARCHAR)", { code: "002003", message: "SQL compilation error:\nFunction 'F0(VARCHAR)' does not exist or not authorized." }],
    ["CREATE FUNCTION f0(x INT) RETURNS INT AS '1'", { code: "002002" }],
  ])("refuses %s", async (statement, expected) => {
    const { session } = await withSchema();
    await must(session, "CREATE FUNCTION f0(a NUMBER(10,2)) RETURNS INT AS '1'");
    expect(await run(session, statement)).toMatchObject(expected);
  });

  it("keeps overloads apart by their types, and refuses what one call could mean", async () => {
    const { session } = await withSchema();
    await must(
      session,
      "CREATE FUNCTION f(a INT) RETURNS INT AS '1'; CREATE FUNCTION f(a STRING) RETURNS INT AS '2'; CREATE FUNCTION f(a INT, b INT) RETURNS INT AS '3'",
    );
    expect((await show(session, "SHOW USER FUNCTIONS LIKE 'f'")).map((row) => row.arguments)).toEqual([
      "F(NUMBER) RETURN NUMBER",
      "F(NUMBER, NUMBER) RETURN NUMBER",
      "F(VARCHAR) RETURN NUMBER",
    ]);
    const ambiguous = { code: "000949", message: "SQL compilation error:\nCannot overload FUNCTION 'F' as it would cause ambiguous FUNCTION overloading." };
    expect(await run(session, "CREATE FUNCTION f(a INT, b STRING DEFAULT 'x') RETURNS INT AS '4'")).toMatchObject(ambiguous);
    await must(session, "CREATE FUNCTION g(a STRING, b INT DEFAULT 1) RETURNS INT AS '5'; CREATE FUNCTION f(a DATE, b INT DEFAULT 1) RETURNS INT AS '6'");
    expect(await run(session, "ALTER FUNCTION g(STRING, INT) RENAME TO f")).toMatchObject(ambiguous);
    await must(
      session,
      "DROP FUNCTION f(VARCHAR); ALTER FUNCTION g(STRING, INT) RENAME TO f; CREATE OR REPLACE FUNCTION f(z STRING, y INT DEFAULT 2) RETURNS INT AS '7'",
    );
    expect(await described(session, "f(VARCHAR, NUMBER)")).toMatchObject({ signature: "(Z VARCHAR, Y NUMBER)", body: "7" });
  });

  it.each([
    ["SELECT COUNT(*) FROM t, LATERAL FLATTEN(t.x) f", null],
    ["WITH c AS (SELECT 1 AS a) SELECT a FROM c;", null],
    ["(SELECT MAX(x) FROM t) + a", null],
    ["a * 2", null],
    ["SELECT x FROM missing", "Object 'MISSING' does not exist or not authorized."],
    ["a + (SELECT MAX(x) FROM other.t)", "Object 'OTHER.T' does not exist or not authorized."],
    ["SELECT 1 WHERE a IN (SELECT x FROM nowhere.t)", "Schema 'D.NOWHERE' does not exist or not authorized."],
    ["BEGIN RETURN (SELECT x FROM missing); END", null],
  ])("looks up what a SQL body reads: %s", async (body, refusal) => {
    const { session } = await withSchema();
    await must(session, "CREATE TABLE d.s.t (x INT); USE SCHEMA d.other");
    const result = await run(session, `CREATE FUNCTION d.s.f(a INT) RETURNS INT AS $$${body}$$`);
    if (refusal === null) expect(result).toBe("Function F successfully created.");
    else expect(result).toMatchObject({ code: "002003", message: `SQL compilation error:\n${refusal}` });
  });

  it("changes by ALTER, COMMENT ON and CREATE OR ALTER", async () => {
    const { session } = await withSchema();
    await must(session, `CREATE FUNCTION f(a INT) ${PYTHON}`);
    await must(session, "ALTER FUNCTION f(INT) SET SECURE; COMMENT ON FUNCTION f(NUMBER) IS 'abc'; ALTER FUNCTION f(INT) SET LOG_LEVEL = 'INFO'");
    expect(await show(session, "SHOW FUNCTIONS IN SCHEMA s")).toMatchObject([{ is_secure: "Y", description: "abc" }]);
    expect(await show(session, "SHOW PARAMETERS LIKE 'log_level' IN FUNCTION f(INT)")).toMatchObject([{ value: "INFO", level: "FUNCTION" }]);
    await must(session, "ALTER FUNCTION f(INT) UNSET SECURE; ALTER FUNCTION f(INT) UNSET COMMENT; ALTER FUNCTION f(INT) RENAME TO other.g");
    expect(await show(session, "SHOW USER FUNCTIONS IN ACCOUNT")).toMatchObject([
      { name: "G", schema_name: "OTHER", is_secure: "N", description: "user-defined function" },
    ]);
    expect(await run(session, `CREATE OR ALTER SECURE FUNCTION other.g(a INT) ${PYTHON.replace("3.12", "3.13")}`)).toBe("Statement executed successfully.");
    expect(await described(session, "other.g(INT)")).toMatchObject({ runtime_version: "3.13" });
    expect(await run(session, `CREATE OR ALTER FUNCTION other.g(a INT) ${PYTHON.replace("'f'", "'h'")}`)).toMatchObject({ code: "000002" });
    expect(await run(session, "CREATE OR ALTER FUNCTION other.g(a INT) RETURNS INT AS '1'")).toMatchObject({ code: "000002" });
    expect(await run(session, "ALTER FUNCTION other.g(INT) SET HANDLER = 'h'")).toMatchObject({ code: "001420" });
  });

  it("keeps its grants with COPY GRANTS only", async () => {
    const { session } = await withSchema();
    await must(session, "CREATE ROLE r; CREATE FUNCTION f(a INT, b STRING) RETURNS NUMBER(10,2) AS '1'; GRANT USAGE ON FUNCTION f(INT, STRING) TO ROLE r");
    const grants = () => show(session, "SHOW GRANTS TO ROLE r");
    expect(await grants()).toMatchObject([{ granted_on: "FUNCTION", name: 'D.S."F(A NUMBER, B VARCHAR):NUMBER(10,2)"' }]);
    await must(session, "CREATE OR REPLACE FUNCTION f(a INT, b STRING) COPY GRANTS RETURNS TABLE (x INT) AS 'select 1'");
    expect(await grants()).toMatchObject([{ name: 'D.S."F(A NUMBER, B VARCHAR):TABLE: (X NUMBER)"' }]);
    await must(session, "CREATE OR REPLACE FUNCTION f(a INT, b STRING) RETURNS INT AS '1'");
    expect(await grants()).toEqual([]);
  });

  it("hides a secure function's code from all but its owner", async () => {
    const { account, session } = await withSchema();
    await must(
      session,
      `CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON DATABASE d TO ROLE r; GRANT USAGE ON SCHEMA s TO ROLE r; CREATE SECURE FUNCTION f(a INT) ${PYTHON}`,
    );
    const lesser = as(account, "R");
    expect(await run(lesser, "DESC FUNCTION d.s.f(INT)")).toMatchObject({ code: "002003" });
    await must(session, "GRANT USAGE ON FUNCTION f(INT) TO ROLE r");
    expect(await described(lesser, "d.s.f(INT)")).toMatchObject({ signature: "(A NUMBER)", language: "PYTHON", body: null, handler: null, packages: null });
    expect(await described(session, "d.s.f(INT)")).toMatchObject({ handler: "f", packages: "[]" });
    for (const statement of [
      "ALTER FUNCTION d.s.f(INT) UNSET SECURE",
      "DROP FUNCTION d.s.f(INT)",
      "COMMENT ON FUNCTION d.s.f(INT) IS 'x'",
      "CREATE FUNCTION d.s.g() RETURNS INT AS '1'",
    ])
      expect(await run(lesser, statement)).toMatchObject({ code: "003001" });
    await must(session, "GRANT CREATE FUNCTION ON SCHEMA s TO ROLE r; GRANT OWNERSHIP ON FUTURE FUNCTIONS IN SCHEMA s TO ROLE accountadmin");
    await must(lesser, "CREATE FUNCTION d.s.g() RETURNS INT AS '1'");
    expect((await show(session, "SHOW GRANTS ON FUNCTION g()")).find((row) => row.privilege === "OWNERSHIP")).toMatchObject({ grantee_name: "ACCOUNTADMIN" });
  });
});
