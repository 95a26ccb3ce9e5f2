import { lex, type Token } from "@snowtower/sql";
import type { Binding } from "./cursor.ts";
import { ScriptingBlock } from "./scripting-block.ts";

/** Cuts a text into its statements at the semicolons; each keeps the comments before it. Texts without any token are left out. */
export function splitStatements(source: string): readonly string[] {
  const { tokens, error } = lex(source);
  const found: string[] = [];
  let start = 0;
  let count = 0;
  let parens = 0;
  let block = new ScriptingBlock();
  for (const [i, token] of (tokens as readonly Token[]).entries()) {
    if (token.kind === "symbol" && token.text === "(") parens++;
    if (token.kind === "symbol" && token.text === ")") parens--;
    const ends = token.kind === "end" || (token.kind === "symbol" && token.text === ";" && parens <= 0 && !block.isOpen);
    if (!ends) {
      count++;
      block.see(token, tokens[i + 1]);
      continue;
    }
    if (count > 0 || (token.kind === "end" && error !== null)) found.push(source.slice(start, token.start));
    start = token.end;
    count = 0;
    parens = 0;
    block = new ScriptingBlock();
  }
  return found;
}

/** The values of each statement's `?`, which are counted through the whole text; one with `:1` has them all. */
export function bindingsOfEach(statements: readonly string[], bindings: readonly Binding[]): readonly (readonly Binding[])[] {
  if (bindings.length === 0) return [];
  let next = 0;
  return statements.map((statement) => {
    const count = statements.length === 1 ? 0 : lex(statement).tokens.filter(({ kind, text }) => kind === "symbol" && text === "?").length;
    if (count === 0) return bindings;
    next += count;
    return bindings.slice(next - count, next);
  });
}
