import { text as textFragment } from "@snowtower/sql";
import type { ValueType } from "../../value-type.ts";
import { list, mapOf } from "../../value-types/collection.ts";
import { schemaObjectName } from "../../value-types/name.ts";
import { parameterValue } from "../../value-types/parameter-value.ts";
import { refuse } from "../../value-types/refuse.ts";
import { normaliseSqlText, oneOf, sqlText, text } from "../../value-types/scalar.ts";
import { sameSql } from "../sql-text/canonical-sql.ts";

/** The tasks that a task runs after; their order means nothing. */
export const predecessors: ValueType<readonly string[]> = { ...list(schemaObjectName, { min: 1, unordered: true }), says: "a list of tasks" };

/** A word of Snowflake's that stands in quotes. */
function quoted<T extends string>(type: ValueType<T>): ValueType<T> {
  return { ...type, render: (value) => textFragment(value) };
}

/** Sizes that serverless tasks have; the other spellings are those of CREATE WAREHOUSE. */
const SIZES = ["XSMALL", "SMALL", "MEDIUM", "LARGE", "XLARGE", "XXLARGE"] as const;

export const taskSize = quoted(oneOf(SIZES, { "X-SMALL": "XSMALL", "X-LARGE": "XLARGE", "2X-LARGE": "XXLARGE", X2LARGE: "XXLARGE" }));

/** How large one size is beside the others. */
export function sizeRank(size: string): number {
  return (SIZES as readonly string[]).indexOf(size);
}

export const logLevel = quoted(oneOf(["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL", "OFF"]));

export const schedulingMode = quoted(oneOf(["FIXED", "FLEXIBLE"]));

/** The SQL that runs. A file's and the account's may end in semicolons, which are no part of it. */
export const taskBody: ValueType<string> = { ...sqlText, decode: (cell) => (cell ? normaliseSqlText(cell) : undefined) };

/** What has to hold for a run. */
export const condition: ValueType<string> = { ...sqlText, says: "a condition in SQL", same: sameSql };

/** A JSON object in text: two texts of one value are the same. */
export const taskConfig: ValueType<string> = {
  ...text,
  says: "a JSON object in text",
  parse(node, context) {
    const value = text.parse(node, context);
    if (value === undefined || jsonOf(value) !== null) return value;
    return refuse(context, {
      code: "ST1104",
      message: "the configuration of a task graph is no JSON object",
      at: node.at,
      hint: `write it as '{"name": "value"}'`,
    });
  },
  same: (a, b) => a === b || (jsonOf(a) !== null && canonical(jsonOf(a)) === canonical(jsonOf(b))),
};

function jsonOf(source: string): object | null {
  try {
    const value: unknown = JSON.parse(source);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** JSON text with the keys of every object in one order. */
function canonical(value: unknown): string {
  const sorted = (_key: string, each: unknown): unknown =>
    typeof each === "object" && each !== null && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each;
  return JSON.stringify(value, sorted);
}

/** Parameters that have a field of their own, or that no task takes (docs: sql-reference/sql/create-task, "session_parameter"). */
const NO_SESSION_PARAMETER: Readonly<Record<string, string>> = {
  LOG_LEVEL: "it is the field log_level",
  SEARCH_PATH: "name objects in full instead",
  SERVERLESS_TASK_MAX_STATEMENT_SIZE: "it is the field serverless_task_max_statement_size",
  SERVERLESS_TASK_MIN_STATEMENT_SIZE: "it is the field serverless_task_min_statement_size",
  SUSPEND_TASK_AFTER_NUM_FAILURES: "it is the field suspend_task_after_num_failures",
  TASK_AUTO_RETRY_ATTEMPTS: "it is the field task_auto_retry_attempts",
  USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE: "it is the field user_task_managed_initial_warehouse_size",
  USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS: "it is the field user_task_minimum_trigger_interval_in_seconds",
  USER_TASK_TIMEOUT_MS: "it is the field user_task_timeout_ms",
};

/** True for a parameter of the session that the task's SQL runs in. */
export function isSessionParameter(name: string): boolean {
  return !Object.hasOwn(NO_SESSION_PARAMETER, name);
}

const parameters = mapOf(parameterValue, { upper: true });

/** They compare by their text: a file's 600 is the account's "600". */
export const taskSessionParams: ValueType<{ readonly [name: string]: string | number | boolean }> = {
  ...parameters,
  parse(node, context) {
    const values = parameters.parse(node, context);
    const stranger = Object.keys(values ?? {}).find((name) => !isSessionParameter(name));
    if (stranger !== undefined)
      return refuse(context, {
        code: "ST1104",
        message: `${stranger} is no session parameter of a task`,
        at: node.at,
        ...(NO_SESSION_PARAMETER[stranger] === undefined ? {} : { hint: NO_SESSION_PARAMETER[stranger] }),
      });
    // "AUTOCOMMIT = FALSE" is not supported for tasks (docs: sql-reference/sql/create-task).
    if (String(values?.AUTOCOMMIT ?? true).toLowerCase() === "true") return values;
    return refuse(context, { code: "ST1104", message: "a task always commits: AUTOCOMMIT cannot be false", at: node.at });
  },
  same: (a, b) =>
    [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => a[key] !== undefined && b[key] !== undefined && String(a[key]) === String(b[key])),
};
