import { baseOf } from "./table-definition.ts";

const TEXT_LIKE = ["VARCHAR", "VARIANT"];
const TIMESTAMPS = ["TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ"];

/** To what each type goes without a cast, beside itself and to what depends on values (docs: sql-reference/data-type-conversion, "Data types that can be converted"). */
const COERCES: Readonly<Record<string, readonly string[]>> = {
  ARRAY: TEXT_LIKE,
  BOOLEAN: ["NUMBER", ...TEXT_LIKE],
  DATE: [...TIMESTAMPS, ...TEXT_LIKE],
  FLOAT: ["BOOLEAN", "NUMBER", ...TEXT_LIKE],
  NUMBER: ["BOOLEAN", "FLOAT", ...TEXT_LIKE],
  OBJECT: TEXT_LIKE,
  TIME: ["VARCHAR"],
  TIMESTAMP_LTZ: ["DATE", "TIME", ...TIMESTAMPS, ...TEXT_LIKE],
  TIMESTAMP_NTZ: ["DATE", "TIME", ...TIMESTAMPS, ...TEXT_LIKE],
  TIMESTAMP_TZ: ["DATE", "TIME", ...TIMESTAMPS, ...TEXT_LIKE],
};

/** False where it is certain that a value of the one type is not taken for the other. Text and VARIANT go wherever their values fit. */
export function isCoercible(from: string, to: string): boolean {
  const [a, b] = [baseOf(from), baseOf(to)];
  const known = COERCES[a];
  return a === b || known === undefined || known.includes(b);
}
