import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

async function withTable(edition: "STANDARD" | "ENTERPRISE" = "ENTERPRISE") {
  const account = LocalAccount.create({ edition });
  const session = as(account, "ACCOUNTADMIN");
  await must(
    session,
    "CREATE DATABASE d; CREATE SCHEMA s; CREATE SCHEMA other; USE SCHEMA d.s; CREATE TABLE t (name VARCHAR(20), id NUMBER, v NUMBER AS (id + 1))",
  );
  return { account, session };
}

const DONE = "Statement executed successfully.";
const MASK = "CREATE MASKING POLICY p AS (val STRING) RETURNS STRING -> CASE WHEN current_role() = 'A' THEN val ELSE '*' END";
const BY_ID = "CREATE MASKING POLICY by_id AS (val VARCHAR, id NUMBER) RETURNS VARCHAR -> CASE WHEN id > 100 THEN val END";

describe("masking policy", () => {
  it.each([
    [
      MASK,
      { signature: "(VAL VARCHAR)", return_type: "VARCHAR(16777216)", body: "CASE WHEN current_role() = 'A' THEN val ELSE '*' END" },
      { options: "", comment: "" },
    ],
    [
      `CREATE MASKING POLICY "D"."S"."P" AS (\n  "NAME" VARCHAR(255)\n, "ID" NUMBER(38,0)\n)\nRETURNS VARCHAR(255) -> \nCASE WHEN id > 100 THEN name\n     ELSE '*****'\nEND\nEXEMPT_OTHER_POLICIES = TRUE\nCOMMENT = 'cde'`,
      { signature: "(NAME VARCHAR, ID NUMBER)", return_type: "VARCHAR(255)", body: "CASE WHEN id > 100 THEN name\n     ELSE '*****'\nEND" },
      { options: '{"EXEMPT_OTHER_POLICIES": "TRUE"}', comment: "cde" },
    ],
    [
      "CREATE MASKING POLICY p AS (comment BOOLEAN) RETURNS BOOLEAN -> false OR comment = true /* kept */ OR f(comment) COMMENT = 'x'",
      { signature: "(COMMENT BOOLEAN)", body: "false OR comment = true /* kept */ OR f(comment)" },
      { comment: "x" },
    ],
  ])("%s", async (statement, described, shown) => {
    const { session } = await withTable();
    expect(await run(session, statement)).toBe("Masking policy P successfully created.");
    expect(await show(session, "DESC MASKING POLICY p")).toEqual([expect.objectContaining({ name: "P", ...described })]);
    const [row] = await show(session, "SHOW MASKING POLICIES IN SCHEMA d.s");
    expect(Object.keys(row ?? {})).toEqual(["created_on", "name", "database_name", "schema_name", "kind", "owner", "comment", "options", "owner_role_type"]);
    expect(row).toMatchObject({ name: "P", kind: "MASKING_POLICY", owner: "ACCOUNTADMIN", ...shown });
  });

  it.each([
    [
      "CREATE MASKING POLICY q AS (val STRING) RETURNS NUMBER -> 1",
      { message: "SQL compilation error:\nMasking policy function argument and return type mismatch." },
    ],
    ["CREATE MASKING POLICY q AS () RETURNS NUMBER -> 1", { code: "001003" }],
    ["CREATE MASKING POLICY q AS (val STRING) RETURNS STRING ->", { code: "001003" }],
    ["CREATE MASKING POLICY q", { code: "001003" }],
    ["CREATE MASKING POLICY q AS (val STRING) RETURNS STRING -> CASE WHEN EXISTS (SELECT 1 FROM nowhere) THEN val END", { code: "002003" }],
    ["CREATE MASKING POLICY p AS (val STRING) RETURNS STRING -> val", { code: "002002" }],
    ["CREATE ROW ACCESS POLICY p AS (a STRING) RETURNS BOOLEAN -> true", { code: "002002" }],
    ["CREATE OR ALTER MASKING POLICY p AS (a STRING) RETURNS STRING -> a", { code: "000002" }],
    ["ALTER MASKING POLICY p SET EXEMPT_OTHER_POLICIES = TRUE", { code: "001420" }],
    ["ALTER MASKING POLICY nobody SET BODY -> 1", { message: "SQL compilation error:\nMasking policy 'NOBODY' does not exist or not authorized." }],
    ["DESC ROW ACCESS POLICY p", { code: "002003" }],
    ["UNDROP MASKING POLICY p", { message: "Unsupported feature 'UNDROP not supported for objects of type MASKING_POLICY'." }],
    ["ALTER TABLE t MODIFY COLUMN id SET MASKING POLICY p", { code: "003546" }],
    [
      "ALTER TABLE t MODIFY COLUMN v SET MASKING POLICY num",
      { message: "SQL compilation error:\nMasking policy cannot be attached to a VIRTUAL_COLUMN column." },
    ],
    ["ALTER TABLE t MODIFY COLUMN nobody SET MASKING POLICY p", { code: "000904" }],
    ["ALTER TABLE t MODIFY COLUMN name SET MASKING POLICY nobody", { code: "002003" }],
    ["ALTER TABLE t MODIFY COLUMN name SET MASKING POLICY by_id", { code: "003545" }],
    ["ALTER TABLE t MODIFY COLUMN name SET MASKING POLICY by_id USING (name, name)", { code: "003546" }],
    ["ALTER TABLE t MODIFY COLUMN name SET MASKING POLICY by_id USING (id, name)", { code: "003547" }],
    ["ALTER TABLE t MODIFY COLUMN name SET PROJECTION POLICY p", { code: "002003" }],
    ["CREATE TABLE u (a NUMBER WITH MASKING POLICY p)", { code: "003546" }],
    ["CREATE TABLE u (a STRING PROJECTION POLICY p)", { code: "002003" }],
  ])("refuses %s", async (statement, expected) => {
    const { session } = await withTable();
    await must(session, `${MASK}; ${BY_ID}; CREATE MASKING POLICY num AS (n NUMBER) RETURNS NUMBER -> 0`);
    expect(await run(session, statement)).toMatchObject(expected);
  });

  it("is Enterprise's", async () => {
    const { session } = await withTable("STANDARD");
    expect(await run(session, MASK)).toMatchObject({ code: "000002" });
  });

  it("changes its body, comment and name, and is replaced by CREATE OR ALTER", async () => {
    const { session } = await withTable();
    await must(session, MASK);
    for (const statement of [
      "ALTER MASKING POLICY p SET BODY -> sha2(val, 512)",
      "ALTER MASKING POLICY p SET COMMENT = 'a'",
      "ALTER MASKING POLICY IF EXISTS p RENAME TO other.q",
      "ALTER MASKING POLICY IF EXISTS p UNSET COMMENT",
    ])
      expect(await run(session, statement)).toBe(DONE);
    expect(await show(session, "DESC MASKING POLICY other.q")).toMatchObject([{ name: "Q", body: "sha2(val, 512)" }]);
    await must(session, "CREATE OR ALTER MASKING POLICY other.q AS (val STRING) RETURNS STRING -> 'x'");
    expect(await show(session, "SHOW MASKING POLICIES IN SCHEMA d.other")).toMatchObject([{ name: "Q", comment: "" }]);
    expect(await run(session, "DROP MASKING POLICY other.q")).toBe("Q successfully dropped.");
  });
});

const policyNames = async (session: Parameters<typeof show>[0], of: string) =>
  Object.fromEntries((await show(session, `DESC ${of}`)).map((row) => [row.name, row["policy name"]]));

describe("masking policy on columns", () => {
  it("is set, replaced by FORCE, and unset", async () => {
    const { session } = await withTable();
    await must(session, `${MASK}; ${BY_ID}`);
    expect(await run(session, 'ALTER TABLE "D"."S"."T" MODIFY COLUMN "NAME" SET MASKING POLICY "D"."S"."P" USING ("NAME")')).toBe(DONE);
    expect(await policyNames(session, "TABLE t")).toEqual({ NAME: "D.S.P", ID: null, V: null });
    expect(await run(session, "ALTER TABLE t MODIFY name SET MASKING POLICY by_id USING (name, id)")).toMatchObject({
      code: "003529",
      message:
        "SQL compilation error:\nSpecified column already attached to another masking policy. A column cannot be attached to multiple masking policies. Please drop the current association in order to attach a new masking policy.",
    });
    await must(session, "ALTER TABLE t ALTER COLUMN name SET MASKING POLICY by_id USING (name, id) FORCE");
    expect(await policyNames(session, "TABLE t")).toMatchObject({ NAME: "D.S.BY_ID" });
    const inUse = { message: "SQL compilation error:\nPolicy BY_ID cannot be dropped/replaced as it is associated with one or more entities." };
    expect(await run(session, "DROP MASKING POLICY by_id")).toMatchObject(inUse);
    expect(await run(session, BY_ID.replace("CREATE", "CREATE OR REPLACE"))).toMatchObject(inUse);
    await must(session, "DROP MASKING POLICY p; ALTER MASKING POLICY by_id SET BODY -> NULL; ALTER MASKING POLICY by_id RENAME TO renamed");
    await must(session, "ALTER TABLE t RENAME COLUMN name TO full_name; ALTER TABLE t RENAME TO t2");
    expect(await policyNames(session, "TABLE t2")).toMatchObject({ FULL_NAME: "D.S.RENAMED" });
    expect(await run(session, "ALTER TABLE t2 DROP COLUMN id")).toMatchObject({ code: "003554" });
    await must(session, "ALTER TABLE t2 MODIFY COLUMN full_name UNSET MASKING POLICY; DROP MASKING POLICY renamed");
    expect(await policyNames(session, "TABLE t2")).toEqual({ FULL_NAME: null, ID: null, V: null });
  });

  it("is born with a table, an added column and a view, and lost by CREATE OR REPLACE", async () => {
    const { session } = await withTable();
    await must(session, `${MASK}; ${BY_ID}; CREATE TAG g`);
    await must(
      session,
      "CREATE OR REPLACE TABLE t (name STRING NOT NULL WITH MASKING POLICY by_id USING (name, id) WITH TAG (g = 'x'), id NUMBER COMMENT 'c'); ALTER TABLE t ADD COLUMN mail STRING MASKING POLICY p",
    );
    expect(await policyNames(session, "TABLE t")).toEqual({ NAME: "D.S.BY_ID", ID: null, MAIL: "D.S.P" });
    await must(session, "CREATE VIEW w (a WITH MASKING POLICY p COMMENT 'hidden', b) AS SELECT name, id FROM t");
    expect(await policyNames(session, "VIEW w")).toEqual({ A: "D.S.P", B: null });
    await must(session, "ALTER VIEW w MODIFY COLUMN a UNSET MASKING POLICY; ALTER VIEW w MODIFY COLUMN a SET MASKING POLICY p");
    await must(session, "CREATE OR REPLACE VIEW w AS SELECT name, id FROM t; CREATE OR REPLACE TABLE t (name STRING)");
    expect(await policyNames(session, "VIEW w")).toEqual({ NAME: null, ID: null });
    // The replaced table could come back by UNDROP, but it no longer keeps its policies.
    await must(session, "DROP MASKING POLICY p; DROP MASKING POLICY by_id");
  });

  it("comes back with a table that was dropped", async () => {
    const { session } = await withTable();
    await must(session, `${MASK}; ALTER TABLE t MODIFY COLUMN name SET MASKING POLICY p; DROP TABLE t; UNDROP TABLE t`);
    expect(await policyNames(session, "TABLE t")).toMatchObject({ NAME: "D.S.P" });
  });

  it("needs APPLY MASKING POLICY, or APPLY on it and OWNERSHIP of the table", async () => {
    const { account, session } = await withTable();
    await must(session, `${MASK}; CREATE ROLE officer; CREATE ROLE team; GRANT ROLE officer TO USER admin; GRANT ROLE team TO USER admin`);
    for (const name of ["officer", "team"]) await must(session, `GRANT USAGE ON DATABASE d TO ROLE ${name}; GRANT USAGE ON SCHEMA d.s TO ROLE ${name}`);
    const officer = as(account, "OFFICER");
    const team = as(account, "TEAM");
    const set = "ALTER TABLE d.s.t MODIFY COLUMN name SET MASKING POLICY d.s.p";
    const unset = "ALTER TABLE d.s.t MODIFY COLUMN name UNSET MASKING POLICY";
    expect(await run(officer, set)).toMatchObject({ code: "002003" });
    expect(await show(officer, "SHOW MASKING POLICIES IN ACCOUNT")).toEqual([]);
    await must(session, "GRANT APPLY MASKING POLICY ON ACCOUNT TO ROLE officer; GRANT OWNERSHIP ON TABLE d.s.t TO ROLE team");
    expect(await show(officer, "SHOW MASKING POLICIES IN ACCOUNT")).toHaveLength(1);
    expect(await run(officer, set)).toBe(DONE);
    expect(await run(officer, "DESC TABLE d.s.t")).toBe("");
    expect(await run(officer, "ALTER TABLE d.s.t SET COMMENT = 'x'")).toMatchObject({ code: "003001" });
    expect(await run(team, unset)).toMatchObject({
      message: "SQL access control error:\nInsufficient privileges to operate on ALTER TABLE UNSET MASKING POLICY 'P'",
    });
    expect(await run(team, "DESC MASKING POLICY d.s.p")).toMatchObject({ code: "002003" });
    await must(session, "GRANT APPLY ON MASKING POLICY d.s.p TO ROLE team");
    for (const statement of [unset, set]) expect(await run(team, statement)).toBe(DONE);
    expect(await run(team, "ALTER MASKING POLICY d.s.p SET BODY -> val")).toMatchObject({ code: "003001" });
  });
});
