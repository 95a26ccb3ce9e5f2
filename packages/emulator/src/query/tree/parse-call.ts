import type { Cursor, Position } from "../../parser/cursor.ts";
import type { Call, Expression, Window } from "./expression.ts";
import { parseExpression } from "./parse-expression.ts";
import { parseOrderKeys } from "./parse-order.ts";
import { parseQueryTree, seesQueryTree } from "./parse-query-tree.ts";

export function parseCallAfter(cursor: Cursor, name: readonly string[], at: Position): Expression {
  return parseArguments(cursor, { name, at });
}

/** Behind the name: the arguments, and what else belongs to the call. */
export function parseArguments(cursor: Cursor, { name, at }: { readonly name: readonly string[]; readonly at: Position }): Call {
  cursor.expect("(");
  const isDistinct = cursor.accept("DISTINCT");
  if (!isDistinct) cursor.accept("ALL");
  const { args, named, hasStar, ignores } = parseList(cursor, name);
  const within = cursor.accept("WITHIN GROUP (") ? parseWithin(cursor) : null;
  const ignoresNulls = acceptNulls(cursor) ?? ignores ?? false;
  const over = cursor.accept("OVER") ? parseOver(cursor) : null;
  return { kind: "call", name, args, named, isDistinct, hasStar, within, ignoresNulls, over, at };
}

function acceptNulls(cursor: Cursor): boolean | null {
  if (cursor.accept("IGNORE NULLS")) return true;
  return cursor.accept("RESPECT NULLS") ? false : null;
}

interface List {
  readonly args: Expression[];
  readonly named: Record<string, Expression>;
  hasStar: boolean;
  ignores: boolean | null;
}

function parseList(cursor: Cursor, name: readonly string[]): List {
  const list: List = { args: [], named: {}, hasStar: false, ignores: null };
  while (!cursor.accept(")")) {
    if (list.args.length > 0 || Object.keys(list.named).length > 0 || list.hasStar) cursor.expect(",");
    if (cursor.accept("*")) {
      if (cursor.sees("EXCLUDE") || cursor.sees("ILIKE")) cursor.refuse(`${name.join(".")}(* EXCLUDE ...)`);
      list.hasStar = true;
    } else if (cursor.seesIdentifier() && cursor.peek(1).text === "=>") {
      const key = cursor.identifier();
      cursor.expect("=>");
      list.named[key] = parseArgument(cursor);
    } else list.args.push(parseArgument(cursor));
    list.ignores = acceptNulls(cursor) ?? list.ignores;
    if (cursor.sees("->")) cursor.refuse(`${name.join(".")}(x -> ...)`);
    parseFiller(cursor, name, list.args);
  }
  return list;
}

/** A query may stand there without parentheses of its own: `ARRAY(SELECT ...)`, `MY_FUNCTION(SELECT ...)` are refused where they are bound. */
function parseArgument(cursor: Cursor): Expression {
  return seesQueryTree(cursor) && !cursor.sees("(") ? { kind: "subquery", query: parseQueryTree(cursor) } : parseExpression(cursor);
}

/** `EXTRACT(YEAR FROM d)`, `POSITION(a IN b)` (parsed as IN needs parentheses: a comma takes its place). */
function parseFiller(cursor: Cursor, [name]: readonly string[], args: Expression[]): void {
  if (name === "EXTRACT" && args.length === 1 && cursor.accept("FROM")) args.push(parseExpression(cursor));
  if (name === "POSITION" && args.length === 1 && cursor.accept("IN")) args.push(parseExpression(cursor));
}

function parseWithin(cursor: Cursor) {
  cursor.expect("ORDER BY");
  const keys = parseOrderKeys(cursor);
  cursor.expect(")");
  return keys;
}

function parseOver(cursor: Cursor): Window {
  cursor.expect("(");
  const partition: Expression[] = [];
  if (cursor.accept("PARTITION BY")) {
    do partition.push(parseExpression(cursor));
    while (cursor.accept(","));
  }
  const order = cursor.accept("ORDER BY") ? parseOrderKeys(cursor) : [];
  const frame = cursor.sees("ROWS") || cursor.sees("RANGE") ? parseFrame(cursor) : null;
  cursor.expect(")");
  return { partition, order, frame };
}

const BOUND = "(UNBOUNDED (PRECEDING|FOLLOWING)|CURRENT ROW|\\d+ (PRECEDING|FOLLOWING))";
const FRAME = new RegExp(`^(ROWS|RANGE) (BETWEEN ${BOUND} AND ${BOUND}|${BOUND})$`);

function parseFrame(cursor: Cursor): string {
  const words: string[] = [];
  while (!cursor.sees(")")) words.push(cursor.next().value);
  const frame = words.join(" ");
  if (!FRAME.test(frame) || /^RANGE.*\d/.test(frame)) cursor.refuse(`OVER (... ${frame})`);
  return frame;
}
