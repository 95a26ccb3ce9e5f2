import { requireWarehouse } from "../access/require-warehouse.ts";
import { bindQuery } from "../bind/bind-query.ts";
import { type Binder, type BoundQuery, binderOf } from "../bind/binder.ts";
import type { Command, Context } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { parseQueryTree } from "../query/tree/parse-query-tree.ts";
import type { QueryTree } from "../query/tree/query-tree.ts";
import { type ResultSet, STATEMENT_TYPE } from "../result.ts";
import { wireColumn } from "./cells.ts";

/** A query as a statement: its columns are told at once, its rows come from DuckDB. */
export function parseReading(cursor: Cursor): Command {
  const tree = parseQueryTree(cursor);
  cursor.end();
  const { options } = cursor;
  return {
    type: STATEMENT_TYPE.select,
    readsOnly: true,
    describe: (context) => wireColumns(bindQuery(tree, binderOf(context, options))),
    async ahead(context) {
      return context.describeOnly ? null : await readRows(context, tree, options);
    },
    run: ({ ahead }) => ahead as ResultSet,
  };
}

function wireColumns({ columns }: BoundQuery): ResultSet["columns"] {
  return columns.map(({ name, type, nullable }) => wireColumn(name, type, nullable));
}

async function readRows(context: Context, tree: QueryTree, options: Cursor["options"]): Promise<ResultSet> {
  const binder = binderOf(context, options);
  const bound = bindQuery(tree, binder);
  requireRunnable(binder);
  const types = bound.columns.map(({ type }) => type);
  const rows = await context.rows.query({ sql: bound.sql, loads: binder.findings.loads }, types);
  return { columns: wireColumns(bound), rows, status: "" };
}

/** Throws what keeps a query that can be described from being run. */
export function requireRunnable({ context, findings }: Binder): void {
  if (findings.readsTables) requireWarehouse(context);
  const [first] = findings.blocks;
  if (first !== undefined) throw first;
}
