import type { Cursor } from "../../parser/cursor.ts";
import { unsupported } from "../../sql-error.ts";
import type { Expression } from "./expression.ts";
import { parseArguments, parseCallAfter } from "./parse-call.ts";
import { parseExpression } from "./parse-expression.ts";
import { isTypeWord } from "./parse-postfix.ts";
import { parseQueryTree, seesQueryTree } from "./parse-query-tree.ts";

/** Functions that are called without parentheses (docs: sql-reference/functions-context, functions-date-time). */
const WITHOUT_PARENS: ReadonlySet<string> = new Set(
  "CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER LOCALTIME LOCALTIMESTAMP SYSDATE SYSTIMESTAMP".split(" "),
);

/** Words that may follow an expression and begin none. */
const NO_NAMES: ReadonlySet<string> = new Set("CASE CAST TRY_CAST EXISTS WHEN THEN ELSE END".split(" "));

export function parsePrimary(cursor: Cursor): Expression {
  const token = cursor.peek();
  if (token.kind === "number") return { kind: "number", text: cursor.next().text };
  if (token.kind === "string") return { kind: "string", value: cursor.string() };
  if (token.kind === "variable") return parseVariable(cursor);
  if (cursor.seesBinding()) return { kind: "bound", binding: cursor.binding() };
  if (token.kind === "symbol") return parseSymbol(cursor);
  const constant = parseConstant(cursor);
  if (constant !== null) return constant;
  if (cursor.accept("CASE")) return parseCase(cursor);
  if (cursor.sees("CAST (") || cursor.sees("TRY_CAST (")) return parseCast(cursor);
  if (cursor.accept("EXISTS (")) {
    const query = parseQueryTree(cursor);
    cursor.expect(")");
    return { kind: "exists", query };
  }
  return parseName(cursor);
}

function parseConstant(cursor: Cursor): Expression | null {
  if (cursor.accept("NULL")) return { kind: "null" };
  if (cursor.accept("TRUE")) return { kind: "boolean", value: true };
  if (cursor.accept("FALSE")) return { kind: "boolean", value: false };
  const token = cursor.peek();
  if (token.kind !== "word" || cursor.peek(1).kind !== "string") return null;
  if (cursor.accept("INTERVAL")) return { kind: "interval", text: cursor.string() };
  if (!["DATE", "TIME", "TIMESTAMP"].includes(token.value) && !(token.value.startsWith("TIMESTAMP_") && isTypeWord(token.value))) return null;
  const type = cursor.dataType();
  return { kind: "cast", of: { kind: "string", value: cursor.string() }, type, isTry: false };
}

/** `$1` is the first column; `$name` a session variable. */
function parseVariable(cursor: Cursor): Expression {
  const at = cursor.position();
  const { text } = cursor.peek();
  if (!/^\$\d+$/.test(text)) return { kind: "bound", binding: cursor.sessionVariable() };
  cursor.next();
  return { kind: "position", of: [], number: Number(text.slice(1)), at };
}

function parseSymbol(cursor: Cursor): Expression {
  const at = cursor.position();
  if (cursor.accept("[")) return { ...call("ARRAY_CONSTRUCT", at), args: parseItems(cursor, "]") };
  if (cursor.accept("{")) return parseObject(cursor);
  cursor.expect("(");
  if (seesQueryTree(cursor)) {
    const query = parseQueryTree(cursor);
    cursor.expect(")");
    return { kind: "subquery", query };
  }
  const items = parseItems(cursor, ")");
  const [first] = items;
  if (first === undefined) cursor.fail();
  return items.length === 1 ? first : { kind: "tuple", items };
}

function call(name: string, at: ReturnType<Cursor["position"]>) {
  return { kind: "call", name: [name], named: {}, isDistinct: false, hasStar: false, within: null, ignoresNulls: false, over: null, at } as const;
}

function parseItems(cursor: Cursor, close: string): readonly Expression[] {
  const items: Expression[] = [];
  if (cursor.accept(close)) return items;
  do items.push(parseExpression(cursor));
  while (cursor.accept(","));
  cursor.expect(close);
  return items;
}

/** `{ 'a': 1, 'b': 2 }` (docs: sql-reference/data-types-semistructured, "Object constants") */
function parseObject(cursor: Cursor): Expression {
  const at = cursor.position();
  const args: Expression[] = [];
  if (cursor.sees("*")) cursor.refuse("{*}");
  while (!cursor.accept("}")) {
    if (args.length > 0) cursor.expect(",");
    args.push({ kind: "string", value: cursor.string() });
    cursor.expect(":");
    args.push(parseExpression(cursor));
  }
  return { ...call("OBJECT_CONSTRUCT", at), args };
}

function parseCase(cursor: Cursor): Expression {
  const of = cursor.sees("WHEN") ? null : parseExpression(cursor);
  const when: { condition: Expression; result: Expression }[] = [];
  while (cursor.accept("WHEN")) {
    const condition = parseExpression(cursor);
    cursor.expect("THEN");
    when.push({ condition, result: parseExpression(cursor) });
  }
  if (when.length === 0) cursor.fail();
  const otherwise = cursor.accept("ELSE") ? parseExpression(cursor) : null;
  cursor.expect("END");
  return { kind: "case", of, when, otherwise };
}

function parseCast(cursor: Cursor): Expression {
  const isTry = cursor.next().value === "TRY_CAST";
  cursor.expect("(");
  const of = parseExpression(cursor);
  cursor.expect("AS");
  const type = cursor.dataType();
  if (cursor.sees("RENAME FIELDS") || cursor.sees("ADD FIELDS")) throw unsupported("CAST(... AS ... RENAME FIELDS)");
  cursor.expect(")");
  return { kind: "cast", of, type, isTry };
}

/** A column, a call, or a function without parentheses. */
function parseName(cursor: Cursor): Expression {
  const at = cursor.position();
  const first = cursor.peek();
  const isCall = first.kind === "word" && cursor.peek(1).kind === "symbol" && cursor.peek(1).text === "(" && !NO_NAMES.has(first.value);
  if (isCall && !cursor.sees("IDENTIFIER (")) {
    cursor.next();
    return parseArguments(cursor, { name: [first.value], at });
  }
  if (first.kind === "word" && WITHOUT_PARENS.has(first.value)) {
    cursor.next();
    return { ...call(first.value, at), args: [] };
  }
  if (cursor.sees("IDENTIFIER (")) return { kind: "column", parts: cursor.name().parts, at };
  return parseColumn(cursor, at);
}

function parseColumn(cursor: Cursor, at: ReturnType<Cursor["position"]>): Expression {
  const parts: string[] = [cursor.identifier()];
  while (cursor.sees(".")) {
    if (cursor.peek(1).text === "*") cursor.refuse("a function of alias.*");
    cursor.next();
    const token = cursor.peek();
    if (token.kind === "variable" && /^\$\d+$/.test(token.text)) {
      cursor.next();
      return { kind: "position", of: parts, number: Number(token.text.slice(1)), at };
    }
    parts.push(cursor.identifier());
  }
  return cursor.sees("(") ? parseCallAfter(cursor, parts, at) : { kind: "column", parts, at };
}
