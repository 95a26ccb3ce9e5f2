import { compilationError, unsupported } from "../../sql-error.ts";
import { numeric } from "../arithmetic.ts";
import { cast } from "../cast.ts";
import { condition, requirePlain } from "../comparison.ts";
import { duckdbText, duckdbType } from "../duckdb-type.ts";
import { arg, as, type Bound } from "../function.ts";
import { ARRAY, BOOLEAN, FLOAT, number, TEXT, type Type, typeText, VARIANT } from "../type.ts";
import { made, own, type Typed } from "../typed.ts";

/** `over`: what stands behind its closing parenthesis, ` OVER (...)`. `order`: the ` ORDER BY ...` of WITHIN GROUP. */
interface Aggregate {
  readonly least: number;
  readonly most: number;
  bind(bound: Bound, over: string, order: string): Typed;
}

function once(bound: Bound): string {
  return bound.call.isDistinct ? "DISTINCT " : "";
}

/** "COUNT" is a NUMBER(18,0) and never NULL; of several, rows where none is NULL count. */
function count(bound: Bound, over: string): Typed {
  const type = number(18);
  const give = (sql: string): Typed => made(bound.args, { type, sql: `CAST(${sql}${over} AS DECIMAL(18,0))`, nullable: false });
  if (bound.call.hasStar) return give("count(*)");
  const [first] = bound.args;
  if (first === undefined)
    throw compilationError("000938", "22023", "error line 1 at position 0\nnot enough arguments for function [COUNT], expected 1, got 0");
  if (bound.call.isDistinct) for (const of of bound.args) requirePlain(of);
  // "This function treats JSON null (VARIANT NULL) as SQL NULL" (docs: sql-reference/functions/count).
  if (bound.args.length === 1) return give(`count(${once(bound)}${first.type.kind === "VARIANT" ? `nullif(${first.sql}, 'null')` : first.sql})`);
  const all = bound.args.map(({ sql }) => `${sql} IS NOT NULL`).join(" AND ");
  return give(`count(${once(bound)}CASE WHEN ${all} THEN (${bound.args.map(({ sql }) => sql).join(", ")}) END)`);
}

/** "Implicitly casts [text] to floating point" (docs: sql-reference/functions/sum). */
function summand(bound: Bound): Typed {
  const of = arg(bound, 0);
  return of.type.kind === "VARCHAR" || of.type.kind === "VARIANT"
    ? cast(of, FLOAT, { mode: "coerce", settings: bound.settings })
    : numeric(of, bound.name, bound.settings);
}

function sum(bound: Bound, over: string): Typed {
  const of = summand(bound);
  const type: Type = of.type.kind === "NUMBER" ? number(38, of.type.scale) : FLOAT;
  return made([of], { type, sql: `CAST(sum(${once(bound)}${of.sql})${over} AS ${duckdbType(type)})`, nullable: true, vague: of.vague });
}

/** Scale plus six decimals, up to twelve, as for a division: the page shows 6 for 0 and 11 for 5; over a window it shows 3 for 0. */
function average(bound: Bound, over: string): Typed {
  const of = summand(bound);
  if (of.type.kind !== "NUMBER") return made([of], { type: FLOAT, sql: `avg(${once(bound)}${of.sql})${over}`, nullable: true });
  if (over !== "" && of.type.scale !== 0)
    return {
      ...made([of], { type: number(38, of.type.scale), sql: `avg(${of.sql})${over}`, nullable: true, vague: true }),
      refusal: "AVG(...) OVER of numbers with decimals",
    };
  const scale = over === "" ? Math.max(of.type.scale, Math.min(of.type.scale + 6, 12)) : 3;
  const type = number(38, scale);
  const total: Typed = { ...of, type: number(38, of.type.scale), sql: `sum(${once(bound)}${of.sql})${over}` };
  const rows: Typed = { ...of, type: number(18), sql: `CAST(count(${once(bound)}${of.sql})${over} AS DECIMAL(18,0))` };
  const nullRows: Typed = { ...rows, sql: `nullif(${rows.sql}, 0)` };
  return made([of], { type, sql: own("DIVIDE", [total, nullRows, "38", String(scale)], type), nullable: true, vague: true });
}

function extreme(name: "min" | "max"): Aggregate {
  return {
    least: 1,
    most: 1,
    bind(bound, over) {
      const of = arg(bound, 0);
      requirePlain(of);
      return made([of], { type: of.type, sql: `${name}(${of.sql})${over}`, nullable: true, vague: of.vague });
    },
  };
}

/** Texts in the order of WITHIN GROUP; nothing at all is an empty text (docs: sql-reference/functions/listagg). */
function listagg(bound: Bound, over: string, order: string): Typed {
  const of = as(bound, 0, TEXT);
  const separator = bound.args.length > 1 ? arg(bound, 1).constant : "";
  if (separator === undefined) throw unsupported("LISTAGG with a separator that is no constant");
  if (over !== "" && order !== "") throw unsupported("LISTAGG(...) WITHIN GROUP (...) OVER");
  const sql = `coalesce(string_agg(${once(bound)}${of.sql}, ${duckdbText(separator)}${order})${over}, '')`;
  return made([of], { type: TEXT, sql, nullable: false, vague: true });
}

function arrayAgg(bound: Bound, over: string, order: string): Typed {
  const of = as(bound, 0, VARIANT);
  const items = `string_agg(${once(bound)}${of.sql}, ','${order})${over}`;
  return made([of], { type: ARRAY, sql: `concat('[', coalesce(${items}, ''), ']')`, nullable: false });
}

function booleans(sql: string): Aggregate {
  return {
    least: 1,
    most: 1,
    bind(bound, over) {
      const of = condition(arg(bound, 0), bound.settings);
      return made([of], { type: BOOLEAN, sql: `${sql}(${of.sql})${over}`, nullable: true });
    },
  };
}

/** Aggregate functions, which are window functions too. */
export const AGGREGATES: Readonly<Record<string, Aggregate>> = {
  COUNT: { least: 0, most: 99, bind: count },
  COUNT_IF: {
    least: 1,
    most: 1,
    bind(bound, over) {
      const of = condition(arg(bound, 0), bound.settings);
      return made([of], { type: number(18), sql: `CAST(count(*) FILTER (WHERE ${of.sql})${over} AS DECIMAL(18,0))`, nullable: false });
    },
  },
  SUM: { least: 1, most: 1, bind: sum },
  AVG: { least: 1, most: 1, bind: average },
  MIN: extreme("min"),
  MAX: extreme("max"),
  ANY_VALUE: {
    least: 1,
    most: 1,
    bind: (bound, over) =>
      made(bound.args, { type: arg(bound, 0).type, sql: `any_value(${arg(bound, 0).sql})${over}`, nullable: true, vague: arg(bound, 0).vague }),
  },
  LISTAGG: { least: 1, most: 2, bind: listagg },
  ARRAY_AGG: { least: 1, most: 1, bind: arrayAgg },
  BOOLAND_AGG: booleans("bool_and"),
  BOOLOR_AGG: booleans("bool_or"),
  ...told({
    MEDIAN: null,
    STDDEV: FLOAT,
    STDDEV_SAMP: FLOAT,
    STDDEV_POP: FLOAT,
    VARIANCE: null,
    VAR_SAMP: null,
    VAR_POP: null,
    CORR: FLOAT,
    APPROX_COUNT_DISTINCT: number(18),
    HLL: number(18),
    MODE: null,
  }),
};

/** Their type is known, or not even that; they are not computed here. */
function told(types: Readonly<Record<string, Type | null>>) {
  return Object.fromEntries(
    Object.entries(types).map(([name, type]) => [
      name,
      {
        least: 1,
        most: 2,
        bind(bound: Bound, over: string): Typed {
          const of = arg(bound, 0);
          const known = type ?? (name === "MODE" ? of.type : null);
          if (known === null) throw unsupported(`${name}(${typeText(of.type)})`);
          return { ...made(bound.args, { type: known, sql: `${name}(${of.sql})${over}`, nullable: true }), refusal: `SELECT ... ${name}(...)` };
        },
      },
    ]),
  );
}
