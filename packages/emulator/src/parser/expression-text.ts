import type { Cursor } from "./cursor.ts";

/** Reads an expression up to a comma, a closing parenthesis or one of the words, none of them inside parentheses; gives it as `canonical` prints it. */
export function readExpressionText(cursor: Cursor, stops: ReadonlySet<string>): string {
  const from = cursor.mark();
  let depth = 0;
  for (let token = cursor.peek(); token.kind !== "end"; token = cursor.peek()) {
    const isSymbol = token.kind === "symbol";
    if (depth === 0 && isSymbol && (token.text === "," || token.text === ")")) break;
    if (depth === 0 && token.kind === "word" && stops.has(token.value) && cursor.mark() > from) break;
    if (isSymbol && token.text === "(") depth++;
    if (isSymbol && token.text === ")") depth--;
    cursor.next();
  }
  if (cursor.mark() === from) cursor.fail();
  return canonical(cursor, from);
}

/** What was read since the mark, with unquoted words in upper case, comments gone and white space as one space. */
function canonical(cursor: Cursor, from: number): string {
  let text = "";
  let end: number | null = null;
  for (const token of cursor.readSince(from)) {
    if (end !== null && token.start > end) text += " ";
    text += token.kind === "word" ? token.value : token.text;
    end = token.end;
  }
  return text;
}

/** `( a, b )` as the texts between the commas. */
export function readExpressionList(cursor: Cursor): readonly string[] {
  cursor.expect("(");
  const found: string[] = [];
  do found.push(readExpressionText(cursor, new Set()));
  while (cursor.accept(","));
  cursor.expect(")");
  return found;
}
