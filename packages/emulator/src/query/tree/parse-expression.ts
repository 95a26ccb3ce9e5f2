import type { Cursor } from "../../parser/cursor.ts";
import type { Expression, Operator } from "./expression.ts";
import { parsePostfix } from "./parse-postfix.ts";
import { parseQueryTree, seesQueryTree } from "./parse-query-tree.ts";

/** OR < AND < NOT < comparisons < `||` < `+ -` < `* / %` < sign < `::` and paths. */
export function parseExpression(cursor: Cursor): Expression {
  let left = parseAnd(cursor);
  while (cursor.accept("OR")) left = binary("OR", left, parseAnd(cursor));
  return left;
}

function parseAnd(cursor: Cursor): Expression {
  let left = parseNot(cursor);
  while (cursor.accept("AND")) left = binary("AND", left, parseNot(cursor));
  return left;
}

function parseNot(cursor: Cursor): Expression {
  return cursor.accept("NOT") ? { kind: "unary", operator: "NOT", of: parseNot(cursor) } : parseComparison(cursor);
}

function binary(operator: Operator, left: Expression, right: Expression): Expression {
  return { kind: "binary", operator, left, right };
}

const COMPARISONS = ["=", "<>", "!=", "<=", ">=", "<", ">"] as const;

function parseComparison(cursor: Cursor): Expression {
  let left = parseConcatenation(cursor);
  for (;;) {
    const operator = cursor.acceptOneOf(COMPARISONS);
    if (operator !== null) {
      if (["ANY (", "ALL ("].some((words) => cursor.sees(words))) cursor.refuse(`${operator} ANY | ALL (subquery)`);
      left = binary(operator === "!=" ? "<>" : operator, left, parseConcatenation(cursor));
      continue;
    }
    const next = parsePredicate(cursor, left);
    if (next === null) return left;
    left = next;
  }
}

/** IS, [NOT] BETWEEN, IN, LIKE and its kin; `null` if none follows. */
function parsePredicate(cursor: Cursor, of: Expression): Expression | null {
  if (cursor.accept("IS")) return parseIs(cursor, of);
  const mark = cursor.mark();
  const negated = cursor.accept("NOT");
  if (cursor.accept("BETWEEN")) {
    const low = parseConcatenation(cursor);
    cursor.expect("AND");
    return { kind: "between", of, low, high: parseConcatenation(cursor), negated };
  }
  if (cursor.accept("IN (")) return parseIn(cursor, of, negated);
  const word = cursor.acceptOneOf(["LIKE", "ILIKE", "RLIKE", "REGEXP"]);
  if (word !== null) return parseLike(cursor, { of, word: word === "REGEXP" ? "RLIKE" : word, negated });
  cursor.reset(mark);
  return null;
}

function parseIs(cursor: Cursor, of: Expression): Expression {
  const negated = cursor.accept("NOT");
  if (cursor.accept("DISTINCT FROM")) return { kind: "distinct", left: of, right: parseConcatenation(cursor), negated };
  const what = cursor.acceptOneOf(["NULL", "TRUE", "FALSE"]);
  if (what === null) cursor.fail();
  return { kind: "is", of, what, negated };
}

function parseIn(cursor: Cursor, of: Expression, negated: boolean): Expression {
  if (seesQueryTree(cursor)) {
    const query = parseQueryTree(cursor);
    cursor.expect(")");
    return { kind: "in", of, among: query, negated };
  }
  const among = [parseExpression(cursor)];
  while (cursor.accept(",")) among.push(parseExpression(cursor));
  cursor.expect(")");
  return { kind: "in", of, among, negated };
}

function parseLike(cursor: Cursor, like: { readonly of: Expression; readonly word: "LIKE" | "ILIKE" | "RLIKE"; readonly negated: boolean }): Expression {
  const many = like.word === "RLIKE" ? null : cursor.acceptOneOf(["ANY (", "ALL ("]);
  const patterns = [many === null ? parseConcatenation(cursor) : parseExpression(cursor)];
  if (many !== null) {
    while (cursor.accept(",")) patterns.push(parseExpression(cursor));
    cursor.expect(")");
  }
  const escaped = like.word !== "RLIKE" && cursor.accept("ESCAPE") ? parseConcatenation(cursor) : null;
  return { kind: "like", ...like, patterns: { how: many === null ? "one" : many === "ANY (" ? "any" : "all", of: patterns }, escaped };
}

function parseConcatenation(cursor: Cursor): Expression {
  let left = parseSum(cursor);
  while (cursor.accept("||")) {
    const from = cursor.mark();
    const right = parseSum(cursor);
    // No page says whether `a || b + c` is `a || (b + c)` or `(a || b) + c`.
    if (right.kind === "binary" && (right.operator === "+" || right.operator === "-") && !isWrapped(cursor, from)) cursor.refuse("a || b + c");
    left = binary("||", left, right);
  }
  return left;
}

function isWrapped(cursor: Cursor, from: number): boolean {
  const tokens = cursor.readSince(from);
  let depth = 0;
  for (const [i, { kind, text }] of tokens.entries()) {
    if (kind === "symbol" && text === "(") depth++;
    if (kind === "symbol" && text === ")") depth--;
    if (depth === 0 && i < tokens.length - 1) return false;
  }
  return true;
}

function parseSum(cursor: Cursor): Expression {
  let left = parseProduct(cursor);
  for (;;) {
    const operator = cursor.acceptOneOf(["+", "-"] as const);
    if (operator === null) return left;
    left = binary(operator, left, parseProduct(cursor));
  }
}

function parseProduct(cursor: Cursor): Expression {
  let left = parseSign(cursor);
  for (;;) {
    const operator = cursor.acceptOneOf(["*", "/", "%"] as const);
    if (operator === null) return left;
    left = binary(operator, left, parseSign(cursor));
  }
}

/** "The cast operator has higher precedence than the unary minus" (docs: sql-reference/data-type-conversion). */
function parseSign(cursor: Cursor): Expression {
  const sign = cursor.acceptOneOf(["-", "+"] as const);
  return sign === null ? parsePostfix(cursor) : { kind: "unary", operator: sign, of: parseSign(cursor) };
}
