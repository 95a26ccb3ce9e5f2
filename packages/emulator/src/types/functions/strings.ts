import { unsupported } from "../../sql-error.ts";
import { arg, as, type Bound, byOwn, constantOf, type ScalarFunction } from "../function.ts";
import { BOOLEAN, number, TEXT, type Type, typeText, varchar } from "../type.ts";
import { made, type Typed } from "../typed.ts";

const INTEGER = number(38);

/** The arguments as the types given, the last of them for all that follow. */
function converted(bound: Bound, types: readonly Type[]): readonly Typed[] {
  return bound.args.map((_arg, i) => as(bound, i, types[Math.min(i, types.length - 1)] ?? TEXT));
}

function lengthOf({ type }: Typed): number {
  return type.kind === "VARCHAR" ? type.length : TEXT_LENGTH;
}

const TEXT_LENGTH = 16_777_216;

/** Text as long as the first argument at most. */
function sameLength(types: readonly Type[]): (bound: Bound) => Typed {
  return (bound) => {
    const first = arg(bound, 0);
    if (first.type.kind === "BINARY") throw unsupported(`${bound.name}(${typeText(first.type)})`);
    const args = converted(bound, types);
    return { ...byOwn(args, bound.name, varchar(lengthOf(first))), vague: first.type.kind !== "VARCHAR" || first.vague };
  };
}

/** Text of a length that no page tells. */
function someText(types: readonly Type[], name?: string): (bound: Bound) => Typed {
  return (bound) => ({ ...byOwn(converted(bound, types), name ?? bound.name, TEXT), vague: true });
}

function test(types: readonly Type[]): (bound: Bound) => Typed {
  return (bound) => byOwn(converted(bound, types), bound.name, BOOLEAN);
}

function count(types: readonly Type[], name?: string): (bound: Bound) => Typed {
  return (bound) => ({ ...byOwn(converted(bound, types), name ?? bound.name, number(18)), vague: true });
}

/** Concatenated texts are as long as all together. */
export function concatenated(values: readonly Typed[], settings: Bound["settings"]): Typed {
  const bound = { args: values, settings } as Bound;
  const binary = values.find(({ type }) => type.kind === "BINARY");
  if (binary !== undefined) throw unsupported("BINARY || BINARY");
  const texts = values.map((_value, i) => as(bound, i, TEXT));
  const isSure = values.every(({ type, vague }) => type.kind === "VARCHAR" && !vague);
  const type = varchar(values.reduce((sum, value) => sum + lengthOf(value), 0));
  return made(texts, { type, sql: `(${texts.map(({ sql }) => sql).join(" || ")})`, vague: !isSure });
}

/** The same text with another collation; the empty one is none (docs: sql-reference/functions/collate). */
export function collated(value: Typed, collation: string | null): Typed {
  const { type } = value;
  if (type.kind !== "VARCHAR") throw unsupported(`COLLATE of ${typeText(type)}`);
  if (collation === null) throw unsupported("COLLATE with a specification that is no constant");
  const { collation: _before, ...plain } = type;
  return { ...value, type: collation === "" ? plain : { ...plain, collation } };
}

export const STRINGS: Readonly<Record<string, ScalarFunction>> = {
  COLLATE: { least: 2, most: 2, bind: (bound) => collated(arg(bound, 0), constantOf(bound, 1)) },
  UPPER: { least: 1, most: 1, bind: sameLength([TEXT]) },
  LOWER: { least: 1, most: 1, bind: sameLength([TEXT]) },
  INITCAP: { least: 1, most: 1, bind: sameLength([TEXT]) },
  REVERSE: { least: 1, most: 1, bind: sameLength([TEXT]) },
  TRIM: { least: 1, most: 2, bind: sameLength([TEXT]) },
  LTRIM: { least: 1, most: 2, bind: sameLength([TEXT]) },
  RTRIM: { least: 1, most: 2, bind: sameLength([TEXT]) },
  SUBSTR: { least: 2, most: 3, bind: sameLength([TEXT, INTEGER]) },
  SUBSTRING: { least: 2, most: 3, bind: (bound) => sameLength([TEXT, INTEGER])({ ...bound, name: "SUBSTR" }) },
  LEFT: { least: 2, most: 2, bind: sameLength([TEXT, INTEGER]) },
  RIGHT: { least: 2, most: 2, bind: sameLength([TEXT, INTEGER]) },
  LPAD: { least: 2, most: 3, bind: someText([TEXT, INTEGER, TEXT]) },
  RPAD: { least: 2, most: 3, bind: someText([TEXT, INTEGER, TEXT]) },
  REPEAT: { least: 2, most: 2, bind: someText([TEXT, INTEGER]) },
  REPLACE: { least: 2, most: 3, bind: someText([TEXT]) },
  SPLIT_PART: { least: 3, most: 3, bind: someText([TEXT, TEXT, INTEGER]) },
  CONCAT: { least: 1, most: 999, bind: ({ args, settings }) => concatenated(args, settings) },
  CONCAT_WS: { least: 2, most: 999, bind: someText([TEXT]) },
  CHR: { least: 1, most: 1, bind: someText([INTEGER]) },
  CHAR: { least: 1, most: 1, bind: someText([INTEGER], "CHR") },
  ASCII: { least: 1, most: 1, bind: count([TEXT]) },
  CHARINDEX: { least: 2, most: 3, bind: count([TEXT, TEXT, INTEGER]) },
  POSITION: { least: 2, most: 3, bind: count([TEXT, TEXT, INTEGER], "CHARINDEX") },
  LENGTH: { least: 1, most: 1, bind: length },
  LEN: { least: 1, most: 1, bind: length },
  CONTAINS: { least: 2, most: 2, bind: test([TEXT]) },
  STARTSWITH: { least: 2, most: 2, bind: test([TEXT]) },
  ENDSWITH: { least: 2, most: 2, bind: test([TEXT]) },
  LIKE: { least: 2, most: 3, bind: test([TEXT]) },
  ILIKE: { least: 2, most: 3, bind: test([TEXT]) },
  RLIKE: { least: 2, most: 2, bind: test([TEXT]) },
  REGEXP_LIKE: { least: 2, most: 2, bind: (bound) => test([TEXT])({ ...bound, name: "RLIKE" }) },
  REGEXP_REPLACE: { least: 2, most: 3, bind: someText([TEXT]) },
  REGEXP_SUBSTR: { least: 2, most: 2, bind: (bound) => ({ ...someText([TEXT])(bound), nullable: true }) },
  REGEXP_COUNT: { least: 2, most: 2, bind: count([TEXT]) },
  // "A 32-character hex-encoded string" (docs: sql-reference/functions/md5).
  MD5: { least: 1, most: 1, bind: hashed(32) },
  MD5_HEX: { least: 1, most: 1, bind: (bound) => hashed(32)({ ...bound, name: "MD5" }) },
  SHA1: { least: 1, most: 1, bind: hashed(40) },
  SHA1_HEX: { least: 1, most: 1, bind: (bound) => hashed(40)({ ...bound, name: "SHA1" }) },
  SHA2: { least: 1, most: 2, bind: hashed(128) },
  SHA2_HEX: { least: 1, most: 2, bind: (bound) => hashed(128)({ ...bound, name: "SHA2" }) },
};

function length(bound: Bound): Typed {
  if (arg(bound, 0).type.kind === "BINARY") throw unsupported("LENGTH(BINARY)");
  const of = as(bound, 0, TEXT);
  return made([of], { type: number(18), sql: `CAST(length(${of.sql}) AS DECIMAL(18,0))`, vague: true });
}

function hashed(size: number): (bound: Bound) => Typed {
  return (bound) => {
    if (arg(bound, 0).type.kind !== "VARCHAR") throw unsupported(`${bound.name}(${typeText(arg(bound, 0).type)})`);
    return { ...byOwn(converted(bound, [TEXT, INTEGER]), bound.name, varchar(size)), vague: true };
  };
}
