import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

const DONE = "Statement executed successfully.";

async function withSchema(edition: "STANDARD" | "ENTERPRISE" = "ENTERPRISE") {
  const account = LocalAccount.create({ edition });
  const session = as(account, "ACCOUNTADMIN");
  await must(session, "CREATE DATABASE d; CREATE SCHEMA s; CREATE TAG g; CREATE TAG h ALLOWED_VALUES 'a', 'b'; CREATE TABLE t (name STRING, id NUMBER)");
  return { account, session };
}

type Session = Parameters<typeof show>[0];
const tagsOn = async (session: Session, name: string, domain: string) =>
  (await show(session, `SELECT * FROM TABLE(d.INFORMATION_SCHEMA.TAG_REFERENCES('${name}', '${domain}'))`)).map((row) =>
    [row.TAG_NAME, row.TAG_VALUE, row.APPLY_METHOD, row.LEVEL].join(" "),
  );

describe("tag", () => {
  it("is made, listed, changed, dropped and restored, on every edition", async () => {
    const { session } = await withSchema("STANDARD");
    expect(await run(session, "CREATE TAG c ALLOWED_VALUES 'x', 'y', 'x' COMMENT = 'cc'")).toBe("Tag C successfully created.");
    const [row] = await show(session, "SHOW TAGS LIKE 'c' IN SCHEMA d.s");
    expect(Object.keys(row ?? {})).toEqual(["created_on", "name", "database_name", "schema_name", "owner", "comment", "allowed_values", "owner_role_type"]);
    expect(row).toMatchObject({ name: "C", comment: "cc", allowed_values: '["x","y"]', owner: "ACCOUNTADMIN" });
    const allowed = async () => (await show(session, "SHOW TAGS LIKE 'c'"))[0]?.allowed_values;
    for (const [statement, expected] of [
      ["ALTER TAG c ADD ALLOWED_VALUES 'z', 'x'", '["x","y","z"]'],
      ["ALTER TAG c DROP ALLOWED_VALUES 'x', 'y', 'z'", "[]"],
      ["ALTER TAG c SET ALLOWED_VALUES 'b', 'a' COMMENT = 'd'", '["b","a"]'],
      ["ALTER TAG c UNSET ALLOWED_VALUES", null],
      ["CREATE OR ALTER TAG c ALLOWED_VALUES 'n'", '["n"]'],
    ] as const) {
      await must(session, statement);
      expect(await allowed()).toBe(expected);
    }
    expect(await run(session, "DROP TAG c")).toBe("C successfully dropped.");
    expect(await run(session, "UNDROP TAG c")).toBe("Tag C successfully restored.");
    expect(await allowed()).toBe('["n"]');
  });

  it.each([
    ["CREATE TAG g", "002002"],
    ["CREATE TAG x COMMENT = 'c' ALLOWED_VALUES 'a'", "001003"],
    ["CREATE TAG x PROPAGATE = ON_DEPENDENCY", "000002"],
    ["CREATE TAG x MULTI_VALUE = TRUE", "000002"],
    ["ALTER TAG g SET PROPAGATE = ON_DEPENDENCY", "000002"],
    ["ALTER TAG g UNSET PROPAGATE", "000002"],
    ["ALTER TAG g SET DATA MOVEMENT POLICY p", "000002"],
    [`CREATE TAG x ALLOWED_VALUES '${"a".repeat(257)}'`, "003606"],
    [`CREATE TAG x ALLOWED_VALUES ${Array.from({ length: 5001 }, (_, i) => `'${i}'`).join(", ")}`, "003605"],
    ["ALTER TABLE t SET TAG h = 'c'", "003608"],
    [`ALTER TABLE t SET TAG g = '${"a".repeat(257)}'`, "003606"],
    ["ALTER TABLE t SET TAG nobody = 'c'", "002003"],
    ["ALTER TABLE t MODIFY COLUMN nobody SET TAG g = 'c'", "000904"],
    ["CREATE SEQUENCE q; ALTER SEQUENCE q SET TAG g = 'c'", "000002"],
    ["CREATE SEQUENCE q WITH TAG (g = 'c')", "000002"],
    ["CREATE OR ALTER WAREHOUSE w WITH TAG (g = 'c')", "000002"],
    ["ALTER TAG g SET TAG h = 'a'", "000002"],
  ])("refuses %.80s", async (statement, code) => {
    const { session } = await withSchema();
    expect(await run(session, statement)).toMatchObject({ code });
  });

  it.each([
    ["CREATE WAREHOUSE w WITH WAREHOUSE_SIZE = SMALL TAG (g = 'x', h = 'a')", "w", "WAREHOUSE"],
    ["CREATE DATABASE e WITH TAG (d.s.g = 'x', d.s.h = 'a'); USE SCHEMA d.s", "e", "DATABASE"],
    ["CREATE ROLE r TAG (g = 'x', h = 'a')", "r", "ROLE"],
    ["CREATE USER u COMMENT = 'c' WITH TAG (g = 'x', h = 'a')", "u", "USER"],
    ["CREATE TABLE u (a INT) WITH TAG (g = 'x', h = 'a') COMMENT = 'c'", "u", "TABLE"],
    ["CREATE VIEW v WITH TAG (g = 'x', h = 'a') AS SELECT * FROM t", "v", "TABLE"],
    ["CREATE TABLE u (a INT WITH TAG (g = 'x', h = 'a'))", "u.a", "COLUMN"],
    ["CREATE VIEW v (a TAG (g = 'x', h = 'a'), b COMMENT 'c') AS SELECT * FROM t", "v.a", "COLUMN"],
    ["ALTER TABLE t ADD COLUMN c INT TAG (g = 'x', h = 'a')", "t.c", "COLUMN"],
    ["ALTER TABLE t MODIFY COLUMN name SET TAG g = 'x', h = 'a', COLUMN id SET TAG g = 'y'", "t.name", "COLUMN"],
    ["CREATE SCHEMA d.z; USE SCHEMA d.s; ALTER SCHEMA d.z SET TAG g = 'x', h = 'a'", "d.z", "SCHEMA"],
    ["CREATE DATABASE ROLE d.r; ALTER DATABASE ROLE d.r SET TAG g = 'x', h = 'a'", "d.r", "DATABASE ROLE"],
    ["CREATE FUNCTION f(a INT) RETURNS INT AS 'a'; ALTER FUNCTION f(INT) SET TAG g = 'x', h = 'a'", "f(number)", "FUNCTION"],
    ["CREATE ROLE r; ALTER ROLE r SET TAG d.s.g = 'y'; ALTER ROLE r SET TAG g = 'x', h = 'a'", "r", "ROLE"],
    ["CREATE WAREHOUSE w; ALTER WAREHOUSE SET TAG g = 'x', h = 'a'", "w", "WAREHOUSE"],
    ["ALTER ACCOUNT SET TAG g = 'x', h = 'a'", "any", "ACCOUNT"],
  ])("is set by %s", async (statement, name, domain) => {
    const { session } = await withSchema();
    await must(session, statement);
    const level = name === "v" ? "VIEW" : domain;
    expect(await tagsOn(session, name, domain)).toEqual([`G x MANUAL ${level}`, `H a MANUAL ${level}`]);
  });

  it("is inherited from the nearest, follows a rename, survives CREATE OR ALTER and its own DROP, and goes with UNSET", async () => {
    const { session } = await withSchema();
    await must(session, "ALTER DATABASE d SET TAG g = 'database'; ALTER TABLE t SET TAG h = 'a'; ALTER TABLE t MODIFY COLUMN name SET TAG g = 'column'");
    expect(await tagsOn(session, "d.s.t.name", "column")).toEqual(["G column MANUAL COLUMN", "H a INHERITED TABLE"]);
    expect(await tagsOn(session, "t.id", "column")).toEqual(["G database INHERITED DATABASE", "H a INHERITED TABLE"]);
    await must(session, "ALTER TABLE t RENAME COLUMN name TO n; ALTER TAG h RENAME TO i; ALTER TABLE t RENAME TO t2");
    expect(await show(session, "SELECT * FROM TABLE(INFORMATION_SCHEMA.TAG_REFERENCES_ALL_COLUMNS('t2', 'table'))")).toMatchObject([
      { TAG_NAME: "G", TAG_VALUE: "column", DOMAIN: "COLUMN", OBJECT_NAME: "T2", OBJECT_SCHEMA: "S", OBJECT_DATABASE: "D", COLUMN_NAME: "N" },
      { TAG_NAME: "I", COLUMN_NAME: "N" },
      { TAG_NAME: "G", TAG_VALUE: "database", APPLY_METHOD: "INHERITED", COLUMN_NAME: "ID" },
      { TAG_NAME: "I", COLUMN_NAME: "ID" },
    ]);
    await must(session, "DROP TAG g");
    expect(await tagsOn(session, "t2.n", "COLUMN")).toEqual(["I a INHERITED TABLE"]);
    await must(session, "UNDROP TAG g; ALTER TABLE t2 MODIFY COLUMN n UNSET TAG g, COLUMN id UNSET TAG g; ALTER TABLE t2 UNSET TAG i, g");
    expect(await tagsOn(session, "t2.n", "COLUMN")).toEqual(["G database INHERITED DATABASE"]);
    await must(session, "CREATE WAREHOUSE w WITH TAG (i = 'a'); CREATE OR ALTER WAREHOUSE w WAREHOUSE_SIZE = SMALL");
    expect(await tagsOn(session, "w", "WAREHOUSE")).toEqual(["I a MANUAL WAREHOUSE"]);
    await must(session, "CREATE OR REPLACE WAREHOUSE w");
    expect(await tagsOn(session, "w", "WAREHOUSE")).toEqual([]);
  });

  it("comes 50 times at most on an object", async () => {
    const { session } = await withSchema();
    for (let i = 0; i < 50; i++) await must(session, `CREATE TAG t${i}; ALTER TABLE t SET TAG t${i} = 'x'`);
    expect(await run(session, "ALTER TABLE t SET TAG g = 'x'")).toMatchObject({ code: "003609" });
    expect(await run(session, "ALTER TABLE t MODIFY COLUMN id SET TAG g = 'x'")).toBe(DONE);
  });

  it("needs APPLY TAG, or APPLY on it and OWNERSHIP of the object", async () => {
    const { account, session } = await withSchema();
    await must(session, "CREATE ROLE r; GRANT ROLE r TO USER admin; CREATE ROLE o; GRANT USAGE ON DATABASE d TO ROLE r; CREATE WAREHOUSE w");
    const lesser = as(account, "R");
    expect(await show(lesser, "SHOW TAGS IN ACCOUNT")).toEqual([]);
    await must(session, "GRANT USAGE ON SCHEMA d.s TO ROLE r");
    expect(await show(lesser, "SHOW TAGS IN ACCOUNT")).toHaveLength(2);
    expect(await run(lesser, "ALTER ROLE o SET TAG d.s.g = 'x'")).toMatchObject({ code: "003001" });
    await must(session, "GRANT APPLY ON TAG d.s.g TO ROLE r");
    expect(await run(lesser, "ALTER ROLE o SET TAG d.s.g = 'x'")).toMatchObject({ code: "003001" });
    await must(session, "GRANT OWNERSHIP ON ROLE o TO ROLE r");
    expect(await run(lesser, "ALTER ROLE o SET TAG d.s.g = 'x'")).toBe(DONE);
    expect(await run(lesser, "ALTER ROLE o SET TAG d.s.h = 'a'")).toMatchObject({ code: "003001" });
    expect(await run(lesser, "ALTER WAREHOUSE w SET TAG d.s.g = 'x'")).toMatchObject({ code: "002003" });
    await must(session, "GRANT APPLY TAG ON ACCOUNT TO ROLE r");
    for (const what of ["WAREHOUSE w", "ROLE o", "TABLE d.s.t", "ACCOUNT"]) expect(await run(lesser, `ALTER ${what} SET TAG d.s.h = 'a'`)).toBe(DONE);
    expect(await run(lesser, "ALTER TAG d.s.h ADD ALLOWED_VALUES 'x'")).toMatchObject({ code: "003001" });
  });
});

describe("tag-based masking", () => {
  it("protects columns of its type, the policy on the column first", async () => {
    const { session } = await withSchema();
    await must(
      session,
      "CREATE MASKING POLICY p AS (v STRING) RETURNS STRING -> '*'; CREATE MASKING POLICY q AS (v STRING) RETURNS STRING -> '?'; CREATE MASKING POLICY n AS (v NUMBER, gone STRING) RETURNS NUMBER -> 0",
    );
    expect(await run(session, "ALTER TAG g SET MASKING POLICY p, MASKING POLICY n")).toBe(DONE);
    expect(await run(session, "ALTER TAG g SET MASKING POLICY q")).toMatchObject({ code: "003610" });
    await must(session, "ALTER TAG g SET MASKING POLICY q FORCE; ALTER TAG g SET MASKING POLICY p FORCE");
    await must(session, "ALTER SCHEMA s SET TAG g = 'x'");
    const references = (args: string) => show(session, `SELECT * FROM TABLE(snowflake.information_schema.policy_references(${args}))`);
    expect(await references("ref_entity_name => 't', ref_entity_domain => 'TABLE'")).toMatchObject([
      { POLICY_NAME: "P", REF_COLUMN_NAME: "NAME", TAG_DATABASE: "D", TAG_SCHEMA: "S", TAG_NAME: "G", POLICY_STATUS: "ACTIVE" },
      { POLICY_NAME: "N", REF_COLUMN_NAME: "ID", TAG_NAME: "G", POLICY_STATUS: "COLUMN_IS_MISSING_FOR_SECONDARY_ARG" },
    ]);
    expect((await references("policy_name => 'd.s.p'")).map((row) => [row.REF_ENTITY_DOMAIN, row.REF_ENTITY_NAME, row.REF_COLUMN_NAME])).toEqual([
      ["TAG", "G", null],
      ["TABLE", "T", "NAME"],
    ]);
    await must(session, "ALTER TABLE t MODIFY COLUMN name SET MASKING POLICY q");
    expect((await references("'t', 'table'")).map((row) => [row.POLICY_NAME, row.TAG_NAME])).toEqual([
      ["Q", null],
      ["N", "G"],
    ]);
    expect(await references("ref_entity_name => 'g', ref_entity_domain => 'tag'")).toHaveLength(2);
    expect(await run(session, "DROP MASKING POLICY n")).toMatchObject({ message: expect.stringContaining("cannot be dropped/replaced") });
    expect(await run(session, "DROP TAG g")).toMatchObject({ code: "003607" });
    for (const statement of ["DROP SCHEMA d.s", "DROP DATABASE d"]) expect(await run(session, statement)).toMatchObject({ code: "003611" });
    await must(session, "ALTER TAG g UNSET MASKING POLICY p, MASKING POLICY n; DROP MASKING POLICY n; DROP TAG g");
    await expect(references("policy_name => 'd.s.nobody'")).rejects.toThrow("does not exist or not authorized");
    await expect(references("ref_entity_name => 't'")).rejects.toThrow("Invalid argument types");
    await expect(references("ref_entity_name => 'u', ref_entity_domain => 'INTEGRATION'")).rejects.toThrow("Unsupported feature");
  });

  it("is Enterprise's", async () => {
    const { session } = await withSchema("STANDARD");
    expect(await run(session, "ALTER TAG g SET MASKING POLICY p")).toMatchObject({ code: "000002" });
  });
});
