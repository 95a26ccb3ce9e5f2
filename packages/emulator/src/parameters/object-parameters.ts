import type { Parameter, ParameterLevel } from "./parameter.ts";

const CONTAINERS: readonly ParameterLevel[] = ["DATABASE", "SCHEMA"];
const WITH_TABLES: readonly ParameterLevel[] = ["DATABASE", "SCHEMA", "TABLE"];
const WITH_TASKS: readonly ParameterLevel[] = ["DATABASE", "SCHEMA", "TASK"];
const SIZES = ["XSMALL", "SMALL", "MEDIUM", "LARGE", "XLARGE", "XXLARGE", "XXXLARGE", "X4LARGE", "X5LARGE", "X6LARGE"];
const TASK_SIZES = SIZES.slice(0, 6);

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
  string("BASE_LOCATION_PREFIX", CONTAINERS, "Prefix to use in the write path of Iceberg table files."),
  string("CATALOG", WITH_TABLES, "The catalog integration to use for Iceberg tables."),
  string("CATALOG_SYNC", WITH_TABLES, "Name of the catalog integration for Open Catalog that Iceberg tables are synced with."),
  number("DATA_RETENTION_TIME_IN_DAYS", WITH_TABLES, "number of days to retain the old version of deleted/updated data", { default: "1", min: 0, max: 90 }),
  string("DEFAULT_DDL_COLLATION", WITH_TABLES, "Collation that is used for all the new columns created by the DDL statements (if not specified)"),
  string("DEFAULT_NOTEBOOK_COMPUTE_POOL_CPU", CONTAINERS, "Preferred CPU compute pool for notebooks.", { default: "SYSTEM_COMPUTE_POOL_CPU" }),
  string("DEFAULT_NOTEBOOK_COMPUTE_POOL_GPU", CONTAINERS, "Preferred GPU compute pool for notebooks.", { default: "SYSTEM_COMPUTE_POOL_GPU" }),
  string("DEFAULT_STREAMLIT_NOTEBOOK_WAREHOUSE", CONTAINERS, "Default warehouse of Streamlit apps and notebooks."),
  bool("ENABLE_DATA_COMPACTION", "true", WITH_TABLES, "Whether data compaction is enabled on Iceberg tables."),
  bool("ENABLE_ICEBERG_MERGE_ON_READ", "true", WITH_TABLES, "Whether merge-on-read is enabled for Iceberg tables."),
  bool(
    "ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR",
    "false",
    ["USER"],
    "If true, query text is not redacted when a query fails because of a syntax or parsing error.",
  ),
  bool("ENABLE_UNREDACTED_SECURE_OBJECT_ERROR", "false", ["USER"], "If true, error messages about secure objects are not redacted."),
  string("EVENT_TABLE", ["DATABASE"], "Event table for the given account or database."),
  string("EXTERNAL_VOLUME", WITH_TABLES, "The external volume to use for Iceberg tables."),
  string("LOG_EVENT_LEVEL", CONTAINERS, "Level of log events to capture.", {
    default: "OFF",
    values: ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL", "OFF"],
  }),
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
  string("METRIC_LEVEL", [...CONTAINERS, "FUNCTION", "PROCEDURE"], "Metric level value to control whether to emit metrics to the event table", {
    default: "NONE",
    values: ["ALL", "NONE"],
  }),
  string("NETWORK_POLICY", ["USER"], "Network policy assigned for the given target."),
  bool(
    "PIPE_EXECUTION_PAUSED",
    "false",
    CONTAINERS,
    "If true, pauses a running pipe, primarily in preparation for transferring ownership of the pipe to another role.",
  ),
  bool("PREVENT_UNLOAD_TO_INLINE_URL", "false", ["USER"], "Whether to prevent ad hoc data unload operations to external cloud storage locations."),
  bool("PREVENT_UNLOAD_TO_INTERNAL_STAGES", "false", ["USER"], "Whether to prevent data unload operations to internal stages."),
  bool("REPLACE_INVALID_CHARACTERS", "false", WITH_TABLES, "Whether to replace invalid UTF-8 characters in query results of Iceberg tables."),
  string("SERVERLESS_TASK_MAX_STATEMENT_SIZE", WITH_TASKS, "The maximum allowed warehouse size for serverless tasks.", {
    default: "XXLARGE",
    values: [...TASK_SIZES, "X2LARGE"],
  }),
  string("SERVERLESS_TASK_MIN_STATEMENT_SIZE", WITH_TASKS, "The minimum allowed warehouse size for serverless tasks.", {
    default: "XSMALL",
    values: [...TASK_SIZES, "X2LARGE"],
  }),
  string("STORAGE_SERIALIZATION_POLICY", WITH_TABLES, "Storage serialization policy of Iceberg tables.", {
    default: "OPTIMIZED",
    values: ["COMPATIBLE", "OPTIMIZED"],
  }),
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

/** Set for the account only (docs: sql-reference/parameters, "Account parameters"). */
export const ACCOUNT_PARAMETERS: readonly Parameter[] = [
  bool("ALLOW_CLIENT_MFA_CACHING", "false", [], "If true, MFA tokens may be cached in the client-side operating system's keystore."),
  bool("ALLOW_ID_TOKEN", "false", [], "If true, ID tokens may be cached for browser-based single sign-on."),
  { ...number("CLIENT_ENCRYPTION_KEY_SIZE", [], "Client-side encryption key size in bits", { default: "128", min: 128, max: 256 }), values: ["128", "256"] },
  string("CORTEX_ENABLED_CROSS_REGION", [], "Regions in which Cortex calls may be processed.", { default: "DISABLED" }),
  bool("DISABLE_USER_PRIVILEGE_GRANTS", "false", [], "If true, privileges cannot be granted directly to users."),
  bool("ENABLE_IDENTIFIER_FIRST_LOGIN", "true", [], "Determines the login flow for users."),
  bool("ENABLE_INTERNAL_STAGES_PRIVATELINK", "false", [], "Whether SYSTEM$GET_PRIVATELINK_CONFIG returns the private-internal-stages key."),
  bool(
    "ENFORCE_NETWORK_RULES_FOR_INTERNAL_STAGES",
    "false",
    [],
    "If true, network policies that use network rules can restrict access to AWS internal stages.",
  ),
  bool(
    "EXTERNAL_OAUTH_ADD_PRIVILEGED_ROLES_TO_BLOCKED_LIST",
    "true",
    [],
    "Whether privileged roles are added to the blocked list of External OAuth integrations.",
  ),
  number("INITIAL_REPLICATION_SIZE_LIMIT_IN_TB", [], "Maximum estimated size limit for the initial replication of a primary database (in TB).", {
    default: "10",
    min: 0,
  }),
  number("MIN_DATA_RETENTION_TIME_IN_DAYS", [], "Minimum data retention period for the account.", { default: "0", min: 0, max: 90 }),
  bool("OAUTH_ADD_PRIVILEGED_ROLES_TO_BLOCKED_LIST", "true", [], "Whether privileged roles are added to the blocked list of Snowflake OAuth integrations."),
  bool("PERIODIC_DATA_REKEYING", "false", [], "If true, data is periodically re-encrypted with new keys."),
  string("READ_CONSISTENCY_MODE", [], "Level of consistency guarantees for sessions with near-concurrent changes.", {
    default: "session",
    values: ["session", "global"],
  }),
  bool("REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_CREATION", "false", [], "Whether creating a named external stage requires a storage integration."),
  bool("REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_OPERATION", "false", [], "Whether using a named external stage requires a storage integration."),
  string("SQL_TRACE_QUERY_TEXT", [], "Whether to capture the text of a traced SQL statement.", { default: "OFF", values: ["ON", "OFF"] }),
  bool("SSO_LOGIN_PAGE", "false", [], "If true, the login page redirects to the identity provider."),
  bool("USE_WORKSPACES_FOR_SQL", "false", [], "Whether Workspaces is the default SQL editor."),
];
