import { field } from "../../field.ts";
import { accountName, schemaObjectName } from "../../value-types/name.ts";
import { bool, int, oneOf, text } from "../../value-types/scalar.ts";
import { schedule, taskInterval } from "./task-schedule.ts";
import { condition, logLevel, predecessors, schedulingMode, taskBody, taskConfig, taskSessionParams, taskSize } from "./task-values.ts";

/** Seven days (docs: sql-reference/sql/create-task, "USER_TASK_TIMEOUT_MS"). */
const MOST = { milliseconds: 604_800_000, seconds: 604_800 };

/**
 * In the order in which CREATE TASK says them, and at the end what not every account has. A parameter that is set only on what holds the task is
 * none of the task's own (RA 10).
 */
export const taskFields = {
  warehouse: field(accountName({ prefixed: true }), "The warehouse that it runs on; without one Snowflake finds the compute, and bills it apart.", {
    from: { show: "warehouse" },
  }),
  user_task_managed_initial_warehouse_size: field(taskSize, "The compute of its first runs, where Snowflake finds the compute.", {
    from: { parameter: "USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE" },
  }),
  schedule: field(schedule, "When it runs: a number of HOURS, MINUTES or SECONDS, or USING CRON. Only what starts a graph has one.", {
    from: { show: "schedule" },
  }),
  config: field(taskConfig, "What the tasks of the graph are told: a JSON object. Only what starts a graph has one.", { from: { show: "config" } }),
  allow_overlapping_execution: field(bool, "A run of the graph may begin before the one before has ended. Only what starts a graph says so.", {
    from: { show: "allow_overlapping_execution" },
    default: false,
  }),
  user_task_timeout_ms: field(int({ min: 0, max: MOST.milliseconds }), "How long one run may take, in milliseconds.", {
    from: { parameter: "USER_TASK_TIMEOUT_MS" },
  }),
  suspend_task_after_num_failures: field(int({ min: 0 }), "After so many failed runs in a row it is suspended; 0 means never.", {
    from: { parameter: "SUSPEND_TASK_AFTER_NUM_FAILURES" },
  }),
  log_level: field(logLevel, "From which severity on its events are kept.", { from: { parameter: "LOG_LEVEL" } }),
  task_auto_retry_attempts: field(int({ min: 0, max: 30 }), "How often the graph is tried again after a failure. Only what starts a graph has it.", {
    from: { parameter: "TASK_AUTO_RETRY_ATTEMPTS" },
  }),
  user_task_minimum_trigger_interval_in_seconds: field(
    int({ min: 10, max: MOST.seconds }),
    "At least so many seconds are between two runs that data has triggered.",
    { from: { parameter: "USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS" } },
  ),
  target_completion_interval: field(taskInterval, "In what time a run should be done, where Snowflake finds the compute.", {
    from: { show: "target_completion_interval" },
  }),
  serverless_task_min_statement_size: field(taskSize, "The least compute, where Snowflake finds it.", {
    from: { parameter: "SERVERLESS_TASK_MIN_STATEMENT_SIZE" },
  }),
  serverless_task_max_statement_size: field(taskSize, "The most compute, where Snowflake finds it.", {
    from: { parameter: "SERVERLESS_TASK_MAX_STATEMENT_SIZE" },
  }),
  session_params: field(taskSessionParams, "Parameters of the session that its SQL runs in: timezone, query_tag, ...", { default: {} }),
  comment: field(text, "A comment.", { group: "envelope" }),
  after: field(predecessors, "The tasks of the same schema that it runs after."),
  finalize: field(schemaObjectName, "The task that starts a graph, whose runs this one finishes, however they went."),
  when: field(condition, "It runs only where this holds: SYSTEM$STREAM_HAS_DATA('S').", { from: { show: "condition" } }),
  body: field(taskBody, "The SQL that it runs: one statement, a CALL, or a block of Snowflake Scripting.", { from: { show: "definition" } }),
  state: field(oneOf(["started", "suspended"]), "Whether it runs by its schedule, or in its graph; left as it is where the file does not say.", {
    from: { show: "state" },
    group: "state",
    absent: "unmanaged",
  }),
  error_integration: field(accountName({ prefixed: false }), "The notification integration that is told of errors.", { from: { show: "error_integration" } }),
  success_integration: field(accountName({ prefixed: false }), "The notification integration that is told of runs without errors.", {
    from: { show: "success_integration" },
  }),
  scheduling_mode: field(schedulingMode, "Whether Snowflake may shift the runs of a task that it finds the compute for. Not every account has it.", {
    absent: "unmanaged",
  }),
} as const;
