import { SqlError } from "../sql-error.ts";
import type { Binding } from "./cursor.ts";

/** The bindings of each row, where they came as one array a column; `null`: none of them is an array. What is no array is the same in each row. */
export function rowsOfBindings(bindings: readonly Binding[]): readonly (readonly Binding[])[] | null {
  const lengths = new Set(bindings.flatMap(({ values }) => values?.length ?? []));
  const [length] = lengths;
  if (length === undefined) return null;
  // No page says what Snowflake calls it.
  if (lengths.size > 1) throw new SqlError("002090", "22023", `Array bindings have different lengths: ${[...lengths].join(", ")}.`);
  return Array.from({ length }, (_, row) => bindings.map(({ type, value, values }) => ({ type, value: values === undefined ? value : (values[row] ?? null) })));
}
