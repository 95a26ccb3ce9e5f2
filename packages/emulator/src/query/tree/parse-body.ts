import type { Cursor } from "../../parser/cursor.ts";
import { CLAUSES } from "../clauses.ts";
import type { Expression } from "./expression.ts";
import { parseExpression } from "./parse-expression.ts";
import { parseQueryTree, seesQueryTree } from "./parse-query-tree.ts";
import { parseFrom } from "./parse-relation.ts";
import { parseStar } from "./parse-star.ts";
import type { Body, SelectItem, SelectTree } from "./query-tree.ts";

/** Parts joined by set operators: INTERSECT binds tighter than the others (docs: sql-reference/operators-query). */
export function parseBody(cursor: Cursor): Body {
  let left = parseIntersect(cursor);
  for (;;) {
    const word = cursor.acceptOneOf(["UNION", "EXCEPT", "MINUS"] as const);
    if (word === null) return left;
    const isAll = cursor.accept("ALL");
    if (!isAll) cursor.accept("DISTINCT");
    if (isAll && word !== "UNION") cursor.refuse(`${word} ALL`);
    if (cursor.sees("BY NAME")) cursor.refuse("UNION BY NAME");
    left = { kind: "set", operator: word === "UNION" ? "UNION" : "EXCEPT", isAll, left, right: parseIntersect(cursor) };
  }
}

function parseIntersect(cursor: Cursor): Body {
  let left = parsePart(cursor);
  while (cursor.accept("INTERSECT")) {
    if (cursor.sees("ALL")) cursor.refuse("INTERSECT ALL");
    cursor.accept("DISTINCT");
    left = { kind: "set", operator: "INTERSECT", isAll: false, left, right: parsePart(cursor) };
  }
  return left;
}

function parsePart(cursor: Cursor): Body {
  if (cursor.accept("VALUES")) return { kind: "values", rows: parseRows(cursor) };
  if (cursor.sees("(") && seesQueryTree(cursor)) {
    cursor.expect("(");
    const query = parseQueryTree(cursor);
    cursor.expect(")");
    return query;
  }
  return parseSelectTree(cursor);
}

/** `(1, 'a'), (2, 'b')` behind VALUES. */
export function parseRows(cursor: Cursor): readonly (readonly Expression[])[] {
  const rows: Expression[][] = [];
  do {
    cursor.expect("(");
    const row = [parseExpression(cursor)];
    while (cursor.accept(",")) row.push(parseExpression(cursor));
    cursor.expect(")");
    rows.push(row);
  } while (cursor.accept(","));
  return rows;
}

const REFUSED = ["START WITH", "CONNECT BY", "WINDOW", "FOR UPDATE"];

function parseSelectTree(cursor: Cursor): SelectTree {
  const at = cursor.position();
  cursor.expect("SELECT");
  const isDistinct = cursor.acceptOneOf(["DISTINCT", "ALL"]) === "DISTINCT";
  const top = cursor.accept("TOP") ? cursor.integer() : null;
  const items = [parseItem(cursor)];
  while (cursor.accept(",")) {
    // "a trailing comma" is fine before FROM (docs: sql-reference/sql/select).
    if (cursor.sees("FROM") || cursor.atEnd) break;
    items.push(parseItem(cursor));
  }
  if (cursor.sees("INTO")) cursor.refuse("SELECT ... INTO");
  const from = cursor.accept("FROM") ? parseFrom(cursor) : null;
  const where = cursor.accept("WHERE") ? parseExpression(cursor) : null;
  for (const words of REFUSED) if (cursor.sees(words)) cursor.refuse(`SELECT ... ${words}`);
  const groupBy = cursor.accept("GROUP BY") ? parseGroupBy(cursor) : null;
  const having = cursor.accept("HAVING") ? parseExpression(cursor) : null;
  const qualify = cursor.accept("QUALIFY") ? parseExpression(cursor) : null;
  return { kind: "select", isDistinct, top, items, from, where, groupBy, having, qualify, at };
}

function parseGroupBy(cursor: Cursor): readonly Expression[] | "ALL" {
  if (cursor.accept("ALL")) return "ALL";
  for (const words of ["GROUPING SETS", "CUBE (", "ROLLUP ("]) if (cursor.sees(words)) cursor.refuse(`GROUP BY ${words.split(" (")[0]}`);
  const keys = [parseExpression(cursor)];
  while (cursor.accept(",")) keys.push(parseExpression(cursor));
  return keys;
}

function parseItem(cursor: Cursor): SelectItem {
  const star = parseStar(cursor);
  if (star !== null) return star;
  const from = cursor.mark();
  const of = parseExpression(cursor);
  const label = cursor.between(from, cursor.mark()).toUpperCase();
  const hasAs = cursor.accept("AS");
  const token = cursor.peek();
  const isClause = !hasAs && token.kind === "word" && CLAUSES.has(token.value);
  return { kind: "value", of, alias: !isClause && (hasAs || cursor.seesIdentifier()) ? cursor.identifier() : null, label };
}
