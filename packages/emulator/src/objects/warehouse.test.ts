import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

const shown: readonly (readonly [string, Readonly<Record<string, string | null>>])[] = [
  [
    "",
    {
      size: "X-Small",
      type: "STANDARD",
      auto_suspend: "600",
      auto_resume: "true",
      state: "STARTED",
      resource_monitor: "null",
      generation: "2",
      resource_constraint: null,
      min_cluster_count: "1",
      scaling_policy: "STANDARD",
      comment: "",
    },
  ],
  [
    "WAREHOUSE_SIZE = '2X-LARGE' AUTO_SUSPEND = NULL INITIALLY_SUSPENDED = TRUE",
    { size: "2X-Large", auto_suspend: null, state: "SUSPENDED", started_clusters: "0" },
  ],
  ["WITH WAREHOUSE_SIZE = X3LARGE COMMENT = 'it''s'", { size: "3X-Large", comment: "it's" }],
  [
    "MIN_CLUSTER_COUNT = 2 MAX_CLUSTER_COUNT = 4 SCALING_POLICY = 'ECONOMY'",
    { min_cluster_count: "2", max_cluster_count: "4", scaling_policy: "ECONOMY", started_clusters: "2" },
  ],
  ["WAREHOUSE_TYPE = 'SNOWPARK-OPTIMIZED'", { type: "SNOWPARK-OPTIMIZED", size: "Medium", resource_constraint: "MEMORY_16X", generation: null }],
  [
    "GENERATION = '1' ENABLE_QUERY_ACCELERATION = TRUE QUERY_ACCELERATION_MAX_SCALE_FACTOR = 6",
    { generation: "1", enable_query_acceleration: "true", query_acceleration_max_scale_factor: "6" },
  ],
  ["COMMENT = NULL", { comment: "" }],
];

const refused: readonly (readonly [string, string])[] = [
  ["WAREHOUSE_SIZE = HUGE", "001008"],
  ["AUTO_SUSPEND = -1", "001008"],
  ["NONSENSE = 1", "001420"],
  ["MIN_CLUSTER_COUNT = 3 MAX_CLUSTER_COUNT = 2", "001422"],
  ["WAREHOUSE_SIZE = X4LARGE MAX_CLUSTER_COUNT = 11", "001422"],
  ["RESOURCE_CONSTRAINT = MEMORY_16X", "001008"],
  ["WAREHOUSE_TYPE = 'SNOWPARK-OPTIMIZED' WAREHOUSE_SIZE = XSMALL", "001008"],
  ["GENERATION = '1' RESOURCE_CONSTRAINT = STANDARD_GEN_2", "001008"],
  ["RESOURCE_MONITOR = nobody", "002003"],
  ["MAX_CONCURRENCY_LEVEL = 0", "001008"],
  ["WAIT_FOR_COMPLETION = TRUE", "001420"],
];

describe("CREATE WAREHOUSE", () => {
  it.each(shown)("%s", async (clauses, columns) => {
    const account = LocalAccount.create();
    expect(await run(account, `CREATE WAREHOUSE w ${clauses}`)).toBe("Warehouse W successfully created.");
    expect((await show(account, "SHOW WAREHOUSES LIKE 'w'"))[0]).toMatchObject({ name: "W", owner: "ACCOUNTADMIN", owner_role_type: "ROLE", ...columns });
  });

  it.each(refused)("refuses %s", async (clauses, code) => {
    expect(await run(LocalAccount.create(), `CREATE WAREHOUSE w ${clauses}`)).toMatchObject({ code });
  });

  it("knows what the standard edition has not", async () => {
    const account = LocalAccount.create({ edition: "STANDARD" });
    expect(await run(account, "CREATE WAREHOUSE w MAX_CLUSTER_COUNT = 2")).toMatchObject({ code: "000002" });
    expect(await run(account, "CREATE WAREHOUSE w MAX_CLUSTER_COUNT = 1")).toContain("created");
  });

  it("is an error, a no-op or a replacement when it exists", async () => {
    const account = LocalAccount.create();
    await must(account, "CREATE WAREHOUSE w WAREHOUSE_SIZE = LARGE; GRANT USAGE ON WAREHOUSE w TO ROLE public");
    expect(await run(account, "CREATE WAREHOUSE w")).toEqual({ code: "002002", message: "SQL compilation error:\nObject 'W' already exists." });
    expect(await run(account, "CREATE WAREHOUSE IF NOT EXISTS w")).toBe("W already exists, statement succeeded.");
    expect((await show(account, "SHOW WAREHOUSES LIKE 'w'"))[0]).toMatchObject({ size: "Large" });
    await must(account, "CREATE OR REPLACE WAREHOUSE w");
    expect((await show(account, "SHOW WAREHOUSES LIKE 'w'"))[0]).toMatchObject({ size: "X-Small" });
    expect((await show(account, "SHOW GRANTS ON WAREHOUSE w")).map((row) => row.privilege)).toEqual(["OWNERSHIP"]);
  });

  it("OR ALTER puts back to default what is not named, and keeps the grants", async () => {
    const account = LocalAccount.create();
    await must(account, "CREATE WAREHOUSE w WAREHOUSE_SIZE = LARGE COMMENT = 'c' MAX_CONCURRENCY_LEVEL = 2; GRANT USAGE ON WAREHOUSE w TO ROLE public");
    await must(account, "CREATE OR ALTER WAREHOUSE w AUTO_SUSPEND = 60");
    expect((await show(account, "SHOW WAREHOUSES LIKE 'w'"))[0]).toMatchObject({ size: "X-Small", comment: "", auto_suspend: "60" });
    expect(await show(account, "SHOW PARAMETERS LIKE 'MAX_CON%' IN WAREHOUSE w")).toMatchObject([{ value: "8", level: "" }]);
    expect(await show(account, "SHOW GRANTS ON WAREHOUSE w")).toHaveLength(2);
  });

  it("makes the new one the session's", async () => {
    const session = as(LocalAccount.create(), "SYSADMIN");
    await must(session, "CREATE WAREHOUSE w");
    expect(session.current.warehouse).toBe("W");
    await must(session, "DROP WAREHOUSE w");
    expect(session.current.warehouse).toBeNull();
  });
});

describe("ALTER WAREHOUSE", () => {
  it("sets, unsets, renames, suspends and resumes", async () => {
    const account = LocalAccount.create();
    const session = as(account, "ACCOUNTADMIN");
    await must(session, "CREATE WAREHOUSE w; ALTER WAREHOUSE w SET WAREHOUSE_SIZE = MEDIUM, AUTO_SUSPEND = 30 COMMENT = 'x' STATEMENT_TIMEOUT_IN_SECONDS = 9");
    expect((await show(session, "SHOW WAREHOUSES LIKE 'w'"))[0]).toMatchObject({ size: "Medium", auto_suspend: "30", comment: "x" });
    expect(await show(session, "SHOW PARAMETERS LIKE 'STATEMENT_TIMEOUT%' IN WAREHOUSE w")).toMatchObject([
      { value: "9", default: "172800", level: "WAREHOUSE", type: "NUMBER" },
    ]);
    await must(session, "ALTER WAREHOUSE w UNSET AUTO_SUSPEND, COMMENT, STATEMENT_TIMEOUT_IN_SECONDS");
    expect((await show(session, "SHOW WAREHOUSES LIKE 'w'"))[0]).toMatchObject({ auto_suspend: "600", comment: "" });
    await must(session, "ALTER WAREHOUSE SUSPEND; ALTER WAREHOUSE w RENAME TO v");
    expect((await show(session, "SHOW WAREHOUSES LIKE 'v'"))[0]).toMatchObject({ state: "SUSPENDED", is_current: "Y" });
    expect(await run(session, "ALTER WAREHOUSE v SUSPEND")).toMatchObject({ code: "090064" });
    await must(session, "ALTER WAREHOUSE v RESUME; ALTER WAREHOUSE v RESUME IF SUSPENDED");
    expect(await run(session, "ALTER WAREHOUSE v RESUME")).toMatchObject({ code: "090063" });
  });

  it("needs MODIFY, OPERATE or OWNERSHIP, by what is asked", async () => {
    const account = LocalAccount.create();
    await must(account, "CREATE ROLE r; GRANT ROLE r TO USER admin; CREATE WAREHOUSE w; GRANT MODIFY ON WAREHOUSE w TO ROLE r");
    const r = as(account, "R");
    expect(await run(r, "ALTER WAREHOUSE w SET WAREHOUSE_SIZE = SMALL")).toBe("Statement executed successfully.");
    const denied = { code: "003001", message: "SQL access control error:\nInsufficient privileges to operate on warehouse 'W'." };
    expect(await run(r, "ALTER WAREHOUSE w SUSPEND")).toEqual(denied);
    expect(await run(r, "ALTER WAREHOUSE w RENAME TO x")).toEqual(denied);
    expect(await run(r, "DROP WAREHOUSE w")).toEqual(denied);
    expect(await run(r, "ALTER WAREHOUSE compute_wh SUSPEND")).toEqual({
      code: "002003",
      message: "SQL compilation error:\nWarehouse 'COMPUTE_WH' does not exist or not authorized.",
    });
  });
});

describe("SHOW WAREHOUSES", () => {
  it("lists what the role holds a privilege on, in order, filtered", async () => {
    const account = LocalAccount.create();
    await must(
      account,
      "CREATE WAREHOUSE a_1; CREATE WAREHOUSE ab1; CREATE WAREHOUSE b; CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT MONITOR ON WAREHOUSE b TO ROLE r",
    );
    const names = async (text: string, role = "ACCOUNTADMIN") => (await show(as(account, role), text)).map((row) => row.name);
    expect(await names("SHOW WAREHOUSES")).toEqual(["AB1", "A_1", "B", "COMPUTE_WH"]);
    expect(await names("SHOW WAREHOUSES LIKE 'A\\\\_%'")).toEqual(["A_1"]);
    for (const words of ["STARTS WITH 'A'", "LIMIT 1"]) expect(await run(account, `SHOW WAREHOUSES ${words}`)).toMatchObject({ code: "000002" });
    expect(await names("SHOW WAREHOUSES", "R")).toEqual(["B"]);
    expect(await names("SHOW WAREHOUSES WITH PRIVILEGES MODIFY", "R")).toEqual([]);
    expect(await names("SHOW WAREHOUSES", "PUBLIC")).toEqual([]);
  });
});
