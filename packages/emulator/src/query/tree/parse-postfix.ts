import { parseDataType } from "@snowtower/sql";
import type { Cursor } from "../../parser/cursor.ts";
import type { Expression, Step } from "./expression.ts";
import { parseExpression } from "./parse-expression.ts";
import { parsePrimary } from "./parse-primary.ts";

/** What binds tightest behind a value: `::type`, `:path`, `[index]`, COLLATE. */
export function parsePostfix(cursor: Cursor): Expression {
  let of = parsePrimary(cursor);
  for (;;) {
    if (cursor.accept("::")) of = { kind: "cast", of, type: cursor.dataType(), isTry: false };
    else if (cursor.sees("[") || (cursor.sees(":") && !cursor.seesBinding())) of = { kind: "path", of, steps: parseSteps(cursor) };
    else if (cursor.accept("COLLATE")) of = { kind: "collate", of, collation: cursor.string() };
    else return of;
  }
}

function parseSteps(cursor: Cursor): readonly Step[] {
  const steps: Step[] = [];
  for (;;) {
    if (cursor.accept("[")) {
      steps.push({ kind: "index", of: parseExpression(cursor) });
      cursor.expect("]");
    } else if (cursor.sees(":") || (steps.length > 0 && cursor.sees("."))) {
      cursor.next();
      steps.push({ kind: "name", name: pathName(cursor) });
    } else return steps;
  }
}

/** "Element names are case-sensitive" (docs: user-guide/querying-semistructured): as they are written. */
function pathName(cursor: Cursor): string {
  const token = cursor.peek();
  if (token.kind !== "word" && token.kind !== "quoted") cursor.fail();
  cursor.next();
  return token.kind === "word" ? token.text : token.value;
}

/** Words that a type may begin with, so that `DATE '2024-01-01'` is a constant and `date` a column. */
export function isTypeWord(word: string): boolean {
  return parseDataType(word) !== null;
}
