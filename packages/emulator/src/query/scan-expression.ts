import type { Cursor } from "../parser/cursor.ts";
import type { Query } from "./query.ts";
import { readQuery, seesQuery } from "./read-query.ts";

interface Scan {
  /** Words that end the expression outside parentheses. */
  readonly stops: ReadonlySet<string>;
  readonly stopsAtComma: boolean;
  /** Gets the subqueries inside. */
  readonly nested: Query[];
}

/** Passes over an expression and what is inside its parentheses; stops before a closing parenthesis, a stop or the end. */
export function scanExpression(cursor: Cursor, { stops, stopsAtComma, nested }: Scan): void {
  let before = "";
  while (!cursor.atEnd) {
    const token = cursor.peek();
    const isSymbol = token.kind === "symbol";
    if (isSymbol && token.text === ")") return;
    if (isSymbol && token.text === "," && stopsAtComma) return;
    // `a IS DISTINCT FROM b` begins no FROM clause.
    if (token.kind === "word" && stops.has(token.value) && !(token.value === "FROM" && before === "DISTINCT")) return;
    if (isSymbol && token.text === "(") scanParentheses(cursor, nested);
    else cursor.next();
    before = token.value;
  }
}

/** One balanced `( ... )`, with the subqueries in it. */
export function scanParentheses(cursor: Cursor, nested: Query[]): void {
  cursor.expect("(");
  if (seesQuery(cursor) && !cursor.sees("(")) nested.push(readQuery(cursor));
  else
    while (!cursor.sees(")")) {
      if (cursor.atEnd) cursor.fail();
      scanExpression(cursor, { stops: new Set(), stopsAtComma: false, nested });
    }
  cursor.expect(")");
}
