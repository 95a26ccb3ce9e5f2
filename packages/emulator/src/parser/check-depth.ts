import type { Token } from "@snowtower/sql";
import { unsupported } from "../sql-error.ts";

/** What may stand inside one another: readers call themselves, and deeper texts would not fit the stack. */
const DEEPEST = 400;

const OPENS = new Set(["(", "[", "{"]);
const CLOSES = new Set([")", "]", "}"]);
/** Each of a row of these is inside the one before. */
const PREFIXES = new Set(["NOT", "-", "+", "LATERAL", "EXPLAIN"]);
/** A CASE takes a reader further in than a parenthesis does. */
const CASE_WEIGHT = 3;

/** Throws for a text that is too deep, before anything reads it. */
export function checkDepth(tokens: readonly Token[]): void {
  const parentheses: number[] = [];
  const cases: number[] = [];
  let depth = 0;
  let prefixes = 0;
  let before = "";
  for (const { kind, value } of tokens) {
    const [isSymbol, isWord] = [kind === "symbol", kind === "word"];
    let weight = 0;
    if (isSymbol && OPENS.has(value)) weight = parentheses[parentheses.push(1 + prefixes) - 1] ?? 0;
    else if (isSymbol && CLOSES.has(value)) weight = -(parentheses.pop() ?? 0);
    else if (isWord && value === "CASE" && before !== "END") weight = cases[cases.push(CASE_WEIGHT + prefixes) - 1] ?? 0;
    else if (isWord && value === "END") weight = -(cases.pop() ?? 0);
    depth += weight;
    prefixes = (isSymbol || isWord) && PREFIXES.has(value) ? prefixes + 1 : 0;
    if (depth + prefixes > DEEPEST) throw unsupported(`an expression nested deeper than ${DEEPEST} levels`);
    before = isWord ? value : "";
  }
}
