import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

const RAP = "CREATE ROW ACCESS POLICY r AS (region VARCHAR) RETURNS BOOLEAN -> 'A' = current_role() OR EXISTS (SELECT 1 FROM m WHERE k = region)";
const MASK = "CREATE MASKING POLICY p AS (val STRING) RETURNS STRING -> '*'";
const DONE = "Statement executed successfully.";

async function withTable(edition: "STANDARD" | "ENTERPRISE" = "ENTERPRISE") {
  const account = LocalAccount.create({ edition });
  const session = as(account, "ACCOUNTADMIN");
  await must(
    session,
    "CREATE DATABASE d; CREATE SCHEMA s; CREATE TABLE m (k STRING); CREATE TABLE t (name VARCHAR(20), id NUMBER); CREATE VIEW v AS SELECT * FROM t",
  );
  return { account, session };
}

const references = (session: Parameters<typeof show>[0], args: string) => show(session, `SELECT * FROM TABLE(d.information_schema.policy_references(${args}))`);

describe("row access policy", () => {
  it("is made, described, listed, changed and dropped", async () => {
    const { session } = await withTable();
    expect(await run(session, RAP)).toBe("Row access policy R successfully created.");
    expect(await show(session, "DESC ROW ACCESS POLICY r")).toEqual([
      { name: "R", signature: "(REGION VARCHAR)", return_type: "BOOLEAN", body: "'A' = current_role() OR EXISTS (SELECT 1 FROM m WHERE k = region)" },
    ]);
    await must(session, "ALTER ROW ACCESS POLICY r SET BODY -> false; ALTER ROW ACCESS POLICY r SET COMMENT = 'c'; ALTER ROW ACCESS POLICY r RENAME TO q");
    const [row] = await show(session, "SHOW ROW ACCESS POLICIES LIKE 'q' IN ACCOUNT");
    expect(Object.keys(row ?? {})).toEqual(["created_on", "name", "database_name", "schema_name", "kind", "owner", "comment", "options", "owner_role_type"]);
    expect(row).toMatchObject({ name: "Q", kind: "ROW_ACCESS_POLICY", comment: "c", options: "" });
    expect(await run(session, "DROP ROW ACCESS POLICY IF EXISTS q")).toBe("Q successfully dropped.");
  });

  it.each([
    [
      "CREATE ROW ACCESS POLICY q AS (a STRING) RETURNS STRING -> a",
      "003551",
      "SQL compilation error:\nRow access policy return type 'VARCHAR(16777216)' is not BOOLEAN.",
    ],
    ["CREATE ROW ACCESS POLICY q AS (a STRING) RETURNS BOOLEAN -> EXISTS (SELECT 1 FROM nowhere)", "002003"],
    ["ALTER ROW ACCESS POLICY r SET BODY -> EXISTS (SELECT 1 FROM nowhere)", "002003"],
    ["UNDROP ROW ACCESS POLICY r", "000002", "Unsupported feature 'UNDROP not supported for objects of type ROW_ACCESS_POLICY'."],
    ["ALTER TABLE t ADD ROW ACCESS POLICY r ON (id)", "003546"],
    ["ALTER TABLE t ADD ROW ACCESS POLICY r ON (name, id)", "003545"],
    ["ALTER TABLE t ADD ROW ACCESS POLICY r ON (nobody)", "000904"],
    ["ALTER TABLE t DROP ROW ACCESS POLICY r", "002003"],
    ["CREATE TABLE u (a NUMBER) WITH ROW ACCESS POLICY r ON (a)", "003546"],
  ])("refuses %s", async (statement, code, message?: string) => {
    const { session } = await withTable();
    await must(session, RAP);
    expect(await run(session, statement)).toMatchObject(message === undefined ? { code } : { code, message });
  });

  it("is Enterprise's", async () => {
    const { session } = await withTable("STANDARD");
    expect(await run(session, RAP)).toMatchObject({ code: "000002" });
  });

  it("is attached once to a table or view, and keeps its columns and itself from being dropped", async () => {
    const { session } = await withTable();
    await must(session, `${RAP}; ${RAP.replace(" r ", " r2 ")}`);
    expect(await run(session, 'ALTER TABLE "D"."S"."T" ADD ROW ACCESS POLICY "D"."S"."R" ON ("NAME")')).toBe(DONE);
    await must(session, "ALTER VIEW v ADD ROW ACCESS POLICY r ON (name)");
    expect(await run(session, "ALTER TABLE t ADD ROW ACCESS POLICY r2 ON (name)")).toMatchObject({
      code: "003549",
      message: "SQL compilation error:\nObject T already has a ROW_ACCESS_POLICY. Only one ROW_ACCESS_POLICY is allowed at a time.",
    });
    for (const statement of ["DROP ROW ACCESS POLICY r", RAP.replace("CREATE", "CREATE OR REPLACE")])
      expect(await run(session, statement)).toMatchObject({ message: expect.stringContaining("Policy R cannot be dropped/replaced") });
    expect(await run(session, "ALTER TABLE t DROP COLUMN name")).toMatchObject({ code: "003554" });
    expect(await references(session, "policy_name => 'd.s.r'")).toMatchObject([
      {
        POLICY_NAME: "R",
        POLICY_KIND: "ROW_ACCESS_POLICY",
        REF_ENTITY_NAME: "T",
        REF_ENTITY_DOMAIN: "TABLE",
        REF_COLUMN_NAME: null,
        REF_ARG_COLUMN_NAMES: '[ "NAME" ]',
      },
      { REF_ENTITY_NAME: "V", REF_ENTITY_DOMAIN: "VIEW" },
    ]);
    await must(session, "ALTER TABLE t DROP ROW ACCESS POLICY r, ADD ROW ACCESS POLICY r2 ON (name)");
    expect(await references(session, "ref_entity_name => 'd.s.t', ref_entity_domain => 'table'")).toMatchObject([{ POLICY_NAME: "R2" }]);
    await must(session, "ALTER TABLE t DROP ALL ROW ACCESS POLICIES; ALTER TABLE t DROP ALL ROW ACCESS POLICIES; DROP ROW ACCESS POLICY r2");
    await must(session, "CREATE OR REPLACE VIEW v WITH ROW ACCESS POLICY r ON (name) AS SELECT * FROM t; CREATE OR REPLACE VIEW v AS SELECT * FROM t");
    await must(session, "CREATE TABLE u (a STRING) ROW ACCESS POLICY r ON (a) COMMENT = 'x'; DROP TABLE u; DROP ROW ACCESS POLICY r");
  });

  it("and a masking policy do not share a column, unless that exempts others", async () => {
    const { session } = await withTable();
    await must(session, `${RAP}; ${MASK}; ALTER TABLE t ADD ROW ACCESS POLICY r ON (name)`);
    expect(await run(session, "ALTER TABLE t MODIFY COLUMN name SET MASKING POLICY p")).toMatchObject({ code: "003550" });
    await must(session, "ALTER TABLE t DROP ROW ACCESS POLICY r; ALTER TABLE t MODIFY COLUMN name SET MASKING POLICY p");
    expect(await run(session, "ALTER TABLE t ADD ROW ACCESS POLICY r ON (name)")).toMatchObject({ code: "003550" });
    await must(session, "ALTER TABLE t MODIFY COLUMN name UNSET MASKING POLICY; DROP MASKING POLICY p");
    await must(
      session,
      `${MASK} EXEMPT_OTHER_POLICIES = TRUE; ALTER TABLE t MODIFY COLUMN name SET MASKING POLICY p; ALTER TABLE t ADD ROW ACCESS POLICY r ON (name)`,
    );
    expect(await run(session, MASK.replace("CREATE", "CREATE OR ALTER"))).toMatchObject({ code: "000002" });
  });

  it("keeps its schema and database while something outside uses it", async () => {
    const { session } = await withTable();
    await must(session, `${RAP}; CREATE SCHEMA d.z; CREATE TABLE d.z.t (a STRING); ALTER TABLE d.z.t ADD ROW ACCESS POLICY d.s.r ON (a)`);
    expect(await run(session, "DROP SCHEMA d.s")).toMatchObject({ code: "003611" });
    expect(await run(session, "DROP DATABASE d")).toBe("D successfully dropped.");
  });

  it("is shown to who may apply it, on what he owns", async () => {
    const { account, session } = await withTable();
    await must(
      session,
      `${RAP}; ALTER TABLE t ADD ROW ACCESS POLICY r ON (name); ALTER VIEW v ADD ROW ACCESS POLICY r ON (name); CREATE ROLE team; GRANT ROLE team TO USER admin`,
    );
    await must(session, "GRANT USAGE ON DATABASE d TO ROLE team; GRANT USAGE ON SCHEMA d.s TO ROLE team; GRANT OWNERSHIP ON TABLE t TO ROLE team");
    const team = as(account, "TEAM");
    await expect(references(team, "policy_name => 'd.s.r'")).rejects.toThrow("does not exist or not authorized");
    await expect(references(team, "ref_entity_name => 'd.s.t', ref_entity_domain => 'TABLE'")).rejects.toThrow("Insufficient privileges");
    await must(session, "GRANT APPLY ON ROW ACCESS POLICY r TO ROLE team");
    expect((await references(team, "policy_name => 'd.s.r'")).map((row) => row.REF_ENTITY_NAME)).toEqual(["T"]);
    expect(await run(team, "ALTER VIEW d.s.v DROP ROW ACCESS POLICY d.s.r")).toMatchObject({ code: "002003" });
    expect(await run(team, "ALTER TABLE d.s.t DROP ROW ACCESS POLICY d.s.r")).toBe(DONE);
    expect(await run(team, "DROP ROW ACCESS POLICY d.s.r")).toMatchObject({ code: "003001" });
    await must(session, "ALTER VIEW v DROP ALL ROW ACCESS POLICIES; GRANT OWNERSHIP ON SCHEMA d.s TO ROLE team REVOKE CURRENT GRANTS");
    expect(await run(team, "DROP ROW ACCESS POLICY d.s.r")).toBe("R successfully dropped.");
  });
});
