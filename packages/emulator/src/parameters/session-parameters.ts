import type { Parameter, ParameterLevel, ParameterType } from "./parameter.ts";

const SESSION: readonly ParameterLevel[] = ["USER", "SESSION"];

type Limits = Partial<Pick<Parameter, "values" | "min" | "max" | "check">> & { readonly also?: readonly ParameterLevel[] };

/** A name of the IANA database; here that of the JavaScript engine. */
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function parameter(name: string, type: ParameterType, fallback: string, rest: Limits & { readonly says: string }): Parameter {
  const { says, also, ...limits } = rest;
  return { name, type, default: fallback, levels: also === undefined ? SESSION : [...SESSION, ...also], description: says, ...limits };
}

/** Set for an account, a user or a session (docs: sql-reference/parameters, "Session parameters"). */
export const SESSION_PARAMETERS: readonly Parameter[] = [
  parameter("ABORT_DETACHED_QUERY", "BOOLEAN", "false", {
    says: "If true, Snowflake will automatically abort queries when it detects that the client has disappeared.",
  }),
  parameter("ACTIVE_PYTHON_PROFILER", "STRING", "", { values: ["", "LINE", "MEMORY"], says: "The profiler to use for Python handler code." }),
  parameter("AUTOCOMMIT", "BOOLEAN", "true", {
    says: "The autocommit property determines whether is statement should to be implicitly wrapped within a transaction or not.",
  }),
  parameter("BINARY_INPUT_FORMAT", "STRING", "HEX", { values: ["HEX", "BASE64", "UTF8", "UTF-8"], says: "input format for binary" }),
  parameter("BINARY_OUTPUT_FORMAT", "STRING", "HEX", { values: ["HEX", "BASE64"], says: "display format for binary" }),
  parameter("CLIENT_ENABLE_LOG_INFO_STATEMENT_PARAMETERS", "BOOLEAN", "false", { says: "Enables users to log the values bound to PreparedStatements." }),
  parameter("CLIENT_MEMORY_LIMIT", "NUMBER", "1536", {
    says: "Maximum amount of memory the JDBC driver or ODBC driver should use for the result set from queries (in MB).",
  }),
  parameter("CLIENT_METADATA_REQUEST_USE_CONNECTION_CTX", "BOOLEAN", "false", {
    says: "For some metadata requests, changes the default search scope from all databases and schemas to the current one.",
  }),
  parameter("CLIENT_METADATA_USE_SESSION_DATABASE", "BOOLEAN", "false", {
    says: "For some metadata requests, changes the default search scope to the current database.",
  }),
  parameter("CLIENT_PREFETCH_THREADS", "NUMBER", "4", { min: 1, max: 10, says: "Number of threads used by the client to pre-fetch large result sets." }),
  parameter("CLIENT_RESULT_CHUNK_SIZE", "NUMBER", "160", { min: 16, max: 160, says: "Maximum size of each chunk of a result set to download (in MB)." }),
  parameter("CLIENT_RESULT_COLUMN_CASE_INSENSITIVE", "BOOLEAN", "false", { says: "Column name search is case insensitive in clients." }),
  parameter("CLIENT_SESSION_KEEP_ALIVE", "BOOLEAN", "false", { says: "If true, client session will not expire automatically" }),
  parameter("CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY", "NUMBER", "3600", {
    min: 900,
    max: 3600,
    says: "Number of seconds in-between client attempts to update the token for the session.",
  }),
  parameter("CLIENT_STAGE_ARRAY_BINDING_THRESHOLD", "NUMBER", "65280", { says: "Number of rows to be inserted before data is streamed to a temporary stage." }),
  // The page does not have TIMESTAMP_TZ; the Python connector's tests, which run against Snowflake, set it and read it back.
  parameter("CLIENT_TIMESTAMP_TYPE_MAPPING", "STRING", "TIMESTAMP_LTZ", {
    values: ["TIMESTAMP_LTZ", "TIMESTAMP_NTZ", "TIMESTAMP_TZ"],
    says: "The TIMESTAMP_* variation used when binding timestamp variables.",
  }),
  parameter("CSV_TIMESTAMP_FORMAT", "STRING", "", { says: "Format of timestamps in CSV files that are downloaded." }),
  parameter("DATE_INPUT_FORMAT", "STRING", "AUTO", { says: "input format for date" }),
  parameter("DATE_OUTPUT_FORMAT", "STRING", "YYYY-MM-DD", { says: "display format for date" }),
  parameter("DEFAULT_NULL_ORDERING", "STRING", "LAST", { values: ["FIRST", "LAST"], says: "Default ordering of NULL values in a result set." }),
  parameter("ENABLE_GET_DDL_USE_DATA_TYPE_ALIAS", "BOOLEAN", "false", {
    says: "If true, GET_DDL prints the data type aliases that objects were created with.",
  }),
  parameter("ENABLE_UNHANDLED_EXCEPTIONS_REPORTING", "BOOLEAN", "true", { says: "Whether unhandled exceptions of handler code are captured." }),
  parameter("ENABLE_UNLOAD_PHYSICAL_TYPE_OPTIMIZATION", "BOOLEAN", "true", { says: "Enables optimizing the physical types of unloaded Parquet columns." }),
  parameter("ERROR_ON_NONDETERMINISTIC_MERGE", "BOOLEAN", "true", { says: "raise an error when attempting to merge-update a row that joins many rows" }),
  parameter("ERROR_ON_NONDETERMINISTIC_UPDATE", "BOOLEAN", "false", { says: "raise an error when attempting to update a row that joins many rows" }),
  parameter("GEOGRAPHY_OUTPUT_FORMAT", "STRING", "GeoJSON", { values: ["GeoJSON", "WKT", "WKB", "EWKT", "EWKB"], says: "GEOGRAPHY display format." }),
  parameter("GEOMETRY_OUTPUT_FORMAT", "STRING", "GeoJSON", { values: ["GeoJSON", "WKT", "WKB", "EWKT", "EWKB"], says: "GEOMETRY display format." }),
  parameter("HYBRID_TABLE_LOCK_TIMEOUT", "NUMBER", "3600", {
    min: 0,
    says: "Number of seconds to wait while trying to acquire row-level locks on a hybrid table.",
  }),
  parameter("ICEBERG_TIMESTAMP_DEFAULT_PRECISION", "NUMBER", "6", { values: ["6", "9"], says: "Default precision of timestamp columns of Iceberg tables." }),
  parameter("JDBC_ENABLE_PUT_GET", "BOOLEAN", "true", { says: "Whether PUT and GET may access local file systems." }),
  parameter("JDBC_TREAT_DECIMAL_AS_INT", "BOOLEAN", "true", { says: "How JDBC processes columns that have a scale of zero." }),
  parameter("JDBC_TREAT_TIMESTAMP_NTZ_AS_UTC", "BOOLEAN", "false", { says: "How JDBC processes TIMESTAMP_NTZ values." }),
  parameter("JDBC_USE_SESSION_TIMEZONE", "BOOLEAN", "true", { says: "Whether the JDBC driver displays timestamps in the session's time zone." }),
  parameter("JS_TREAT_INTEGER_AS_BIGINT", "BOOLEAN", "false", { says: "If true, the nodejs client converts all integer columns to bigint type." }),
  parameter("JSON_INDENT", "NUMBER", "2", { min: 0, max: 16, says: "Width of indentation in JSON output (0 for compact)" }),
  parameter("LOCK_TIMEOUT", "NUMBER", "43200", {
    min: 0,
    says: "Number of seconds to wait while trying to lock a resource, before timing out and aborting the statement.",
  }),
  parameter("LOG_LEVEL", "STRING", "OFF", {
    values: ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL", "OFF"],
    also: ["DATABASE", "SCHEMA", "FUNCTION", "PROCEDURE", "TASK"],
    says: "LOG_LEVEL to use when filtering events",
  }),
  parameter("MULTI_STATEMENT_COUNT", "NUMBER", "1", {
    min: 0,
    says: "Number of statement included in submitted query text. This parameter is submitted by user to avoid sql injection. 0 turns off this check.",
  }),
  parameter("NOORDER_SEQUENCE_AS_DEFAULT", "BOOLEAN", "true", {
    says: "Whether NOORDER is the default of new sequences and autoincremented columns.",
  }),
  parameter("ODBC_TREAT_DECIMAL_AS_INT", "BOOLEAN", "false", { says: "How ODBC processes columns that have a scale of zero." }),
  parameter("OPT_OUT_ERROR_LOGGING", "BOOLEAN", "false", { says: "If true, DML error logging is off for every table." }),
  parameter("PYTHON_PROFILER_MODULES", "STRING", "", { says: "List of Python modules to include in a report." }),
  parameter("PYTHON_PROFILER_TARGET_STAGE", "STRING", "", { says: "Fully-qualified name of the stage in which to save a report." }),
  parameter("QUERY_TAG", "STRING", "", { max: 2000, says: "String (up to 2000 characters) used to tag statements executed by the session" }),
  parameter("QUOTED_IDENTIFIERS_IGNORE_CASE", "BOOLEAN", "false", {
    also: ["DATABASE", "SCHEMA", "TABLE"],
    says: "If true, the case of quoted identifiers is ignored",
  }),
  parameter("ROWS_PER_RESULTSET", "NUMBER", "0", { min: 0, says: "maximum number of rows in a result set" }),
  parameter("S3_STAGE_VPCE_DNS_NAME", "STRING", "", { says: "DNS name of an Amazon S3 interface endpoint." }),
  parameter("SEARCH_PATH", "STRING", "$current, $public", { says: "Search path for unqualified object references." }),
  parameter("SIMULATED_DATA_SHARING_CONSUMER", "STRING", "", { says: "Data sharing views will return rows as if executed in the specified consumer account." }),
  parameter("STATEMENT_QUEUED_TIMEOUT_IN_SECONDS", "NUMBER", "0", {
    min: 0,
    also: ["WAREHOUSE"],
    says: "Timeout in seconds for queued statements: statements will automatically be canceled if they are queued on a warehouse for longer than this amount of time; disabled if set to zero.",
  }),
  parameter("STATEMENT_TIMEOUT_IN_SECONDS", "NUMBER", "172800", {
    min: 0,
    max: 604800,
    also: ["WAREHOUSE"],
    says: "Timeout in seconds for statements: statements are automatically canceled if they run for longer; if set to zero, max value (604800) is enforced.",
  }),
  parameter("STRICT_JSON_OUTPUT", "BOOLEAN", "false", { says: "JSON output is strictly compliant to the specification" }),
  parameter("TIME_INPUT_FORMAT", "STRING", "AUTO", { says: "input format for time" }),
  parameter("TIME_OUTPUT_FORMAT", "STRING", "HH24:MI:SS", { says: "display format for time" }),
  parameter("TIMESTAMP_DAY_IS_ALWAYS_24H", "BOOLEAN", "false", {
    says: "If set, arithmetic on days always uses 24 hours per day, possibly not preserving the time (due to DST changes)",
  }),
  parameter("TIMESTAMP_INPUT_FORMAT", "STRING", "AUTO", { says: "input format for timestamp" }),
  parameter("TIMESTAMP_LTZ_OUTPUT_FORMAT", "STRING", "", { says: "Display format for TIMESTAMP_LTZ values. If empty, TIMESTAMP_OUTPUT_FORMAT is used." }),
  parameter("TIMESTAMP_NTZ_OUTPUT_FORMAT", "STRING", "YYYY-MM-DD HH24:MI:SS.FF3", {
    says: "Display format for TIMESTAMP_NTZ values. If empty, TIMESTAMP_OUTPUT_FORMAT is used.",
  }),
  parameter("TIMESTAMP_OUTPUT_FORMAT", "STRING", "YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM", { says: "Default display format for all timestamp types." }),
  parameter("TIMESTAMP_TYPE_MAPPING", "STRING", "TIMESTAMP_NTZ", {
    values: ["TIMESTAMP_LTZ", "TIMESTAMP_NTZ", "TIMESTAMP_TZ"],
    says: "If TIMESTAMP type is used, what specific TIMESTAMP* type it should map to: TIMESTAMP_LTZ, TIMESTAMP_NTZ (default) or TIMESTAMP_TZ",
  }),
  parameter("TIMESTAMP_TZ_OUTPUT_FORMAT", "STRING", "", { says: "Display format for TIMESTAMP_TZ values. If empty, TIMESTAMP_OUTPUT_FORMAT is used." }),
  parameter("TIMEZONE", "STRING", "America/Los_Angeles", { check: isTimeZone, says: "time zone" }),
  parameter("TRACE_LEVEL", "STRING", "OFF", {
    values: ["ALWAYS", "ON_EVENT", "PROPAGATE", "OFF"],
    also: ["DATABASE", "SCHEMA", "FUNCTION", "PROCEDURE"],
    says: "Trace level value to use when generating/filtering trace events",
  }),
  parameter("TRANSACTION_ABORT_ON_ERROR", "BOOLEAN", "false", {
    says: "If this parameter is true, and a statement issued within a non-autocommit transaction returns with an error, then the non-autocommit transaction is aborted.",
  }),
  parameter("TRANSACTION_DEFAULT_ISOLATION_LEVEL", "STRING", "READ COMMITTED", {
    values: ["READ COMMITTED"],
    says: "The default isolation level when starting a starting a transaction, when no isolation level was specified",
  }),
  parameter("TWO_DIGIT_CENTURY_START", "NUMBER", "1970", { min: 1900, max: 2100, says: "For 2-digit dates, defines a century-start year." }),
  parameter("UNSUPPORTED_DDL_ACTION", "STRING", "ignore", {
    values: ["ignore", "fail"],
    says: "The action to take upon encountering an unsupported ddl statement",
  }),
  parameter("USE_CACHED_RESULT", "BOOLEAN", "true", {
    says: "If enabled, query results can be reused between successive invocations of the same query as long as the original result has not expired",
  }),
  parameter("WEEK_OF_YEAR_POLICY", "NUMBER", "0", {
    min: 0,
    max: 1,
    says: "Defines the policy of assigning weeks to years: 0: ISO semantics; 1: January 1 always starts the first week and December 31 always ends the last week.",
  }),
  parameter("WEEK_START", "NUMBER", "0", { min: 0, max: 7, says: "Defines the first day of the week: 0: legacy Snowflake behavior; 1: Monday .. 7: Sunday." }),
];
