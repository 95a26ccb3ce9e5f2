import { type DataType, type Identifier, type LexicalError, lex, parseIdentifier, positionAt, readDataType, type Token } from "@snowtower/sql";
import type { VariableFacts } from "../session-state.ts";
import { compilationError, SqlError, unsupported } from "../sql-error.ts";
import { checkDepth } from "./check-depth.ts";
import { isReserved } from "./reserved-words.ts";
import { variableBinding } from "./variable-binding.ts";

/** A dotted name as it was written, in stored form, from the outside in. An empty part is the one left out in `db..t`. */
export interface NameRef {
  readonly parts: readonly string[];
}

/** A value that came beside the text, for a `?` or `:1` in it. `type` in the words of the protocol: `FIXED`, `TEXT`, `BOOLEAN`. */
export interface Binding {
  readonly type: string;
  readonly value: string | null;
  /** One for each row of an INSERT; `value` is `null` then. */
  readonly values?: readonly (string | null)[];
}

export interface CursorOptions {
  /** QUOTED_IDENTIFIERS_IGNORE_CASE. */
  readonly foldQuoted?: boolean;
  /** Session variables under their upper-case names. */
  readonly variables?: Readonly<Record<string, string>>;
  /** What is known of them besides their text. */
  readonly variableFacts?: Readonly<Record<string, VariableFacts>> | undefined;
  /** Values of `?` in their order. */
  readonly bindings?: readonly Binding[];
}

export interface Position {
  readonly line: number;
  readonly position: number;
}

const WORDS = new Map<string, readonly string[]>();

function wordsOf(text: string): readonly string[] {
  let words = WORDS.get(text);
  if (words === undefined) {
    words = text.split(" ");
    WORDS.set(text, words);
  }
  return words;
}

/** Reads one statement from left to right. What does not fit ends in Snowflake's syntax error at the token that did not fit. */
export class Cursor {
  readonly source: string;
  readonly options: CursorOptions;
  private readonly tokens: readonly Token[];
  private readonly lexical: LexicalError | null;
  /** A bound value may be a list: one for each row of an INSERT. */
  takesArrays = false;
  private at = 0;
  private bound = 0;

  constructor(source: string, options: CursorOptions = {}) {
    const { tokens, error } = lex(source);
    checkDepth(tokens);
    this.source = source;
    this.options = options;
    this.tokens = tokens;
    this.lexical = error;
  }

  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)] as Token;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind === "end") this.fail();
    this.at++;
    return token;
  }

  /** How many tokens were read: to go back to with `reset`. */
  mark(): number {
    return this.at;
  }

  reset(mark: number): void {
    this.at = mark;
    this.bound = this.tokens.slice(0, mark).filter(({ text }) => text === "?").length;
  }

  /** `text`: one or more unquoted words or symbols, separated by a space. */
  sees(text: string): boolean {
    const words = wordsOf(text);
    for (let i = 0; i < words.length; i++) {
      const token = this.peek(i);
      if ((token.kind !== "word" && token.kind !== "symbol") || token.value !== words[i]) return false;
    }
    return true;
  }

  accept(text: string): boolean {
    if (!this.sees(text)) return false;
    this.at += wordsOf(text).length;
    return true;
  }

  expect(text: string): void {
    for (const word of wordsOf(text)) if (!this.accept(word)) this.fail();
  }

  /** The first of the texts that comes next (give the longer ones first), or `null`. */
  acceptOneOf<T extends string>(texts: readonly T[]): T | null {
    return texts.find((text) => this.accept(text)) ?? null;
  }

  get atEnd(): boolean {
    return this.peek().kind === "end" && this.lexical === null;
  }

  end(): void {
    if (!this.atEnd) this.fail();
  }

  /** Everything from here to the end of the statement, as it was written. */
  rest(): string {
    const start = this.peek().start;
    this.at = this.tokens.length - 1;
    if (this.lexical !== null) this.fail();
    return this.source.slice(start).trim();
  }

  /** The tokens that were read since a mark. */
  readSince(mark: number): readonly Token[] {
    return this.tokens.slice(mark, this.at);
  }

  /** The source between two marks. */
  between(from: number, to: number): string {
    const first = this.tokens[from];
    const last = this.tokens[to - 1];
    return first === undefined || last === undefined ? "" : this.source.slice(first.start, last.end);
  }

  /** Where the next token stands, as messages count: lines from 1, positions from 0. */
  position(): Position {
    return this.positionAt(this.peek().start);
  }

  positionAt(offset: number): Position {
    const { line, column } = positionAt(this.source, offset);
    return { line, position: column - 1 };
  }

  /** A data type in its normal form. */
  dataType(): DataType {
    const read = readDataType(this.tokens, this.at, this.source);
    if (read !== null) {
      this.at = read.next;
      return read.type;
    }
    const token = this.peek();
    if (token.kind !== "word" || isReserved(token.value)) this.fail();
    throw compilationError("002040", "42601", `Unsupported data type '${token.value}'.`);
  }

  fail(): never {
    const token = this.peek();
    const offset = token.kind === "end" && this.lexical !== null ? this.lexical.start : token.start;
    const { line, column } = positionAt(this.source, offset);
    const found = token.kind === "end" ? (this.lexical === null ? "<EOF>" : this.source.slice(offset, offset + 20)) : token.text;
    const message = `SQL compilation error:\nsyntax error line ${line} at position ${column - 1} unexpected '${found}'.`;
    throw new SqlError("001003", "42000", message, { line, position: column - 1 });
  }

  private stored(token: Token): string | null {
    if (token.kind === "quoted") return token.value.length === 0 ? null : this.options.foldQuoted === true ? token.value.toUpperCase() : token.value;
    return token.kind === "word" && /^[A-Za-z_]/.test(token.text) && !isReserved(token.value) ? token.value : null;
  }

  seesIdentifier(): boolean {
    return this.stored(this.peek()) !== null;
  }

  identifier(): Identifier {
    const token = this.peek();
    const stored = this.stored(token);
    if (stored === null) this.fail();
    if (stored.length > 255) throw compilationError("001480", "42601", `Identifier '${stored.slice(0, 20)}...' exceeds the maximum length of 255 characters.`);
    this.at++;
    return stored as Identifier;
  }

  /** `t`, `s.t`, `d.s.t`, `d..t`, `IDENTIFIER('d.s.t')`, `IDENTIFIER($variable)`. */
  name(): NameRef {
    if (this.sees("IDENTIFIER (")) return this.identifierFunction();
    const parts: string[] = [this.identifier()];
    while (this.accept(".")) parts.push(this.sees(".") ? "" : this.identifier());
    return { parts };
  }

  private identifierFunction(): NameRef {
    this.expect("IDENTIFIER (");
    const text = this.string();
    this.expect(")");
    const inner = new Cursor(text, this.options);
    const ref = inner.name();
    inner.end();
    return ref;
  }

  seesString(): boolean {
    const { kind } = this.peek();
    return kind === "string" || kind === "variable" || this.seesBinding();
  }

  /** A string constant, a session variable, or a bound value. */
  string(): string {
    const token = this.peek();
    if (token.kind === "variable") return this.variable();
    if (this.seesBinding()) return this.binding().value ?? "";
    if (token.kind !== "string") this.fail();
    this.at++;
    return token.value;
  }

  variable(): string {
    const token = this.next();
    const value = this.options.variables?.[token.text.slice(1).toUpperCase()];
    if (value === undefined)
      throw compilationError("000904", "42000", `error line 1 at position 0\nSession variable '${token.text.toUpperCase()}' does not exist`);
    return value;
  }

  /** A session variable with its type. */
  sessionVariable(): Binding {
    const name = this.peek().text.slice(1).toUpperCase();
    return variableBinding(this.variable(), this.options.variableFacts?.[name]);
  }

  /** `?`, or `:1` for the first of the values. */
  seesBinding(): boolean {
    const [token, after] = [this.peek(), this.peek(1)];
    return token.text === "?" || (token.text === ":" && after.start === token.end && /^[1-9]\d*$/.test(after.text));
  }

  binding(): Binding {
    const { text } = this.next();
    const at = text === "?" ? this.bound++ : Number(this.next().text) - 1;
    const value = this.options.bindings?.[at];
    if (value === undefined) throw compilationError("002049", "42601", `Bind variable ${text === "?" ? "?" : `:${at + 1}`} not set.`);
    if (value.values !== undefined && !this.takesArrays) throw unsupported("Array bindings outside INSERT");
    return value;
  }

  /** A whole number, also as a session variable or a bound value. */
  integer(): number {
    const mark = this.at;
    const given = this.peek().kind === "variable" ? this.variable() : this.seesBinding() ? this.binding().value : null;
    if (given !== null && /^-?\d+$/.test(given)) return Number(given);
    this.at = mark;
    const sign = this.accept("-") ? -1 : 1;
    const token = this.peek();
    if (token.kind !== "number" || !/^\d+$/.test(token.text)) {
      this.at = mark;
      this.fail();
    }
    this.at++;
    return sign * Number(token.text);
  }

  /** Skips one balanced `( ... )` and gives its source with the parentheses. */
  parenthesised(): string {
    const from = this.at;
    this.expect("(");
    for (let depth = 1; depth > 0; ) {
      const { text, kind } = this.next();
      if (kind === "symbol" && text === "(") depth++;
      if (kind === "symbol" && text === ")") depth--;
    }
    return this.between(from, this.at);
  }

  /** For a clause that is Snowflake's but not this account's: refused by name. */
  refuse(construct: string): never {
    throw unsupported(construct);
  }
}

/** The stored name that a property's text denotes: `'my_role'` and `my_role` are `MY_ROLE`, `'"x"'` is `x`; other text is taken as it is. */
export function storedName(text: string): string {
  return parseIdentifier(text) ?? text;
}
