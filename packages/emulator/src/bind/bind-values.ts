import type { Expression } from "../query/tree/expression.ts";
import { compilationError, unsupported } from "../sql-error.ts";
import { cast } from "../types/cast.ts";
import { commonType, type Type, typeText } from "../types/type.ts";
import { NULL, type Typed } from "../types/typed.ts";
import { bind } from "./bind-expression.ts";
import type { Binder, BoundQuery } from "./binder.ts";
import { NO_SCOPE, type Scope } from "./scope.ts";

/** VALUES: columns COLUMN1, COLUMN2, ... "the data type of the first row is used as a guide" (docs: sql-reference/sql/insert). */
export function bindValues(rows: readonly (readonly Expression[])[], binder: Binder, outer: Scope | null): BoundQuery {
  const width = rows[0]?.length ?? 0;
  const bound = rows.map((row) => {
    if (row.length !== width) throw compilationError("002020", "21S01", "Values list has rows of different lengths");
    return row.map((value) => bind(value, { ...NO_SCOPE, outer }, binder));
  });
  for (const value of bound.flat()) {
    if (value.refusal !== null) binder.findings.blocks.push(unsupported(value.refusal));
    if (value.holds !== "values") throw compilationError("002014", "22000", "Invalid expression in VALUES clause");
  }
  const types = Array.from({ length: width }, (_, i) => columnType(bound.map((row) => row[i] ?? NULL)));
  const columns = types.map((type, i) => {
    const values = bound.map((row) => row[i] ?? NULL);
    return { name: `COLUMN${i + 1}`, type, nullable: values.some(({ nullable }) => nullable), vague: values.some(({ vague }) => vague) };
  });
  const lines = bound.map(
    (row) => `(${row.map((value, i) => cast(value, types[i] ?? value.type, { mode: "coerce", settings: binder.settings }).sql).join(", ")})`,
  );
  const names = types.map((_type, i) => `c${i}`).join(", ");
  return { columns, sql: `SELECT ${names} FROM (VALUES ${lines.join(", ")}) AS v(${names})` };
}

/** Text among numbers has to be one. */
function columnType(values: readonly Typed[]): Type {
  return values.reduce<Type>((type, value) => {
    const common = commonType(type, value.type);
    if (common !== null) return common;
    if (value.type.kind === "VARCHAR" && type.kind !== "VARIANT") return type;
    throw unsupported(`VALUES of ${typeText(type)} and ${typeText(value.type)}`);
  }, NULL.type);
}
