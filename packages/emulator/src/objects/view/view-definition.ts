import { pathOf } from "../../catalog/catalog.ts";
import type { Entry, Value } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { Cursor } from "../../parser/cursor.ts";
import { findRelation } from "../../query/find-relation.ts";
import { renamed, storedOutput } from "../../query/output-columns.ts";
import type { Query } from "../../query/query.ts";
import { readQuery } from "../../query/read-query.ts";
import { referencesOf } from "../../query/references.ts";
import type { QueryTree } from "../../query/tree/query-tree.ts";
import { compilationError, SqlError } from "../../sql-error.ts";
import { type ColumnDefinition, withColumns } from "../table/table-definition.ts";
import { analyse } from "./analyse.ts";
import { asOwner } from "./as-owner.ts";
import { tracedOutput } from "./traced-output.ts";
import { viewTree } from "./view-tree.ts";

/** An element of a view's column list. */
export interface ViewColumn {
  readonly name: string;
  readonly comment: string | null;
}

/** QUERY_AT says how many tokens of the text stand before the query. */
export function viewQuery(view: Entry): Query {
  const { TEXT: text, QUERY_AT: at } = view.properties;
  if (typeof text !== "string" || typeof at !== "number")
    throw new SqlError("001003", "42000", "SQL compilation error:\nsyntax error: a view needs AS and a query.");
  const cursor = new Cursor(text);
  cursor.reset(at);
  const query = readQuery(cursor);
  cursor.end();
  return query;
}

/** All that the query says; `null` where this account does not know something in it. */
function treeOf(view: Entry): QueryTree | null {
  try {
    return viewTree(view);
  } catch (error) {
    if (error instanceof SqlError && error.code === "000002") return null;
    throw error;
  }
}

/** The view with the columns its query gives at this moment: later changes below do not reach it (docs: sql-reference/sql/create-view). */
export function completeView(context: Context, entry: Entry): Entry {
  const { COPY_GRANTS: _copyGrants, LIST: given, ...properties } = entry.properties;
  // Without a list the names are the query's, which has to go on giving them.
  const bare: Entry = { ...entry, properties: given === undefined ? { ...properties, NAMED_BY_QUERY: true } : properties };
  const list = (given ?? null) as unknown as readonly ViewColumn[] | null;
  const itself = entry.properties.RECURSIVE === true ? entry.name : null;
  const output = tracedOutput(context, { rough: viewQuery(bare), tree: treeOf(bare), schema: entry.parent, itself });
  if (output !== null && list !== null && list.length !== output.length) throw compilationError("002026", "42601", "Invalid column definition list");
  const names = list === null ? null : list.map(({ name }) => name);
  const columns = renamed(output, names);
  if (columns === null) return unknownColumns(bare, names);
  if (columns.some(({ name }) => name === null)) throw compilationError("002022", "42601", "Missing column specification");
  checkDoubles(columns.map(({ name }) => name ?? ""));
  const typed = columns.flatMap(({ definition }) => (definition === null ? [] : [commented(definition, list)]));
  const isComplete = typed.length === columns.length;
  return withColumns(
    isComplete
      ? bare
      : withOrder(
          bare,
          columns.map(({ name }) => name ?? ""),
        ),
    typed,
  );
}

function unknownColumns(view: Entry, names: readonly string[] | null): Entry {
  if (names !== null) checkDoubles(names);
  return withColumns(withOrder(view, names), []);
}

function withOrder(view: Entry, order: Value): Entry {
  return { ...view, properties: { ...view.properties, ORDER: order } };
}

function checkDoubles(names: readonly string[]): void {
  const double = names.find((name, i) => names.indexOf(name) !== i);
  if (double !== undefined) throw compilationError("002025", "42S21", `duplicate column name '${double}'`);
}

function commented(definition: ColumnDefinition, list: readonly ViewColumn[] | null): ColumnDefinition {
  const comment = list?.find(({ name }) => name === definition.name)?.comment ?? null;
  return comment === null ? definition : { ...definition, comment };
}

/** Throws as a query on the view would, if what it stands on is gone or gives other columns than it did. */
export function checkExpansion(context: Context, view: Entry, depth = 0): void {
  if (depth > 20) throw compilationError("002037", "42601", `Failure during expansion of view '${view.name}': views are nested too deeply.`);
  const owned = asOwner(context, view);
  const query = viewQuery(view);
  const itself = view.properties.RECURSIVE === true ? view.name : null;
  const now = within(view, () => {
    const output = analyse(owned, query, { schema: view.parent, itself });
    for (const ref of referencesOf(query, itself === null ? new Set() : new Set([itself]))) {
      const below = findRelation(owned, view.parent, ref);
      if (below !== null && below.class === "VIEW") checkExpansion(owned, below, depth + 1);
    }
    return output;
  });
  const then = storedOutput(view);
  if (now === null || then === null || now.length === then.length) return;
  const name = pathOf(context.draft.catalog, view).map((at) => at.name);
  throw compilationError(
    "002057",
    "42601",
    `View definition for '${name.join(".")}' declared ${then.length} column(s), but view query produces ${now.length} column(s).`,
  );
}

function within<T>(view: Entry, look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    throw compilationError("002037", "42601", `Failure during expansion of view '${view.name}': ${error.message}`);
  }
}
