import { SqlError, unsupported } from "../sql-error.ts";
import { canonicalNumber, isArray, isNumber, isObject, type Json, type JsonObject, parseJson, prettyJson, sorted, writeJson } from "./json.ts";
import type { Text } from "./text-functions.ts";

function step(value: Json, name: string, isIndex: boolean): Json | undefined {
  if (isIndex) return isArray(value) && /^\d+$/.test(name) ? value[Number(name)] : undefined;
  return isObject(value) ? value.get(name) : undefined;
}

/** JSON null inside a VARIANT is a value of its own; as another type it is NULL (docs: user-guide/semistructured-considerations). */
function scalarText(text: string): string | null {
  const value = parseJson(text);
  if (value === null) return null;
  if (typeof value === "string") return value;
  return isNumber(value) ? value.number : writeJson(value);
}

function failedCast(text: string, type: string): SqlError {
  return new SqlError("100071", "22000", `Failed to cast variant value ${text} to ${type}`);
}

const STRICT: Readonly<Record<string, (args: readonly string[]) => string | null>> = {
  PARSE_JSON: ([text = ""]) => (text.trim() === "" ? null : writeJson(parseJson(text))),
  CHECK_JSON: ([text = ""]) => {
    try {
      parseJson(text);
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : null;
    }
  },
  /** `kinds` is `n` or `i` for each step: a name or an index. */
  GET_PATH: ([text = "", kinds = "", ...steps]) => {
    let value: Json | undefined = parseJson(text);
    for (const [i, name] of steps.entries()) {
      value = step(value, name, kinds[i] === "i");
      if (value === undefined) return null;
    }
    return writeJson(value);
  },
  PRETTY_JSON: ([text = ""]) => prettyJson(parseJson(text)),
  VARIANT_TEXT: ([text = ""]) => scalarText(text),
  VARIANT_BOOLEAN: ([text = ""]) => {
    const value = parseJson(text);
    if (value === null) return null;
    if (typeof value === "boolean") return String(value);
    if (isNumber(value)) return String(Number(value.number) !== 0);
    if (typeof value === "string" && /^(true|false)$/i.test(value)) return value.toLowerCase();
    throw failedCast(text, "BOOLEAN");
  },
  VARIANT_ARRAY: ([text = ""]) => {
    const value = parseJson(text);
    return value === null ? null : isArray(value) ? text : `[${text}]`;
  },
  VARIANT_OBJECT: ([text = ""]) => {
    const value = parseJson(text);
    if (value === null || isObject(value)) return value === null ? null : text;
    throw failedCast(text, "OBJECT");
  },
  TEXT_VARIANT: ([text = ""]) => JSON.stringify(text),
  NUMBER_VARIANT: ([text = ""]) => canonicalNumber(text),
  FLOAT_VARIANT: ([text = ""]) => {
    if (Number.isInteger(Number(text))) throw unsupported("a FLOAT without decimals as VARIANT");
    return canonicalNumber(String(Number(text)));
  },
  ARRAY_SIZE: ([text = ""]) => {
    const value = parseJson(text);
    return isArray(value) ? String(value.length) : null;
  },
  OBJECT_KEYS: ([text = ""]) => {
    const value = parseJson(text);
    return isObject(value) ? JSON.stringify([...value.keys()]) : null;
  },
  TYPEOF: ([text = ""]) => {
    const value = parseJson(text);
    if (value === null) return "NULL_VALUE";
    if (typeof value === "boolean") return "BOOLEAN";
    if (typeof value === "string") return "VARCHAR";
    if (isNumber(value)) return value.number.includes(".") ? "DECIMAL" : "INTEGER";
    return isArray(value) ? "ARRAY" : "OBJECT";
  },
  ARRAY_CONTAINS: ([item = "", text = ""]) => {
    const value = parseJson(text);
    return isArray(value) ? String(value.some((of) => writeJson(of) === item)) : null;
  },
  SPLIT: ([text = "", separator = ""]) => JSON.stringify(separator === "" ? [text] : text.split(separator)),
  ARRAY_TO_STRING: ([text = "", separator = ""]) => {
    const value = parseJson(text);
    if (!isArray(value)) throw failedCast(text, "ARRAY");
    return value.map((of) => (of === null ? "" : scalarText(writeJson(of)))).join(separator);
  },
  /** `[{ "seq", "key", "path", "index", "value", "this" }, ...]` of FLATTEN, for DuckDB to take apart. */
  FLATTEN: ([text = "", mode = "BOTH"]) => {
    const value = parseJson(text);
    const quotedPath = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? key : `['${key}']`);
    const rows: { key: string | null; path: string; index: number | null; value: string }[] = [];
    if (isArray(value) && mode !== "OBJECT") for (const [i, of] of value.entries()) rows.push({ key: null, path: `[${i}]`, index: i, value: writeJson(of) });
    if (isObject(value) && mode !== "ARRAY") for (const [key, of] of value) rows.push({ key, path: quotedPath(key), index: null, value: writeJson(of) });
    return JSON.stringify(rows);
  },
};

/** Keys and values by turns; a pair whose key or value is NULL is left out unless `keep` (docs: sql-reference/functions/object_construct). */
function objectConstruct(args: readonly Text[], keep: boolean): string {
  const entries = new Map<string, Json>();
  for (let i = 0; i < args.length; i += 2) {
    const [key, value] = [args[i] ?? null, args[i + 1] ?? null];
    if (key === null || (value === null && !keep)) continue;
    if (entries.has(key)) throw new SqlError("100095", "22000", `Duplicate field key '${key}'`);
    entries.set(key, value === null ? null : parseJson(value));
  }
  return writeJson(sorted(entries) as JsonObject);
}

/** These look at NULLs themselves. An SQL NULL in an array is `undefined`, which Snowflake prints and JSON has not: refused. */
const LAX: Readonly<Record<string, (args: readonly Text[]) => Text>> = {
  OBJECT_CONSTRUCT: (args) => objectConstruct(args, false),
  OBJECT_CONSTRUCT_KEEP_NULL: (args) => objectConstruct(args, true),
  ARRAY_CONSTRUCT: (args) => {
    if (args.includes(null)) throw unsupported("ARRAY_CONSTRUCT(NULL)");
    return `[${args.join(",")}]`;
  },
  CONCAT_WS: ([separator = null, ...texts]) => (separator === null || texts.includes(null) ? null : texts.join(separator)),
};

export const JSON_FUNCTIONS = { strict: STRICT, lax: LAX } as const;
