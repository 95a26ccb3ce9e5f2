import { compilationError, unsupported } from "../../sql-error.ts";
import { arithmetic, numeric } from "../arithmetic.ts";
import { comparison } from "../comparison.ts";
import { arg, as, type Bound, constantOf, described, type ScalarFunction } from "../function.ts";
import { FLOAT, number, type Type } from "../type.ts";
import { made, numberConstant, own, type Typed } from "../typed.ts";
import { choice } from "../unify.ts";

function value(bound: Bound): Typed {
  return numeric(arg(bound, 0), bound.name, bound.settings);
}

function sameType(sql: (of: string) => string): (bound: Bound) => Typed {
  return (bound) => {
    const of = value(bound);
    const type = of.type;
    return made([of], {
      type,
      sql: type.kind === "NUMBER" ? `CAST(${sql(of.sql)} AS DECIMAL(${type.precision},${type.scale}))` : sql(of.sql),
      vague: of.vague,
    });
  };
}

/** The scale is what the second argument says; how many digits are left of it beside one that rounding may add, no page says. */
function rounding(bound: Bound): Typed {
  const of = value(bound);
  const places = bound.args.length < 2 ? "0" : constantOf(bound, 1);
  if (of.type.kind !== "NUMBER") return described(bound.args, FLOAT, bound.name);
  if (places === null || !/^-?\d+$/.test(places)) return { ...described(bound.args, of.type, bound.name), vague: true };
  const mode = bound.args.length > 2 ? constantOf(bound, 2) : "HALF_AWAY_FROM_ZERO";
  if (mode !== "HALF_AWAY_FROM_ZERO" && mode !== "HALF_TO_EVEN") throw compilationError("001015", "22023", `invalid argument 3 to function ${bound.name}`);
  const scale = Math.min(of.type.scale, Math.max(0, Number(places)));
  const type = number(of.type.precision - of.type.scale + 1 + scale, scale);
  const name = mode === "HALF_TO_EVEN" ? "ROUND_EVEN" : bound.name;
  return made([of], { type, sql: own(name, [of, places, String(type.precision), String(scale)], type), vague: true });
}

function floating(sql: (args: readonly string[]) => string): (bound: Bound) => Typed {
  return (bound) => {
    const args = bound.args.map((_arg, i) => as(bound, i, FLOAT));
    return { ...made(args, { type: FLOAT, sql: sql(args.map((of) => of.sql)) }) };
  };
}

/** Zero where the divisor is zero (and, for DIV0NULL, NULL). */
function div0(bound: Bound, nullToo: boolean): Typed {
  const [a, b] = [arg(bound, 0), arg(bound, 1)];
  const quotient = arithmetic("/", [a, b], bound.settings);
  const isZero = comparison("=", b, numberConstant("0"), bound.settings);
  const condition = nullToo ? made([isZero], { type: isZero.type, sql: `(${b.sql} IS NULL OR ${isZero.sql})` }) : isZero;
  const zero: Typed = { ...numberConstant("0"), sql: `CAST(CASE WHEN ${a.sql} IS NULL THEN NULL ELSE 0 END AS DECIMAL(1,0))` };
  return { ...choice([condition], [zero, quotient], bound.settings), nullable: true };
}

export const NUMBERS: Readonly<Record<string, ScalarFunction>> = {
  ABS: { least: 1, most: 1, bind: sameType((of) => `abs(${of})`) },
  SIGN: {
    least: 1,
    most: 1,
    bind: (bound) => {
      const of = value(bound);
      return made([of], { type: number(1), sql: `CAST(sign(${of.sql}) AS DECIMAL(1,0))`, vague: true });
    },
  },
  ROUND: { least: 1, most: 3, bind: rounding },
  TRUNC: { least: 1, most: 2, bind: truncated },
  TRUNCATE: { least: 1, most: 2, bind: (bound) => truncated({ ...bound, name: "TRUNC" }) },
  CEIL: { least: 1, most: 2, bind: rounding },
  FLOOR: { least: 1, most: 2, bind: rounding },
  MOD: { least: 2, most: 2, bind: (bound) => arithmetic("%", [arg(bound, 0), arg(bound, 1)], bound.settings) },
  DIV0: { least: 2, most: 2, bind: (bound) => div0(bound, false) },
  DIV0NULL: { least: 2, most: 2, bind: (bound) => div0(bound, true) },
  SQRT: { least: 1, most: 1, bind: floating(([of]) => `sqrt(${of})`) },
  EXP: { least: 1, most: 1, bind: floating(([of]) => `exp(${of})`) },
  LN: { least: 1, most: 1, bind: floating(([of]) => `ln(${of})`) },
  POWER: { least: 2, most: 2, bind: floating(([a, b]) => `pow(${a}, ${b})`) },
  POW: { least: 2, most: 2, bind: floating(([a, b]) => `pow(${a}, ${b})`) },
  PI: { least: 0, most: 0, bind: floating(() => "pi()") },
  RANDOM: { least: 0, most: 1, bind: (bound) => ({ ...described(bound.args, number(19), bound.name), vague: true }) },
};

/** TRUNC is also another name of DATE_TRUNC, with its arguments the other way round. */
function truncated(bound: Bound): Typed {
  const { kind }: Type = arg(bound, 0).type;
  if (kind === "DATE" || kind.startsWith("TIMESTAMP")) throw unsupported("TRUNC(<date>, ...)");
  return rounding(bound);
}
