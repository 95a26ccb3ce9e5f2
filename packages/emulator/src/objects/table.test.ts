import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

async function withTables(extra = "") {
  const account = LocalAccount.create({ now: () => 1_700_000_000_000 });
  const session = as(account, "ACCOUNTADMIN");
  await must(
    session,
    `CREATE DATABASE d; CREATE SCHEMA s; CREATE SEQUENCE seq; CREATE TABLE p (id INT PRIMARY KEY, b VARCHAR(10), c NUMBER(10,2)) CLUSTER BY (b); ${extra}`,
  );
  return { account, session };
}

const NO_SUCH_TABLE = { code: "002003", message: "SQL compilation error:\nTable 'NOWHERE' does not exist or not authorized." };

describe("CREATE TABLE", () => {
  it.each([
    ["CREATE TABLE t (a INT)", "Table T successfully created."],
    ["CREATE TRANSIENT TABLE t (a INT) DATA_RETENTION_TIME_IN_DAYS = 1", "Table T successfully created."],
    ["CREATE TRANSIENT TABLE t (a INT) DATA_RETENTION_TIME_IN_DAYS = 2", { code: "001008" }],
    ["CREATE TABLE p (a INT)", { code: "002002", message: "SQL compilation error:\nObject 'P' already exists." }],
    ["CREATE TABLE IF NOT EXISTS p (a INT)", "P already exists, statement succeeded."],
    ["CREATE OR REPLACE TABLE p (a INT)", "Table P successfully created."],
    ["CREATE TABLE t (a INT, b INT, A INT)", { code: "002025", message: "SQL compilation error:\nduplicate column name 'A'" }],
    ["CREATE TABLE t (a NOSUCHTYPE)", { code: "002040", message: "SQL compilation error:\nUnsupported data type 'NOSUCHTYPE'." }],
    ["CREATE TABLE t (a NUMBER(39))", { code: "001008" }],
    ["CREATE TABLE t", { code: "001003" }],
    ["CREATE TABLE t ()", { code: "001003" }],
    ["CREATE TABLE nowhere.s.t (a INT)", { code: "002003", message: "SQL compilation error:\nSchema 'NOWHERE.S' does not exist or not authorized." }],
    ["CREATE TABLE t (a INT, PRIMARY KEY (x))", { code: "000904", message: "SQL compilation error: error line 1 at position 36\ninvalid identifier 'X'" }],
    ["CREATE TABLE t (a INT PRIMARY KEY, b INT PRIMARY KEY)", { message: "SQL compilation error:\nprimary key already exists for table 'T'" }],
    ["CREATE TABLE t (a INT UNIQUE, UNIQUE (a))", { message: "SQL compilation error:\nconstraint with the same signature already exists on table 'T'" }],
    ["CREATE TABLE t (a INT REFERENCES nowhere (id))", NO_SUCH_TABLE],
    ["CREATE TABLE t (a VARCHAR REFERENCES p (b))", { code: "002040" }],
    ["CREATE TABLE t (a VARCHAR REFERENCES p (id))", { code: "002040" }],
    ["CREATE TABLE t (a INT, b INT, FOREIGN KEY (a, b) REFERENCES p)", { code: "002040" }],
    ["CREATE TABLE t (a INT REFERENCES p)", "Table T successfully created."],
    ["CREATE TABLE t (id INT PRIMARY KEY, parent INT REFERENCES t (id))", "Table T successfully created."],
    ["CREATE TABLE t (a INT DEFAULT 1 AUTOINCREMENT)", { code: "002026" }],
    [
      "CREATE TABLE t (a INT DEFAULT nowhere.NEXTVAL)",
      { code: "002003", message: "SQL compilation error:\nSequence 'NOWHERE' does not exist or not authorized." },
    ],
    ["CREATE TABLE t (a INT) CLUSTER BY (x)", { code: "000904" }],
    [
      "CREATE TABLE t (a INT WITH MASKING POLICY m)",
      { code: "002003", message: "SQL compilation error:\nMasking policy 'M' does not exist or not authorized." },
    ],
    ["CREATE TABLE t (a INT CHECK (a > 0))", { code: "000002" }],
    ["CREATE TABLE t CLONE p", { code: "000002" }],
    ["CREATE TEMPORARY TABLE t (a INT)", { code: "000002", message: "Unsupported feature 'CREATE TEMPORARY TABLE'." }],
    ["CREATE TABLE t (a INT) WITH TAG (x = 'y')", { code: "002003" }],
    ["CREATE TABLE t (a INT) NO_SUCH = 1", { code: "001420" }],
    ["INSERT INTO p VALUES (1)", { code: "000606" }],
    ["SELECT * FROM p", { code: "000606" }],
  ])("%s", async (statement, expected) => {
    const { session } = await withTables();
    const outcome = await run(session, statement);
    if (typeof expected === "string") expect(outcome).toBe(expected);
    else expect(outcome).toMatchObject(expected);
  });

  it("keeps every type in its normal form", async () => {
    const types = {
      "NUMBER(38,0)": ["INT", "NUMBER", "BIGINT", "DECIMAL(38)"],
      "NUMBER(10,2)": ["NUMERIC(10, 2)"],
      FLOAT: ["DOUBLE PRECISION", "REAL", "FLOAT8"],
      "VARCHAR(16777216)": ["STRING", "TEXT", "VARCHAR"],
      "VARCHAR(1)": ["CHAR"],
      "BINARY(8388608)": ["VARBINARY"],
      "TIME(9)": ["TIME"],
      "TIMESTAMP_NTZ(3)": ["TIMESTAMP(3)", "DATETIME(3)"],
      "TIMESTAMP_TZ(9)": ["TIMESTAMPTZ"],
      VARIANT: ["VARIANT"],
      "ARRAY(INT)": ["ARRAY(INT)"],
      "VECTOR(FLOAT, 256)": ["VECTOR(FLOAT, 256)"],
    };
    for (const [normal, written] of Object.entries(types)) {
      const { session } = await withTables();
      await must(session, `CREATE TABLE t (${written.map((type, i) => `c${i} ${type}`).join(", ")})`);
      expect(new Set((await show(session, "DESC TABLE t")).map((row) => row.type))).toEqual(new Set([normal]));
    }
  });

  it("describes its columns", async () => {
    const { session } = await withTables();
    await must(
      session,
      `CREATE TABLE t (
         id INT DEFAULT seq.nextval COMMENT 'key' NOT NULL,
         n NUMBER(10, 2) IDENTITY START 5 INCREMENT 2 ORDER UNIQUE,
         "v w" VARCHAR(5) COLLATE 'en-ci' DEFAULT 'it''s',
         v VARIANT, at TIMESTAMP_NTZ DEFAULT current_timestamp(),
         twice NUMBER(38,0) AS (n * 2),
         CONSTRAINT pk PRIMARY KEY (id, v) RELY COMMENT 'c'
       )`,
    );
    const rows = await show(session, "DESC TABLE t");
    const told = rows.map((row) => [
      row.name,
      row.type,
      row.kind,
      row["null?"],
      row.default,
      row["primary key"],
      row["unique key"],
      row.expression,
      row.comment,
    ]);
    expect(told).toEqual([
      ["ID", "NUMBER(38,0)", "COLUMN", "N", "D.S.SEQ.NEXTVAL", "Y", "N", null, "key"],
      ["N", "NUMBER(10,2)", "COLUMN", "Y", "IDENTITY START 5 INCREMENT 2 ORDER", "N", "Y", null, null],
      ["v w", "VARCHAR(5) COLLATE 'en-ci'", "COLUMN", "Y", "'it''s'", "N", "N", null, null],
      ["V", "VARIANT", "COLUMN", "N", null, "Y", "N", null, null],
      ["AT", "TIMESTAMP_NTZ(9)", "COLUMN", "Y", "CURRENT_TIMESTAMP()", "N", "N", null, null],
      ["TWICE", "NUMBER(38,0)", "VIRTUAL", "Y", null, "N", "N", "N * 2", null],
    ]);
  });

  it("takes over the collation of its schema", async () => {
    const { session } = await withTables();
    await must(session, "ALTER SCHEMA s SET DEFAULT_DDL_COLLATION = 'de'; CREATE TABLE t (a VARCHAR(1), b INT); ALTER TABLE t ADD COLUMN c TEXT COLLATE 'en'");
    expect((await show(session, "DESC TABLE t")).map((row) => row.type)).toEqual(["VARCHAR(1) COLLATE 'de'", "NUMBER(38,0)", "VARCHAR(16777216) COLLATE 'en'"]);
  });

  it("leaves a key out whose properties Snowflake does not keep, or refuses it", async () => {
    const { session } = await withTables();
    await must(session, "CREATE TABLE t (a INT, UNIQUE (a) ENABLE VALIDATE)");
    expect((await show(session, "DESC TABLE t"))[0]).toMatchObject({ "unique key": "N" });
    await must(session, "ALTER SESSION SET UNSUPPORTED_DDL_ACTION = 'fail'");
    expect(await run(session, "CREATE TABLE t2 (a INT, UNIQUE (a) ENABLE VALIDATE)")).toMatchObject({ code: "000002" });
  });
});

describe("ALTER TABLE", () => {
  it.each([
    ["ADD COLUMN n INT", ["ID", "B", "C", "N"]],
    ["ADD n INT, COLUMN m INT", ["ID", "B", "C", "N", "M"]],
    ["ADD COLUMN IF NOT EXISTS b INT", ["ID", "B", "C"]],
    ["ADD COLUMN b INT", { code: "001430", message: "SQL compilation error:\ncolumn 'B' already exists" }],
    ["ADD COLUMN n INT, n INT", { message: "SQL compilation error:\ncolumn 'N' already exists" }],
    ["DROP COLUMN c", ["ID", "B"]],
    ["DROP id, c", ["B"]],
    ["DROP COLUMN IF EXISTS x, c", ["ID", "B"]],
    ["DROP COLUMN x", { code: "001431", message: "SQL compilation error:\ncolumn 'X' does not exist" }],
    ["DROP COLUMN b", { message: "SQL compilation error:\nCannot drop column 'B' which belongs to a clustering key" }],
    ["DROP CLUSTERING KEY", ["ID", "B", "C"]],
    ["RENAME COLUMN c TO n", ["ID", "B", "N"]],
    ["RENAME COLUMN x TO n", { message: "SQL compilation error:\nObject 'X' does not exist or not authorized." }],
    ["RENAME COLUMN c TO b", { message: "SQL compilation error:\nObject 'P.B' already exists." }],
    ["MODIFY COLUMN x SET NOT NULL", { message: "SQL compilation error: error line 1 at position 28\ninvalid identifier 'X'" }],
    ["ALTER COLUMN b SET DEFAULT 5", { code: "000002", message: "Unsupported feature 'Alter Column Set Default'." }],
    ["ALTER COLUMN b SET MASKING POLICY m", { code: "002003" }],
    ["ADD ROW ACCESS POLICY r ON (b)", { code: "002003" }],
    ["RECLUSTER", { code: "000002" }],
    ["SET NO_SUCH = 1", { code: "001420", message: "SQL compilation error:\ninvalid property 'NO_SUCH' for 'TABLE'" }],
    ["FROBNICATE", { code: "001003" }],
  ])("ALTER TABLE p %s", async (form, expected) => {
    const { session } = await withTables();
    const outcome = await run(session, `ALTER TABLE p ${form}`);
    if (!Array.isArray(expected)) return expect(outcome).toMatchObject(expected);
    expect(outcome).toBe("Statement executed successfully.");
    expect((await show(session, "DESC TABLE p")).map((row) => row.name)).toEqual(expected);
  });

  it("does not drop the last column", async () => {
    const { session } = await withTables("CREATE TABLE one (a INT)");
    expect(await run(session, "ALTER TABLE one DROP COLUMN a")).toMatchObject({
      code: "001432",
      message: "SQL compilation error:\ncannot drop all the columns of a table",
    });
  });

  it.each([
    ["B", "VARCHAR(20)", "VARCHAR(20)"],
    ["B", "STRING", "VARCHAR(16777216)"],
    ["B", "VARCHAR(5)", "cannot change column B from type VARCHAR(10) to VARCHAR(5) because reducing the byte-length of a varchar is not supported."],
    ["B", "INT", "cannot change column B from type VARCHAR(10) to NUMBER(38,0)"],
    ["C", "NUMBER(20,2)", "NUMBER(20,2)"],
    ["C", "NUMBER(5,2)", "NUMBER(5,2)"],
    ["C", "NUMBER(10,4)", "cannot change column C from type NUMBER(10,2) to NUMBER(10,4) because changing the scale of a number is not supported."],
  ])("ALTER COLUMN %s TYPE %s", async (column, type, expected) => {
    for (const words of ["SET DATA TYPE", "TYPE", ""]) {
      const { session } = await withTables();
      const outcome = await run(session, `ALTER TABLE p ALTER ${column} ${words} ${type}`);
      if (expected.startsWith("cannot")) expect(outcome).toEqual({ code: "040052", message: `SQL compilation error: ${expected}\n` });
      else expect((await show(session, "DESC TABLE p")).find((row) => row.name === column)?.type).toBe(expected);
    }
  });

  it("changes several columns at once", async () => {
    const { session } = await withTables(
      "CREATE SEQUENCE seq5; CREATE TABLE t1 (c1 NUMBER NOT NULL, c2 NUMBER DEFAULT 3, c3 NUMBER DEFAULT seq.nextval, c4 VARCHAR(20) DEFAULT 'abcde', c5 STRING)",
    );
    await must(
      session,
      "ALTER TABLE t1 ALTER (c1 DROP NOT NULL, c5 COMMENT '50 character column', c4 TYPE VARCHAR(50), c2 DROP DEFAULT, COLUMN c4 DROP DEFAULT, COLUMN c3 SET DEFAULT seq5.nextval)",
    );
    expect((await show(session, "DESC TABLE t1")).map((row) => [row["null?"], row.type, row.default, row.comment])).toEqual([
      ["Y", "NUMBER(38,0)", null, null],
      ["Y", "NUMBER(38,0)", null, null],
      ["Y", "NUMBER(38,0)", "D.S.SEQ5.NEXTVAL", null],
      ["Y", "VARCHAR(50)", null, null],
      ["Y", "VARCHAR(16777216)", null, "50 character column"],
    ]);
    await must(session, "ALTER TABLE t1 MODIFY COLUMN c5 UNSET COMMENT; ALTER TABLE t1 ADD COLUMN c6 INT DEFAULT 1");
    expect(await run(session, "ALTER TABLE t1 ALTER c6 DROP DEFAULT")).toMatchObject({
      message: "Dropping default value is not allowed for column 'C6' because the column was added after table was created.",
    });
  });

  it("adds and drops keys, with those that reference them", async () => {
    const { session } = await withTables("CREATE TABLE f (x INT, y INT)");
    await must(session, "ALTER TABLE f ADD CONSTRAINT u UNIQUE (y); ALTER TABLE f ADD FOREIGN KEY (x) REFERENCES d.s.p (id) RELY");
    expect(await run(session, "ALTER TABLE p DROP PRIMARY KEY RESTRICT")).toMatchObject({
      message: "SQL compilation error:\nCannot drop the constraint because of dependencies",
    });
    expect(await run(session, "ALTER TABLE f ADD CONSTRAINT u PRIMARY KEY (x)")).toMatchObject({ code: "002002" });
    await must(session, "ALTER TABLE p RENAME COLUMN id TO key");
    expect(await show(session, "SHOW IMPORTED KEYS IN TABLE f")).toMatchObject([
      { pk_table_name: "P", pk_column_name: "KEY", fk_column_name: "X", rely: "true" },
    ]);
    expect(await show(session, "SHOW EXPORTED KEYS IN TABLE p")).toHaveLength(1);
    await must(session, "ALTER TABLE f RENAME CONSTRAINT u TO v; ALTER TABLE f ALTER CONSTRAINT v RELY");
    expect(await show(session, "SHOW UNIQUE KEYS IN SCHEMA d.s")).toMatchObject([{ table_name: "F", column_name: "Y", constraint_name: "V", rely: "true" }]);
    await must(session, "ALTER TABLE p DROP PRIMARY KEY");
    expect(await show(session, "SHOW IMPORTED KEYS IN TABLE f")).toEqual([]);
    expect(await show(session, "SHOW PRIMARY KEYS IN ACCOUNT")).toEqual([]);
    await must(session, "ALTER TABLE f DROP UNIQUE (y)");
    expect(await run(session, "ALTER TABLE f DROP FOREIGN KEY (x)")).toMatchObject({ code: "002003" });
  });

  it("needs OWNERSHIP, and CREATE TABLE for a new name", async () => {
    const { account, session } = await withTables(
      "CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON DATABASE d TO ROLE r; GRANT USAGE ON SCHEMA s TO ROLE r; GRANT ALL ON TABLE p TO ROLE r",
    );
    const lesser = as(account, "R");
    const refused = { code: "003001", message: "SQL access control error:\nInsufficient privileges to operate on table 'P'." };
    for (const form of ["ADD COLUMN n INT", "SET COMMENT = 'x'", "RENAME TO q"]) expect(await run(lesser, `ALTER TABLE d.s.p ${form}`)).toMatchObject(refused);
    expect(await run(lesser, "DROP TABLE d.s.p")).toMatchObject(refused);
    expect(await run(lesser, "CREATE TABLE d.s.n (a INT)")).toMatchObject({ code: "003001" });
    await must(session, "GRANT OWNERSHIP ON TABLE p TO ROLE r COPY CURRENT GRANTS");
    await must(lesser, "USE SCHEMA d.s; ALTER TABLE p ADD COLUMN n INT");
    expect(await run(lesser, "ALTER TABLE p RENAME TO q")).toMatchObject({
      message: "SQL access control error:\nInsufficient privileges to operate on schema 'S'.",
    });
    await must(session, "GRANT CREATE TABLE ON SCHEMA s TO ROLE r");
    expect(await run(lesser, "ALTER TABLE p RENAME TO q")).toBe("Statement executed successfully.");
  });

  it("needs REFERENCES for a foreign key", async () => {
    const { account, session } = await withTables(
      "CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON DATABASE d TO ROLE r; GRANT USAGE, CREATE TABLE ON SCHEMA s TO ROLE r; GRANT SELECT ON TABLE p TO ROLE r",
    );
    const lesser = as(account, "R");
    expect(await run(lesser, "CREATE TABLE d.s.f (a INT REFERENCES d.s.p (id))")).toMatchObject({ code: "003001" });
    await must(session, "GRANT REFERENCES ON TABLE p TO ROLE r");
    await must(lesser, "CREATE TABLE d.s.f (a INT REFERENCES d.s.p (id))");
  });

  it("optimises searches", async () => {
    const { session } = await withTables();
    await must(session, "ALTER TABLE p ADD SEARCH OPTIMIZATION ON EQUALITY(b, c), SUBSTRING(b)");
    expect(await show(session, "SHOW TABLES LIKE 'p'")).toMatchObject([{ search_optimization: "ON", automatic_clustering: "ON", cluster_by: "LINEAR(B)" }]);
    expect((await show(session, "DESC SEARCH OPTIMIZATION ON p")).map((row) => [row.expression_id, row.method, row.target, row.target_data_type])).toEqual([
      ["1", "EQUALITY", "B", "VARCHAR(10)"],
      ["2", "EQUALITY", "C", "NUMBER(10,2)"],
      ["3", "SUBSTRING", "B", "VARCHAR(10)"],
    ]);
    await must(session, "ALTER TABLE p RENAME COLUMN b TO b2; ALTER TABLE p DROP COLUMN c");
    expect((await show(session, "DESC SEARCH OPTIMIZATION ON p")).map((row) => `${row.method} ${row.target}`)).toEqual(["EQUALITY B2", "SUBSTRING B2"]);
    await must(session, "ALTER TABLE p DROP SEARCH OPTIMIZATION ON EQUALITY(b2), SUBSTRING(b2)");
    expect(await show(session, "SHOW TABLES LIKE 'p'")).toMatchObject([{ search_optimization: "OFF" }]);
  });
});

describe("DROP, UNDROP, replace and swap", () => {
  it("drops with or without the keys that reference it", async () => {
    const { session } = await withTables("CREATE TABLE f (a INT REFERENCES p (id))");
    expect(await run(session, "DROP TABLE p RESTRICT")).toMatchObject({ message: "SQL compilation error:\nCannot drop the table because of dependencies" });
    expect(await run(session, "DROP TABLE p")).toBe("P successfully dropped.");
    expect(await show(session, "SHOW IMPORTED KEYS")).toEqual([]);
    expect(await run(session, "DROP TABLE p")).toMatchObject({ code: "002003" });
    expect(await run(session, "DROP TABLE IF EXISTS p")).toBe("Drop statement executed successfully (P already dropped).");
    expect(await run(session, "UNDROP TABLE p")).toBe("Table P successfully restored.");
    await must(session, "DROP TABLE p; CREATE TABLE p (a INT)");
    expect(await run(session, "UNDROP TABLE p")).toMatchObject({ message: "SQL compilation error:\nObject 'P' already exists." });
  });

  it("keeps the grants of the replaced table only with COPY GRANTS", async () => {
    const { session } = await withTables(
      "CREATE ROLE r; CREATE ROLE later; GRANT SELECT ON TABLE p TO ROLE r; GRANT SELECT ON FUTURE TABLES IN SCHEMA s TO ROLE later",
    );
    const readers = async () => (await show(session, "SHOW GRANTS ON TABLE p")).filter((row) => row.privilege === "SELECT").map((row) => row.grantee_name);
    await must(session, "CREATE OR REPLACE TABLE p (a INT) COPY GRANTS");
    expect(await readers()).toEqual(["R"]);
    await must(session, "CREATE OR REPLACE TABLE p (a INT)");
    expect(await readers()).toEqual(["LATER"]);
  });

  it("swaps two tables", async () => {
    const { session } = await withTables("CREATE TABLE q (z INT)");
    await must(session, "ALTER TABLE p SWAP WITH q");
    expect((await show(session, "DESC TABLE p")).map((row) => row.name)).toEqual(["Z"]);
    expect(await run(session, "ALTER TABLE p SWAP WITH nowhere")).toMatchObject(NO_SUCH_TABLE);
  });
});

describe("SHOW", () => {
  it("TABLES", async () => {
    const { session } = await withTables(
      "CREATE TRANSIENT TABLE t (a INT) CHANGE_TRACKING = TRUE COMMENT = 'c'; ALTER SCHEMA s SET DATA_RETENTION_TIME_IN_DAYS = 3",
    );
    const rows = await show(session, "SHOW TABLES");
    expect(rows.map((row) => [row.name, row.kind, row.retention_time, row.change_tracking, row.comment, row.rows, row.is_external])).toEqual([
      ["P", "TABLE", "3", "OFF", "", "0", "N"],
      ["T", "TRANSIENT", "1", "ON", "c", "0", "N"],
    ]);
    expect(Object.keys((await show(session, "SHOW TERSE TABLES IN SCHEMA d.s"))[0] ?? {})).toEqual([
      "created_on",
      "name",
      "kind",
      "database_name",
      "schema_name",
    ]);
  });

  it("COLUMNS in every scope", async () => {
    const { session } = await withTables(
      "CREATE TABLE t (a INT AUTOINCREMENT, b VARCHAR(3) COLLATE 'de' NOT NULL DEFAULT 'x', f FLOAT, ts TIME, bin BINARY, v VARIANT, double INT AS (a * 2)); CREATE SCHEMA s2; CREATE TABLE z (a INT)",
    );
    const rows = await show(session, "SHOW COLUMNS IN TABLE d.s.t");
    expect(rows.map((row) => [row.column_name, row.data_type, row["null?"], row.default, row.kind, row.expression, row.autoincrement])).toEqual([
      ["A", '{"type":"FIXED","precision":38,"scale":0,"nullable":true}', "true", "", "COLUMN", "", "IDENTITY START 1 INCREMENT 1 NOORDER"],
      ["B", '{"type":"TEXT","length":3,"byteLength":12,"nullable":false,"fixed":false,"collation":"de"}', "false", "'x'", "COLUMN", "", ""],
      ["F", '{"type":"REAL","nullable":true}', "true", "", "COLUMN", "", ""],
      ["TS", '{"type":"TIME","precision":0,"scale":9,"nullable":true}', "true", "", "COLUMN", "", ""],
      ["BIN", '{"type":"BINARY","length":8388608,"byteLength":8388608,"nullable":true,"fixed":true}', "true", "", "COLUMN", "", ""],
      ["V", '{"type":"VARIANT","nullable":true}', "true", "", "COLUMN", "", ""],
      ["DOUBLE", '{"type":"FIXED","precision":38,"scale":0,"nullable":true}', "true", "", "VIRTUAL_COLUMN", "A * 2", ""],
    ]);
    const tablesOf = async (scope: string) => [...new Set((await show(session, `SHOW COLUMNS ${scope}`)).map((row) => row.table_name))];
    expect(await tablesOf("IN ACCOUNT")).toEqual(["P", "T", "Z"]);
    expect(await tablesOf("")).toEqual(["P", "T", "Z"]);
    expect(await tablesOf("IN DATABASE d")).toEqual(["P", "T", "Z"]);
    expect(await tablesOf("IN SCHEMA")).toEqual(["Z"]);
    expect(await tablesOf("IN SCHEMA d.s")).toEqual(["P", "T"]);
    expect(await tablesOf("LIKE 'dou%' IN d.s.t")).toEqual(["T"]);
    expect(await run(session, "SHOW COLUMNS IN TABLE nowhere")).toMatchObject(NO_SUCH_TABLE);
    expect(await run(session, "SHOW COLUMNS IN SCHEMA nowhere")).toMatchObject({ code: "002043" });
    expect(await run(session, "SHOW COLUMNS LIMIT 5")).toMatchObject({ code: "001003" });
  });
});
