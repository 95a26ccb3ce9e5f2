import type { Value } from "../catalog/entry.ts";
import { invalidValue } from "../sql-error.ts";
import { Cursor, type NameRef, storedName } from "./cursor.ts";

/** Reads what stands behind `PROPERTY =` and checks it. */
export type ReadValue = (cursor: Cursor, property: string) => Value;

function orNull(read: ReadValue): ReadValue {
  return (cursor, property) => (cursor.accept("NULL") ? null : read(cursor, property));
}

/** A string constant, taken as it is. NULL is allowed: SnowDDL and others write `COMMENT = NULL`. */
export const text: ReadValue = orNull((cursor) => cursor.string());

/** A string constant or a bare word, taken as written: `DISPLAY_NAME = Jane`. */
export const textOrWord: ReadValue = orNull((cursor) => {
  if (cursor.seesString()) return cursor.string();
  const token = cursor.next();
  return token.kind === "quoted" ? token.value : token.text;
});

/** The name of an object that need not exist: `DEFAULT_ROLE = my_role`, `= "x"`, `= 'my_role'`. */
export const nameText: ReadValue = orNull((cursor) => (cursor.seesString() ? storedName(cursor.string()) : cursor.identifier()));

/** The name of an object inside a schema, also as a text: `FORMAT_NAME = 'db.schema.f'`; gives its parts. */
export const objectName: ReadValue = (cursor) => (cursor.seesString() ? parsedName(cursor.string()) : cursor.name()).parts;

export function parsedName(name: string): NameRef {
  const inner = new Cursor(name);
  const ref = inner.name();
  inner.end();
  return ref;
}

export function integer(limits: { readonly min?: number; readonly max?: number; readonly nullable?: boolean } = {}): ReadValue {
  const read: ReadValue = (cursor, property) => {
    const value = cursor.integer();
    if (value < (limits.min ?? 0) || value > (limits.max ?? Number.MAX_SAFE_INTEGER)) throw invalidValue(String(value), property);
    return value;
  };
  return limits.nullable === true ? orNull(read) : read;
}

export const boolean: ReadValue = (cursor) => {
  const word = cursor.acceptOneOf(["TRUE", "FALSE"]);
  if (word !== null) return word === "TRUE";
  const token = cursor.peek();
  if (token.kind === "string" && /^(true|false)$/i.test(token.value)) return cursor.string().toLowerCase() === "true";
  return cursor.fail();
};

/** One word of a list, also as a string constant; `synonyms` lead to the word that is kept. */
export function oneOf(values: readonly string[], synonyms: Readonly<Record<string, string>> = {}): ReadValue {
  return (cursor, property) => {
    const token = cursor.peek();
    if (token.kind !== "word" && token.kind !== "string") cursor.fail();
    const given = (token.kind === "string" ? cursor.string() : cursor.next().value).toUpperCase();
    const value = Object.hasOwn(synonyms, given) ? synonyms[given] : given;
    if (value === undefined || !values.includes(value)) throw invalidValue(given, property);
    return value;
  };
}

/** `('a', 'b')`, `()`; a single constant stands for a list of one. */
export const strings: ReadValue = (cursor) => {
  if (cursor.seesString()) return [cursor.string()];
  cursor.expect("(");
  const values: string[] = [];
  while (!cursor.accept(")")) {
    if (values.length > 0) cursor.expect(",");
    values.push(cursor.string());
  }
  return values;
};

/** `(KEY = value [,] KEY = (..) ...)`: nested properties, kept as they are. */
export const record: ReadValue = (cursor, property) => {
  cursor.expect("(");
  const fields: Record<string, Value> = {};
  while (!cursor.accept(")")) {
    cursor.accept(",");
    const key = cursor.next().value;
    cursor.expect("=");
    fields[key] = scalarOrList(cursor, property);
  }
  return fields;
};

/** `('a', 'b')` or `(A, B)`: "ALLOWED_PROVIDERS = (AWS, AZURE, GCP, OIDC)" (docs: sql-reference/sql/create-authentication-policy). */
function words(cursor: Cursor): Value {
  cursor.expect("(");
  const values: string[] = [];
  while (!cursor.accept(")")) {
    if (values.length > 0) cursor.expect(",");
    values.push(cursor.seesString() || cursor.peek().kind !== "word" ? cursor.string() : cursor.next().value);
  }
  return values;
}

function scalarOrList(cursor: Cursor, property: string): Value {
  if (cursor.sees("(")) {
    const mark = cursor.mark();
    cursor.expect("(");
    const isRecord = cursor.peek().kind === "word" && cursor.peek(1).text === "=";
    cursor.reset(mark);
    return isRecord ? record(cursor, property) : words(cursor);
  }
  if (cursor.seesString()) return cursor.string();
  if (cursor.peek().kind === "number") return cursor.integer();
  const word = cursor.next().value;
  return word === "TRUE" ? true : word === "FALSE" ? false : word === "NULL" ? null : word;
}
