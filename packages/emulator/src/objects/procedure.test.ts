import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

async function withSchema() {
  const account = LocalAccount.create();
  const session = as(account, "ACCOUNTADMIN");
  await must(session, "CREATE DATABASE d; CREATE SCHEMA s; USE SCHEMA d.s");
  return { account, session };
}

const SCRIPT = "BEGIN\n  LET x := 1;\n  RETURN x;\nEND;";

describe("procedure", () => {
  it("shows and describes a procedure as Snowflake does", async () => {
    const { session } = await withSchema();
    expect(await run(session, "CREATE PROCEDURE my_pi() RETURNS FLOAT NOT NULL LANGUAGE javascript EXECUTE AS CALLER AS $$\n  return 3.1415926;\n$$")).toBe(
      "Procedure MY_PI successfully created.",
    );
    const [row] = await show(session, "SHOW USER PROCEDURES");
    const { created_on: _created, ...shown } = row ?? {};
    expect(shown).toEqual({
      name: "MY_PI",
      schema_name: "S",
      is_builtin: "N",
      is_aggregate: "N",
      is_ansi: "N",
      min_num_arguments: "0",
      max_num_arguments: "0",
      arguments: "MY_PI() RETURN FLOAT",
      description: "user-defined procedure",
      catalog_name: "D",
      is_table_function: "N",
      valid_for_clustering: "N",
      is_secure: "N",
      secrets: "",
      external_access_integrations: "",
    });
    expect(await show(session, "DESC PROCEDURE my_pi()")).toEqual([
      { property: "signature", value: "()" },
      { property: "returns", value: "FLOAT NOT NULL" },
      { property: "language", value: "JAVASCRIPT" },
      { property: "null handling", value: "CALLED ON NULL INPUT" },
      { property: "volatility", value: "VOLATILE" },
      { property: "execute as", value: "CALLER" },
      { property: "body", value: "\n  return 3.1415926;\n" },
    ]);
  });

  it("keeps a script, quoted or not, as it was written", async () => {
    const { session } = await withSchema();
    await must(session, `CREATE PROCEDURE p(a INT, OUT_ OUT STRING) RETURNS TABLE () LANGUAGE SQL STRICT AS '${SCRIPT}'`);
    const [outcome] = await session.execute(`CREATE PROCEDURE q() RETURNS INT AS ${SCRIPT}`);
    expect(outcome?.kind).toBe("done");
    const expected = { signature: "(A NUMBER, OUT_ VARCHAR)", returns: "TABLE ()", language: "SQL", "execute as": "OWNER", body: SCRIPT };
    const rows = await show(session, "DESC PROCEDURE p(INT, STRING)");
    expect(Object.fromEntries(rows.map((row) => [row.property, row.value]))).toEqual(expected);
    expect((await show(session, "DESC PROCEDURE q()")).find((row) => row.property === "body")?.value).toBe(SCRIPT.slice(0, -1));
    expect(await show(session, "SHOW PROCEDURES LIKE 'p'")).toMatchObject([{ arguments: "P(NUMBER, OUT VARCHAR) RETURN TABLE ()", is_table_function: "Y" }]);
  });

  it.each([
    ["CREATE PROCEDURE p() RETURNS INT MEMOIZABLE AS '1'", { code: "001003" }],
    ["CREATE AGGREGATE PROCEDURE p() RETURNS INT AS '1'", { code: "000002" }],
    ["CREATE PROCEDURE p() RETURNS INT EXECUTE AS NOBODY AS '1'", { code: "001003" }],
    ["CREATE PROCEDURE p() RETURNS TABLE (a INT) LANGUAGE JAVASCRIPT AS '1'", { code: "000002" }],
    ["CREATE PROCEDURE p() RETURNS INT LANGUAGE JAVA RUNTIME_VERSION = '11' HANDLER = 'x' AS '1'", { code: "002029" }],
    ["ALTER PROCEDURE p0() SET SECURE", { code: "001003" }],
    ["CALL p0()", { code: "001003" }],
  ])("refuses %s", async (statement, expected) => {
    const { session } = await withSchema();
    await must(session, "CREATE PROCEDURE p0() RETURNS INT AS '1'");
    expect(await run(session, statement)).toMatchObject(expected);
  });

  it("changes by ALTER and COMMENT ON", async () => {
    const { session } = await withSchema();
    await must(session, "CREATE SECURE PROCEDURE p(a INT) RETURNS INT AS '1'");
    const rights = async () => (await show(session, "DESC PROCEDURE p(INT)")).find((row) => row.property === "execute as")?.value;
    await must(session, "ALTER PROCEDURE p(INT) EXECUTE AS RESTRICTED CALLER");
    expect(await rights()).toBe("RESTRICTED CALLER");
    await must(session, "ALTER PROCEDURE IF EXISTS p(INT) EXECUTE AS OWNER; ALTER PROCEDURE p(INT) SET COMMENT = 'abc'");
    expect(await rights()).toBe("OWNER");
    expect(await show(session, "SHOW USER PROCEDURES")).toMatchObject([{ description: "abc", is_secure: "Y" }]);
    await must(session, "COMMENT ON PROCEDURE p(INT) IS 'cde'; ALTER PROCEDURE p(INT) RENAME TO q");
    expect(await show(session, "SHOW USER PROCEDURES IN DATABASE d")).toMatchObject([{ name: "Q", description: "cde" }]);
    expect(await run(session, "DROP PROCEDURE q(INT)")).toBe("Q successfully dropped.");
    expect(await run(session, "DROP PROCEDURE IF EXISTS q(INT)")).toBe("Drop statement executed successfully (Q already dropped).");
  });

  it("needs CREATE PROCEDURE in the primary role, and OWNERSHIP to change it", async () => {
    const { account, session } = await withSchema();
    await must(
      session,
      "CREATE PROCEDURE p() RETURNS INT AS '1'; CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON DATABASE d TO ROLE r; GRANT USAGE ON SCHEMA s TO ROLE r",
    );
    await must(session, "GRANT USAGE ON PROCEDURE p() TO ROLE r");
    const lesser = as(account, "R");
    for (const statement of [
      "ALTER PROCEDURE d.s.p() EXECUTE AS CALLER",
      "DROP PROCEDURE d.s.p()",
      "CREATE PROCEDURE d.s.q() RETURNS INT AS '1'",
      "CREATE OR REPLACE PROCEDURE d.s.p() RETURNS INT AS '1'",
    ])
      expect(await run(lesser, statement)).toMatchObject({ code: "003001" });
    expect(await show(lesser, "DESC PROCEDURE d.s.p()")).toMatchObject([{ property: "signature" }, {}, {}, {}, {}]);
  });
});
