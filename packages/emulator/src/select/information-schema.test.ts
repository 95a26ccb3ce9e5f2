import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

async function withObjects() {
  const account = LocalAccount.create();
  const session = as(account, "ACCOUNTADMIN");
  await must(
    session,
    `CREATE DATABASE d; CREATE TRANSIENT SCHEMA s WITH MANAGED ACCESS COMMENT = 'c'; CREATE SEQUENCE seq START 5 INCREMENT 2 ORDER;
     CREATE TABLE t (id INT IDENTITY NOT NULL, name VARCHAR(10) COLLATE 'de' DEFAULT 'x' COMMENT 'n', at TIMESTAMP_NTZ(3), twice INT AS (id * 2)) CLUSTER BY (id);
     CREATE SECURE VIEW w AS SELECT id, name FROM t; USE WAREHOUSE compute_wh`,
  );
  return { account, session };
}

describe("INFORMATION_SCHEMA", () => {
  it("needs a warehouse", async () => {
    const { account, session } = await withObjects();
    await must(session, "DROP WAREHOUSE compute_wh");
    expect(await run(as(account, "ACCOUNTADMIN"), "SELECT * FROM d.INFORMATION_SCHEMA.TABLES")).toMatchObject({ code: "000606" });
  });

  it("knows columns", async () => {
    const { session } = await withObjects();
    const rows = await show(session, "SELECT * FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'T' AND TABLE_SCHEMA = 'S' ORDER BY ORDINAL_POSITION");
    expect(Object.keys(rows[0] ?? {})).toHaveLength(47);
    expect(rows).toMatchObject([
      {
        COLUMN_NAME: "ID",
        DATA_TYPE: "NUMBER",
        IS_NULLABLE: "NO",
        NUMERIC_PRECISION: "38",
        NUMERIC_SCALE: "0",
        IS_IDENTITY: "YES",
        IDENTITY_START: "1",
        IDENTITY_ORDERED: "NO",
      },
      {
        COLUMN_NAME: "NAME",
        DATA_TYPE: "TEXT",
        CHARACTER_MAXIMUM_LENGTH: "10",
        CHARACTER_OCTET_LENGTH: "40",
        COLUMN_DEFAULT: "'x'",
        COLLATION_NAME: "de",
        COMMENT: "n",
      },
      { COLUMN_NAME: "AT", DATA_TYPE: "TIMESTAMP_NTZ", DATETIME_PRECISION: "3", IS_NULLABLE: "YES", ORDINAL_POSITION: "3" },
      { COLUMN_NAME: "TWICE", KIND: "VIRTUAL_COLUMN", EXPRESSION: "ID * 2" },
    ]);
  });

  it("knows tables, views, schemas, databases, sequences", async () => {
    const { session } = await withObjects();
    expect(
      await show(session, "SELECT table_name AS n, table_type, is_transient, clustering_key FROM d.INFORMATION_SCHEMA.TABLES ORDER BY table_name DESC"),
    ).toEqual([
      { N: "W", TABLE_TYPE: "VIEW", IS_TRANSIENT: null, CLUSTERING_KEY: null },
      { N: "T", TABLE_TYPE: "BASE TABLE", IS_TRANSIENT: "YES", CLUSTERING_KEY: "LINEAR(ID)" },
    ]);
    expect(await show(session, "SELECT * FROM d.INFORMATION_SCHEMA.VIEWS")).toMatchObject([
      { TABLE_NAME: "W", IS_SECURE: "YES", VIEW_DEFINITION: "CREATE SECURE VIEW w AS SELECT id, name FROM t" },
    ]);
    expect(await show(session, "SELECT * FROM d.INFORMATION_SCHEMA.SCHEMATA WHERE SCHEMA_NAME <> 'PUBLIC'")).toMatchObject([
      { SCHEMA_NAME: "INFORMATION_SCHEMA", SCHEMA_OWNER: null },
      { SCHEMA_NAME: "S", SCHEMA_OWNER: "ACCOUNTADMIN", IS_TRANSIENT: "YES", IS_MANAGED_ACCESS: "YES", COMMENT: "c" },
    ]);
    expect(await show(session, "SELECT * FROM d.INFORMATION_SCHEMA.DATABASES")).toMatchObject([
      { DATABASE_NAME: "D", TYPE: "STANDARD", RETENTION_TIME: "1" },
      { DATABASE_NAME: "SNOWFLAKE", RETENTION_TIME: "0" },
    ]);
    expect(await show(session, "SELECT * FROM d.INFORMATION_SCHEMA.SEQUENCES")).toMatchObject([
      { SEQUENCE_NAME: "SEQ", START_VALUE: "5", INCREMENT: "2", ORDERED: "YES" },
    ]);
  });

  it("knows functions and procedures", async () => {
    const { session } = await withObjects();
    await must(session, "CREATE FUNCTION f (a NUMBER, b VARCHAR) RETURNS VARCHAR(5) AS 'b'; CREATE PROCEDURE p () RETURNS NUMBER LANGUAGE SQL AS 'RETURN 1'");
    expect(await show(session, "SELECT * FROM d.INFORMATION_SCHEMA.FUNCTIONS")).toMatchObject([
      {
        FUNCTION_NAME: "F",
        ARGUMENT_SIGNATURE: "(A NUMBER, B VARCHAR)",
        DATA_TYPE: "VARCHAR(5)",
        CHARACTER_MAXIMUM_LENGTH: "5",
        FUNCTION_LANGUAGE: "SQL",
        FUNCTION_DEFINITION: "b",
      },
    ]);
    expect(await show(session, "SELECT * FROM d.INFORMATION_SCHEMA.PROCEDURES")).toMatchObject([
      { PROCEDURE_NAME: "P", ARGUMENT_SIGNATURE: "()", PROCEDURE_LANGUAGE: "SQL" },
    ]);
  });

  it("shows what a privilege was granted on, whoever manages grants", async () => {
    const { account, session } = await withObjects();
    await must(
      session,
      "CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON DATABASE d TO ROLE r; GRANT USAGE ON SCHEMA s TO ROLE r; GRANT USAGE ON WAREHOUSE compute_wh TO ROLE r; GRANT MANAGE GRANTS ON ACCOUNT TO ROLE r",
    );
    const managing = as(account, "R");
    await must(managing, "USE WAREHOUSE compute_wh");
    expect(await show(managing, "SHOW TABLES IN SCHEMA d.s")).toHaveLength(1);
    expect(await show(managing, "SELECT * FROM d.INFORMATION_SCHEMA.TABLES")).toHaveLength(0);
    await must(session, "GRANT SELECT ON TABLE d.s.t TO ROLE r; GRANT SELECT ON VIEW d.s.w TO ROLE r");
    expect(await show(managing, "SELECT * FROM d.INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'T'")).toHaveLength(4);
    expect(await show(managing, "SELECT VIEW_DEFINITION FROM d.INFORMATION_SCHEMA.VIEWS")).toEqual([{ VIEW_DEFINITION: null }]);
  });

  it("computes a few things of a row", async () => {
    const { session } = await withObjects();
    const rows = await show(
      session,
      `SELECT column_name AS "name", TO_JSON(OBJECT_CONSTRUCT('type', IFF(data_type = 'NUMBER', 'FIXED', data_type), 'length', COALESCE(character_maximum_length, character_octet_length),
         'nullable', is_nullable = 'YES', 'collation', collation_name)) AS "data_type", '' AS nothing,
         IFF(is_identity = 'YES' AND NOT identity_start IS NULL, 'IDENTITY START ' || identity_start || IFF(identity_ordered = 'YES', ' ORDER', ' NOORDER'), NULL) AS "autoincrement"
       FROM "D".INFORMATION_SCHEMA.COLUMNS WHERE table_schema = 'S' AND table_name = 'T' ORDER BY table_name, ordinal_position LIMIT 2`,
    );
    expect(rows).toEqual([
      { name: "ID", data_type: '{"nullable":false,"type":"FIXED"}', NOTHING: "", autoincrement: "IDENTITY START 1 NOORDER" },
      { name: "NAME", data_type: '{"collation":"de","length":10,"nullable":true,"type":"TEXT"}', NOTHING: "", autoincrement: null },
    ]);
  });

  it.each([
    ["SELECT nothing FROM d.INFORMATION_SCHEMA.TABLES", { code: "000904" }],
    ["SELECT * FROM d.INFORMATION_SCHEMA.NOTHING", { code: "002003" }],
    ["SELECT * FROM d.INFORMATION_SCHEMA.PIPES", { code: "000002", message: "Unsupported feature 'INFORMATION_SCHEMA.PIPES'." }],
    ["SELECT table_name FROM d.INFORMATION_SCHEMA.TABLES WHERE a = 'b' OR c = 'd'", { code: "000904" }],
  ])("%s", async (query, expected) => {
    const { session } = await withObjects();
    expect(await run(session, query)).toMatchObject(expected);
  });
});
