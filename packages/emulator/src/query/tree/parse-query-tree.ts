import type { Cursor } from "../../parser/cursor.ts";
import { readNames } from "../read-query.ts";
import type { Expression } from "./expression.ts";
import { parseBody } from "./parse-body.ts";
import { parseExpression } from "./parse-expression.ts";
import { parseOrderKeys } from "./parse-order.ts";
import type { CteTree, QueryTree } from "./query-tree.ts";

/** `[WITH ...] SELECT ... [UNION ...] [ORDER BY ...] [LIMIT ...]`, up to what does not belong to it. */
export function parseQueryTree(cursor: Cursor): QueryTree {
  const ctes: CteTree[] = [];
  let isRecursive = false;
  if (cursor.accept("WITH")) {
    isRecursive = cursor.accept("RECURSIVE");
    do ctes.push(parseCte(cursor));
    while (cursor.accept(","));
  }
  const body = parseBody(cursor);
  const orderBy = cursor.accept("ORDER BY") ? parseOrderKeys(cursor) : [];
  return { kind: "query", isRecursive, ctes, body, orderBy, ...parseLimit(cursor) };
}

/** Does a query begin here, perhaps inside parentheses? */
export function seesQueryTree(cursor: Cursor): boolean {
  let ahead = 0;
  while (cursor.peek(ahead).text === "(") ahead++;
  const { kind, value } = cursor.peek(ahead);
  if (kind !== "word") return false;
  if (value !== "SELECT" && value !== "WITH" && !(value === "VALUES" && ahead === 0)) return false;
  return value !== "WITH" || cursor.peek(ahead + 1).kind !== "symbol";
}

function parseCte(cursor: Cursor): CteTree {
  const name = cursor.identifier();
  const columns = cursor.sees("(") ? readNames(cursor) : null;
  cursor.expect("AS (");
  const query = parseQueryTree(cursor);
  cursor.expect(")");
  return { name, columns, query };
}

/** LIMIT n [OFFSET m], or [OFFSET m] FETCH [FIRST | NEXT] n [ROW | ROWS] [ONLY] (docs: sql-reference/constructs/limit). */
function parseLimit(cursor: Cursor): { readonly limit: Expression | null; readonly offset: Expression | null } {
  if (cursor.accept("LIMIT")) {
    const limit = parseExpression(cursor);
    return { limit, offset: cursor.accept("OFFSET") ? parseExpression(cursor) : null };
  }
  const offset = cursor.accept("OFFSET") ? parseExpression(cursor) : null;
  if (offset !== null) cursor.acceptOneOf(["ROWS", "ROW"]);
  if (!cursor.accept("FETCH")) return { limit: null, offset };
  cursor.acceptOneOf(["FIRST", "NEXT"]);
  const limit = parseExpression(cursor);
  cursor.acceptOneOf(["ROWS", "ROW"]);
  cursor.accept("ONLY");
  return { limit, offset };
}
