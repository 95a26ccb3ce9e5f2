import { lex } from "@snowtower/sql";
import type { ValueType } from "../../value-type.ts";
import { normaliseSqlText, sqlText } from "../../value-types/scalar.ts";

/** The expression behind `->`. Snowflake keeps it as it was written; whether with comments before and after it no page says, so these do not count. */
export const policyBody: ValueType<string> = {
  ...sqlText,
  says: "a SQL expression",
  decode: (cell) => (cell === null || cell === "" ? undefined : normaliseSqlText(cell)),
  same: (a, b) => a === b || withoutOuterComments(a) === withoutOuterComments(b),
};

function withoutOuterComments(source: string): string {
  const { tokens, error } = lex(source);
  const [first, last] = [tokens[0], tokens.findLast(({ kind }) => kind !== "end")];
  return error === null && first !== undefined && last !== undefined ? source.slice(first.start, last.end) : source;
}
