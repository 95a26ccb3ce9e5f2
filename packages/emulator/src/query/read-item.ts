import { formatDataType } from "@snowtower/sql";
import { Cursor, type NameRef } from "../parser/cursor.ts";
import { CLAUSES } from "./clauses.ts";
import type { Item, Query } from "./query.ts";
import { scanExpression } from "./scan-expression.ts";

const AFTER_STAR = ["EXCLUDE", "RENAME", "REPLACE", "ILIKE"];
const WITHOUT_PARENS = new Set([
  "CURRENT_DATE",
  "CURRENT_TIME",
  "CURRENT_TIMESTAMP",
  "CURRENT_USER",
  "CURRENT_ROLE",
  "LOCALTIME",
  "LOCALTIMESTAMP",
  "TRUE",
  "FALSE",
]);

/** One element of a select list. */
export function readItem(cursor: Cursor, nested: Query[]): Item {
  const star = readStar(cursor, nested);
  if (star !== null) return star;
  const at = cursor.position();
  const from = cursor.mark();
  scanExpression(cursor, { stops: CLAUSES, stopsAtComma: true, nested });
  const to = cursor.mark();
  if (to === from) cursor.fail();
  const { end, alias } = aliasAt(cursor, from);
  const text = cursor.between(from, end);
  const ref = columnOf(text);
  return ref === null ? { kind: "expression", alias, type: castOf(text) } : { kind: "column", ref, alias, at };
}

function readStar(cursor: Cursor, nested: Query[]): Item | null {
  const mark = cursor.mark();
  let of: NameRef | null = null;
  if (!cursor.sees("*")) {
    const parts: string[] = [];
    while (cursor.seesIdentifier() && cursor.peek(1).text === ".") {
      parts.push(cursor.identifier());
      cursor.expect(".");
    }
    of = { parts };
  }
  if ((of !== null && of.parts.length === 0) || !cursor.accept("*")) {
    cursor.reset(mark);
    return null;
  }
  const isPlain = !AFTER_STAR.some((word) => cursor.sees(word));
  scanExpression(cursor, { stops: CLAUSES, stopsAtComma: true, nested });
  return { kind: "star", of, isPlain };
}

/** `expression [AS] alias`: where the expression ends. */
function aliasAt(cursor: Cursor, from: number): { readonly end: number; readonly alias: string | null } {
  const tokens = cursor.readSince(from);
  const last = tokens.at(-1);
  const before = tokens.at(-2);
  const whole = { end: from + tokens.length, alias: null };
  if (last === undefined || before === undefined || (last.kind !== "word" && last.kind !== "quoted")) return whole;
  if (before.kind === "word" && before.value === "AS") return { end: from + tokens.length - 2, alias: last.value };
  // Without AS an alias stands behind something that is complete: a name, a constant, a closing parenthesis.
  const isComplete = before.kind !== "symbol" ? before.kind !== "word" || !OPERATOR_WORDS.has(before.value) : before.text === ")" || before.text === "]";
  const isAlias = isComplete && !(last.kind === "word" && OPERATOR_WORDS.has(last.value));
  return isAlias ? { end: from + tokens.length - 1, alias: last.value } : whole;
}

const OPERATOR_WORDS = new Set(
  "AND OR NOT IS NULL LIKE ILIKE RLIKE REGEXP IN BETWEEN CASE WHEN THEN ELSE END DISTINCT TRUE FALSE COLLATE ANY ALL ESCAPE AT".split(" "),
);

/** `a.b.c` and nothing else. */
function columnOf(text: string): NameRef | null {
  const cursor = new Cursor(text);
  if (!cursor.seesIdentifier() || WITHOUT_PARENS.has(cursor.peek().value) || cursor.sees("IDENTIFIER (")) return null;
  const parts: string[] = [];
  for (;;) {
    if (!cursor.seesIdentifier()) return null;
    parts.push(cursor.identifier());
    if (!cursor.accept(".")) break;
  }
  return cursor.atEnd ? { parts } : null;
}

/** The type behind the last `::`, or of `CAST(... AS type)`, where nothing follows. */
function castOf(text: string): string | null {
  const cursor = new Cursor(text);
  const isCast = cursor.sees("CAST (") || cursor.sees("TRY_CAST (");
  let depth = 0;
  let found: number | null = null;
  for (; !cursor.atEnd; cursor.next()) {
    const { text: symbol, value, kind } = cursor.peek();
    if (symbol === "(") depth++;
    if (symbol === ")") depth--;
    if (depth === 0 && symbol === "::") found = cursor.mark() + 1;
    if (isCast && depth === 1 && kind === "word" && value === "AS") found = cursor.mark() + 1;
  }
  if (found === null) return null;
  cursor.reset(found);
  if (cursor.peek().kind !== "word") return null;
  try {
    const type = formatDataType(cursor.dataType());
    if (isCast) cursor.accept(")");
    return cursor.atEnd ? type : null;
  } catch {
    return null;
  }
}
