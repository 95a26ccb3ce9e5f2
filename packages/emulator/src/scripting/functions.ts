import { unsupported } from "../sql-error.ts";
import { jsonOf } from "./coerce.ts";
import { readJson } from "./json-text.ts";
import { plainText } from "./sql-literal.ts";
import { floatValue, jsonValue, NULL_VALUE, numberValue, textValue, truth, type Value } from "./value.ts";

/** `null`: only a query can compute it for these values. */
type ScriptFunction = (args: readonly Value[]) => Value | null;

/** Works on text, and gives NULL for NULL. */
function onText(change: (text: string) => string): ScriptFunction {
  return ([arg, ...rest]) => {
    if (arg === undefined || rest.length > 0) return null;
    if (arg.cell === null) return textValue(null);
    const text = plainText(arg);
    return text === null ? null : textValue(change(text));
  };
}

const coalesce: ScriptFunction = (args) => (args.length === 0 ? null : (args.find(({ cell }) => cell !== null) ?? args[0] ?? null));

const nvl: ScriptFunction = (args) => (args.length === 2 ? coalesce(args) : null);

const iff: ScriptFunction = ([condition, yes, no]) => {
  if (condition === undefined || yes === undefined || no === undefined) return null;
  return truth(condition) === true ? yes : no;
};

const length: ScriptFunction = ([arg, ...rest]) => {
  if (arg === undefined || rest.length > 0 || (arg.cell !== null && arg.column.type !== "text")) return null;
  return arg.cell === null ? NULL_VALUE : numberValue(String([...arg.cell].length));
};

const concat: ScriptFunction = (args) => {
  const texts = args.map((arg) => (arg.cell === null ? null : plainText(arg)));
  if (args.some(({ cell }) => cell === null)) return textValue(null);
  return texts.includes(null) || args.length === 0 ? null : textValue(texts.join(""));
};

const toVarchar: ScriptFunction = (args) => (args.length === 1 ? onText((text) => text)(args) : null);

/** NULL in it is `undefined` (docs: sql-reference/functions/array_construct). */
const arrayConstruct: ScriptFunction = (args) => {
  const items = args.map((arg) => (arg.cell === null ? "undefined" : jsonOf(arg)));
  return items.includes(null) ? null : jsonValue(`[${items.join(",")}]`, "ARRAY");
};

/** Keys in order; a pair without key or value is left out (docs: sql-reference/functions/object_construct). */
const objectConstruct: ScriptFunction = (args) => {
  if (args.length % 2 !== 0) return null;
  const pairs: [string, string][] = [];
  for (let i = 0; i < args.length; i += 2) {
    const [key, value] = [args[i], args[i + 1]];
    if (key?.cell == null || value?.cell == null) continue;
    const json = jsonOf(value);
    if (json === null) return null;
    pairs.push([key.cell, json]);
  }
  const shown = pairs.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${JSON.stringify(key)}:${value}`);
  return jsonValue(`{${shown.join(",")}}`, "OBJECT");
};

const arraySize: ScriptFunction = ([arg, ...rest]) => {
  if (arg === undefined || rest.length > 0 || (arg.cell !== null && arg.column.type !== "variant")) return null;
  if (arg.cell === null) return NULL_VALUE;
  const array = readJson(arg.cell);
  return Array.isArray(array) ? numberValue(String(array.length)) : NULL_VALUE;
};

const arrayAppend: ScriptFunction = ([array, item, ...rest]) => {
  if (array === undefined || item === undefined || rest.length > 0 || array.column.type !== "variant") return null;
  if (array.cell === null) return jsonValue(null);
  const [list, json] = [array.cell.trim(), item.cell === null ? "undefined" : jsonOf(item)];
  if (!list.startsWith("[") || json === null) return null;
  const inner = list.slice(1, -1).trim();
  return jsonValue(inner === "" ? `[${json}]` : `[${inner},${json}]`, "ARRAY");
};

const pi: ScriptFunction = (args) => (args.length === 0 ? floatValue(Math.PI) : null);

const FUNCTIONS: Readonly<Record<string, ScriptFunction>> = {
  ARRAY_APPEND: arrayAppend,
  ARRAY_CONSTRUCT: arrayConstruct,
  ARRAY_SIZE: arraySize,
  COALESCE: coalesce,
  CONCAT: concat,
  IFF: iff,
  IFNULL: nvl,
  LEN: length,
  LENGTH: length,
  LOWER: onText((text) => text.toLowerCase()),
  NVL: nvl,
  OBJECT_CONSTRUCT: objectConstruct,
  PI: pi,
  TO_CHAR: toVarchar,
  TO_VARCHAR: toVarchar,
  TRIM: onText((text) => text.replace(/^ +| +$/g, "")),
  UPPER: onText((text) => text.toUpperCase()),
};

export function isScriptFunction(name: string): boolean {
  return Object.hasOwn(FUNCTIONS, name);
}

export function callFunction(name: string, args: readonly Value[]): Value | null {
  return FUNCTIONS[name]?.(args) ?? null;
}

/** `value[key]`: an element of an array, a member of an object; NULL if there is none. */
export function elementOf({ column, cell }: Value, key: Value): Value {
  if (cell !== null && column.type !== "variant") throw unsupported("an element of a value that is no ARRAY, OBJECT or VARIANT in a block");
  if (cell === null || key.cell === null) return jsonValue(null);
  const inside = readJson(cell);
  const found = Array.isArray(inside) ? inside[Number(key.cell)] : isRecord(inside) && Object.hasOwn(inside, key.cell) ? inside[key.cell] : undefined;
  return jsonValue(found === undefined ? null : JSON.stringify(found));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
