import type { ValueType } from "../../value-type.ts";
import { normaliseSqlText, sqlText } from "../../value-types/scalar.ts";

/** The expression behind `->`. Snowflake keeps it as it was written. */
export const policyBody: ValueType<string> = {
  ...sqlText,
  says: "a SQL expression",
  decode: (cell) => (cell === null || cell === "" ? undefined : normaliseSqlText(cell)),
};
