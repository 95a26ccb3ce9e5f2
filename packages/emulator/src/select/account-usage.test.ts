import { beforeAll, describe, expect, it, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

const VIEWS =
  "AGGREGATION_POLICIES COLUMNS DATABASES FILE_FORMATS FUNCTIONS GRANTS_TO_ROLES GRANTS_TO_USERS JOIN_POLICIES MASKING_POLICIES NETWORK_POLICIES NETWORK_RULES " +
  "NETWORK_RULE_REFERENCES OBJECT_DEPENDENCIES PASSWORD_POLICIES POLICY_REFERENCES PROCEDURES PROJECTION_POLICIES QUERY_HISTORY REFERENTIAL_CONSTRAINTS " +
  "RESOURCE_MONITORS ROLES ROW_ACCESS_POLICIES SCHEMATA SECRETS SEQUENCES SESSION_POLICIES STAGES STREAMS TABLES TABLE_CONSTRAINTS TAGS TAG_REFERENCES USERS VIEWS";

/** One of everything that these views list. */
const SET_UP = `
CREATE DATABASE d; USE SCHEMA d.public;
CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(10)); CREATE TABLE f (id INT, FOREIGN KEY (id) REFERENCES t (id));
CREATE SECURE VIEW v AS SELECT id FROM t; CREATE SEQUENCE s; CREATE FILE FORMAT ff TYPE = CSV; CREATE STAGE st; CREATE STREAM str ON TABLE t;
CREATE FUNCTION fn (a INT) RETURNS INT AS 'a'; CREATE PROCEDURE p () RETURNS INT LANGUAGE SQL AS 'BEGIN RETURN 1; END';
CREATE MASKING POLICY mp AS (v VARCHAR) RETURNS VARCHAR -> '*'; ALTER TABLE t ALTER COLUMN name SET MASKING POLICY mp;
CREATE ROW ACCESS POLICY rp AS (i NUMBER) RETURNS BOOLEAN -> TRUE; CREATE AGGREGATION POLICY ap AS () RETURNS AGGREGATION_CONSTRAINT -> NO_AGGREGATION_CONSTRAINT();
CREATE JOIN POLICY jp AS () RETURNS JOIN_CONSTRAINT -> JOIN_CONSTRAINT(JOIN_REQUIRED => FALSE);
CREATE PROJECTION POLICY pp AS () RETURNS PROJECTION_CONSTRAINT -> PROJECTION_CONSTRAINT(ALLOW => TRUE);
CREATE PASSWORD POLICY pwp; CREATE SESSION POLICY sp; CREATE TAG g ALLOWED_VALUES 'a', 'b'; ALTER TABLE t SET TAG g = 'a';
CREATE NETWORK RULE nr TYPE = IPV4 VALUE_LIST = ('10.0.0.0/8'); CREATE NETWORK POLICY np ALLOWED_NETWORK_RULE_LIST = ('nr');
CREATE SECRET sec TYPE = GENERIC_STRING SECRET_STRING = 'hidden away'; CREATE RESOURCE MONITOR rm WITH CREDIT_QUOTA = 10 TRIGGERS ON 50 PERCENT DO NOTIFY;
CREATE ROLE r; CREATE USER u; GRANT ROLE r TO USER u; GRANT SELECT ON TABLE t TO ROLE r; CREATE TABLE gone (a INT); DROP TABLE gone`;

describe("SNOWFLAKE.ACCOUNT_USAGE", () => {
  let account: LocalAccount;
  let read: (query: string) => ReturnType<typeof show>;

  beforeAll(async () => {
    account = LocalAccount.create();
    await must(account, SET_UP);
    const session = as(account, "ACCOUNTADMIN");
    await must(session, "USE WAREHOUSE compute_wh");
    read = (query) => show(session, query);
  });

  it.each(VIEWS.split(" "))("%s lists what is there", async (view) => {
    const rows = await read(`SELECT * FROM snowflake.account_usage.${view}`);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain("hidden away");
  });

  it("keeps what was dropped and could come back, with its day", async () => {
    expect(await read("SELECT table_name, table_owner, deleted FROM snowflake.account_usage.tables WHERE table_name = 'GONE'")).toMatchObject([
      { TABLE_NAME: "GONE", TABLE_OWNER: null, DELETED: expect.stringMatching(/^\d/) },
    ]);
  });

  it("tells keys, dependencies, references and grants by number", async () => {
    const [table] = await read("SELECT table_id FROM snowflake.account_usage.tables WHERE table_name = 'T'");
    expect(await read("SELECT unique_constraint_name FROM snowflake.account_usage.referential_constraints")).toHaveLength(1);
    expect(await read("SELECT referenced_object_id, referencing_object_name FROM snowflake.account_usage.object_dependencies")).toEqual([
      { REFERENCED_OBJECT_ID: table?.TABLE_ID, REFERENCING_OBJECT_NAME: "V" },
    ]);
    expect(await read("SELECT tag_value, object_id, domain FROM snowflake.account_usage.tag_references")).toEqual([
      { TAG_VALUE: "a", OBJECT_ID: table?.TABLE_ID, DOMAIN: "TABLE" },
    ]);
    expect(await read("SELECT policy_name, ref_entity_name, ref_column_name FROM snowflake.account_usage.policy_references")).toEqual([
      { POLICY_NAME: "MP", REF_ENTITY_NAME: "T", REF_COLUMN_NAME: "NAME" },
    ]);
    expect(
      await read(
        "SELECT privilege, granted_on, name, table_catalog, table_schema, granted_to FROM snowflake.account_usage.grants_to_roles WHERE grantee_name = 'R'",
      ),
    ).toEqual([{ PRIVILEGE: "SELECT", GRANTED_ON: "TABLE", NAME: "T", TABLE_CATALOG: "D", TABLE_SCHEMA: "PUBLIC", GRANTED_TO: "ACCOUNT ROLE" }]);
    expect(await read("SELECT role, grantee_name FROM snowflake.account_usage.grants_to_users WHERE role = 'R'")).toEqual([{ ROLE: "R", GRANTEE_NAME: "U" }]);
  });

  it("is found without its schema where that is in use", async () => {
    const session = as(account, "ACCOUNTADMIN");
    await must(session, "USE WAREHOUSE compute_wh; USE SCHEMA snowflake.account_usage");
    expect(await show(session, "SELECT name FROM users WHERE name = 'U'")).toEqual([{ NAME: "U" }]);
  });
});

const ROLES: readonly (readonly [string, readonly string[]])[] = [
  ["OBJECT_VIEWER", ["TABLES", "VIEWS", "COLUMNS", "DATABASES", "SCHEMATA", "TAGS", "OBJECT_DEPENDENCIES"]],
  ["GOVERNANCE_VIEWER", ["MASKING_POLICIES", "POLICY_REFERENCES", "QUERY_HISTORY", "TAGS", "TAG_REFERENCES"]],
  ["SECURITY_VIEWER", ["USERS", "ROLES", "GRANTS_TO_ROLES", "GRANTS_TO_USERS", "NETWORK_POLICIES", "POLICY_REFERENCES"]],
  ["USAGE_VIEWER", []],
];

test.each(ROLES)("the database role %s shows its views and no others", async (role, views) => {
  const account = LocalAccount.create();
  await must(
    account,
    `CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON WAREHOUSE compute_wh TO ROLE r; GRANT DATABASE ROLE snowflake.${role} TO ROLE r`,
  );
  const session = as(account, "R");
  await must(session, "USE WAREHOUSE compute_wh");
  for (const view of ["TABLES", "MASKING_POLICIES", "USERS", ...views]) {
    const answer = await run(session, `SELECT * FROM snowflake.account_usage.${view}`);
    if (views.includes(view)) expect(answer).toBe("");
    else expect(answer).toMatchObject({ code: "002003" });
  }
});

test("IMPORTED PRIVILEGES show them all; without either none is there; what is missing is refused by name", async () => {
  const account = LocalAccount.create();
  await must(account, "CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON WAREHOUSE compute_wh TO ROLE r");
  const session = as(account, "R");
  await must(session, "USE WAREHOUSE compute_wh");
  expect(await run(session, "SELECT * FROM snowflake.account_usage.tables")).toMatchObject({ code: "002003" });
  expect(await run(session, "SELECT * FROM snowflake.organization_usage.accounts")).toMatchObject({ code: "002003" });
  await must(account, "GRANT IMPORTED PRIVILEGES ON DATABASE snowflake TO ROLE r");
  expect(await run(session, "SELECT * FROM snowflake.account_usage.tables")).toBe("");
  expect(await show(session, "SELECT account_locator, edition FROM snowflake.organization_usage.accounts")).toEqual([
    { ACCOUNT_LOCATOR: "LOCAL", EDITION: "ENTERPRISE" },
  ]);
  expect(await run(session, "SELECT * FROM snowflake.account_usage.access_history")).toMatchObject({
    message: "Unsupported feature 'SNOWFLAKE.ACCOUNT_USAGE.ACCESS_HISTORY'.",
  });
});
