import { unsupported } from "../../sql-error.ts";
import { cast } from "../cast.ts";
import { arg, as, type Bound } from "../function.ts";
import { FLOAT, number } from "../type.ts";
import { made, type Typed } from "../typed.ts";

/** A window function that is no aggregate. `over` is ` OVER (...)`. */
interface WindowFunction {
  readonly least: number;
  readonly most: number;
  readonly needsOrder: boolean;
  /** Without a frame it sees the whole partition (docs: sql-reference/functions/first_value); others see what DuckDB shows them too. */
  readonly wholeFrame?: boolean;
  bind(bound: Bound, over: string): Typed;
}

function rank(sql: string): WindowFunction {
  return {
    least: 0,
    most: 0,
    needsOrder: true,
    bind: (_bound, over) => made([], { type: number(18), sql: `CAST(${sql}()${over} AS DECIMAL(18,0))`, nullable: false, vague: sql !== "row_number" }),
  };
}

function share(sql: string): WindowFunction {
  return { least: 0, most: 0, needsOrder: true, bind: (_bound, over) => made([], { type: FLOAT, sql: `${sql}()${over}`, nullable: false }) };
}

function nulls({ call }: Bound): string {
  return call.ignoresNulls ? " IGNORE NULLS" : "";
}

function valueAt(sql: string): WindowFunction {
  return {
    least: 1,
    most: 1,
    needsOrder: true,
    wholeFrame: true,
    bind: (bound, over) => {
      const of = arg(bound, 0);
      return made([of], { type: of.type, sql: `${sql}(${of.sql}${nulls(bound)})${over}`, nullable: true, vague: of.vague });
    },
  };
}

/** LAG and LEAD: value, offset, default. */
function beside(sql: string): WindowFunction {
  return {
    least: 1,
    most: 3,
    needsOrder: true,
    bind: (bound, over) => {
      const of = arg(bound, 0);
      const steps = bound.args.length > 1 ? arg(bound, 1).constant : "1";
      if (steps === undefined || !/^-?\d+$/.test(steps)) throw unsupported(`${bound.name} with an offset that is no constant`);
      const fallback = bound.args.length > 2 ? cast(arg(bound, 2), of.type, { mode: "coerce", settings: bound.settings }).sql : "NULL";
      return made([of], { type: of.type, sql: `${sql}(${of.sql}, ${steps}, ${fallback}${nulls(bound)})${over}`, nullable: true, vague: of.vague });
    },
  };
}

export const WINDOWS: Readonly<Record<string, WindowFunction>> = {
  ROW_NUMBER: rank("row_number"),
  RANK: rank("rank"),
  DENSE_RANK: rank("dense_rank"),
  PERCENT_RANK: share("percent_rank"),
  CUME_DIST: share("cume_dist"),
  NTILE: {
    least: 1,
    most: 1,
    needsOrder: true,
    bind: (bound, over) => {
      const of = as(bound, 0, number(18));
      return made([of], { type: number(18), sql: `CAST(ntile(CAST(${of.sql} AS BIGINT))${over} AS DECIMAL(18,0))`, nullable: false, vague: true });
    },
  },
  LAG: beside("lag"),
  LEAD: beside("lead"),
  FIRST_VALUE: valueAt("first_value"),
  LAST_VALUE: valueAt("last_value"),
};
