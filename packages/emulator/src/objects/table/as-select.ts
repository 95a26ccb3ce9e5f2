import { requireWarehouse } from "../../access/require-warehouse.ts";
import type { Draft } from "../../catalog/draft.ts";
import type { Entry, Value } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { Cursor } from "../../parser/cursor.ts";
import { type Output, renamed } from "../../query/output-columns.ts";
import { readNames, readQuery } from "../../query/read-query.ts";
import { parseQueryTree } from "../../query/tree/parse-query-tree.ts";
import type { QueryTree } from "../../query/tree/query-tree.ts";
import { Moved } from "../../rows/moved.ts";
import { compilationError, SqlError, unsupported } from "../../sql-error.ts";
import type { Spec } from "../object-class.ts";
import { tracedOutput } from "../view/traced-output.ts";
import { isCoercible } from "./coercion.ts";
import { type ColumnDefinition, columnDefinitions, columnsOf } from "./table-definition.ts";
import { type Segment, withSegments } from "./table-rows.ts";

/** AS query, which is the last clause (docs: sql-reference/sql/create-table, "CREATE TABLE ... AS SELECT"). */
export function readAsSelect(cursor: Cursor, spec: Spec): boolean {
  if (!["AS SELECT", "AS WITH", "AS ("].some((words) => cursor.sees(words))) return false;
  cursor.expect("AS");
  const from = cursor.mark();
  const tree = treeAt(cursor);
  cursor.reset(from);
  readQuery(cursor);
  cursor.end();
  spec.properties.AS_SELECT = cursor.between(from, cursor.mark());
  spec.query = { tree, options: cursor.options };
  return true;
}

function treeAt(cursor: Cursor): QueryTree | null {
  try {
    const tree = parseQueryTree(cursor);
    cursor.end();
    return tree;
  } catch (error) {
    if (error instanceof SqlError && error.code === "000002") return null;
    throw error;
  }
}

/** `( a, b )` before AS: names whose types are the query's; false if it is something else. */
export function readNamesOnly(cursor: Cursor, spec: Spec): boolean {
  let ahead = 1;
  while (cursor.peek(ahead).kind !== "end" && cursor.peek(ahead + 1).text === ",") ahead += 2;
  if (cursor.peek(ahead + 1).text !== ")" || cursor.peek(ahead + 2).value !== "AS") return false;
  spec.properties.NAMES = readNames(cursor);
  return true;
}

/** The columns that the query gives, while what the statement replaces is still there. */
export function columnsFromQuery(context: Context, spec: Spec): Spec {
  const { AS_SELECT: text, NAMES: names, ...properties } = spec.properties;
  if (typeof text !== "string") return spec;
  const { tree = null, options = {} } = spec.query ?? {};
  const output = tracedOutput(context, { rough: readQuery(new Cursor(text)), tree, options, schema: null, itself: null });
  requireWarehouse(context);
  const defined = columnDefinitions(properties.COLUMNS);
  const columns = defined.length === 0 ? inferred(output, (names ?? null) as readonly string[] | null) : checked(defined, output);
  return { ...spec, properties: { ...properties, COLUMNS: columns as unknown as Value } };
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
function inferred(output: Output, names: readonly string[] | null): readonly ColumnDefinition[] {
  if (output !== null && names !== null && names.length !== output.length) throw compilationError("002026", "42601", "Invalid column definition list");
  const named = renamed(output, names);
  if (named === null) throw unsupported("CREATE TABLE ... AS SELECT without types of its columns");
  if (named.some(({ name }) => name === null)) throw compilationError("002022", "42601", "Missing column specification");
  const columns = named.flatMap(({ definition }) => (definition === null ? [] : [definition]));
  if (columns.length < named.length) throw unsupported("CREATE TABLE ... AS SELECT without types of its columns");
  const double = columns.find(({ name }, i) => columns.findIndex((other) => other.name === name) < i);
  if (double !== undefined) throw compilationError("002025", "42S21", `duplicate column name '${double.name}'`);
  return columns;
}

/** What `writeSelected` wrote for a table that is about to be made. */
interface Selected {
  readonly kind: "selected";
  readonly columns: string;
  readonly segment: Segment;
}

/** The new table's rows. They were read before it, and before what it replaces went. */
export function fillSelected(context: Context, table: Entry): void {
  const selected = context.ahead as Selected | null;
  if (selected?.kind !== "selected") return;
  context.rows.release([selected.segment]);
  if (JSON.stringify(columnsOf(table)) !== selected.columns) throw new Moved();
  if (selected.segment.rows > 0) context.draft.put(withSegments(table, [selected.segment]));
}

/** The rows of the query as the table that CREATE would make (`draft`) keeps them. */
export async function writeSelected(context: Context, { query, properties }: Spec, draft: Draft): Promise<Selected> {
  const { nextId } = context.draft.catalog;
  const puts = draft.mutations.flatMap((mutation) => (mutation.kind === "put" && mutation.entry.id >= nextId ? [mutation.entry] : []));
  const made = puts.filter((entry) => entry.class === "TABLE").at(-1);
  if (made === undefined || query === undefined) throw new Error("CREATE TABLE made no table");
  if (query.tree === null) throw unsupported(`CREATE TABLE ... AS ${String(properties.AS_SELECT).slice(0, 20)}...`);
  // What reads and writes rows is not needed to make a table without.
  const { segmentOf } = await import("../../rows/segment-of.ts");
  return { kind: "selected", columns: JSON.stringify(columnsOf(made)), segment: await segmentOf(context, made, { tree: query.tree, options: query.options }) };
}
