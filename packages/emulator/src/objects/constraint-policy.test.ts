import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

async function withTable(edition: "STANDARD" | "ENTERPRISE" = "ENTERPRISE") {
  const account = LocalAccount.create({ edition });
  const session = as(account, "ACCOUNTADMIN");
  await must(session, "CREATE DATABASE d; CREATE SCHEMA s; CREATE TABLE t (name VARCHAR(20), id NUMBER); CREATE VIEW v AS SELECT * FROM t");
  return { account, session };
}

const create = (kind: string, name = "p") =>
  `CREATE ${kind} POLICY ${name} AS () RETURNS ${kind}_CONSTRAINT -> CASE WHEN IS_ROLE_IN_SESSION('A') THEN NULL ELSE ${kind}_CONSTRAINT(x => 5) END COMMENT = 'abc'`;
const references = (session: Parameters<typeof show>[0], args: string) => show(session, `SELECT * FROM TABLE(d.information_schema.policy_references(${args}))`);

describe.each(["AGGREGATION", "JOIN", "PROJECTION"])("%s POLICY", (kind) => {
  const label = `${kind.charAt(0)}${kind.slice(1).toLowerCase()} policy`;

  it("is made, described, listed, changed and dropped", async () => {
    const { session } = await withTable();
    expect(await run(session, create(kind))).toBe(`${label} P successfully created.`);
    await must(session, `ALTER ${kind} POLICY p SET BODY -> ${kind}_CONSTRAINT(y => 1)`);
    expect(await show(session, `DESC ${kind} POLICY p`)).toEqual([
      { name: "P", signature: "()", return_type: `${kind}_CONSTRAINT`, body: `${kind}_CONSTRAINT(y => 1)` },
    ]);
    expect(await show(session, `SHOW ${kind} POLICIES IN SCHEMA d.s`)).toMatchObject([
      { name: "P", kind: `${kind}_POLICY`, comment: "abc", owner_role_type: "ROLE" },
    ]);
    expect(await run(session, `DROP ${kind} POLICY p`)).toBe("P successfully dropped.");
  });

  it("is Enterprise's, and has no arguments", async () => {
    const { session } = await withTable("STANDARD");
    expect(await run(session, create(kind))).toMatchObject({ code: "000002" });
    expect(await run(session, create(kind).replace("()", "(a INT)"))).toMatchObject({ code: "001003" });
    expect(await run(session, create(kind).replace(`RETURNS ${kind}_CONSTRAINT`, "RETURNS BOOLEAN"))).toMatchObject({ code: "001003" });
  });
});

describe("policies of a table", () => {
  it.each([
    ["AGGREGATION", 'ENTITY KEY ("ID")'],
    ["JOIN", 'ALLOWED JOIN KEYS ("ID")'],
  ])("%s: one at a time, replaced by FORCE", async (kind, keys) => {
    const { session } = await withTable();
    await must(session, `${create(kind)}; ${create(kind, "q")}; ALTER TABLE t SET ${kind} POLICY d.s.p ${keys}; ALTER VIEW v SET ${kind} POLICY p`);
    expect(await references(session, "policy_name => 'd.s.p'")).toMatchObject([
      { POLICY_KIND: `${kind}_POLICY`, REF_ENTITY_NAME: "T", REF_COLUMN_NAME: null, REF_ARG_COLUMN_NAMES: '[ "ID" ]' },
      { REF_ENTITY_NAME: "V", REF_ARG_COLUMN_NAMES: null },
    ]);
    expect(await run(session, `ALTER TABLE t SET ${kind} POLICY q`)).toMatchObject({ code: "003549" });
    expect(await run(session, "ALTER TABLE t DROP COLUMN id")).toMatchObject({ code: "003554" });
    await must(session, `ALTER TABLE t SET ${kind} POLICY q FORCE; CREATE OR REPLACE VIEW v AS SELECT * FROM t; DROP ${kind} POLICY p`);
    expect(await run(session, `DROP ${kind} POLICY q`)).toMatchObject({ message: expect.stringContaining("cannot be dropped/replaced") });
    await must(
      session,
      `ALTER TABLE t UNSET ${kind} POLICY; ALTER TABLE t UNSET ${kind} POLICY; CREATE OR REPLACE TABLE t (id INT) WITH ${kind} POLICY q ${keys}`,
    );
    expect(await references(session, "'t', 'table'")).toMatchObject([{ POLICY_NAME: "Q" }]);
  });

  it("projection: on columns", async () => {
    const { session } = await withTable();
    await must(session, `${create("PROJECTION")}; ${create("PROJECTION", "q")}; ALTER TABLE t MODIFY COLUMN id SET PROJECTION POLICY p`);
    expect(await run(session, "ALTER TABLE t MODIFY COLUMN id SET PROJECTION POLICY q")).toMatchObject({ code: "003549" });
    await must(session, "ALTER TABLE t MODIFY COLUMN id SET PROJECTION POLICY q FORCE; ALTER TABLE t RENAME COLUMN id TO i");
    expect(await references(session, "'t', 'table'")).toMatchObject([{ POLICY_NAME: "Q", REF_COLUMN_NAME: "I" }]);
    await must(session, "ALTER TABLE t MODIFY COLUMN i UNSET PROJECTION POLICY; CREATE TABLE u (a INT WITH PROJECTION POLICY p); DROP PROJECTION POLICY q");
    expect(await references(session, "'u', 'table'")).toMatchObject([{ POLICY_NAME: "P", REF_COLUMN_NAME: "A" }]);
  });

  it("need APPLY and OWNERSHIP, or the global privilege", async () => {
    const { account, session } = await withTable();
    await must(
      session,
      `${create("JOIN")}; CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON DATABASE d TO ROLE r; GRANT USAGE ON SCHEMA d.s TO ROLE r`,
    );
    await must(session, "GRANT OWNERSHIP ON TABLE t TO ROLE r");
    const lesser = as(account, "R");
    expect(await run(lesser, "ALTER TABLE d.s.t SET JOIN POLICY d.s.p")).toMatchObject({ code: "002003" });
    await must(session, "ALTER TABLE t SET JOIN POLICY p");
    expect(await run(lesser, "ALTER TABLE d.s.t UNSET JOIN POLICY")).toMatchObject({ code: "003001" });
    await must(session, "GRANT APPLY ON JOIN POLICY p TO ROLE r");
    expect(await run(lesser, "ALTER TABLE d.s.t UNSET JOIN POLICY")).toBe("Statement executed successfully.");
    await must(session, "GRANT APPLY JOIN POLICY ON ACCOUNT TO ROLE r");
    expect(await run(lesser, "ALTER VIEW d.s.v SET JOIN POLICY d.s.p")).toBe("Statement executed successfully.");
  });
});
