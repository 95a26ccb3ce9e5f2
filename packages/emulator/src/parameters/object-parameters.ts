import type { Parameter, ParameterLevel } from "./parameter.ts";

const SESSION: readonly ParameterLevel[] = ["USER", "SESSION"];
const CONTAINERS: readonly ParameterLevel[] = ["DATABASE", "SCHEMA"];
const WITH_TABLES: readonly ParameterLevel[] = ["DATABASE", "SCHEMA", "TABLE"];
const WITH_TASKS: readonly ParameterLevel[] = ["DATABASE", "SCHEMA", "TASK"];
const SIZES = ["XSMALL", "SMALL", "MEDIUM", "LARGE", "XLARGE", "XXLARGE", "XXXLARGE", "X4LARGE", "X5LARGE", "X6LARGE"];
/** X2LARGE and XXLARGE are one size (docs: sql-reference/parameters). */
const TASK_SIZES = [...SIZES.slice(0, 6), "X2LARGE"];

function bool(name: string, fallback: string, levels: readonly ParameterLevel[], description: string): Parameter {
  return { name, type: "BOOLEAN", default: fallback, levels, description };
}

function string(
  name: string,
  levels: readonly ParameterLevel[],
  description: string,
  rest: { readonly default?: string; readonly values?: readonly string[] } = {},
): Parameter {
  return { name, type: "STRING", levels, description, ...rest, default: rest.default ?? "" };
}

function number(
  name: string,
  levels: readonly ParameterLevel[],
  description: string,
  rest: { readonly default: string; readonly min: number; readonly max?: number },
): Parameter {
  return { name, type: "NUMBER", levels, description, ...rest };
}

/** Set for an account or for an object in it (docs: sql-reference/parameters, "Object parameters"). */
export const OBJECT_PARAMETERS: readonly Parameter[] = [
  string("AUTO_EVENT_LOGGING", ["PROCEDURE"], "Whether log messages and trace events of Snowflake Scripting are ingested by themselves.", {
    default: "OFF",
    values: ["LOGGING", "TRACING", "ALL", "OFF"],
  }),
  string("BASE_LOCATION_PREFIX", CONTAINERS, "Prefix to use in the write path of Iceberg table files."),
  string("CATALOG", WITH_TABLES, "The catalog integration to use for Iceberg tables."),
  string("CATALOG_SYNC", WITH_TABLES, "Name of the catalog integration for Open Catalog that Iceberg tables are synced with."),
  number("CORTEX_CODE_CLI_DAILY_EST_CREDIT_LIMIT_PER_USER", ["USER"], "Daily estimated credit limit per user for Cortex Code; -1 is none.", {
    default: "-1",
    min: -1,
  }),
  number("CORTEX_CODE_DESKTOP_DAILY_EST_CREDIT_LIMIT_PER_USER", ["USER"], "Daily estimated credit limit per user for Cortex Code; -1 is none.", {
    default: "-1",
    min: -1,
  }),
  number("CORTEX_CODE_SNOWSIGHT_DAILY_EST_CREDIT_LIMIT_PER_USER", ["USER"], "Daily estimated credit limit per user for Cortex Code; -1 is none.", {
    default: "-1",
    min: -1,
  }),
  number("DATA_RETENTION_TIME_IN_DAYS", WITH_TABLES, "number of days to retain the old version of deleted/updated data", { default: "1", min: 0, max: 90 }),
  string("DEFAULT_DDL_COLLATION", WITH_TABLES, "Collation that is used for all the new columns created by the DDL statements (if not specified)"),
  string("DEFAULT_METADATA_WRITE_FORMAT", CONTAINERS, "Default metadata write format of new tables.", {
    default: "SNOWFLAKE",
    values: ["SNOWFLAKE", "ICEBERG"],
  }),
  string("DEFAULT_NOTEBOOK_COMPUTE_POOL_CPU", CONTAINERS, "Preferred CPU compute pool for notebooks.", { default: "SYSTEM_COMPUTE_POOL_CPU" }),
  string("DEFAULT_NOTEBOOK_COMPUTE_POOL_GPU", CONTAINERS, "Preferred GPU compute pool for notebooks.", { default: "SYSTEM_COMPUTE_POOL_GPU" }),
  string("DEFAULT_PYTHON_ARTIFACT_REPOSITORY", CONTAINERS, "Default artifact repository of new functions and procedures."),
  string("DEFAULT_STREAMLIT_NOTEBOOK_WAREHOUSE", CONTAINERS, "Default warehouse of Streamlit apps and notebooks.", {
    default: "SYSTEM$STREAMLIT_NOTEBOOK_WH",
  }),
  bool("DISABLE_UI_DOWNLOAD_BUTTON", "false", ["USER"], "If true, users see no button to download data."),
  bool("ENABLE_DATA_COMPACTION", "true", WITH_TABLES, "Whether data compaction is enabled on Iceberg tables."),
  bool("ENABLE_ICEBERG_MERGE_ON_READ", "true", WITH_TABLES, "Whether merge-on-read is enabled for Iceberg tables."),
  bool("ENABLE_NOTEBOOK_CREATION_IN_PERSONAL_DB", "false", ["USER"], "Whether users can create private notebooks."),
  bool(
    "ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR",
    "false",
    ["USER"],
    "If true, query text is not redacted when a query fails because of a syntax or parsing error.",
  ),
  bool("ENABLE_UNREDACTED_SECURE_OBJECT_ERROR", "false", ["USER"], "If true, error messages about secure objects are not redacted."),
  string("EVENT_TABLE", ["DATABASE"], "Event table for the given account or database."),
  string("EXTERNAL_VOLUME", WITH_TABLES, "The external volume to use for Iceberg tables."),
  string("LOG_EVENT_LEVEL", [...SESSION, ...CONTAINERS, "FUNCTION", "PROCEDURE", "TASK"], "Level of log events to capture.", {
    default: "OFF",
    values: ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL", "OFF"],
  }),
  string("ICEBERG_DEFAULT_DDL_COLLATION", WITH_TABLES, "Default collation of new string columns of Iceberg tables."),
  { ...number("ICEBERG_VERSION_DEFAULT", CONTAINERS, "Default format version of new Iceberg tables.", { default: "2", min: 2, max: 3 }), values: ["2", "3"] },
  number("MAX_CONCURRENCY_LEVEL", ["WAREHOUSE"], "maximum number of SQL statements a warehouse cluster can execute concurrently (either submitted or queued)", {
    default: "8",
    min: 1,
    max: 32,
  }),
  number(
    "MAX_DATA_EXTENSION_TIME_IN_DAYS",
    WITH_TABLES,
    "Maximum number of days to extend data retention beyond the retention period to prevent a stream becoming stale.",
    {
      default: "14",
      min: 0,
      max: 90,
    },
  ),
  string("METRIC_LEVEL", [...SESSION, ...CONTAINERS, "FUNCTION", "PROCEDURE"], "Metric level value to control whether to emit metrics to the event table", {
    default: "NONE",
    values: ["ALL", "NONE"],
  }),
  string("NETWORK_POLICY", ["USER"], "Network policy assigned for the given target."),
  string("OAUTH_AUTHORIZATION_SERVER", CONTAINERS, "External OAuth security integration that MCP servers use."),
  string("OAUTH_SCOPES_SUPPORTED", CONTAINERS, "OAuth scopes that MCP servers advertise."),
  bool(
    "PIPE_EXECUTION_PAUSED",
    "false",
    ["SCHEMA"],
    "If true, pauses a running pipe, primarily in preparation for transferring ownership of the pipe to another role.",
  ),
  bool("PREVENT_UNLOAD_TO_INLINE_URL", "false", ["USER"], "Whether to prevent ad hoc data unload operations to external cloud storage locations."),
  bool("PREVENT_UNLOAD_TO_INTERNAL_STAGES", "false", ["USER"], "Whether to prevent data unload operations to internal stages."),
  bool("REPLACE_INVALID_CHARACTERS", "false", WITH_TABLES, "Whether to replace invalid UTF-8 characters in query results of Iceberg tables."),
  string("SERVERLESS_TASK_MAX_STATEMENT_SIZE", WITH_TASKS, "The maximum allowed warehouse size for serverless tasks.", {
    default: "X2LARGE",
    values: TASK_SIZES,
  }),
  string("SERVERLESS_TASK_MIN_STATEMENT_SIZE", WITH_TASKS, "The minimum allowed warehouse size for serverless tasks.", {
    default: "XSMALL",
    values: TASK_SIZES,
  }),
  number("SERVICE_CALLER_TOKEN_VALIDITY_SECS", CONTAINERS, "How long a login token of caller's rights is valid.", { default: "120", min: 120, max: 604800 }),
  string("STORAGE_SERIALIZATION_POLICY", WITH_TABLES, "Storage serialization policy of Iceberg tables.", {
    default: "OPTIMIZED",
    values: ["COMPATIBLE", "OPTIMIZED"],
  }),
  number("SUSPEND_ALERT_AFTER_NUM_FAILURES", CONTAINERS, "How many times an alert must fail in a row before it is suspended.", { default: "0", min: 0 }),
  number(
    "SUSPEND_TASK_AFTER_NUM_FAILURES",
    WITH_TASKS,
    "How many times a task must fail in a row before it is automatically suspended. 0 disables auto-suspending.",
    { default: "10", min: 0 },
  ),
  number("TASK_AUTO_RETRY_ATTEMPTS", WITH_TASKS, "Maximum automatic retries allowed for a user task.", { default: "0", min: 0, max: 30 }),
  string("USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE", WITH_TASKS, "The initial size of warehouse to use for managed warehouses in the absence of history", {
    default: "Medium",
    values: TASK_SIZES,
  }),
  number("USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS", WITH_TASKS, "Minimum amount of time between Triggered Task executions in seconds", {
    default: "30",
    min: 10,
    max: 604800,
  }),
  number("USER_TASK_TIMEOUT_MS", WITH_TASKS, "User task execution timeout in milliseconds", { default: "3600000", min: 0, max: 604800000 }),
];
