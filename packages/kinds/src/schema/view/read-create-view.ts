import { lex, type Token } from "@snowtower/sql";
import { normaliseSqlText } from "../../value-types/scalar.ts";
import type { ViewColumn } from "./view-columns.ts";

interface CreateView {
  /** The query behind AS. */
  readonly text: string;
  /** The column list; `null` without one. */
  readonly columns: readonly ViewColumn[] | null;
}

/**
 * The whole CREATE VIEW that SHOW VIEWS prints, taken apart: the column list behind the name, and the query behind the first AS
 * outside of parentheses. `null` if it is no such statement. (docs: sql-reference/sql/create-view)
 */
export function readCreateView(source: string): CreateView | null {
  const { tokens } = lex(source);
  if (tokens[0]?.value !== "CREATE") return null;
  const view = tokens.findIndex((token) => token.kind === "word" && token.value === "VIEW");
  if (view < 0) return null;
  const afterName = skipName(tokens, skipWords(tokens, view + 1, ["IF", "NOT", "EXISTS"]));
  const list = tokens[afterName]?.text === "(" ? closing(tokens, afterName) : afterName;
  const as = findAs(tokens, list);
  const start = tokens[as]?.end;
  if (start === undefined) return null;
  const columns = list === afterName ? null : readColumns(tokens.slice(afterName + 1, list));
  return { text: normaliseSqlText(source.slice(start)), columns };
}

function skipWords(tokens: readonly Token[], at: number, words: readonly string[]): number {
  return words.every((word, i) => tokens[at + i]?.kind === "word" && tokens[at + i]?.value === word) ? at + words.length : at;
}

function skipName(tokens: readonly Token[], at: number): number {
  return tokens[at + 1]?.text === "." ? skipName(tokens, at + 2) : at + 1;
}

/** The index of the parenthesis that closes the one at `open`. */
function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at]?.text === "(") depth++;
    if (tokens[at]?.text === ")" && --depth === 0) return at;
  }
  return tokens.length;
}

function findAs(tokens: readonly Token[], from: number): number {
  for (let at = from; at < tokens.length; at++) {
    if (tokens[at]?.text === "(") at = closing(tokens, at);
    else if (tokens[at]?.kind === "word" && tokens[at]?.value === "AS") return at;
  }
  return -1;
}

/** `A COMMENT 'x', B, C WITH MASKING POLICY p USING (C)`: names and comments; policies and tags are edges of their own. */
function readColumns(tokens: readonly Token[]): readonly ViewColumn[] {
  const columns: ViewColumn[] = [];
  let depth = 0;
  let isFirst = true;
  tokens.forEach((token, at) => {
    if (token.text === "(") depth++;
    else if (token.text === ")") depth--;
    else if (depth > 0) return;
    else if (token.text === ",") isFirst = true;
    else if (isFirst) {
      columns.push({ name: token.value });
      isFirst = false;
    } else if (token.kind === "word" && token.value === "COMMENT" && tokens[at + 1]?.kind === "string") {
      const comment = tokens[at + 1]?.value ?? "";
      const column = columns.pop() as ViewColumn;
      columns.push(comment === "" ? column : { ...column, comment });
    }
  });
  return columns;
}
