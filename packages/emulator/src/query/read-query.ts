import type { Cursor } from "../parser/cursor.ts";
import type { Branch, Cte, Query } from "./query.ts";
import { readSelect } from "./read-select.ts";
import { scanExpression } from "./scan-expression.ts";

const SET_OPERATORS = ["UNION", "INTERSECT", "EXCEPT", "MINUS"];

/** `[WITH ...] SELECT ... [UNION ...] [ORDER BY ...]` up to the closing parenthesis or the end of the text. */
export function readQuery(cursor: Cursor): Query {
  const ctes: Cte[] = [];
  if (cursor.accept("WITH")) {
    cursor.accept("RECURSIVE");
    do ctes.push(readCte(cursor));
    while (cursor.accept(","));
  }
  const branches: Branch[] = [readBranch(cursor)];
  while (cursor.acceptOneOf(SET_OPERATORS) !== null) {
    cursor.acceptOneOf(["ALL", "DISTINCT"]);
    cursor.accept("BY NAME");
    branches.push(readBranch(cursor));
  }
  const nested: Query[] = [];
  while (!cursor.atEnd && !cursor.sees(")")) scanExpression(cursor, { stops: new Set(), nested, stopsAtComma: false });
  return { ctes, branches, nested };
}

/** Does a query begin here, perhaps inside parentheses? */
export function seesQuery(cursor: Cursor): boolean {
  let ahead = 0;
  while (cursor.peek(ahead).text === "(") ahead++;
  const { kind, value } = cursor.peek(ahead);
  return kind === "word" && (value === "SELECT" || value === "WITH");
}

function readCte(cursor: Cursor): Cte {
  const name = cursor.identifier();
  const columns = cursor.sees("(") ? readNames(cursor) : null;
  cursor.expect("AS (");
  const query = readQuery(cursor);
  cursor.expect(")");
  return { name, columns, query };
}

export function readNames(cursor: Cursor): readonly string[] {
  const names: string[] = [];
  cursor.expect("(");
  do names.push(cursor.identifier());
  while (cursor.accept(","));
  cursor.expect(")");
  return names;
}

function readBranch(cursor: Cursor): Branch {
  if (cursor.accept("(")) {
    const query = readQuery(cursor);
    cursor.expect(")");
    return { kind: "query", query };
  }
  if (cursor.accept("VALUES")) {
    do scanExpression(cursor, { stops: new Set(SET_OPERATORS.concat("ORDER", "LIMIT")), nested: [], stopsAtComma: true });
    while (cursor.accept(","));
    return { kind: "values" };
  }
  return { kind: "select", select: readSelect(cursor) };
}
