import { Cursor } from "../parser/cursor.ts";
import type { RelationTree } from "../query/tree/query-tree.ts";
import { readRelation } from "../select/relations.ts";
import { unsupported } from "../sql-error.ts";
import type { Binder, BoundQuery } from "./binder.ts";
import { loaded } from "./loaded.ts";

/** TABLE(f(...)): what this account reads itself, of RESULT_SCAN and INFORMATION_SCHEMA. */
export function bindTableFunction({ call, source }: Extract<RelationTree, { readonly kind: "function" }>, binder: Binder): BoundQuery {
  if (source.includes("?") || /:\d/.test(source)) throw unsupported(`TABLE(${call.name.join(".")}(?))`);
  const cursor = new Cursor(`TABLE (${source})`, binder.options);
  const relation = readRelation(cursor);
  cursor.end();
  return loaded(relation(binder.context), binder);
}
