import { bindQuery } from "../bind/bind-query.ts";
import { binderOf } from "../bind/binder.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import type { Segment } from "../objects/table/table-rows.ts";
import type { CursorOptions } from "../parser/cursor.ts";
import type { QueryTree } from "../query/tree/query-tree.ts";
import { requireRunnable } from "./read-command.ts";
import { storedNames, writeRows } from "./store-rows.ts";

/** A query's rows as a new table keeps them. */
export async function segmentOf(context: Context, table: Entry, query: { readonly tree: QueryTree; readonly options: CursorOptions }): Promise<Segment> {
  const binder = binderOf(context, query.options);
  const source = bindQuery(query.tree, binder);
  requireRunnable(binder);
  const { segment } = await writeRows(context, { table, targets: storedNames(table), source, binder });
  return segment;
}
