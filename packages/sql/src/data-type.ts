import { lex, type Token } from "./lexer.ts";

/**
 * A data type in normal form: the base name that SHOW and DESC print, and its parameters with the defaults filled in.
 * `VARCHAR` and `STRING` are both `VARCHAR(16777216)`. (docs: sql-reference/data-types-numeric, -text, -datetime, -semistructured, -vector)
 */
export interface DataType {
  readonly base: string;
  readonly parameters: readonly (number | string)[];
}

interface Family {
  readonly parameters: readonly (number | string)[];
  readonly synonyms: readonly string[];
}

/** 16777216 and 8388608 are the lengths a type without a length gets, also since the limit became 128 MB (docs: sql-reference/data-types-text). */
const FAMILIES: Readonly<Record<string, Family>> = {
  NUMBER: { parameters: [38, 0], synonyms: ["DECIMAL", "DEC", "NUMERIC"] },
  FLOAT: { parameters: [], synonyms: ["FLOAT4", "FLOAT8", "DOUBLE", "DOUBLE PRECISION", "REAL"] },
  DECFLOAT: { parameters: [38], synonyms: [] },
  VARCHAR: { parameters: [16777216], synonyms: ["STRING", "TEXT", "NVARCHAR", "NVARCHAR2", "CHAR VARYING", "NCHAR VARYING"] },
  BINARY: { parameters: [8388608], synonyms: ["VARBINARY"] },
  BOOLEAN: { parameters: [], synonyms: [] },
  DATE: { parameters: [], synonyms: [] },
  TIME: { parameters: [9], synonyms: [] },
  TIMESTAMP_NTZ: { parameters: [9], synonyms: ["DATETIME", "TIMESTAMPNTZ", "TIMESTAMP WITHOUT TIME ZONE", "TIMESTAMP"] },
  TIMESTAMP_LTZ: { parameters: [9], synonyms: ["TIMESTAMPLTZ", "TIMESTAMP WITH LOCAL TIME ZONE"] },
  TIMESTAMP_TZ: { parameters: [9], synonyms: ["TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE"] },
  VARIANT: { parameters: [], synonyms: [] },
  OBJECT: { parameters: [], synonyms: [] },
  ARRAY: { parameters: [], synonyms: [] },
  MAP: { parameters: [], synonyms: [] },
  GEOGRAPHY: { parameters: [], synonyms: [] },
  GEOMETRY: { parameters: [], synonyms: [] },
  FILE: { parameters: [], synonyms: [] },
  UUID: { parameters: [], synonyms: [] },
  VECTOR: { parameters: [], synonyms: [] },
};

/** Synonyms that also fix the parameters: `INT` is `NUMBER(38,0)`, `CHAR` is `VARCHAR(1)`. */
const FIXED: Readonly<Record<string, DataType>> = {
  INT: { base: "NUMBER", parameters: [38, 0] },
  INTEGER: { base: "NUMBER", parameters: [38, 0] },
  BIGINT: { base: "NUMBER", parameters: [38, 0] },
  SMALLINT: { base: "NUMBER", parameters: [38, 0] },
  TINYINT: { base: "NUMBER", parameters: [38, 0] },
  BYTEINT: { base: "NUMBER", parameters: [38, 0] },
};
const ONE_CHARACTER = new Set(["CHAR", "CHARACTER", "NCHAR"]);

const BASE_BY_WORDS = new Map<string, string>();
for (const [base, family] of Object.entries(FAMILIES)) for (const words of [base, ...family.synonyms]) BASE_BY_WORDS.set(words, base);

/** The longest name of a type, in words. */
const MAX_WORDS = 5;

/** A type at the start of `tokens[at..]` and the index behind it, or `null`. Structured types (`ARRAY(INT)`) keep their inner text as a parameter. */
export function readDataType(tokens: readonly Token[], at: number, source: string): { readonly type: DataType; readonly next: number } | null {
  for (let count = MAX_WORDS; count >= 1; count--) {
    const slice = tokens.slice(at, at + count);
    if (slice.length < count || slice.some((t) => t.kind !== "word")) continue;
    const words = slice.map((t) => t.value).join(" ");
    const base = BASE_BY_WORDS.get(words);
    const fixed = FIXED[words];
    if (base === undefined && fixed === undefined && !ONE_CHARACTER.has(words)) continue;
    const given = readParameters(tokens, at + count, source);
    if (given === null) return null;
    if (fixed !== undefined) return given.parameters.length === 0 ? { type: fixed, next: given.next } : null;
    const type = base === undefined ? complete("VARCHAR", given.parameters.length > 0 ? given.parameters : [1]) : complete(base, given.parameters);
    return type === null ? null : { type, next: given.next };
  }
  return null;
}

function readParameters(tokens: readonly Token[], at: number, source: string): { parameters: (number | string)[]; next: number } | null {
  if (tokens[at]?.text !== "(") return { parameters: [], next: at };
  const parameters: (number | string)[] = [];
  let depth = 0;
  let start = tokens[at]?.end ?? 0;
  for (let i = at; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    if (token.kind === "end") return null;
    if (token.text === "(") depth++;
    if (token.text === ")") depth--;
    if (depth === 0 || (depth === 1 && token.text === ",")) {
      const part = source.slice(start, token.start).trim();
      parameters.push(/^\d+$/.test(part) ? Number(part) : part.replace(/\s+/g, " ").toUpperCase());
      start = token.end;
    }
    if (depth === 0) return { parameters, next: i + 1 };
  }
  return null;
}

const PARAMETER_LIMITS: Readonly<Record<string, number>> = {
  NUMBER: 2,
  VARCHAR: 1,
  BINARY: 1,
  TIME: 1,
  TIMESTAMP_NTZ: 1,
  TIMESTAMP_LTZ: 1,
  TIMESTAMP_TZ: 1,
  DECFLOAT: 1,
  VECTOR: 2,
  ARRAY: 1,
  MAP: 2,
};

function complete(base: string, given: readonly (number | string)[]): DataType | null {
  const limit = base === "OBJECT" ? Number.POSITIVE_INFINITY : (PARAMETER_LIMITS[base] ?? 0);
  if (given.length > limit) return null;
  if (base === "VECTOR" && given.length !== 2) return null;
  const defaults = FAMILIES[base]?.parameters ?? [];
  // Lengths, precisions and scales are numbers; only structured types take others.
  if (defaults.length > 0 && given.some((parameter) => typeof parameter !== "number")) return null;
  return { base, parameters: given.length >= defaults.length ? given : [...given, ...defaults.slice(given.length)] };
}

/** Reads the whole text as one data type; `null` if it is none. */
export function parseDataType(source: string): DataType | null {
  const { tokens, error } = lex(source);
  if (error !== null) return null;
  const read = readDataType(tokens, 0, source);
  return read !== null && tokens[read.next]?.kind === "end" ? read.type : null;
}

/** `NUMBER(10,2)`, `VARCHAR(16777216)`, `BOOLEAN`: as SHOW and DESC print it. */
export function formatDataType(type: DataType): string {
  return type.parameters.length === 0 ? type.base : `${type.base}(${type.parameters.join(type.base === "VECTOR" ? ", " : ",")})`;
}
