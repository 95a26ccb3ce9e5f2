import type { ScriptState } from "./run.ts";
import { booleanValue, NULL_VALUE, numberValue, textValue, type Value } from "./value.ts";

/** SQLCODE and its like; `null` for any other name (docs: developer-guide/snowflake-scripting/exceptions, dml-status, query-id). */
export function builtIn({ handling, rowCount, activity, sqlId }: ScriptState, name: string): Value | null {
  switch (name) {
    case "SQLCODE":
      return handling === null ? NULL_VALUE : numberValue(String(Number(handling.code)));
    case "SQLERRM":
      return handling === null ? NULL_VALUE : textValue(handling.message);
    case "SQLSTATE":
      return handling === null ? NULL_VALUE : textValue(handling.sqlState);
    case "SQLROWCOUNT":
      return rowCount === null ? NULL_VALUE : numberValue(String(rowCount));
    case "SQLFOUND":
      return booleanValue(rowCount === null ? null : rowCount > 0);
    case "SQLNOTFOUND":
      return booleanValue(rowCount === null ? null : rowCount === 0);
    case "SQLID":
      return textValue(sqlId);
    case "ACTIVITY_COUNT":
      return activity === null ? NULL_VALUE : numberValue(String(activity));
    default:
      return null;
  }
}
