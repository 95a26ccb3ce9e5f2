import { bool, type Fragment, join, num, type Statement, sql, text, word } from "@snowtower/sql";

type Parameters = Readonly<Record<string, string | number | boolean>>;

/**
 * What a session must have, so that an account's or a user's own settings change neither what a statement means nor what a read returns.
 * All are session parameters (docs: sql-reference/parameters). DEFAULT_DDL_COLLATION is missing because a session cannot set it.
 */
export const SESSION_PARAMETERS = {
  /** TRUE would fold `"my table"` to upper case: another object. */
  QUOTED_IDENTIFIERS_IGNORE_CASE: false,
  /** A limit would silently cut what is read. */
  ROWS_PER_RESULTSET: 0,
  /** FALSE would leave DML open in a transaction that nobody commits. */
  AUTOCOMMIT: true,
  TIMEZONE: "UTC",
  TIMESTAMP_TYPE_MAPPING: "TIMESTAMP_NTZ",
  /** Four hours: long enough for a CTAS, and an end to what hangs. The default is two days. */
  STATEMENT_TIMEOUT_IN_SECONDS: 14400,
  /** The default is twelve hours. */
  LOCK_TIMEOUT: 600,
  /** A statement does not outlive the client that was killed. */
  ABORT_DETACHED_QUERY: true,
} as const satisfies Parameters;

/** How the server turns values into text (`TO_VARCHAR`, `LISTAGG`, columns of SHOW) and what it takes for granted; Snowflake's defaults, with every digit of a time. */
export const FORMAT_PARAMETERS = {
  /** A text with `;` in it is one statement or an error. */
  MULTI_STATEMENT_COUNT: 1,
  TIMESTAMP_OUTPUT_FORMAT: "YYYY-MM-DD HH24:MI:SS.FF9 TZHTZM",
  TIMESTAMP_NTZ_OUTPUT_FORMAT: "YYYY-MM-DD HH24:MI:SS.FF9",
  TIMESTAMP_LTZ_OUTPUT_FORMAT: "YYYY-MM-DD HH24:MI:SS.FF9 TZHTZM",
  TIMESTAMP_TZ_OUTPUT_FORMAT: "YYYY-MM-DD HH24:MI:SS.FF9 TZHTZM",
  DATE_OUTPUT_FORMAT: "YYYY-MM-DD",
  TIME_OUTPUT_FORMAT: "HH24:MI:SS.FF9",
  TIMESTAMP_INPUT_FORMAT: "AUTO",
  DATE_INPUT_FORMAT: "AUTO",
  TIME_INPUT_FORMAT: "AUTO",
  BINARY_INPUT_FORMAT: "HEX",
  BINARY_OUTPUT_FORMAT: "HEX",
  GEOGRAPHY_OUTPUT_FORMAT: "GeoJSON",
  GEOMETRY_OUTPUT_FORMAT: "GeoJSON",
  JSON_INDENT: 2,
  STRICT_JSON_OUTPUT: false,
  WEEK_START: 0,
  WEEK_OF_YEAR_POLICY: 0,
  TWO_DIGIT_CENTURY_START: 1970,
  SEARCH_PATH: "$current, $public",
  UNSUPPORTED_DDL_ACTION: "ignore",
  STATEMENT_QUEUED_TIMEOUT_IN_SECONDS: 0,
  USE_CACHED_RESULT: false,
} as const satisfies Parameters;

export function setParameters(parameters: Parameters): Statement {
  const pieces = Object.entries(parameters).map(([name, value]) => join([word(name), literal(value)], " = "));
  return sql`ALTER SESSION SET ${join(pieces, " ")}`;
}

function literal(value: string | number | boolean): Fragment {
  if (typeof value === "string") return text(value);
  return typeof value === "number" ? num(value) : bool(value);
}
