import { describe, expect, it } from "vitest";
import type { ObjectChange } from "../change.ts";
import type { World } from "../kind.ts";
import type { AnyObject } from "../object.ts";
import { idOf } from "../object-id.ts";
import { described, type Plain, wellDescribed } from "../testing/describe.ts";
import { type Cells, changed, created, readObject } from "../testing/read.ts";
import { isUnknown } from "../value.ts";
import { task } from "./task.ts";

type File = { readonly [field: string]: Plain };

const make = (name: string, file: File = {}): AnyObject => wellDescribed(task, ["DB", "SC", name], { body: "SELECT 1", ...file });
const id = (name: string) => idOf("task", ["DB", "SC", name] as never);
const sqlOf = (from: File, to: File): readonly string[] =>
  (changed(make("T", from), make("T", to))?.sql() ?? []).map((text) => text.replace('ALTER TASK "DB"."SC"."T" ', ""));

const row: Cells = {
  created_on: "2025-01-01",
  name: "T",
  database_name: "DB",
  schema_name: "SC",
  owner: "R",
  comment: "",
  warehouse: null,
  schedule: null,
  scheduling_mode: null,
  target_completion_interval: null,
  predecessors: "[]",
  state: "suspended",
  definition: "SELECT 1",
  condition: null,
  allow_overlapping_execution: "false",
  error_integration: "null",
  success_integration: "null",
  config: null,
  task_relations: '{"Predecessors":[]}',
};
const parameters = (set: { readonly [key: string]: string }): readonly Cells[] =>
  ["LOG_LEVEL", "QUERY_TAG", "SERVERLESS_TASK_MAX_STATEMENT_SIZE", "SERVERLESS_TASK_MIN_STATEMENT_SIZE", "SUSPEND_TASK_AFTER_NUM_FAILURES"]
    .concat(["TASK_AUTO_RETRY_ATTEMPTS", "USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE", "USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS", "USER_TASK_TIMEOUT_MS"])
    .map((key) => ({ key, value: set[key] ?? "7", level: key in set ? "TASK" : "ACCOUNT", type: "STRING" }));
const read = (cells: Cells = {}, set: { readonly [key: string]: string } = {}): AnyObject =>
  readObject(task, { ...row, ...cells }, { PARAMETERS: parameters(set) });

function worldOf(...tasks: readonly AnyObject[]): World {
  const all = new Map(tasks.map((each) => [each.id, each]));
  return { find: (of) => all.get(of) ?? null, inside: () => tasks, attachments: () => [], grants: () => [] };
}

describe("CREATE TASK", () => {
  it("says what the file says", () => {
    const file = {
      warehouse: "wh",
      schedule: "60 minutes",
      config: '{"a": 1}',
      allow_overlapping_execution: true,
      user_task_timeout_ms: 10_000,
      suspend_task_after_num_failures: 0,
      error_integration: "errs",
      success_integration: "oks",
      log_level: "info",
      task_auto_retry_attempts: 2,
      user_task_minimum_trigger_interval_in_seconds: 30,
      session_params: { timezone: "UTC", statement_timeout_in_seconds: 5 },
      comment: "It's one",
      when: "SYSTEM$STREAM_HAS_DATA('ST')",
      body: "\n  CALL p();\n",
    };
    expect(created(wellDescribed(task, ["DEV__DB", "SC", "T"], file, { prefix: "DEV__" }))).toEqual([
      `CREATE TASK "DEV__DB"."SC"."T"
  WAREHOUSE = "DEV__WH"
  SCHEDULE = '60 minutes'
  CONFIG = '{"a": 1}'
  ALLOW_OVERLAPPING_EXECUTION = TRUE
  USER_TASK_TIMEOUT_MS = 10000
  SUSPEND_TASK_AFTER_NUM_FAILURES = 0
  ERROR_INTEGRATION = "ERRS"
  SUCCESS_INTEGRATION = "OKS"
  LOG_LEVEL = 'INFO'
  TASK_AUTO_RETRY_ATTEMPTS = 2
  USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS = 30
  COMMENT = 'It''s one'
  STATEMENT_TIMEOUT_IN_SECONDS = 5
  TIMEZONE = 'UTC'
  WHEN SYSTEM$STREAM_HAS_DATA('ST')
AS
CALL p()`,
    ]);
  });

  it("says the compute that Snowflake may use, and the mode only where it is another one", () => {
    const sizes = {
      serverless_task_min_statement_size: "x-small",
      user_task_managed_initial_warehouse_size: "SMALL",
      serverless_task_max_statement_size: "x2large",
    };
    const file = { ...sizes, schedule: "6 h", target_completion_interval: "2 hours", scheduling_mode: "flexible" };
    expect(created(make("T", file))[0]).toBe(`CREATE TASK "DB"."SC"."T"
  USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = 'SMALL'
  SCHEDULE = '6 h'
  SCHEDULING_MODE = 'FLEXIBLE'
  TARGET_COMPLETION_INTERVAL = '2 hours'
  SERVERLESS_TASK_MIN_STATEMENT_SIZE = 'XSMALL'
  SERVERLESS_TASK_MAX_STATEMENT_SIZE = 'XXLARGE'
AS
SELECT 1`);
    expect(created(make("T", { schedule: "6 h", scheduling_mode: "FIXED" }))[0]).not.toContain("SCHEDULING_MODE");
  });

  it("starts a task below others in the same step", () => {
    expect(created(make("T", { after: ["b", "a"], state: "started" }))).toEqual([
      'CREATE TASK "DB"."SC"."T"\n  AFTER "DB"."SC"."A", "DB"."SC"."B"\nAS\nSELECT 1',
      'ALTER TASK "DB"."SC"."T" RESUME',
    ]);
    expect(created(make("T", { finalize: "a", state: "suspended" }))).toEqual(['CREATE TASK "DB"."SC"."T"\n  FINALIZE = "DB"."SC"."A"\nAS\nSELECT 1']);
  });
});

describe("what was read", () => {
  it("is as described", () => {
    expect(changed(read(), make("T"))).toBeNull();
    const cells = { warehouse: "WH", schedule: "1 hour", comment: "abc #0123456789abcdef", error_integration: "ERRS", config: '{"b": [1], "a": "x"}' };
    const file = { warehouse: "wh", schedule: "60 MINUTES", comment: "abc", error_integration: "errs", config: '{"a":"x","b":[1]}' };
    expect(
      changed(
        read({ ...cells, definition: "SELECT 1;" }, { QUERY_TAG: "7", USER_TASK_TIMEOUT_MS: "5" }),
        make("T", { ...file, session_params: { query_tag: 7 }, user_task_timeout_ms: 5 }),
      ),
    ).toBeNull();
    const below = { predecessors: '[ "DB.SC.A", "DB.SC.\\"b c\\"" ]', allow_overlapping_execution: null };
    expect(changed(read(below), make("T", { after: ['"b c"', "a"] }))).toBeNull();
    const last = { task_relations: '{"FinalizedRootTask":"DB.SC.A","Predecessors":[]}', condition: "x  >1" };
    expect(changed(read(last), make("T", { finalize: "a", when: "X > 1" }))).toBeNull();
    expect(changed(read({ schedule: "USING CRON  0 9 * * mon UTC" }), make("T", { schedule: "using cron 0 9 * * MON utc" }))).toBeNull();
  });

  it("compares what is set on the task itself, not what it inherits", () => {
    expect(changed(read(), make("T", { suspend_task_after_num_failures: 7 }))?.fields).toEqual(["suspend_task_after_num_failures"]);
    expect(changed(read({}, { SUSPEND_TASK_AFTER_NUM_FAILURES: "7" }), make("T"))?.sql()).toEqual([
      'ALTER TASK "DB"."SC"."T" UNSET SUSPEND_TASK_AFTER_NUM_FAILURES',
    ]);
  });

  it("leaves alone whether it runs, and the mode, where the file does not say", () => {
    expect(changed(read({ state: "started", scheduling_mode: "FLEXIBLE" }), make("T"))).toBeNull();
    expect(changed(read({ state: "started" }), make("T", { state: "suspended" }))?.sql()).toEqual(['ALTER TASK "DB"."SC"."T" SUSPEND']);
  });

  it("does not guess what it is not told", () => {
    const { predecessors: _1, task_relations: _2, scheduling_mode: _3, comment: _4, state: _5, ...less } = row;
    const hidden = readObject(task, less);
    for (const field of ["after", "finalize", "scheduling_mode", "comment", "state", "session_params", "log_level"])
      expect(isUnknown(hidden.fields[field])).toBe(true);
    expect(changed(hidden, make("T", { after: ["a"], state: "started", comment: "x", user_task_timeout_ms: 5 }))).toBeNull();
    for (const cells of [{ predecessors: "[" }, { predecessors: "{}" }, { predecessors: '["A"]' }]) expect(isUnknown(read(cells).fields.after)).toBe(true);
    expect(isUnknown(read({ task_relations: "?" }).fields.finalize)).toBe(true);
  });

  it("leaves Snowflake's and applications' alone", () => {
    const isBaseline = (cells: Cells) => task.baseline?.({ row: { get: (column) => ({ ...row, ...cells })[column] }, also: () => [] });
    expect([isBaseline({}), isBaseline({ owner: null }), isBaseline({ owner_role_type: "APPLICATION" })]).toEqual([false, true, true]);
  });
});

describe("ALTER TASK", () => {
  it.each<[string, File, File, readonly string[]]>([
    ["properties", { comment: "a", schedule: "5 m" }, { schedule: "9 m", warehouse: "wh" }, ["UNSET COMMENT", `SET WAREHOUSE = "WH" SCHEDULE = '9 m'`]],
    ["the body and the condition", { when: "a" }, { body: "SELECT 2", when: "b" }, ["MODIFY WHEN b", "MODIFY AS SELECT 2"]],
    ["no condition", { when: "a" }, {}, ["REMOVE WHEN"]],
    [
      "from a warehouse to Snowflake's compute",
      { warehouse: "wh" },
      { user_task_managed_initial_warehouse_size: "SMALL" },
      ["UNSET WAREHOUSE", "SET USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = 'SMALL'"],
    ],
    [
      "back",
      { user_task_managed_initial_warehouse_size: "SMALL" },
      { warehouse: "wh" },
      ["UNSET USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE", 'SET WAREHOUSE = "WH"'],
    ],
    ["parameters", { session_params: { a: 1, b: "x" } }, { session_params: { b: "y", c: true } }, ["UNSET A", "SET B = 'y' C = TRUE"]],
    ["an overlap", { allow_overlapping_execution: true }, {}, ["SET ALLOW_OVERLAPPING_EXECUTION = FALSE"]],
    ["another predecessor", { after: ["a", "b"] }, { after: ["b", "c"] }, ['ADD AFTER "DB"."SC"."C"', 'REMOVE AFTER "DB"."SC"."A"']],
    ["all other predecessors: never without one", { after: ["a"] }, { after: ["b"] }, ['ADD AFTER "DB"."SC"."B"', 'REMOVE AFTER "DB"."SC"."A"']],
    [
      "into a graph",
      { schedule: "5 m", allow_overlapping_execution: true },
      { after: ["a"] },
      ["UNSET SCHEDULE", "SET ALLOW_OVERLAPPING_EXECUTION = FALSE", 'ADD AFTER "DB"."SC"."A"'],
    ],
    ["out of a graph", { after: ["a"] }, { schedule: "5 m" }, ['REMOVE AFTER "DB"."SC"."A"', "SET SCHEDULE = '5 m'"]],
    ["to the end of a graph", { after: ["a"] }, { finalize: "a" }, ['REMOVE AFTER "DB"."SC"."A"', 'SET FINALIZE = "DB"."SC"."A"']],
    ["of another graph", { finalize: "a" }, { finalize: "b" }, ["UNSET FINALIZE", 'SET FINALIZE = "DB"."SC"."B"']],
    [
      "what was suspended on the way is started again",
      { finalize: "a", state: "started" },
      { after: ["b"] },
      ["UNSET FINALIZE", 'ADD AFTER "DB"."SC"."B"', "RESUME"],
    ],
    [
      "... unless it is to rest",
      { finalize: "a", state: "started" },
      { after: ["b"], state: "suspended" },
      ["UNSET FINALIZE", 'ADD AFTER "DB"."SC"."B"', "SUSPEND"],
    ],
    ["running", { after: ["a"], state: "suspended" }, { after: ["a"], state: "started" }, ["RESUME"]],
  ])("%s", (_what, from, to, statements) => expect(sqlOf(from, to)).toEqual(statements));

  it("removes first where there is no room for more", () => {
    const many = (from: number) => Array.from({ length: 100 }, (_, i) => `p${from + i}`);
    const statements = sqlOf({ after: many(0), state: "started" }, { after: many(100) });
    expect(statements.map((each) => each.split(" ")[0])).toEqual(["REMOVE", "ADD", "RESUME"]);
  });
});

describe("a file", () => {
  it.each<[File, string]>([
    [{ schedule: "5 m", after: ["a"] }, "ST1104 schedule and after exclude each other"],
    [{ after: ["a"], finalize: "b" }, "ST1104 after and finalize exclude each other"],
    [{ finalize: "b", config: "{}" }, "ST1104 config and finalize exclude each other"],
    [{ after: ["a"], task_auto_retry_attempts: 1 }, "ST1104 task_auto_retry_attempts and after exclude each other"],
    [{ after: ["a"], allow_overlapping_execution: true }, "ST1104 allow_overlapping_execution and after exclude each other"],
    [{ after: ["t"] }, "ST1104 a task cannot run after itself"],
    [{ finalize: "T" }, "ST1104 a task cannot finish its own runs"],
    [{ after: ["other.a"] }, "ST1104 DB.OTHER.A is in another schema"],
    [{ after: [] }, "ST1104 the list is empty"],
    [
      { warehouse: "wh", user_task_managed_initial_warehouse_size: "SMALL" },
      "ST1104 user_task_managed_initial_warehouse_size and warehouse exclude each other",
    ],
    [{ warehouse: "wh", target_completion_interval: "1 h" }, "ST1104 target_completion_interval and warehouse exclude each other"],
    [
      { serverless_task_min_statement_size: "LARGE", serverless_task_max_statement_size: "SMALL" },
      "ST1104 serverless_task_max_statement_size is smaller than serverless_task_min_statement_size",
    ],
    [{ schedule: "hourly" }, 'ST1104 expected the schedule of a task, found "hourly"'],
    [{ schedule: "USING CRON * * * * UTC" }, 'ST1104 expected the schedule of a task, found "USING CRON * * * * UTC"'],
    [{ target_completion_interval: "0 s" }, 'ST1104 expected a length of time, found "0 s"'],
    [{ config: "[1]" }, "ST1104 the configuration of a task graph is no JSON object"],
    [{ config: "{" }, "ST1104 the configuration of a task graph is no JSON object"],
    [{ session_params: { log_level: "INFO" } }, "ST1104 LOG_LEVEL is no session parameter of a task"],
    [{ session_params: { search_path: "a" } }, "ST1104 SEARCH_PATH is no session parameter of a task"],
    [{ session_params: { autocommit: false } }, "ST1104 a task always commits: AUTOCOMMIT cannot be false"],
    [{ state: "running" }, 'ST1104 expected one of started, suspended, found "running"'],
    [{ task_auto_retry_attempts: 31 }, "ST1104 31 is out of range: expected a whole number from 0 to 30"],
  ])("is refused: %j", (file, message) => {
    expect(described(task, ["DB", "SC", "T"], { body: "SELECT 1", ...file }).diagnostics.map((each) => `${each.code} ${each.message}`)).toEqual([message]);
  });

  it("needs a body", () => expect(described(task, ["DB", "SC", "T"], {}).diagnostics.map(({ code }) => code)).toEqual(["ST1102"]));

  it("names what must be there before, and SQL that names more", () => {
    const object = make("T", { after: ["a"], warehouse: "wh", when: "SYSTEM$STREAM_HAS_DATA('SC.ST') AND x" });
    expect(task.refs?.(object)).toEqual([id("A"), "warehouse:WH"]);
    expect(task.bodies?.(object)).toEqual(["SELECT 1", "SYSTEM$STREAM_HAS_DATA('SC.ST') AND x", "SC.ST"]);
  });
});

const change = (how: ObjectChange["how"], from: AnyObject | null, to: AnyObject | null, fields: readonly string[] = []): ObjectChange => ({
  kind: "object",
  how,
  from,
  to,
  fields,
});
const ownedBy = (owner: string, object: AnyObject): AnyObject => ({ ...object, owner: owner as never });

describe("a graph", () => {
  const [root, a, b, last, lone] = [
    make("ROOT"),
    make("A", { after: ["root"] }),
    make("B", { after: ["a"] }),
    make("LAST", { finalize: "root" }),
    make("LONE"),
  ];
  const world = worldOf(root, a, b, last, lone);
  const resting = (...[how, from, to]: readonly [ObjectChange["how"], AnyObject | null, AnyObject | null]) =>
    (task.bracket?.(change(how, from, to), world) ?? []).map(({ of }) => of);

  it("stands still while one of its tasks changes", () => {
    for (const each of [root, a, b, last]) {
      expect(resting("alter", each, each)).toEqual([root.id]);
      expect(resting("drop", each, null)).toEqual([root.id]);
    }
    expect(resting("create", null, make("NEW", { after: ["b"] }))).toEqual([root.id]);
    expect(resting("alter", lone, lone)).toEqual([lone.id]);
    expect(resting("drop", lone, null)).toEqual([]);
    expect(resting("create", null, make("NEW", { after: ["b", "lone"] }))).toEqual([lone.id, root.id]);
    expect(resting("create", null, make("NEW"))).toEqual([id("NEW")]);
    // What it runs after is not there yet.
    expect(resting("create", null, make("NEW", { after: ["newer"] }))).toEqual([]);
  });

  it("rests with the task itself while it comes to another role", () => {
    expect(resting("alter", ownedBy("R", b), ownedBy("S", b))).toEqual([root.id, b.id]);
    expect(resting("alter", ownedBy("R", root), ownedBy("S", root))).toEqual([root.id]);
  });

  const links = (each: ObjectChange, tasks: readonly AnyObject[]) =>
    (task.implies?.(each, worldOf(...tasks)) ?? []).map((implied) => {
      if (implied.kind !== "object") throw new Error("not an object");
      const { after, finalize, state } = implied.to?.fields ?? {};
      return { id: implied.to?.id, fields: implied.fields, after, finalize, state };
    });

  it("falls apart where one of its tasks is dropped", () => {
    const both = make("C", { after: ["root", "a"], state: "started" });
    expect(links(change("drop", root, null), [a, both, last, b])).toEqual([
      { id: a.id, fields: ["after", "state"], after: undefined, finalize: undefined, state: "suspended" },
      { id: both.id, fields: ["after"], after: ["DB.SC.A"], finalize: undefined, state: "started" },
      { id: last.id, fields: ["finalize", "state"], after: undefined, finalize: undefined, state: "suspended" },
    ]);
    expect(links(change("drop", b, null), [root, a])).toEqual([]);
  });

  it("falls apart where one of its tasks comes to another role", () => {
    const running = (each: AnyObject): AnyObject => ownedBy("R", { ...each, fields: { ...each.fields, state: "started" } });
    const [above, mine, below] = [running(root), running(a), running(b)];
    const alone = { after: undefined, finalize: undefined, state: "suspended" };
    expect(links(change("alter", mine, ownedBy("S", mine)), [above, mine, below])).toEqual([
      { id: a.id, fields: ["after", "state"], ...alone },
      { id: b.id, fields: ["after", "state"], ...alone },
    ]);
    expect(links(change("alter", above, ownedBy("S", above)), [above, mine])).toEqual([
      { id: root.id, fields: ["state"], ...alone },
      { id: a.id, fields: ["after", "state"], ...alone },
    ]);
    expect(links(change("alter", ownedBy("R", root), ownedBy("S", root)), [ownedBy("R", make("ROOT", { state: "suspended" }))])).toEqual([]);
    expect(links(change("alter", mine, mine, ["body"]), [above, mine, below])).toEqual([]);
    expect(links(change("create", null, mine), [above, mine, below])).toEqual([]);
  });

  const mistakes = (...tasks: readonly AnyObject[]) =>
    tasks.flatMap((each) => (task.mistakes?.(each, worldOf(...tasks)) ?? []).map(({ field, message }) => `${each.name.at(-1)} ${field}: ${message}`));

  it("has no circle, and one end", () => {
    expect(mistakes(root, a, b, last, lone)).toEqual([]);
    const circle = [make("A", { after: ["c"] }), make("B", { after: ["a"] }), make("C", { after: ["b", "root"] }), make("D", { after: ["a"] }), root];
    expect(mistakes(...circle)).toEqual(["A after: these tasks wait for each other: DB.SC.A, DB.SC.B, DB.SC.C"]);
    expect(mistakes(root, last, make("X", { after: ["last"] }))).toEqual(["X after: DB.SC.LAST finishes a graph, and nothing runs after it"]);
    expect(mistakes(root, a, make("X", { finalize: "a" }))).toEqual(["X finalize: DB.SC.A starts no graph: something runs before it"]);
    expect(mistakes(root, last, make("X", { finalize: "root" }))).toEqual([
      "X finalize: DB.SC.ROOT has DB.SC.LAST already, and a graph is finished by one task",
    ]);
  });
});

describe("danger and needs", () => {
  const started = ownedBy("R", make("T", { state: "started" }));
  const wordsOf = (of: ObjectChange): string => (task.danger?.(of) ?? []).join("; ");

  it("says what starting and suspending do", () => {
    expect(wordsOf(change("alter", null, started, ["state"]))).toMatch(/^from now on it runs.*R needs EXECUTE TASK and EXECUTE MANAGED TASK on the account/);
    expect(wordsOf(change("alter", null, make("T", { after: ["a"], state: "started", warehouse: "wh" }), ["state"]))).toMatch(
      /its owner needs EXECUTE TASK on/,
    );
    expect(wordsOf(change("alter", null, make("T", { state: "suspended" }), ["state"]))).toMatch(/future runs are cancelled/);
    expect(wordsOf(change("alter", null, make("T", { after: ["a"], state: "suspended" }), ["state"]))).toMatch(/runs on as if it had succeeded/);
    expect(wordsOf(change("alter", null, started, ["body"]))).toBe("");
  });

  it("asks for EXECUTE TASK where a task is started, and for EXECUTE MANAGED TASK where it has no warehouse", () => {
    const needs = (of: ObjectChange) => task.alsoNeeds?.(of).map(({ privilege }) => privilege);
    expect(needs(change("create", null, started))).toEqual(["EXECUTE TASK", "EXECUTE MANAGED TASK"]);
    expect(needs(change("alter", started, make("T", { warehouse: "wh", state: "started" }), ["state"]))).toEqual(["EXECUTE TASK"]);
    expect(needs(change("alter", started, started, ["body"]))).toEqual([]);
    expect(needs(change("drop", started, null))).toEqual([]);
  });
});
