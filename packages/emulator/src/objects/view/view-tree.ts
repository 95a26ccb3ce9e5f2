import type { Entry } from "../../catalog/entry.ts";
import { Cursor } from "../../parser/cursor.ts";
import { parseQueryTree } from "../../query/tree/parse-query-tree.ts";
import type { QueryTree } from "../../query/tree/query-tree.ts";

/** The whole of the query behind AS. */
export function viewTree(view: Entry): QueryTree {
  const { TEXT: text, QUERY_AT: at } = view.properties;
  const cursor = new Cursor(String(text));
  cursor.reset(Number(at));
  const tree = parseQueryTree(cursor);
  cursor.end();
  return tree;
}
