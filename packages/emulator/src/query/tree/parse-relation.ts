import type { Cursor } from "../../parser/cursor.ts";
import { CLAUSES } from "../clauses.ts";
import { readNames } from "../read-query.ts";
import { parseRows } from "./parse-body.ts";
import { parseArguments } from "./parse-call.ts";
import { parseExpression } from "./parse-expression.ts";
import { parseQueryTree, seesQueryTree } from "./parse-query-tree.ts";
import type { Called, RelationTree } from "./query-tree.ts";

const BETWEEN = new Set(
  "JOIN INNER LEFT RIGHT FULL OUTER CROSS NATURAL ASOF DIRECTED LATERAL ON USING MATCH_CONDITION SAMPLE TABLESAMPLE PIVOT UNPIVOT MATCH_RECOGNIZE AT BEFORE CHANGES".split(
    " ",
  ),
);
const REFUSED = "ASOF DIRECTED SAMPLE TABLESAMPLE PIVOT UNPIVOT MATCH_RECOGNIZE AT BEFORE CHANGES MATCH_CONDITION".split(" ");

/** Behind FROM: relations joined by commas and JOIN. */
export function parseFrom(cursor: Cursor): RelationTree {
  let left = parseJoins(cursor);
  while (cursor.accept(",")) left = { kind: "join", how: "CROSS", left, right: parseJoins(cursor), on: null, using: null, isNatural: false };
  return left;
}

function parseJoins(cursor: Cursor): RelationTree {
  let left = parseOne(cursor);
  for (;;) {
    for (const word of REFUSED) if (cursor.sees(word)) cursor.refuse(`SELECT ... FROM ... ${word}`);
    const isNatural = cursor.accept("NATURAL");
    const how = acceptHow(cursor);
    if (how === null) {
      if (isNatural) cursor.fail();
      return left;
    }
    const right = parseOne(cursor);
    const on = !isNatural && how !== "CROSS" && cursor.accept("ON") ? parseExpression(cursor) : null;
    const using = !isNatural && how !== "CROSS" && on === null && cursor.accept("USING") ? readNames(cursor) : null;
    left = { kind: "join", how, left, right, on, using, isNatural };
  }
}

function acceptHow(cursor: Cursor): "INNER" | "LEFT" | "RIGHT" | "FULL" | "CROSS" | null {
  if (cursor.accept("CROSS JOIN")) return "CROSS";
  if (cursor.accept("INNER JOIN") || cursor.accept("JOIN")) return "INNER";
  const outer = cursor.sees("LEFT") || cursor.sees("RIGHT") || cursor.sees("FULL") ? (cursor.next().value as "LEFT" | "RIGHT" | "FULL") : null;
  if (outer === null) return null;
  cursor.accept("OUTER");
  cursor.expect("JOIN");
  return outer;
}

function parseOne(cursor: Cursor): RelationTree {
  const isLateral = cursor.accept("LATERAL");
  if (cursor.sees("(") && seesQueryTree(cursor)) {
    cursor.expect("(");
    const query = parseQueryTree(cursor);
    cursor.expect(")");
    return { kind: "query", query, isLateral, ...parseCalled(cursor) };
  }
  if (cursor.accept("(")) return parseNested(cursor);
  if (cursor.accept("VALUES")) return { kind: "values", rows: parseRows(cursor), ...parseCalled(cursor) };
  if (cursor.accept("TABLE (")) return parseFunction(cursor, isLateral);
  if (cursor.peek().kind === "symbol" && cursor.peek().text === "@") cursor.refuse("SELECT ... FROM @stage");
  if (cursor.peek().kind === "variable") return parsePiped(cursor);
  if (cursor.sees("DIRECTORY (")) cursor.refuse("SELECT ... FROM DIRECTORY(...)");
  const at = cursor.position();
  const from = cursor.mark();
  const ref = cursor.name();
  if (!cursor.sees("(")) return { kind: "name", ref, at, ...parseCalled(cursor) };
  const call = parseArguments(cursor, { name: ref.parts, at });
  return { kind: "function", call, source: cursor.between(from, cursor.mark()), isLateral: true, ...parseCalled(cursor) };
}

/** `$1`: a result before this in a chain (docs: sql-reference/operators-flow). */
function parsePiped(cursor: Cursor): RelationTree {
  const { text } = cursor.next();
  if (!/^\$[1-9]\d*$/.test(text)) cursor.refuse(`SELECT ... FROM ${text}`);
  return { kind: "piped", back: Number(text.slice(1)), ...parseCalled(cursor) };
}

function parseNested(cursor: Cursor): RelationTree {
  if (cursor.accept("VALUES")) {
    const rows = parseRows(cursor);
    cursor.expect(")");
    return { kind: "values", rows, ...parseCalled(cursor) };
  }
  const inner = parseFrom(cursor);
  cursor.expect(")");
  if (seesAlias(cursor)) cursor.refuse("SELECT ... FROM (a JOIN b) alias");
  return inner;
}

function parseFunction(cursor: Cursor, isLateral: boolean): RelationTree {
  const at = cursor.position();
  const from = cursor.mark();
  if (cursor.seesString()) {
    const inner = cursor.string();
    cursor.expect(")");
    cursor.refuse(`SELECT ... FROM TABLE('${inner}')`);
  }
  const { parts } = cursor.peek().kind === "word" && cursor.peek(1).text === "(" ? { parts: [cursor.next().value] } : cursor.name();
  const call = parseArguments(cursor, { name: parts, at });
  const source = cursor.between(from, cursor.mark());
  cursor.expect(")");
  return { kind: "function", call, source, isLateral, ...parseCalled(cursor) };
}

function seesAlias(cursor: Cursor): boolean {
  const token = cursor.peek();
  const isWord = token.kind === "word" && (BETWEEN.has(token.value) || CLAUSES.has(token.value));
  return cursor.sees("AS") || (!isWord && cursor.seesIdentifier());
}

function parseCalled(cursor: Cursor): Called {
  for (const word of ["AT (", "BEFORE (", "CHANGES ("]) if (cursor.sees(word)) cursor.refuse(`SELECT ... FROM <table> ${word}...)`);
  if (!seesAlias(cursor)) return { alias: null, columns: null };
  cursor.accept("AS");
  const alias = cursor.identifier();
  return { alias, columns: cursor.sees("(") ? readNames(cursor) : null };
}
