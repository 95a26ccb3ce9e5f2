import type { Cursor } from "../../parser/cursor.ts";
import type { Expression } from "./expression.ts";
import { parseExpression } from "./parse-expression.ts";
import type { SelectItem, StarChanges } from "./query-tree.ts";

/** `*` or `a.b.*`, with what it leaves out or changes (docs: sql-reference/sql/select, "All columns"); `null` if it is something else. */
export function parseStar(cursor: Cursor): SelectItem | null {
  const mark = cursor.mark();
  const of: string[] = [];
  while (cursor.seesIdentifier() && cursor.peek(1).text === ".") {
    of.push(cursor.identifier());
    cursor.expect(".");
  }
  if (!cursor.accept("*")) {
    cursor.reset(mark);
    return null;
  }
  return { kind: "star", of: of.length === 0 ? null : of, changes: parseChanges(cursor) };
}

function parseChanges(cursor: Cursor): StarChanges {
  const like = cursor.accept("ILIKE") ? cursor.string() : null;
  const exclude = cursor.accept("EXCLUDE") ? listOf(cursor, () => cursor.identifier()) : [];
  const replace = cursor.accept("REPLACE") ? listOf(cursor, () => parseReplacement(cursor)) : [];
  const rename = cursor.accept("RENAME") ? listOf(cursor, () => parseRename(cursor)) : [];
  return { like, exclude, replace, rename };
}

/** One, or several in parentheses. */
function listOf<T>(cursor: Cursor, read: () => T): readonly T[] {
  if (!cursor.accept("(")) return [read()];
  const found = [read()];
  while (cursor.accept(",")) found.push(read());
  cursor.expect(")");
  return found;
}

function parseReplacement(cursor: Cursor): { readonly of: Expression; readonly name: string } {
  const of = parseExpression(cursor);
  cursor.expect("AS");
  return { of, name: cursor.identifier() };
}

function parseRename(cursor: Cursor): { readonly from: string; readonly to: string } {
  const from = cursor.identifier();
  cursor.expect("AS");
  return { from, to: cursor.identifier() };
}
