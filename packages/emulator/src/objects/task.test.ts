import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import type { LocalSession } from "../session.ts";
import { as, must, run, show } from "../testing/run.ts";

async function withSchema() {
  const account = LocalAccount.create();
  const session = as(account, "ACCOUNTADMIN");
  await must(session, "CREATE DATABASE d; CREATE SCHEMA s; USE SCHEMA d.s; CREATE WAREHOUSE wh; CREATE SCHEMA other; USE SCHEMA s");
  return { account, session };
}

/** root -> a, b -> c; f finalizes root. */
async function withGraph() {
  const { account, session } = await withSchema();
  await must(session, "CREATE TASK root SCHEDULE = '60 MINUTES' AS SELECT 1; CREATE TASK a AFTER root AS SELECT 1; CREATE TASK b AFTER root AS SELECT 1");
  await must(session, "CREATE TASK c AFTER a, b AS SELECT 1; CREATE TASK f FINALIZE = root AS SELECT 1; CREATE TASK lone SCHEDULE = '1 h' AS SELECT 1");
  return { account, session };
}

async function stateOf(session: LocalSession, name: string) {
  const [row] = await show(session, `SHOW TASKS LIKE '${name}'`);
  return {
    state: row?.state,
    after: JSON.parse(row?.predecessors ?? "null"),
    reason: row?.last_suspended_reason,
    relations: JSON.parse(row?.task_relations ?? "null"),
  };
}

const BUSY = { code: "091421", message: "Unable to update graph with root task D.S.ROOT since that root task is not suspended." };

describe("task", () => {
  it.each([
    [
      `CREATE OR REPLACE TASK "D"."S"."T"\nWAREHOUSE = "WH"\nSCHEDULE = '60 minutes'\nCOMMENT = 'abc'\nAS\nSELECT 1`,
      { warehouse: "WH", schedule: "60 minutes", comment: "abc", scheduling_mode: null, error_integration: "null", config: null, condition: null },
    ],
    [
      `CREATE TASK t USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = XSMALL SCHEDULE = 'USING CRON 0 0 10-20 * TUE,THU UTC' CONFIG = '{"foo": "bar"}'
       USER_TASK_TIMEOUT_MS = 10000 SUSPEND_TASK_AFTER_NUM_FAILURES = 10 ALLOW_OVERLAPPING_EXECUTION = TRUE AS SELECT 1`,
      { warehouse: null, schedule: "USING CRON 0 0 10-20 * TUE,THU UTC", config: '{"foo": "bar"}', allow_overlapping_execution: "true" },
    ],
    [
      "CREATE TASK t TIMEZONE = 'UTC', QUERY_TAG = 'x' WHEN SYSTEM$STREAM_HAS_DATA('s') OR CAST('1' AS INT) > 0 AS call p()",
      { definition: "call p()", condition: "SYSTEM$STREAM_HAS_DATA('s') OR CAST('1' AS INT) > 0", schedule: null },
    ],
    [
      "CREATE TASK t SCHEDULE = '6 hours' TARGET_COMPLETION_INTERVAL = '2 hours' AS\nBEGIN\n  SELECT 1; -- one\n  SELECT 2;\nEND;",
      { definition: "BEGIN\n  SELECT 1; -- one\n  SELECT 2;\nEND", target_completion_interval: "2 hours", scheduling_mode: "FIXED" },
    ],
  ])("%s", async (statement, expected) => {
    const { session } = await withSchema();
    expect(await run(session, statement)).toBe("Task T successfully created.");
    const shown = { name: "T", state: "suspended", predecessors: "[]", definition: "SELECT 1", allow_overlapping_execution: "false", ...expected };
    expect(await show(session, "SHOW TASKS IN SCHEMA d.s")).toMatchObject([shown]);
    expect(await show(session, "DESC TASK t")).toMatchObject([shown]);
  });

  it.each([
    ["CREATE TASK t", { code: "001003" }],
    ["CREATE TASK t AS", { code: "001003" }],
    ["CREATE TASK t WAREHOUSE = nowhere AS SELECT 1", { code: "002003" }],
    ["CREATE TASK t WAREHOUSE = wh USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = XSMALL AS SELECT 1", { code: "091087" }],
    ["CREATE TASK t USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = X6LARGE AS SELECT 1", { code: "001008" }],
    ["CREATE TASK t SERVERLESS_TASK_MIN_STATEMENT_SIZE = 'LARGE' SERVERLESS_TASK_MAX_STATEMENT_SIZE = 'SMALL' AS SELECT 1", { code: "091087" }],
    ["CREATE TASK t SCHEDULE = '60' AS SELECT 1", { code: "001008" }],
    ["CREATE TASK t SCHEDULE = '1 SECOND' AS SELECT 1", { code: "001008" }],
    ["CREATE TASK t SCHEDULE = 'USING CRON 0 25 * * * UTC' AS SELECT 1", { code: "001008" }],
    ["CREATE TASK t SCHEDULE = 'USING CRON * * * * * Mars/Base' AS SELECT 1", { code: "001008" }],
    ["CREATE TASK t SCHEDULE = 'USING CRON * * * * UTC' AS SELECT 1", { code: "001008" }],
    ["CREATE TASK t CONFIG = 'no json' AS SELECT 1", { code: "001008" }],
    ["CREATE TASK t AUTOCOMMIT = FALSE AS SELECT 1", { code: "000002" }],
    ["CREATE TASK t ERROR_INTEGRATION = nowhere AS SELECT 1", { message: "SQL compilation error:\nIntegration 'NOWHERE' does not exist or not authorized." }],
    ["CREATE TASK t AFTER missing AS SELECT 1", { message: "SQL compilation error:\nTask 'MISSING' does not exist or not authorized." }],
    ["CREATE TASK t AFTER root SCHEDULE = '1 h' AS SELECT 1", { code: "091087" }],
    ["CREATE TASK t AFTER root TASK_AUTO_RETRY_ATTEMPTS = 2 AS SELECT 1", { code: "091087" }],
    ["CREATE TASK other.t AFTER root AS SELECT 1", { code: "091087" }],
    ["CREATE TASK t AFTER f AS SELECT 1", { code: "091087" }],
    ["CREATE TASK t FINALIZE = root AS SELECT 1", { code: "091087" }],
    ["CREATE TASK t FINALIZE = a AS SELECT 1", { code: "091087" }],
    ["CREATE TASK t FINALIZE = lone SCHEDULE = '1 h' AS SELECT 1", { code: "091087" }],
    ["ALTER TASK root ADD AFTER c", { code: "091087" }],
    ["ALTER TASK a ADD AFTER c", { code: "091087" }],
    ["ALTER TASK a ADD AFTER a", { code: "091087" }],
    ["ALTER TASK lone ADD AFTER a", { code: "091087" }],
    ["ALTER TASK c REMOVE AFTER root", { code: "091087" }],
    ["ALTER TASK lone RENAME TO x", { code: "001003" }],
    ["CREATE TASK t CLONE root", { code: "000002" }],
    ["CREATE TASK t EXECUTE AS USER admin AS SELECT 1", { code: "000002" }],
    ["EXECUTE TASK root", { code: "000002" }],
    ["ALTER TASK lone SET NO_SUCH = 1", { code: "001420" }],
  ])("refuses %s", async (statement, expected) => {
    const { session } = await withGraph();
    expect(await run(session, statement)).toMatchObject(expected);
  });

  it("shows a graph", async () => {
    const { session } = await withGraph();
    expect(await stateOf(session, "c")).toMatchObject({ after: ["D.S.A", "D.S.B"], relations: { Predecessors: ["D.S.A", "D.S.B"] } });
    expect((await stateOf(session, "root")).relations).toEqual({ Predecessors: [], FinalizerTask: "D.S.F" });
    expect((await stateOf(session, "f")).relations).toEqual({ FinalizedRootTask: "D.S.ROOT", Predecessors: [] });
    expect((await show(session, "SHOW TASKS ROOT ONLY")).map(({ name }) => name)).toEqual(["F", "LONE", "ROOT"]);
    expect(await show(session, "SHOW TERSE TASKS LIKE 'root'")).toMatchObject([{ name: "ROOT", kind: null, schedule: "60 MINUTES" }]);
  });

  it.each([
    ["ALTER TASK a SET COMMENT = 'x'", BUSY],
    ["ALTER TASK root SET SCHEDULE = '5 MINUTES'", BUSY],
    ["ALTER TASK c MODIFY AS SELECT 2", BUSY],
    ["ALTER TASK a RESUME", BUSY],
    ["ALTER TASK a SUSPEND", BUSY],
    ["ALTER TASK f SUSPEND", BUSY],
    ["ALTER TASK c REMOVE AFTER b", BUSY],
    ["ALTER TASK f UNSET FINALIZE", BUSY],
    ["CREATE TASK d AFTER c AS SELECT 1", BUSY],
    ["CREATE OR REPLACE TASK a AFTER root AS SELECT 1", BUSY],
    ["CREATE OR ALTER TASK a AFTER root AS SELECT 2", BUSY],
    ["DROP TASK c", BUSY],
    ["DROP TASK root", BUSY],
    ["GRANT OWNERSHIP ON TASK c TO ROLE sysadmin", BUSY],
    ["SELECT SYSTEM$TASK_DEPENDENTS_ENABLE('a')", BUSY],
    ["ALTER TASK root RESUME", "Statement executed successfully."],
    ["ALTER TASK root SUSPEND", "Statement executed successfully."],
    ["COMMENT ON TASK a IS 'x'", "Statement executed successfully."],
    ["ALTER TASK root SUSPEND; ALTER TASK a SET COMMENT = 'x'", "Statement executed successfully."],
    ["ALTER TASK lone RESUME; DROP TASK lone", "LONE successfully dropped."],
  ])("while the root runs: %s", async (statement, expected) => {
    const { session } = await withGraph();
    await must(session, "ALTER TASK root RESUME");
    const result = await run(session, statement);
    if (typeof expected === "string") expect(result).toBe(expected);
    else expect(result).toEqual(expected);
  });

  it.each([
    ["DROP TASK a", "c", { after: ["D.S.B"], state: "started" }],
    ["DROP TASK root", "a", { after: [], state: "suspended", reason: "CHILD_BECAME_ROOT" }],
    ["DROP TASK root", "c", { after: ["D.S.A", "D.S.B"], state: "started" }],
    ["DROP TASK root", "f", { state: "suspended", reason: "FINALIZER_BECAME_ROOT", relations: { Predecessors: [] } }],
    ["ALTER TASK c REMOVE AFTER a, b", "c", { after: [], state: "suspended", reason: "CHILD_BECAME_ROOT" }],
    ["ALTER TASK f UNSET FINALIZE", "f", { state: "suspended", reason: "FINALIZER_BECAME_ROOT" }],
    ["CREATE OR REPLACE TASK root SCHEDULE = '5 m' AS SELECT 2", "a", { after: ["D.S.ROOT"], state: "started" }],
    ["CREATE OR REPLACE TASK root SCHEDULE = '5 m' AS SELECT 2", "f", { relations: { FinalizedRootTask: "D.S.ROOT", Predecessors: [] } }],
    ["CREATE OR REPLACE TASK a AFTER root AS SELECT 2", "a", { after: ["D.S.ROOT"], state: "suspended", reason: null }],
    ["CREATE OR ALTER TASK c AFTER b AS SELECT 2", "c", { after: ["D.S.B"], state: "started" }],
    ["GRANT OWNERSHIP ON TASK a TO ROLE sysadmin", "a", { after: [], state: "suspended" }],
    ["GRANT OWNERSHIP ON TASK a TO ROLE sysadmin", "c", { after: ["D.S.B"], state: "started" }],
    ["GRANT OWNERSHIP ON ALL TASKS IN SCHEMA s TO ROLE sysadmin", "c", { after: ["D.S.A", "D.S.B"], state: "suspended", reason: "GRANT_OWNERSHIP" }],
    ["GRANT OWNERSHIP ON ALL TASKS IN SCHEMA s TO ROLE sysadmin", "f", { relations: { FinalizedRootTask: "D.S.ROOT", Predecessors: [] } }],
  ])("%s leaves %s", async (statement, name, expected) => {
    const { session } = await withGraph();
    await must(session, "SELECT SYSTEM$TASK_DEPENDENTS_ENABLE('d.s.root'); ALTER TASK root SUSPEND");
    await must(session, statement);
    expect(await stateOf(session, name)).toMatchObject(expected);
  });

  it("starts everything below a task, and only then sets a version", async () => {
    const { session } = await withGraph();
    await must(session, `SELECT SYSTEM$TASK_DEPENDENTS_ENABLE('d.s."ROOT"')`);
    const rows = await show(session, "SHOW TASKS");
    expect(rows.filter(({ state }) => state === "started").map(({ name }) => name)).toEqual(["A", "B", "C", "F", "ROOT"]);
    expect(rows.filter(({ last_committed_on: version }) => version !== null).map(({ name }) => name)).toEqual(["A", "B", "C", "F", "ROOT"]);
    await must(session, "ALTER TASK root SUSPEND");
    expect(await stateOf(session, "root")).toMatchObject({ state: "suspended", reason: "USER_SUSPENDED" });
  });

  it("resumes only what its owner may run", async () => {
    const { account, session } = await withSchema();
    await must(session, "CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON DATABASE d TO ROLE r; GRANT USAGE, CREATE TASK ON SCHEMA d.s TO ROLE r");
    await must(session, "GRANT MONITOR ON WAREHOUSE wh TO ROLE r; CREATE ROLE op; GRANT ROLE op TO USER admin; GRANT USAGE ON DATABASE d TO ROLE op");
    await must(session, "GRANT USAGE ON SCHEMA d.s TO ROLE op; GRANT OPERATE ON FUTURE TASKS IN SCHEMA d.s TO ROLE op");
    const owner = as(account, "R");
    await must(owner, "CREATE TASK d.s.t WAREHOUSE = wh SCHEDULE = '5 m' AS SELECT 1");
    const refused = (need: string) => ({ code: "091089", message: `Cannot execute task , ${need} must be granted to owner role` });
    expect(await run(owner, "ALTER TASK d.s.t RESUME")).toEqual(refused("EXECUTE TASK privilege"));
    await must(session, "GRANT EXECUTE TASK ON ACCOUNT TO ROLE r");
    expect(await run(owner, "ALTER TASK d.s.t RESUME")).toEqual(refused("USAGE privilege on the task's warehouse"));
    await must(session, "GRANT USAGE ON WAREHOUSE wh TO ROLE r");
    expect(await run(as(account, "OP"), "ALTER TASK d.s.t SET SCHEDULE = '6 m'")).toMatchObject({ code: "003001" });
    expect(await run(as(account, "OP"), "ALTER TASK d.s.t RESUME")).toBe("Statement executed successfully.");
    await must(owner, "ALTER TASK d.s.t SUSPEND; ALTER TASK d.s.t UNSET WAREHOUSE");
    expect(await run(owner, "ALTER TASK d.s.t RESUME")).toEqual(refused("EXECUTE MANAGED TASK privilege"));
    await must(session, "CREATE TASK mine SCHEDULE = '5 m' AS SELECT 1");
    expect(await run(owner, "CREATE TASK d.s.u AFTER d.s.mine AS SELECT 1")).toMatchObject({ code: "002003" });
  });

  it("keeps one owner in a graph", async () => {
    const { session } = await withSchema();
    await must(session, "CREATE TASK t SCHEDULE = '5 m' AS SELECT 1; GRANT OWNERSHIP ON TASK t TO ROLE sysadmin; CREATE TASK u AS SELECT 1");
    expect(await run(session, "CREATE TASK v AFTER t AS SELECT 1")).toMatchObject({ code: "091087" });
    expect(await run(session, "ALTER TASK u ADD AFTER t")).toMatchObject({ code: "091087" });
    expect(await show(session, "SHOW TASKS LIKE 'v'")).toEqual([]);
  });

  it("is altered", async () => {
    const { session } = await withSchema();
    await must(session, "CREATE TASK t WAREHOUSE = wh SCHEDULE = '5 m' CONFIG = '{}' WHEN TRUE AS SELECT 1; ALTER WAREHOUSE wh RENAME TO wx");
    await must(session, "ALTER TASK t SET SCHEDULE = '6 m', TIMEZONE = 'UTC' OVERLAP_POLICY = ALLOW_ALL_OVERLAP; ALTER TASK t MODIFY WHEN 1 = 1");
    await must(session, "ALTER TASK t MODIFY AS BEGIN SELECT 2; SELECT 3; END; ALTER TASK t UNSET CONFIG, COMMENT; COMMENT ON TASK t IS 'c'");
    const changed = { warehouse: "WX", schedule: "6 m", condition: "1 = 1", definition: "BEGIN SELECT 2; SELECT 3; END", config: null, comment: "c" };
    expect(await show(session, "SHOW TASKS")).toMatchObject([{ ...changed, allow_overlapping_execution: "true" }]);
    expect(await show(session, "SHOW PARAMETERS LIKE 'TIMEZONE' IN TASK t")).toMatchObject([{ value: "UTC", level: "TASK" }]);
    expect(await show(session, "SHOW PARAMETERS LIKE 'USER_TASK_TIMEOUT_MS' FOR TASK t")).toMatchObject([{ value: "3600000", level: "" }]);
    await must(session, "ALTER TASK t SET ALLOW_OVERLAPPING_EXECUTION = FALSE; ALTER TASK t REMOVE WHEN; ALTER TASK t UNSET SCHEDULE, TIMEZONE");
    expect(await show(session, "SHOW TASKS")).toMatchObject([{ allow_overlapping_execution: "false", condition: null, schedule: null }]);
    await must(session, "CREATE OR ALTER TASK t AS SELECT 4");
    expect(await show(session, "SHOW TASKS")).toMatchObject([{ warehouse: null, definition: "SELECT 4", comment: "" }]);
  });

  it("limits predecessors and graphs", async () => {
    const { session } = await withSchema();
    await must(session, "CREATE TASK root AS SELECT 1");
    const names = Array.from({ length: 101 }, (_, i) => `t${i}`);
    await must(session, names.map((name, i) => `CREATE TASK ${name} ${i < 100 ? "AFTER root" : ""} AS SELECT 1`).join("; "));
    expect(await run(session, "ALTER TASK t100 ADD AFTER root")).toMatchObject({ code: "091087" });
    expect(await run(session, `CREATE TASK many AFTER ${names.join(", ")} AS SELECT 1`)).toMatchObject({ code: "091087" });
  });
});
