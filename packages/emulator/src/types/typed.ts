import { duckdbText, duckdbType } from "./duckdb-type.ts";
import { BOOLEAN, number, type Type, varchar } from "./type.ts";

/** An expression whose names are known: its type, and how DuckDB computes it. */
export interface Typed {
  readonly type: Type;
  readonly nullable: boolean;
  /** No page says how long or how precise it is. */
  readonly vague: boolean;
  /** Its SQL in DuckDB's words; also where it cannot be run, as equal texts are equal expressions. */
  readonly sql: string;
  /** What of it cannot be run here. */
  readonly refusal: string | null;
  /** Columns it names outside aggregate functions, with where: GROUP BY asks for them. */
  readonly loose: readonly string[];
  readonly holds: "values" | "aggregate" | "window";
  /** The text of a constant. */
  readonly constant?: string;
}

interface Made {
  readonly type: Type;
  readonly sql: string;
  readonly nullable?: boolean;
  readonly vague?: boolean;
  readonly refusal?: string | null;
}

/** What is made of other expressions. */
export function made(of: readonly Typed[], { type, sql, ...rest }: Made): Typed {
  const held = of.map(({ holds }) => holds);
  return {
    type,
    sql,
    nullable: rest.nullable ?? of.some(({ nullable }) => nullable),
    vague: rest.vague ?? false,
    refusal: rest.refusal ?? of.find(({ refusal }) => refusal !== null)?.refusal ?? null,
    loose: of.flatMap(({ loose }) => loose),
    holds: held.includes("window") ? "window" : held.includes("aggregate") ? "aggregate" : "values",
  };
}

/** A call of one of this account's own functions, which take and give text (see `text-functions.ts`). */
export function own(name: string, args: readonly (Typed | string)[], type: Type): string {
  const texts = args.map((arg) => (typeof arg === "string" ? duckdbText(arg) : `CAST(${arg.sql} AS VARCHAR)`));
  return `CAST(sf(${[duckdbText(name), ...texts].join(", ")}) AS ${duckdbType(type)})`;
}

export function textConstant(value: string): Typed {
  return constant(varchar([...value].length), duckdbText(value), value);
}

/** `12.50` is a NUMBER(4,2). */
export function numberConstant(text: string): Typed {
  const [whole = "", fraction = ""] = text.split(".");
  const digits = whole.replace(/^0+(?=\d)/, "");
  const type = number(Math.max(1, digits === "0" && fraction !== "" ? fraction.length : digits.length + fraction.length), fraction.length);
  const plain = `${digits === "" ? "0" : digits}${fraction === "" ? "" : `.${fraction}`}`;
  return constant(type, `CAST(${duckdbText(plain)} AS ${duckdbType(number(Math.max(type.precision, digits.length + fraction.length), type.scale))})`, plain);
}

export function booleanConstant(value: boolean): Typed {
  return constant(BOOLEAN, value ? "TRUE" : "FALSE", String(value));
}

export const NULL: Typed = { type: { kind: "NULL" }, nullable: true, vague: false, sql: "NULL", refusal: null, loose: [], holds: "values" };

function constant(type: Type, sql: string, text: string): Typed {
  return { type, nullable: false, vague: false, sql, refusal: null, loose: [], holds: "values", constant: text };
}
