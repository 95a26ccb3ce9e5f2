import { unsupported } from "../../sql-error.ts";
import { cast } from "../cast.ts";
import { arg, type Bound, constantOf, described, type ScalarFunction } from "../function.ts";
import { ARRAY, BOOLEAN, DATE, FLOAT, number, OBJECT, TEXT, type Type, VARIANT } from "../type.ts";
import { made, type Typed } from "../typed.ts";

/** A conversion as a function; with a format it can be told, not run. */
function to(type: Type, isTry = false): (bound: Bound) => Typed {
  return (bound) => {
    const of = arg(bound, 0);
    const mode = isTry && of.type.kind === "VARCHAR" ? "try" : "cast";
    if (bound.args.length > 1 && !(bound.args.length === 2 && constantOf(bound, 1)?.toUpperCase() === "AUTO")) return described(bound.args, type, bound.name);
    return { ...cast(of, type, { mode, settings: bound.settings }), nullable: isTry || of.nullable };
  };
}

/** TO_NUMBER(x [, format] [, precision [, scale]]): NUMBER(38,0) if nothing is said (docs: sql-reference/functions/to_decimal). */
function toNumber(isTry: boolean): (bound: Bound) => Typed {
  return (bound) => {
    const sizes = bound.args.slice(1).map(({ constant }) => constant);
    const hasFormat = bound.args[1]?.type.kind === "VARCHAR";
    const [precision = "38", scale = "0"] = hasFormat ? sizes.slice(1) : sizes;
    if (!/^\d+$/.test(precision) || !/^\d+$/.test(scale)) throw unsupported(`${bound.name} with a precision that is no constant`);
    const type = number(Number(precision), Number(scale));
    if (hasFormat) return described(bound.args, type, bound.name);
    return to(type, isTry)({ ...bound, args: bound.args.slice(0, 1) });
  };
}

/** NUMBER with a scale: TO_TIMESTAMP(n, 3) counts milliseconds. */
function toTimestamp(kind: "TIMESTAMP_NTZ" | "TIMESTAMP_LTZ" | "TIMESTAMP_TZ" | null, isTry: boolean): (bound: Bound) => Typed {
  return (bound) => {
    const type: Type = { kind: kind ?? bound.settings.timestamp, scale: 9 };
    const of = arg(bound, 0);
    if (of.type.kind === "NUMBER") {
      const scale = bound.args.length > 1 ? constantOf(bound, 1) : "0";
      if (of.type.scale !== 0 || scale === null || !["0", "3", "6", "9"].includes(scale) || type.kind === "TIMESTAMP_TZ")
        return described(bound.args, type, bound.name);
      const sql = `CAST(CAST(CAST(${of.sql} AS DECIMAL(38,9)) / ${10 ** Number(scale)} AS DECIMAL(38,9)) AS DECIMAL(38,9))`;
      return scale === "0"
        ? made([of], { type, sql: `CAST(${of.sql} AS DECIMAL(38,9))` })
        : { ...made([of], { type, sql }), refusal: `${bound.name}(n, ${scale})` };
    }
    return to(type, isTry)(bound);
  };
}

function toDate(bound: Bound): Typed {
  const { kind } = arg(bound, 0).type;
  return kind === "NUMBER" ? described(bound.args, DATE, bound.name) : to(DATE, bound.name.startsWith("TRY_"))(bound);
}

/** No page says how long the text is. */
function toText(bound: Bound): Typed {
  const of = arg(bound, 0);
  if (bound.args.length > 1) return { ...described(bound.args, TEXT, bound.name), vague: true };
  return { ...cast(of, TEXT, { mode: "cast", settings: bound.settings }), vague: of.type.kind !== "VARIANT" };
}

const TIMESTAMPS = {
  TO_TIMESTAMP: null,
  TO_TIMESTAMP_NTZ: "TIMESTAMP_NTZ",
  TO_TIMESTAMP_LTZ: "TIMESTAMP_LTZ",
  TO_TIMESTAMP_TZ: "TIMESTAMP_TZ",
} as const;

export const CONVERSIONS: Readonly<Record<string, ScalarFunction>> = {
  TO_VARCHAR: { least: 1, most: 2, bind: toText },
  TO_CHAR: { least: 1, most: 2, bind: toText },
  TO_DATE: { least: 1, most: 2, bind: toDate },
  DATE: { least: 1, most: 2, bind: toDate },
  TRY_TO_DATE: { least: 1, most: 2, bind: toDate },
  TO_TIME: { least: 1, most: 2, bind: to({ kind: "TIME", scale: 9 }) },
  TRY_TO_TIME: { least: 1, most: 2, bind: to({ kind: "TIME", scale: 9 }, true) },
  TO_BOOLEAN: { least: 1, most: 1, bind: to(BOOLEAN) },
  TRY_TO_BOOLEAN: { least: 1, most: 1, bind: to(BOOLEAN, true) },
  TO_DOUBLE: { least: 1, most: 2, bind: to(FLOAT) },
  TRY_TO_DOUBLE: { least: 1, most: 2, bind: to(FLOAT, true) },
  TO_VARIANT: { least: 1, most: 1, bind: to(VARIANT) },
  TO_ARRAY: { least: 1, most: 1, bind: to(ARRAY) },
  TO_OBJECT: { least: 1, most: 1, bind: to(OBJECT) },
  ...Object.fromEntries(
    ["TO_NUMBER", "TO_DECIMAL", "TO_NUMERIC"].flatMap((name): [string, ScalarFunction][] => [
      [name, { least: 1, most: 4, bind: toNumber(false) }],
      [`TRY_${name}`, { least: 1, most: 4, bind: toNumber(true) }],
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(TIMESTAMPS).flatMap(([name, kind]): [string, ScalarFunction][] => [
      [name, { least: 1, most: 2, bind: toTimestamp(kind, false) }],
      [`TRY_${name}`, { least: 1, most: 2, bind: toTimestamp(kind, true) }],
    ]),
  ),
  AS_VARCHAR: asKind(TEXT),
  AS_INTEGER: asKind(number(38)),
  AS_BOOLEAN: asKind(BOOLEAN),
};

/** AS_...: NULL where a VARIANT holds another type; told, not run. */
function asKind(type: Type): ScalarFunction {
  return { least: 1, most: 1, bind: (bound) => described(bound.args, type, bound.name) };
}
