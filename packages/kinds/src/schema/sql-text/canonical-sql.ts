import { displayed, exactly, formatDataType, lex, readDataType, stringLiteral, type Token } from "@snowtower/sql";

/** Functions that Snowflake prints with parentheses whether or not they were written with them (docs: sql-reference/functions-context). */
const BARE_FUNCTIONS = new Set(["CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_USER", "LOCALTIME", "LOCALTIMESTAMP"]);

/**
 * An expression without what does not change its meaning: white space, comments, the case of words, quotes that are not needed,
 * `x::T` for `CAST(x AS T)` of a constant, and empty parentheses of context functions. Only for comparing.
 */
export function canonicalSql(source: string): string {
  const { tokens, error } = lex(source);
  if (error !== null) return source.trim();
  const words: string[] = [];
  for (let at = 0; at < tokens.length - 1; ) {
    const cast = readCast(tokens, at, source);
    words.push(cast === null ? wordOf(tokens[at] as Token) : cast.text);
    at = cast === null ? at + 1 + emptyParentheses(tokens, at) : cast.next;
  }
  return words.join(" ");
}

/** True if two expressions say the same; both may be absent. */
export function sameSql(a: string | undefined, b: string | undefined): boolean {
  if (a === b) return true;
  return a !== undefined && b !== undefined && canonicalSql(a) === canonicalSql(b);
}

/** The parts of a list of expressions, cut at the commas outside of parentheses. */
export function splitExpressions(source: string): readonly string[] {
  const { tokens } = lex(source);
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const token of tokens) {
    if (token.text === "(" || token.text === "[") depth++;
    if (token.text === ")" || token.text === "]") depth--;
    if (token.kind !== "end" && (token.text !== "," || depth > 0)) continue;
    parts.push(source.slice(start, token.start).trim());
    start = token.end;
  }
  return parts.filter((part) => part !== "");
}

function wordOf(token: Token): string {
  if (token.kind === "quoted") return displayed(exactly(token.value));
  return token.kind === "string" ? stringLiteral(token.value) : token.value;
}

function emptyParentheses(tokens: readonly Token[], at: number): number {
  let count = 0;
  if (BARE_FUNCTIONS.has(tokens[at]?.value ?? "")) while (tokens[at + 1 + count]?.text === "(" && tokens[at + 2 + count]?.text === ")") count += 2;
  return count;
}

/** `'x'::T` or `CAST('x' AS T)` at this place. */
function readCast(tokens: readonly Token[], at: number, source: string): { readonly text: string; readonly next: number } | null {
  const isConstant = (token: Token | undefined): token is Token => token?.kind === "string" || token?.kind === "number";
  const [first, second, third, fourth] = tokens.slice(at, at + 4);
  if (isConstant(first) && second?.text === "::") {
    const type = readDataType(tokens, at + 2, source);
    return type === null ? null : { text: castOf(first, formatDataType(type.type)), next: type.next };
  }
  if (first?.value !== "CAST" || second?.text !== "(" || !isConstant(third) || fourth?.value !== "AS") return null;
  const type = readDataType(tokens, at + 4, source);
  return type === null || tokens[type.next]?.text !== ")" ? null : { text: castOf(third, formatDataType(type.type)), next: type.next + 1 };
}

function castOf(constant: Token, type: string): string {
  return `CAST ( ${wordOf(constant)} AS ${type} )`;
}
