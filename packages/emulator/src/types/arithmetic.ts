import type { Operator } from "../query/tree/expression.ts";
import { compilationError, unsupported } from "../sql-error.ts";
import { cast } from "./cast.ts";
import { duckdbType } from "./duckdb-type.ts";
import type { Settings } from "./settings.ts";
import { DATE, FLOAT, isTimestamp, number, type Type, typeText } from "./type.ts";
import { made, own, type Typed } from "./typed.ts";

type NumberType = Extract<Type, { readonly kind: "NUMBER" }>;

/** The type of a fixed-point result (docs: sql-reference/operators-arithmetic, "Scale and precision in arithmetic operations"). */
function resultType(operator: Operator, a: NumberType, b: NumberType): NumberType {
  const [l1, l2] = [a.precision - a.scale, b.precision - b.scale];
  if (operator === "*") {
    const scale = Math.min(a.scale + b.scale, Math.max(a.scale, b.scale, 12));
    return number(l1 + l2 + scale, scale);
  }
  if (operator === "/") {
    const scale = Math.max(a.scale, Math.min(a.scale + 6, 12));
    return number(l1 + b.scale + scale, scale);
  }
  const scale = Math.max(a.scale, b.scale);
  return number(Math.max(l1, l2) + (operator === "%" ? 0 : 1) + scale, scale);
}

const OWN: Readonly<Partial<Record<Operator, string>>> = { "*": "MULTIPLY", "/": "DIVIDE", "%": "MODULO" };

export function arithmetic(operator: Operator, [left, right]: readonly [Typed, Typed], settings: Settings): Typed {
  const dates = dateArithmetic(operator, [left, right], settings);
  if (dates !== null) return dates;
  const [a, b] = [numeric(left, operator, settings), numeric(right, operator, settings)];
  if (a.type.kind !== "NUMBER" || b.type.kind !== "NUMBER") return floats(operator, a, b);
  const type = resultType(operator, a.type, b.type);
  const name = OWN[operator];
  if (name !== undefined) return made([a, b], { type, sql: own(name, [a, b, String(type.precision), String(type.scale)], type) });
  const as = duckdbType(type);
  return made([a, b], { type, sql: `CAST(CAST(${a.sql} AS ${as}) ${operator} CAST(${b.sql} AS ${as}) AS ${as})` });
}

/** `date + 1`, `date - date`; whatever else is not numeric is left to `numeric`. */
function dateArithmetic(operator: Operator, [left, right]: readonly [Typed, Typed], settings: Settings): Typed | null {
  if (left.type.kind === "DATE" && right.type.kind === "DATE" && operator === "-")
    return made([left, right], { type: number(9), sql: `CAST(${left.sql} - ${right.sql} AS DECIMAL(9,0))`, vague: true });
  if (left.type.kind !== "DATE" || right.type.kind !== "NUMBER" || (operator !== "+" && operator !== "-")) return null;
  const days = cast(right, number(9), { mode: "coerce", settings });
  return made([left, right], { type: DATE, sql: `CAST(${left.sql} ${operator} CAST(${days.sql} AS INTEGER) AS INTEGER)` });
}

/** Text and VARIANT become numbers by themselves; no page says of which precision, so text does as a FLOAT nowhere but in aggregates. */
export function numeric(of: Typed, operator: string, settings: Settings): Typed {
  const { kind } = of.type;
  if (kind === "NUMBER" || kind === "FLOAT") return of;
  if (kind === "NULL") return cast(of, number(38), { mode: "coerce", settings });
  if (kind === "VARCHAR" && of.constant !== undefined) return { ...cast(of, number(18, 5), { mode: "coerce", settings }), vague: true };
  if (kind === "VARCHAR" || kind === "VARIANT") throw unsupported(`${typeText(of.type)} ${operator} ...`);
  if (kind === "BOOLEAN" || kind === "DATE" || kind === "TIME" || isTimestamp(kind) || kind === "ARRAY" || kind === "OBJECT")
    throw compilationError("001044", "42P13", `error line 1 at position 0\nInvalid argument types for function '${operator}': (${typeText(of.type)})`);
  throw unsupported(`${typeText(of.type)} ${operator} ...`);
}

function floats(operator: Operator, left: Typed, right: Typed): Typed {
  const [a, b] = [asFloat(left), asFloat(right)];
  if (operator === "%") return { ...made([a, b], { type: FLOAT, sql: `(${a.sql} % ${b.sql})` }), refusal: "FLOAT % FLOAT" };
  if (operator === "/") return made([a, b], { type: FLOAT, sql: own("DIVIDE_FLOAT", [a, b], FLOAT) });
  return made([a, b], { type: FLOAT, sql: `(${a.sql} ${operator} ${b.sql})` });
}

function asFloat(of: Typed): Typed {
  return of.type.kind === "FLOAT" ? of : made([of], { type: FLOAT, sql: `CAST(${of.sql} AS DOUBLE)` });
}

export function negated(of: Typed, settings: Settings): Typed {
  const value = numeric(of, "-", settings);
  const minus = made([value], { type: value.type, sql: `CAST(-(${value.sql}) AS ${duckdbType(value.type)})`, vague: value.vague });
  return value.constant === undefined ? minus : { ...minus, constant: `-${value.constant}` };
}
