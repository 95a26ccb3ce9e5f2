import { lex, readDataType } from "@snowtower/sql";
import type { Cursor } from "./cursor.ts";

/**
 * Reads `(NUMBER, VARCHAR)`, or with names `(a NUMBER DEFAULT 1, b VARCHAR)`, and gives the types an overload is known by: `NUMBER, VARCHAR`.
 * Length and precision do not make an overload (docs: developer-guide/udf-stored-procedure-naming-conventions).
 */
export function readArguments(cursor: Cursor, options: { readonly named: boolean } = { named: false }): string {
  const inner = cursor.parenthesised().slice(1, -1);
  return splitArguments(inner)
    .map((argument) => baseType(cursor, argument, options.named))
    .join(", ");
}

/** Cuts at the commas that stand outside parentheses. */
export function splitArguments(source: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (const token of lex(source).tokens) {
    if (token.kind === "end") break;
    if (token.text === "(" && token.kind === "symbol") depth++;
    if (token.text === ")" && token.kind === "symbol") depth--;
    if (token.text !== "," || token.kind !== "symbol" || depth > 0) continue;
    found.push(source.slice(start, token.start).trim());
    start = token.end;
  }
  const last = source.slice(start).trim();
  return last === "" && found.length === 0 ? [] : [...found, last];
}

function baseType(cursor: Cursor, argument: string, named: boolean): string {
  const { tokens } = lex(argument);
  for (const at of named ? [1, 0] : [0]) {
    const read = readDataType(tokens, at, argument);
    if (read !== null && (named || tokens[read.next]?.kind === "end")) return read.type.base;
  }
  return cursor.fail();
}
