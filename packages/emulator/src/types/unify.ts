import { unsupported } from "../sql-error.ts";
import { cast } from "./cast.ts";
import type { Settings } from "./settings.ts";
import { commonType, number, type Type, typeText } from "./type.ts";
import { made, type Typed } from "./typed.ts";

/** Values of which one is taken (CASE, COALESCE), all as the type that fits all of them. */
export function unify(values: readonly Typed[], what: string, settings: Settings): { readonly type: Type; readonly values: readonly Typed[] } {
  const type = numbersAmong(values).reduce((a, b) => meet(a, b, what), { kind: "NULL" } as Type);
  return { type, values: type.kind === "NULL" ? values : values.map((value) => cast(value, type, { mode: "coerce", settings })) };
}

/** "When implicit conversion converts a non-numeric value to a numeric value, the result is ... NUMBER(18,5)" (docs: sql-reference/functions/coalesce). */
function numbersAmong(values: readonly Typed[]): readonly Type[] {
  const hasNumber = values.some(({ type }) => type.kind === "NUMBER");
  return values.map(({ type }) => (hasNumber && type.kind === "VARCHAR" ? number(18, 5) : type));
}

function meet(a: Type, b: Type, what: string): Type {
  const common = commonType(a, b);
  if (common === null) throw unsupported(`${what} of ${typeText(a)} and ${typeText(b)}`);
  return common;
}

export function isVague(values: readonly Typed[]): boolean {
  return values.some(({ vague }) => vague);
}

/** `CASE WHEN c THEN a ... ELSE b END` */
export function choice(conditions: readonly Typed[], results: readonly Typed[], settings: Settings): Typed {
  const { type, values } = unify(results, "CASE", settings);
  const parts = conditions.map((when, i) => `WHEN ${when.sql} THEN ${values[i]?.sql ?? "NULL"}`);
  const last = values[conditions.length];
  const sql = `CASE ${parts.join(" ")} ELSE ${last?.sql ?? "NULL"} END`;
  return made([...conditions, ...values], { type, sql, nullable: last === undefined || values.some(({ nullable }) => nullable), vague: isVague(values) });
}
