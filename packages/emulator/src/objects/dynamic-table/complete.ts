import type { Entry, Value } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { Cursor } from "../../parser/cursor.ts";
import { renamed } from "../../query/output-columns.ts";
import { readQuery } from "../../query/read-query.ts";
import { compilationError, SqlError, unsupported } from "../../sql-error.ts";
import { isCoercible } from "../table/coercion.ts";
import { checkClusterBy } from "../table/create-table.ts";
import { type ColumnDefinition, columnsOf, withColumns } from "../table/table-definition.ts";
import { tracedOutput } from "../view/traced-output.ts";
import { viewTree } from "../view/view-tree.ts";
import type { ListedColumn } from "./read-column-list.ts";

/** The dynamic table with the columns that its query gives. */
export function withQueryColumns(context: Context, entry: Entry): Entry {
  const { COPY_GRANTS: _copyGrants, LIST: given, ...properties } = entry.properties;
  const bare: Entry = { ...entry, properties };
  const list = (given ?? null) as unknown as readonly ListedColumn[] | null;
  const rough = readQuery(new Cursor(String(properties.TEXT)));
  const output = tracedOutput(context, { rough, tree: treeOf(bare), schema: entry.parent, itself: null });
  if (output !== null && list !== null && list.length !== output.length) throw compilationError("002026", "42601", "Invalid column definition list");
  const columns = renamed(output, list?.map(({ name }) => name) ?? null)?.map(({ definition, name }) => ({ definition, name })) ?? listed(list);
  if (columns.some(({ name }) => name === null)) throw compilationError("002022", "42601", "Missing column specification");
  const typed = columns.map(({ definition, name }, i) => columnOf(definition, list?.[i] ?? { name: name ?? "", type: null, comment: null }));
  const double = typed.find(({ name }, i) => typed.findIndex((other) => other.name === name) < i);
  if (double !== undefined) throw compilationError("002025", "42S21", `duplicate column name '${double.name}'`);
  const to = withColumns(bare, typed);
  checkClusterBy(to);
  return to;
}

/** What no clause of CREATE sets, and CREATE OR ALTER leaves as it is; INITIALIZE "cannot be modified afterward". */
const KEPT = [
  ...["COLUMNS", "INITIALIZE", "ROWS", "UNKNOWN_DATA", "REFRESHED_ON", "UNINITIALIZED", "SUSPENDED", "SUSPENDED_ON"],
  ...["SEARCH_OPTIMIZATION", "RECLUSTER_SUSPENDED", "SWAPPED_AT"],
];

/** What CREATE OR ALTER makes of one that is there: everything but its query and what the query gives. */
export function alteredByCreate(context: Context, to: Entry, from: Entry): Entry {
  const columns = columnsOf(withQueryColumns(context, to));
  const shape = (of: readonly ColumnDefinition[]): string => JSON.stringify(of.map(({ name, type }) => [name, type]));
  if (to.properties.TEXT !== from.properties.TEXT || shape(columns) !== shape(columnsOf(from)))
    throw unsupported("CREATE OR ALTER DYNAMIC TABLE with another query or other columns");
  if (to.properties.TRANSIENT !== from.properties.TRANSIENT) throw unsupported("CREATE OR ALTER DYNAMIC TABLE between transient and permanent");
  const { LIST: _list, INITIALIZE: _initialize, UNINITIALIZED: _uninitialized, ...properties } = to.properties;
  const kept = KEPT.flatMap((name) => (from.properties[name] === undefined ? [] : [[name, from.properties[name]] as const]));
  return withColumns(
    { ...to, properties: { ...properties, ...Object.fromEntries(kept) } },
    columnsOf(from).map(({ comment: _before, ...column }, i) => {
      const comment = columns[i]?.comment;
      return comment === undefined ? column : { ...column, comment };
    }),
  );
}

/** Not even how many columns the query gives is known: the list says it. */
function listed(list: readonly ListedColumn[] | null): readonly { readonly name: string | null; readonly definition: ColumnDefinition | null }[] {
  if (list === null) throw unsupported("CREATE DYNAMIC TABLE ... AS SELECT without types of its columns");
  return list.map(({ name }) => ({ name, definition: null }));
}

function columnOf(definition: ColumnDefinition | null, { name, type, comment }: ListedColumn): ColumnDefinition {
  const said = comment === null ? {} : { comment };
  if (type === null && definition === null) throw unsupported("CREATE DYNAMIC TABLE ... AS SELECT without types of its columns");
  if (type === null || definition === null || definition.type === type) return { ...(definition ?? { nullable: true, type: type ?? "" }), name, ...said };
  if (!isCoercible(definition.type, type))
    throw compilationError(
      "002023",
      "22000",
      `Expression type does not match column data type, expecting ${type} but got ${definition.type} for column ${name}`,
    );
  return { name, type, nullable: definition.nullable, ...said };
}

/** `null`: there is something in its query that this account does not know. */
function treeOf(entry: Entry) {
  try {
    return viewTree(entry);
  } catch (error) {
    if (error instanceof SqlError && error.code === "000002") return null;
    throw error;
  }
}

/** CLUSTER BY (a, b), kept as it was written: so SHOW DYNAMIC TABLES prints it, as SnowDDL's tests have it. */
export function readClusteringKey(cursor: Cursor): Value {
  cursor.accept("LINEAR");
  const key: string[] = [];
  cursor.expect("(");
  for (let from = cursor.mark(), depth = 0; ; ) {
    const isEnd = depth === 0 && (cursor.sees(",") || cursor.sees(")"));
    if (isEnd && cursor.mark() === from) cursor.fail();
    if (isEnd) key.push(cursor.between(from, cursor.mark()));
    if (isEnd && cursor.accept(")")) return key;
    if (isEnd) cursor.expect(",");
    if (isEnd) from = cursor.mark();
    else if (cursor.atEnd) cursor.fail();
    else depth += { "(": 1, ")": -1 }[cursor.next().text] ?? 0;
  }
}
