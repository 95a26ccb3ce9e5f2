import type { Value } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { Cursor } from "../../parser/cursor.ts";
import type { Output } from "../../query/output-columns.ts";
import type { Query } from "../../query/query.ts";
import { readQuery } from "../../query/read-query.ts";
import { compilationError, noWarehouse, unsupported } from "../../sql-error.ts";
import type { Spec } from "../object-class.ts";
import { analyse } from "../view/analyse.ts";
import { isCoercible } from "./coercion.ts";
import { type ColumnDefinition, columnDefinitions } from "./table-definition.ts";

/** AS query, which is the last clause (docs: sql-reference/sql/create-table, "CREATE TABLE ... AS SELECT"). */
export function readAsSelect(cursor: Cursor, spec: Spec): boolean {
  if (!["AS SELECT", "AS WITH", "AS ("].some((words) => cursor.sees(words))) return false;
  cursor.expect("AS");
  const from = cursor.mark();
  readQuery(cursor);
  cursor.end();
  spec.properties.AS_SELECT = cursor.between(from, cursor.mark());
  return true;
}

/**
 * The columns that the query gives, while what the statement replaces is still there. There are no rows here: whether every value fits its column, and
 * whether there is a NULL for a NOT NULL column, only the account with the data can tell.
 */
export function columnsFromQuery(context: Context, spec: Spec): Spec {
  const { AS_SELECT: text, ...properties } = spec.properties;
  if (typeof text !== "string") return spec;
  const output = analyse(context, queryOf(text), { schema: null, itself: null });
  if (context.session.warehouse === null) throw noWarehouse();
  const defined = columnDefinitions(properties.COLUMNS);
  const columns = defined.length === 0 ? inferred(output) : checked(defined, output);
  return { ...spec, properties: { ...properties, COLUMNS: columns as unknown as Value } };
}

function queryOf(text: string): Query {
  return readQuery(new Cursor(text));
}

/** "Virtual columns are excluded from the column count" (docs: sql-reference/virtual-columns). */
function checked(defined: readonly ColumnDefinition[], output: Output): readonly ColumnDefinition[] {
  if (output === null) return defined;
  const filled = defined.filter(({ expression }) => expression === undefined);
  if (filled.length !== output.length) throw compilationError("002026", "42601", "Invalid column definition list");
  for (const [i, column] of filled.entries()) {
    const type = output[i]?.definition?.type;
    if (type === undefined || isCoercible(type, column.type)) continue;
    throw compilationError(
      "002023",
      "22000",
      `Expression type does not match column data type, expecting ${column.type} but got ${type} for column ${column.name}`,
    );
  }
  return defined;
}

/** Names and types of the query; an expression whose type is not certain is refused. */
function inferred(output: Output): readonly ColumnDefinition[] {
  const columns = output?.flatMap(({ definition }) => (definition === null ? [] : [definition])) ?? [];
  if (output === null || columns.length < output.length) throw unsupported("CREATE TABLE ... AS SELECT without types of its columns");
  return columns;
}
