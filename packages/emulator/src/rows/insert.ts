import { requireWarehouse } from "../access/require-warehouse.ts";
import { bindQuery } from "../bind/bind-query.ts";
import { bindValues } from "../bind/bind-values.ts";
import { type Binder, type BoundQuery, binderOf } from "../bind/binder.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Command, Context } from "../context.ts";
import { columnsOf } from "../objects/table/table-definition.ts";
import { segmentsOf } from "../objects/table/table-rows.ts";
import type { Cursor, NameRef } from "../parser/cursor.ts";
import { readNames } from "../query/read-query.ts";
import { parseQueryTree } from "../query/tree/parse-query-tree.ts";
import type { QueryTree } from "../query/tree/query-tree.ts";
import { numberColumn, type ResultSet, STATEMENT_TYPE } from "../result.ts";
import { invalidIdentifier } from "../sql-error.ts";
import { type InsertRows, readInsertRows, withDefaults } from "./insert-rows.ts";
import { requireRunnable } from "./read-command.ts";
import { compacted, writeRows } from "./store-rows.ts";
import { takeOver, targetOf, type Written } from "./target.ts";

interface Insert {
  readonly ref: NameRef;
  readonly overwrite: boolean;
  /** The columns that are named; `null`: all. */
  readonly columns: readonly string[] | null;
  readonly source: QueryTree | InsertRows;
}

/** INSERT [OVERWRITE] INTO t [(columns)] { VALUES ... | query } (docs: sql-reference/sql/insert). */
export function parseInsert(cursor: Cursor): Command {
  cursor.expect("INSERT");
  const overwrite = cursor.accept("OVERWRITE");
  for (const words of ["ALL", "FIRST"]) if (cursor.sees(words)) cursor.refuse(`INSERT ${words}`);
  cursor.expect("INTO");
  const ref = cursor.name();
  const isList = cursor.sees("(") && !["SELECT", "WITH", "("].includes(cursor.peek(1).value);
  const columns = isList ? readNames(cursor) : null;
  cursor.takesArrays = true;
  const source = cursor.accept("VALUES") ? readInsertRows(cursor) : parseQueryTree(cursor);
  cursor.end();
  const insert: Insert = { ref, overwrite, columns, source };
  return {
    type: STATEMENT_TYPE.insert,
    readsOnly: false,
    describe: () => [numberColumn(COUNT)],
    async ahead(context) {
      return context.describeOnly ? null : await written(context, insert, cursor.options);
    },
    run: (context) => taken(context, context.ahead as Written),
  };
}

const COUNT = "number of rows inserted";

function taken(context: Context, written: Written): ResultSet {
  takeOver(context, written);
  const rows = written.segments.at(-1)?.rows ?? 0;
  return { columns: [numberColumn(COUNT)], rows: [[String(rows)]], status: "" };
}

async function written(context: Context, insert: Insert, options: Cursor["options"]): Promise<Written> {
  const privileges = insert.overwrite ? ["INSERT", "DELETE"] : ["INSERT"];
  const table = targetOf(context, insert.ref, { statement: "INSERT", privileges });
  const targets = columnsNamed(table, insert.columns);
  const binder = binderOf(context, options);
  const source = bindSource(insert.source, { table, targets, binder });
  requireWarehouse(context);
  requireRunnable(binder);
  const { segment, properties } = await writeRows(context, { table, targets, source, binder });
  const base = { table: table.id, seen: table, properties };
  if (insert.overwrite) return { ...base, how: "replace", segments: [segment] };
  const merged = await compacted(context, table, segmentsOf(table));
  return merged === null ? { ...base, how: "append", segments: [segment] } : { ...base, how: "replace", segments: [merged, segment] };
}

/** Virtual columns are computed, so nothing is inserted into them. */
function columnsNamed(table: Entry, names: readonly string[] | null): readonly string[] {
  const all = columnsOf(table)
    .filter(({ expression }) => expression === undefined)
    .map(({ name }) => name);
  const unknown = names?.find((name) => !all.includes(name));
  if (unknown !== undefined) throw invalidIdentifier(unknown, { line: 1, position: 0 });
  return names ?? all;
}

function bindSource(source: Insert["source"], of: { readonly table: Entry; readonly targets: readonly string[]; readonly binder: Binder }): BoundQuery {
  if ("kind" in source) return bindQuery(source, of.binder);
  return bindValues(withDefaults(source, of.table, of.targets), of.binder, null);
}
