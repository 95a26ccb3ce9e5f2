import { lex } from "@snowtower/sql";
import { compilationError } from "../sql-error.ts";
import { sqlLiteral } from "./sql-literal.ts";
import type { Value } from "./value.ts";

/** The statement with constants for `?` (in their order) and `:1`. */
export function fillBindings(text: string, values: readonly Value[]): string {
  if (values.length === 0) return text;
  const { tokens } = lex(text);
  let filled = "";
  let at = 0;
  let next = 0;
  const put = (index: number, start: number, end: number): void => {
    const value = values[index];
    if (value === undefined) throw compilationError("002049", "42601", `Bind variable ${text.slice(start, end)} not set.`);
    filled += text.slice(at, start) + sqlLiteral(value);
    at = end;
  };
  for (const [i, token] of tokens.entries()) {
    const after = tokens[i + 1];
    if (token.kind === "symbol" && token.text === "?") put(next++, token.start, token.end);
    else if (token.text === ":" && after?.start === token.end && /^[1-9]\d*$/.test(after.text)) put(Number(after.text) - 1, token.start, after.end);
  }
  return filled + text.slice(at);
}
