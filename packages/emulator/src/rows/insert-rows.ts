import type { Entry } from "../catalog/entry.ts";
import { columnsOf } from "../objects/table/table-definition.ts";
import { Cursor } from "../parser/cursor.ts";
import type { Expression } from "../query/tree/expression.ts";
import { parseExpression } from "../query/tree/parse-expression.ts";
import { compilationError, unsupported } from "../sql-error.ts";

/** The rows behind VALUES; DEFAULT is the column's. */
export interface InsertRows {
  readonly rows: readonly (readonly (Expression | "DEFAULT")[])[];
}

/** "The VALUES clause is limited to 200,000 rows" (docs: sql-reference/sql/insert). */
const MOST = 200_000;

export function readInsertRows(cursor: Cursor): InsertRows {
  const rows: (Expression | "DEFAULT")[][] = [];
  do {
    cursor.expect("(");
    const row = [readValue(cursor)];
    while (cursor.accept(",")) row.push(readValue(cursor));
    cursor.expect(")");
    rows.push(row);
  } while (cursor.accept(","));
  if (rows.length > MOST)
    throw compilationError("001795", "42601", `maximum number of expressions in a list exceeded, expected at most ${MOST}, got ${rows.length}`);
  return { rows: rows.flatMap(unrolled) };
}

function readValue(cursor: Cursor): Expression | "DEFAULT" {
  const value = cursor.accept("DEFAULT") ? "DEFAULT" : parseExpression(cursor);
  if (value !== "DEFAULT" && isRefused(value)) throw compilationError("002014", "22000", "Invalid expression in VALUES clause");
  return value;
}

/** "Some types of expressions can't be specified in the VALUES clause" (docs: sql-reference/sql/insert). */
function isRefused(value: Expression): boolean {
  if (value.kind === "subquery" || value.kind === "exists") return true;
  return value.kind === "call" && (value.over !== null || ["PARSE_JSON", "ARRAY_CONSTRUCT", "OBJECT_CONSTRUCT", "TO_VARIANT"].includes(value.name[0] ?? ""));
}

/** Bound lists make a row for each of their values. */
function unrolled(row: readonly (Expression | "DEFAULT")[]): readonly (readonly (Expression | "DEFAULT")[])[] {
  const lengths = new Set(
    row.flatMap((value) => (value !== "DEFAULT" && value.kind === "bound" && value.binding.values !== undefined ? [value.binding.values.length] : [])),
  );
  if (lengths.size === 0) return [row];
  const [count = 0] = lengths;
  if (lengths.size > 1) throw unsupported("array bindings of different lengths");
  return Array.from({ length: count }, (_, i) =>
    row.map((value) =>
      value === "DEFAULT" || value.kind !== "bound" || value.binding.values === undefined
        ? value
        : { kind: "bound", binding: { type: value.binding.type, value: value.binding.values[i] ?? null } },
    ),
  );
}

export function withDefaults({ rows }: InsertRows, table: Entry, targets: readonly string[]): readonly (readonly Expression[])[] {
  const columns = new Map(columnsOf(table).map((column) => [column.name, column]));
  return rows.map((row) =>
    row.map((value, i) => {
      if (value !== "DEFAULT") return value;
      const column = columns.get(targets[i] ?? "");
      if (column?.identity !== undefined) throw unsupported("INSERT ... VALUES (DEFAULT) for an identity column");
      return column?.default === undefined ? { kind: "null" } : parseExpression(new Cursor(column.default));
    }),
  );
}
