import { beforeEach, describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import type { LocalSession } from "../session.ts";
import { readRaw } from "../testing/raw-rows.ts";
import { rowsOf } from "../testing/rows-of.ts";
import { as, must, run, show } from "../testing/run.ts";

let account: LocalAccount;
let session: LocalSession;

beforeEach(async () => {
  account = LocalAccount.create();
  session = as(account, "ACCOUNTADMIN");
  await must(session, "CREATE WAREHOUSE wh; CREATE DATABASE d; CREATE SCHEMA s; CREATE TABLE t (a INT, b VARCHAR(5)); INSERT INTO t VALUES (1, 'x'), (2, 'y')");
});

const HEAD = "TARGET_LAG = '1 hour' WAREHOUSE = wh";
const dt = (query: string, name = "dt", head = HEAD): string => `CREATE DYNAMIC TABLE ${name} ${head} AS ${query}`;

describe("CREATE DYNAMIC TABLE", () => {
  it("finds its names in its own schema, as a view does", async () => {
    await must(session, `CREATE SCHEMA other; ${dt("SELECT a FROM t", "d.s.dt")}`);
    expect(await rowsOf(session, "SELECT a FROM d.s.dt ORDER BY 1")).toEqual([["1"], ["2"]]);
    await must(session, "INSERT INTO d.s.t VALUES (3, 'z'); ALTER DYNAMIC TABLE d.s.dt REFRESH");
    expect(await rowsOf(session, "SELECT COUNT(*) FROM d.s.dt")).toEqual([["3"]]);
  });

  it.each([
    ["SELECT a FROM nowhere", "002003"],
    ["SELECT x FROM t", "000904"],
    ["SELECT a, a FROM t", "002025"],
    ["SELECT a + 1 FROM t", "002022"],
    ["SELECT CURRENT_USER() AS u FROM t", "002738"],
    ["SELECT a FROM t SAMPLE (10)", "002738"],
    ["SELECT 1 / a AS q FROM t WHERE a = 1 / 0", "100051"],
  ])("%s", async (query, code) => {
    expect(await run(session, dt(query))).toMatchObject({ code });
    expect(await show(session, "SHOW DYNAMIC TABLES")).toEqual([]);
  });

  it.each([
    "SELECT a FROM t LIMIT 1",
    "SELECT a FROM t WHERE a IN (SELECT a FROM t)",
    "SELECT a FROM t WHERE b = CURRENT_ROLE()",
    "WITH c AS (SELECT a FROM t EXCEPT SELECT 1) SELECT a FROM c",
  ])("cannot be incremental: %s", async (query) => {
    expect(await run(session, dt(query, "dt", `${HEAD} REFRESH_MODE = INCREMENTAL`))).toMatchObject({ code: "002738" });
    expect(await run(session, dt(query, "dt", `${HEAD} REFRESH_MODE = ADAPTIVE`))).toMatchObject({ code: "002738" });
    expect(await run(session, dt(query, "dt", `${HEAD} REFRESH_MODE = FULL`))).toBe("Dynamic table DT successfully created.");
  });

  it.each([
    ["WAREHOUSE = wh", "001008"],
    ["TARGET_LAG = '1 hour'", "001008"],
    ["TARGET_LAG = 'soon' WAREHOUSE = wh", "001008"],
    ["TARGET_LAG = '1 hour' WAREHOUSE = nowhere", "002003"],
    [`${HEAD} CLUSTER BY (zz)`, "000904"],
    [`${HEAD} REFRESH_MODE = SOMETIMES`, "001008"],
    [`${HEAD} REFRESH_MODE = CUSTOM_INCREMENTAL`, "000002"],
    [`${HEAD} FROZEN WHERE (a < 1)`, "000002"],
    [`${HEAD} EXECUTE AS USER admin`, "000002"],
    [`${HEAD} WITH JOIN POLICY p`, "001003"],
    [`(a, b) ${HEAD}`, "002026"],
    [`(a DATE) ${HEAD}`, "002023"],
  ])("%s", async (head, code) => {
    expect(await run(session, dt("SELECT a FROM t", "dt", head))).toMatchObject({ code });
  });

  it("switches change tracking on where the role owns what is read, and fails incrementally where it may not", async () => {
    await must(session, dt("SELECT a FROM t"));
    expect((await show(session, "SHOW TABLES LIKE 'T'"))[0]?.change_tracking).toBe("ON");
    await must(
      session,
      `CREATE TABLE u (a INT); CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON WAREHOUSE wh TO ROLE r; GRANT USAGE ON DATABASE d TO ROLE r;
       GRANT USAGE, CREATE DYNAMIC TABLE ON SCHEMA s TO ROLE r; GRANT SELECT ON TABLE u TO ROLE r`,
    );
    const r = as(account, "R");
    const incremental = dt("SELECT a FROM d.s.u", "d.s.inc", `${HEAD} REFRESH_MODE = INCREMENTAL`);
    expect(await run(r, incremental)).toMatchObject({ code: "091930" });
    await must(session, "ALTER TABLE u SET CHANGE_TRACKING = TRUE");
    expect(await run(r, incremental)).toBe("Dynamic table INC successfully created.");
  });

  it("replaces, and what stands on it goes on by its name", async () => {
    await must(
      session,
      `${dt("SELECT a FROM t")}; ${dt("SELECT a FROM dt", "below")}; CREATE OR REPLACE DYNAMIC TABLE dt ${HEAD} AS SELECT a + 10 AS a FROM t`,
    );
    await must(session, "ALTER DYNAMIC TABLE below REFRESH");
    expect(await rowsOf(session, "SELECT a FROM below ORDER BY 1")).toEqual([["11"], ["12"]]);
    expect(await run(session, `CREATE OR REPLACE TABLE dt (a INT)`)).toMatchObject({ code: "001998" });
  });

  it("is not filled by what this account cannot run, and says so when it is asked", async () => {
    await must(
      session,
      `CREATE RECURSIVE VIEW r (a) AS SELECT a FROM t UNION ALL SELECT a FROM r WHERE a > 5; ${dt("SELECT a FROM r", "dt", `(a INT) ${HEAD}`)}`,
    );
    expect((await show(session, "SHOW DYNAMIC TABLES"))[0]?.rows).toBeNull();
    expect(await run(session, "SELECT a FROM dt")).toMatchObject({ code: "900001" });
  });
});

describe("CREATE OR ALTER DYNAMIC TABLE", () => {
  beforeEach(() => must(session, `CREATE DYNAMIC TABLE dt (a COMMENT 'c', b) ${HEAD} AS SELECT a, b FROM t`));

  it.each([
    [`${HEAD} AS SELECT a, b FROM t WHERE a = 1`, "000002"],
    [`(x, b) ${HEAD} AS SELECT a, b FROM t`, "000002"],
    [`${HEAD} COPY GRANTS AS SELECT a, b FROM t`, "001003"],
    ["WAREHOUSE = wh AS SELECT a, b FROM t", "001008"],
  ])("%s", async (rest, code) => {
    expect(await run(session, `CREATE OR ALTER DYNAMIC TABLE dt ${rest}`)).toMatchObject({ code });
  });

  it("takes away what it does not say, and nothing else", async () => {
    await must(session, `CREATE TAG cost; ALTER DYNAMIC TABLE dt SET TAG cost = 'x'; CREATE OR ALTER DYNAMIC TABLE dt ${HEAD} AS SELECT a, b FROM t`);
    expect((await show(session, "DESC DYNAMIC TABLE dt")).map(({ comment }) => comment)).toEqual([null, null]);
    expect(await rowsOf(session, "SELECT a FROM dt ORDER BY 1")).toEqual([["1"], ["2"]]);
    expect(await rowsOf(session, "SELECT GET_DDL('TABLE', 'dt') LIKE '%COST%'")).toEqual([["1"]]);
  });
});

describe("a dynamic table", () => {
  it("does not follow new columns below", async () => {
    await must(session, `${dt("SELECT * FROM t")}; ALTER TABLE t ADD COLUMN c INT`);
    expect(await run(session, "ALTER DYNAMIC TABLE dt REFRESH")).toMatchObject({ code: "000002" });
    expect(await rowsOf(session, "SELECT COUNT(*) FROM dt")).toEqual([["2"]]);
  });

  it("resumes after what it reads, also if it is older", async () => {
    await must(session, `${dt("SELECT a FROM t", "one")}; ${dt("SELECT a FROM one", "two")}; ${dt("SELECT a FROM two", "three")}`);
    await must(session, `CREATE OR REPLACE DYNAMIC TABLE two ${HEAD} AS SELECT a FROM one; ALTER DYNAMIC TABLE one SUSPEND`);
    const states = async () => (await show(session, "SHOW DYNAMIC TABLES")).map(({ scheduling_state: state }) => state);
    expect(await states()).toEqual(["SUSPENDED", "SUSPENDED", "SUSPENDED"]);
    await must(session, "ALTER DYNAMIC TABLE one RESUME");
    expect(await states()).toEqual(["RUNNING", "RUNNING", "RUNNING"]);
  });

  it("needs its warehouse", async () => {
    await must(session, `${dt("SELECT a FROM t")}; DROP WAREHOUSE wh; CREATE WAREHOUSE other`);
    expect(await run(session, "ALTER DYNAMIC TABLE dt REFRESH")).toMatchObject({ code: "002725" });
    expect((await show(session, "SHOW DYNAMIC TABLES"))[0]?.warehouse).toBeNull();
    await must(session, "ALTER DYNAMIC TABLE dt SET WAREHOUSE = other; ALTER DYNAMIC TABLE dt REFRESH");
    expect(await run(session, "SELECT * FROM TABLE(INFORMATION_SCHEMA.DYNAMIC_TABLES())")).toHaveProperty("code");
  });

  it("is listed with the tables, and as a resource", async () => {
    await must(
      session,
      `CREATE TRANSIENT DYNAMIC TABLE dt (a COMMENT 'one', b) TARGET_LAG = '2 minute' WAREHOUSE = wh CLUSTER BY (a, b) AS SELECT a, b FROM t`,
    );
    const [listed] = await show(session, "SHOW TABLES LIKE 'DT'");
    expect(listed).toMatchObject({ is_dynamic: "Y", kind: "TRANSIENT", cluster_by: "LINEAR(a, b)", rows: "2" });
    expect(await rowsOf(session, "SELECT table_name, is_dynamic FROM information_schema.tables WHERE table_name = 'DT'")).toEqual([["DT", "YES"]]);
    const [resource] = await show(session, "SHOW AS RESOURCE DYNAMIC TABLES IN SCHEMA d.s");
    expect(JSON.parse(resource?.["As Resource"] ?? "")).toMatchObject({
      database_name: "D",
      schema_name: "S",
      name: "DT",
      owner: "ACCOUNTADMIN",
      kind: "TRANSIENT",
      columns: [
        { name: "A", comment: "one" },
        { name: "B", comment: null },
      ],
      query: "SELECT a, b FROM t",
      cluster_by: ["a", "b"],
      target_lag: { type: "USER_DEFINED", seconds: 120 },
      refresh_mode: "AUTO",
      warehouse: "WH",
      scheduler: null,
    });
  });

  it("is made again by its definition", async () => {
    await must(
      session,
      `CREATE DYNAMIC TABLE dt (a COMMENT 'it''s', b) ${HEAD} INITIALIZE = ON_SCHEDULE REFRESH_MODE = FULL CLUSTER BY (a) COMMENT = 'c' DATA_RETENTION_TIME_IN_DAYS = 3 AS SELECT a, b FROM t`,
    );
    const ddl = async () => (await rowsOf(session, "SELECT GET_DDL('DYNAMIC_TABLE', 'dt')"))[0]?.[0] ?? "";
    const before = await ddl();
    expect(before).toBe(
      "create or replace dynamic table DT(\n\tA COMMENT 'it''s',\n\tB\n) target_lag = '1 hour' refresh_mode = 'FULL' initialize = 'ON_SCHEDULE' warehouse = WH cluster by (a) DATA_RETENTION_TIME_IN_DAYS=3 COMMENT='c'\n as SELECT a, b FROM t;",
    );
    await must(session, before);
    expect(await ddl()).toBe(before);
    expect((await show(session, "SHOW DYNAMIC TABLES"))[0]?.text).toContain("refresh_mode = 'FULL' initialize = 'ON_SCHEDULE'");
  });

  it("is written by nothing but its refresh", async () => {
    await must(session, dt("SELECT a FROM t"));
    for (const statement of ["INSERT INTO dt VALUES (3)", "DELETE FROM dt", "UPDATE dt SET a = 1", "TRUNCATE TABLE dt", "ALTER TABLE dt ADD COLUMN z INT"])
      expect(await run(session, statement)).toHaveProperty("code");
    expect(await rowsOf(session, "SELECT COUNT(*) FROM dt")).toEqual([["2"]]);
  });

  it("takes what the page attaches, and a stream", async () => {
    await must(
      session,
      `${dt("SELECT a, b FROM t")}; CREATE MASKING POLICY m AS (v VARCHAR) RETURNS VARCHAR -> '*'; ALTER DYNAMIC TABLE dt MODIFY COLUMN b SET MASKING POLICY m;
       CREATE STREAM st ON DYNAMIC TABLE dt; COMMENT ON DYNAMIC TABLE dt IS 'said'`,
    );
    expect((await show(session, "DESC TABLE dt"))[1]?.["policy name"]).toBe("D.S.M");
    expect((await show(session, "SHOW STREAMS"))[0]).toMatchObject({ source_type: "Dynamic Table", table_name: "D.S.DT" });
    expect((await show(session, "SHOW DYNAMIC TABLES"))[0]?.comment).toBe("said");
  });

  it("takes policies by ALTER TABLE, and nothing else", async () => {
    await must(
      session,
      `${dt("SELECT a, b FROM t")}; CREATE ROW ACCESS POLICY p AS (n NUMBER) RETURNS BOOLEAN -> TRUE; CREATE AGGREGATION POLICY g AS () RETURNS AGGREGATION_CONSTRAINT -> NO_AGGREGATION_CONSTRAINT();
       ALTER TABLE dt ADD ROW ACCESS POLICY p ON (a); ALTER TABLE dt SET AGGREGATION POLICY g; ALTER TABLE dt DROP ROW ACCESS POLICY p`,
    );
    for (const form of ["SET COMMENT = 'x'", "RENAME TO x", "CLUSTER BY (a)", "ADD COLUMN c INT"])
      expect(await run(session, `ALTER TABLE dt ${form}`)).toMatchObject({ code: "002003" });
  });

  it("is owned by no database role", async () => {
    await must(session, `${dt("SELECT a FROM t")}; CREATE DATABASE ROLE d.dr; GRANT DATABASE ROLE d.dr TO ROLE accountadmin`);
    expect(await run(session, "GRANT OWNERSHIP ON DYNAMIC TABLE dt TO DATABASE ROLE d.dr")).toMatchObject({ code: "003008" });
  });

  it("fails to refresh when its source is gone, and keeps what it had", async () => {
    await must(session, `${dt("SELECT a FROM t")}; DROP TABLE t`);
    expect(await run(session, "ALTER DYNAMIC TABLE dt REFRESH")).toMatchObject({ code: "002003" });
    expect(await rowsOf(session, "SELECT COUNT(*) FROM dt")).toEqual([["2"]]);
  });

  it("depends in a twin on data that is not there", async () => {
    await must(session, dt("SELECT a FROM t"));
    const { seed } = await readRaw(account);
    const { account: twin, holes } = await LocalAccount.seed(seed);
    expect(holes).toEqual([]);
    const there = as(twin, "ACCOUNTADMIN");
    await must(there, "USE WAREHOUSE wh; USE SCHEMA d.s");
    expect(await run(there, "SELECT a FROM dt")).toMatchObject({ code: "900001" });
    expect(await run(there, "ALTER DYNAMIC TABLE dt REFRESH")).toMatchObject({ code: "900001" });
    expect(await run(there, dt("SELECT a FROM t", "more"))).toMatchObject({ code: "900001" });
    expect(await run(there, dt("SELECT a FROM t", "later", `${HEAD} INITIALIZE = ON_SCHEDULE`))).toBe("Dynamic table LATER successfully created.");
    expect((await show(there, "SHOW DYNAMIC TABLES LIKE 'dt'"))[0]).toMatchObject({ rows: "2", target_lag: "1 hour", warehouse: "WH" });
    await must(there, "ALTER DYNAMIC TABLE dt SUSPEND");
    expect((await show(there, "SHOW DYNAMIC TABLES LIKE 'dt'"))[0]?.scheduling_state).toBe("SUSPENDED");
  });
});
