import type { Cursor } from "../../parser/cursor.ts";
import { parseExpression } from "./parse-expression.ts";
import type { OrderKey } from "./query-tree.ts";

/** Behind ORDER BY. */
export function parseOrderKeys(cursor: Cursor): readonly OrderKey[] {
  if (cursor.sees("ALL")) cursor.refuse("ORDER BY ALL");
  const keys: OrderKey[] = [];
  do {
    const of = parseExpression(cursor);
    const descending = cursor.acceptOneOf(["ASC", "DESC"]) === "DESC";
    const nulls = cursor.accept("NULLS") ? cursor.acceptOneOf(["FIRST", "LAST"] as const) : undefined;
    if (nulls === null) cursor.fail();
    keys.push({ of, descending, nulls: nulls ?? null });
  } while (cursor.accept(","));
  return keys;
}
