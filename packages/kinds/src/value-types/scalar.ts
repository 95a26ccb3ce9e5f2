import { bool as boolFragment, num, text as textFragment, word } from "@snowtower/sql";
import type { ConfigNode } from "../config-node.ts";
import { unknown } from "../value.ts";
import type { ParseContext, ValueType } from "../value-type.ts";
import { caseless } from "./caseless.ts";
import { describeNode, refuse } from "./refuse.ts";

/** Text. SnowDDL's schemas want a string here: a number or a date without quotes is a mistake, since YAML may have changed it. */
export const text: ValueType<string> = {
  says: "text",
  parse(node, context) {
    if (node.kind === "scalar" && node.type === "text") return node.value as string;
    if (node.kind === "scalar" && (node.type === "number" || node.type === "date" || node.type === "boolean")) {
      return refuse(context, {
        code: "ST1103",
        message: `expected text, found ${describeNode(node)}`,
        at: node.at,
        hint: `write it in quotes: "${node.source}"`,
      });
    }
    return refuse(context, { code: "ST1103", message: `expected text, found ${describeNode(node)}`, at: node.at });
  },
  decode: (cell) => (cell === null || cell === "" ? undefined : cell),
  render: textFragment,
  write: (value) => value,
  schema: { type: "string" },
};

/** SQL text of the user's: white space around it, and a semicolon at its end, do not count. */
export const sqlText: ValueType<string> = {
  ...text,
  says: "SQL text",
  parse(node, context) {
    const value = text.parse(node, context);
    return value === undefined ? undefined : normaliseSqlText(value);
  },
};

/** As SnowDDL normalises the text of views, policies and tasks. */
export function normaliseSqlText(value: string): string {
  return value.replace(/^[ \t\r\n]+/, "").replace(/[ \t\r\n;]+$/, "");
}

interface IntOptions {
  readonly min?: number;
  readonly max?: number;
}

/** A whole number. */
export function int(options: IntOptions = {}): ValueType<number> {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = options;
  const range = options.min === undefined && options.max === undefined ? "" : ` from ${min} to ${max === Number.MAX_SAFE_INTEGER ? "any" : max}`;
  return {
    says: `a whole number${range}`,
    parse(node, context) {
      const value = node.kind === "scalar" ? node.value : null;
      if (typeof value !== "number" || !Number.isSafeInteger(value)) {
        return refuse(context, { code: "ST1103", message: `expected a whole number, found ${describeNode(node)}`, at: node.at });
      }
      if (value < min || value > max)
        return refuse(context, { code: "ST1104", message: `${value} is out of range: expected a whole number${range}`, at: node.at });
      return value;
    },
    decode(cell) {
      if (cell === null || cell === "" || cell === "null") return undefined;
      return /^-?\d+$/.test(cell.trim()) ? Number(cell) : unknown(`not a whole number: ${cell}`);
    },
    render: num,
    write: (value) => value,
    schema: { type: "integer", ...(options.min === undefined ? {} : { minimum: min }), ...(options.max === undefined ? {} : { maximum: max }) },
  };
}

const TRUE_CELLS = new Set(["true", "y", "yes", "on", "1"]);
const FALSE_CELLS = new Set(["false", "n", "no", "off", "0"]);

/** True or false; in a cell also Y, N, ON, OFF, 1 and 0, as the columns of SHOW have them. */
export const bool: ValueType<boolean> = {
  says: "true or false",
  parse(node, context) {
    if (node.kind === "scalar" && typeof node.value === "boolean") return node.value;
    return refuse(context, { code: "ST1103", message: `expected true or false, found ${describeNode(node)}`, at: node.at });
  },
  decode(cell) {
    if (cell === null || cell === "") return undefined;
    const lower = cell.toLowerCase();
    if (TRUE_CELLS.has(lower)) return true;
    return FALSE_CELLS.has(lower) ? false : unknown(`neither true nor false: ${cell}`);
  },
  render: boolFragment,
  write: (value) => value,
  schema: { type: "boolean" },
};

/** One of a few words of Snowflake's, in any case; `alsoWritten` maps other spellings, of files or of cells, to them. */
export function oneOf<const T extends string>(values: readonly T[], alsoWritten: Readonly<Record<string, T>> = {}): ValueType<T> {
  const read = (raw: string): T | undefined => {
    const upper = raw.toUpperCase();
    return values.find((v) => v.toUpperCase() === upper) ?? alsoWritten[upper];
  };
  return {
    says: `one of ${values.join(", ")}`,
    parse: (node, context) => parseWord(node, context, { values, read }),
    decode(cell) {
      if (cell === null || cell === "") return undefined;
      return read(cell) ?? unknown(`not a known value: ${cell}`);
    },
    render: word,
    write: (value) => value,
    schema: { type: "string", anyOf: [{ enum: [...values] }, { pattern: caseless([...values, ...Object.keys(alsoWritten)]) }] },
  };
}

function parseWord<T extends string>(
  node: ConfigNode,
  context: ParseContext,
  of: { readonly values: readonly T[]; readonly read: (raw: string) => T | undefined },
): T | undefined {
  const raw = node.kind === "scalar" && node.value !== null ? node.source : null;
  const value = raw === null ? undefined : of.read(raw);
  if (value !== undefined) return value;
  return refuse(context, {
    code: "ST1104",
    message: `expected one of ${of.values.join(", ")}, found ${describeNode(node)}`,
    at: node.at,
    closestTo: { word: raw ?? "", among: of.values },
  });
}

/** A scalar taken as the text it was written as: versions and generations, where `2` and `"2"` mean the same. */
export const token: ValueType<string> = {
  ...text,
  says: "text or a number",
  parse(node, context) {
    if (node.kind === "scalar" && (node.type === "text" || node.type === "number")) return node.source;
    return refuse(context, { code: "ST1103", message: `expected text or a number, found ${describeNode(node)}`, at: node.at });
  },
  schema: { type: ["string", "number"] },
};
