import { comparison, condition, distinct } from "../comparison.ts";
import { arg, type Bound, type ScalarFunction } from "../function.ts";
import { BOOLEAN } from "../type.ts";
import { made, NULL, numberConstant, type Typed } from "../typed.ts";
import { choice, isVague, unify } from "../unify.ts";

function isNull(of: Typed, negated = false): Typed {
  return made([of], { type: BOOLEAN, sql: `(${of.sql} IS ${negated ? "NOT " : ""}NULL)`, nullable: false });
}

function coalesce(bound: Bound): Typed {
  const { type, values } = unify(bound.args, bound.name, bound.settings);
  const sql = `COALESCE(${values.map((value) => value.sql).join(", ")})`;
  return made(values, { type, sql, nullable: values.every(({ nullable }) => nullable), vague: isVague(values) });
}

/** "If expr1 equals expr2, returns NULL; otherwise expr1" (docs: sql-reference/functions/nullif) */
function nullif(bound: Bound): Typed {
  const [a, b] = [arg(bound, 0), arg(bound, 1)];
  return { ...choice([comparison("=", a, b, bound.settings)], [NULL, a], bound.settings), nullable: true };
}

/** Pairs of what is looked for and what it gives; NULL matches NULL (docs: sql-reference/functions/decode). */
function decode(bound: Bound): Typed {
  const [of, ...rest] = bound.args;
  const conditions: Typed[] = [];
  const results: Typed[] = [];
  for (let i = 0; i + 1 < rest.length; i += 2) {
    conditions.push(distinct(of ?? NULL, rest[i] ?? NULL, { negated: true, settings: bound.settings }));
    results.push(rest[i + 1] ?? NULL);
  }
  const last = rest.length % 2 === 1 ? rest.at(-1) : undefined;
  return choice(conditions, last === undefined ? [...results, NULL] : [...results, last], bound.settings);
}

/** NULL if any is NULL (docs: sql-reference/functions/greatest). */
function extreme(operator: ">" | "<"): (bound: Bound) => Typed {
  return (bound) => {
    const { type, values } = unify(bound.args, bound.name, bound.settings);
    const best = values.reduce((a, b) => {
      const which = comparison(operator, a, b, bound.settings);
      return made([a, b], { type, sql: `CASE WHEN ${a.sql} IS NULL OR ${b.sql} IS NULL THEN NULL WHEN ${which.sql} THEN ${a.sql} ELSE ${b.sql} END` });
    });
    return { ...best, vague: isVague(values) };
  };
}

export const CONDITIONAL: Readonly<Record<string, ScalarFunction>> = {
  COALESCE: { least: 2, most: 999, bind: coalesce },
  NVL: { least: 2, most: 2, bind: coalesce },
  IFNULL: { least: 2, most: 2, bind: coalesce },
  NVL2: { least: 3, most: 3, bind: (bound) => choice([isNull(arg(bound, 0), true)], [arg(bound, 1), arg(bound, 2)], bound.settings) },
  IFF: { least: 3, most: 3, bind: (bound) => choice([condition(arg(bound, 0), bound.settings)], [arg(bound, 1), arg(bound, 2)], bound.settings) },
  NULLIF: { least: 2, most: 2, bind: nullif },
  DECODE: { least: 3, most: 999, bind: decode },
  ZEROIFNULL: { least: 1, most: 1, bind: (bound) => coalesce({ ...bound, args: [arg(bound, 0), numberConstant("0")] }) },
  NULLIFZERO: { least: 1, most: 1, bind: (bound) => nullif({ ...bound, args: [arg(bound, 0), numberConstant("0")] }) },
  EQUAL_NULL: { least: 2, most: 2, bind: (bound) => distinct(arg(bound, 0), arg(bound, 1), { negated: true, settings: bound.settings }) },
  GREATEST: { least: 1, most: 999, bind: extreme(">") },
  LEAST: { least: 1, most: 999, bind: extreme("<") },
  BOOLAND: { least: 2, most: 2, bind: (bound) => logical(bound, "AND") },
  BOOLOR: { least: 2, most: 2, bind: (bound) => logical(bound, "OR") },
  BOOLNOT: {
    least: 1,
    most: 1,
    bind: (bound) => {
      const of = condition(arg(bound, 0), bound.settings);
      return made([of], { type: BOOLEAN, sql: `(NOT ${of.sql})` });
    },
  },
};

function logical(bound: Bound, word: string): Typed {
  const [a, b] = [condition(arg(bound, 0), bound.settings), condition(arg(bound, 1), bound.settings)];
  return made([a, b], { type: BOOLEAN, sql: `(${a.sql} ${word} ${b.sql})` });
}
