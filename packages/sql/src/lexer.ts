/**
 * Cuts SQL into tokens. It knows Snowflake's words, constants and comments, and no grammar.
 * A token's text is its source text; `value` is what it means: the stored name of an identifier, the content of a constant.
 * (docs: sql-reference/identifiers-syntax, data-types-text "String constants", sql-reference/constants)
 */
type TokenKind = "word" | "quoted" | "string" | "number" | "symbol" | "variable" | "end";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** `word`: upper case. `quoted`: the name without quotes. `string`: the content. Otherwise the text. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export interface LexicalError {
  readonly message: string;
  readonly start: number;
}

interface Lexed {
  readonly tokens: readonly Token[];
  readonly error: LexicalError | null;
}

const WORD_START = /[A-Za-z_\u0080-\uffff]/;
const WORD = /[A-Za-z0-9_$\u0080-\uffff]/;
const DIGIT = /[0-9]/;
const SYMBOLS = ["->>", "||", "::", "=>", "<=", ">=", "<>", "!=", "->", ":="];

/** All tokens of `source`, the last one being `end`. At the first thing that is no token it stops and says so in `error`. */
export function lex(source: string): Lexed {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    const gap = skipGap(source, at);
    if (typeof gap !== "number") return stop(tokens, source, gap);
    at = gap;
    if (at >= source.length) break;
    const token = readToken(source, at);
    if ("message" in token) return stop(tokens, source, token);
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: "end", text: "", value: "", start: source.length, end: source.length });
  return { tokens, error: null };
}

function stop(tokens: Token[], source: string, error: LexicalError): Lexed {
  tokens.push({ kind: "end", text: "", value: "", start: source.length, end: source.length });
  return { tokens, error };
}

/** White space and comments: `-- `, `//`, and block comments. */
function skipGap(source: string, from: number): number | LexicalError {
  let at = from;
  for (;;) {
    while (at < source.length && /\s/.test(source[at] as string)) at++;
    if (source.startsWith("--", at) || source.startsWith("//", at)) {
      const eol = source.indexOf("\n", at);
      at = eol < 0 ? source.length : eol + 1;
    } else if (source.startsWith("/*", at)) {
      const close = source.indexOf("*/", at + 2);
      if (close < 0) return { message: "comment is not closed", start: at };
      at = close + 2;
    } else return at;
  }
}

function readToken(source: string, at: number): Token | LexicalError {
  const c = source[at] as string;
  if (c === "'") return readString(source, at);
  if (c === '"') return readQuoted(source, at);
  if (source.startsWith("$$", at)) return readDollars(source, at);
  if (WORD_START.test(c)) {
    const end = runOf(source, at, WORD);
    const text = source.slice(at, end);
    return { kind: "word", text, value: text.toUpperCase(), start: at, end };
  }
  if (DIGIT.test(c) || (c === "." && DIGIT.test(source[at + 1] ?? ""))) return readNumber(source, at);
  if (c === "$" && WORD.test(source[at + 1] ?? "")) return plain("variable", source, at, runOf(source, at + 1, WORD));
  const long = SYMBOLS.find((s) => source.startsWith(s, at));
  return plain("symbol", source, at, at + (long?.length ?? 1));
}

function plain(kind: TokenKind, source: string, start: number, end: number): Token {
  const text = source.slice(start, end);
  return { kind, text, value: text, start, end };
}

function runOf(source: string, from: number, set: RegExp): number {
  let at = from;
  while (at < source.length && set.test(source[at] as string)) at++;
  return at;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", "0": "\0" };

function readString(source: string, start: number): Token | LexicalError {
  let value = "";
  let at = start + 1;
  while (at < source.length) {
    const c = source[at] as string;
    if (c === "'") {
      if (source[at + 1] !== "'") return { kind: "string", text: source.slice(start, at + 1), value, start, end: at + 1 };
      value += "'";
      at += 2;
    } else if (c === "\\") {
      const [unescaped, length] = readEscape(source, at);
      value += unescaped;
      at += length;
    } else {
      value += c;
      at++;
    }
  }
  return { message: "string constant is not closed", start };
}

function readEscape(source: string, at: number): readonly [string, number] {
  const next = source[at + 1] ?? "";
  const hex = /^\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4}))/.exec(source.slice(at, at + 6));
  if (hex !== null) return [String.fromCharCode(Number.parseInt((hex[1] ?? hex[2]) as string, 16)), hex[0].length];
  return [ESCAPES[next] ?? next, 2];
}

function readQuoted(source: string, start: number): Token | LexicalError {
  let at = start + 1;
  for (;;) {
    const close = source.indexOf('"', at);
    if (close < 0) return { message: "quoted identifier is not closed", start };
    if (source[close + 1] !== '"') {
      const text = source.slice(start, close + 1);
      return { kind: "quoted", text, value: text.slice(1, -1).replaceAll('""', '"'), start, end: close + 1 };
    }
    at = close + 2;
  }
}

function readDollars(source: string, start: number): Token | LexicalError {
  const close = source.indexOf("$$", start + 2);
  if (close < 0) return { message: "$$ constant is not closed", start };
  return { kind: "string", text: source.slice(start, close + 2), value: source.slice(start + 2, close), start, end: close + 2 };
}

function readNumber(source: string, start: number): Token {
  const match = /^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/.exec(source.slice(start, start + 64));
  return plain("number", source, start, start + (match?.[0].length ?? 1));
}

/** Line and column (both from 1) of an offset. */
export function positionAt(source: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let lineStart = 0;
  for (let nl = source.indexOf("\n"); nl >= 0 && nl < offset; nl = source.indexOf("\n", nl + 1)) {
    line++;
    lineStart = nl + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
