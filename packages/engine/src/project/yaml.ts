// The text of a file as YAML 1.1. The `yaml` package reads the syntax only (every scalar is text to it); types, merge keys, aliases and
// tags are decided here, as PyYAML's SafeLoader decides them.
import type { ConfigNode, Diagnostic, Report } from "@snowtower/kinds";
import { Composer, type Document, Lexer, LineCounter, Parser } from "yaml";
import { nodeOfDocument } from "./yaml-document.ts";
import { mistakeOf, type ParserError } from "./yaml-error.ts";
import { openingOf } from "./yaml-opening.ts";
import type { TagReaders } from "./yaml-tags.ts";

/** Lists and maps in each other. The parser's own stack is a little deeper than what it reads. */
const MAX_DEPTH = 100;
const MAX_STACK = 2 * MAX_DEPTH + 10;

/** Values of a file after its aliases are replaced. */
const MAX_NODES = 1_000_000;

const MAX_MISTAKES = 50;

export interface YamlOptions {
  /** The file's name in positions. */
  readonly file: string;
  readonly report: Report;
  readonly tags?: TagReaders;
  readonly maxNodes?: number;
}

/** The value of a YAML text; an empty text is null. After a mistake in the syntax there is no value: `null`, with every mistake reported. */
export function readYaml(text: string, options: YamlOptions): ConfigNode | null {
  const lines = new LineCounter();
  const at = (offset: number): Diagnostic["at"] => {
    const { line, col } = lines.linePos(offset);
    return { file: options.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const parsed = parse(text, lines);
  const mistakes = [
    ...controlCharacters(text, at),
    ...parsed.errors.filter((error) => !isEcho(error, parsed)).map((error) => mistakeAt(error, { parsed, text, at })),
  ];
  const [document, second] = parsed.documents;
  if (second !== undefined) mistakes.push({ severity: "error", code: "ST1026", message: "a second document starts here", at: at(second.range[0]) });
  if (mistakes.length > 0 || document === undefined) {
    for (const mistake of firstOfEachLine(mistakes)) options.report(mistake);
    return null;
  }
  return nodeOfDocument(document, { ...options, text, at, maxNodes: options.maxNodes ?? MAX_NODES, maxDepth: MAX_DEPTH });
}

interface Parsed {
  readonly documents: readonly Document.Parsed[];
  readonly errors: readonly ParserError[];
}

/** The depth is watched while parsing, because composing what is too deep would overflow the stack. */
function parse(text: string, lines: LineCounter): Parsed {
  const composer = new Composer({ schema: "failsafe", resolveKnownTags: false, uniqueKeys: false, strict: false, prettyErrors: false, logLevel: "silent" });
  const parser = new Parser(lines.addNewLine);
  const documents: Document.Parsed[] = [];
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) documents.push(...composer.next(token));
    if (parser.stack.length > MAX_STACK) return { documents: [], errors: [{ code: "RESOURCE_EXHAUSTION", message: "", pos: [parser.offset, parser.offset] }] };
  }
  for (const token of parser.end()) documents.push(...composer.next(token));
  documents.push(...composer.end(true, text.length));
  return { documents, errors: documents.flatMap((document) => document.errors) };
}

interface Seen {
  readonly parsed: Parsed;
  readonly text: string;
  readonly at: (offset: number) => Diagnostic["at"];
}

/** The parser tells a mistake where it cannot go on; people look for it where it begins. */
function mistakeAt(error: ParserError, { parsed, text, at }: Seen): Diagnostic {
  const [offset] = error.pos;
  if (error.code === "BLOCK_AS_IMPLICIT_KEY" && parsed.errors.some((other) => isEcho(other, { ...parsed, errors: [error] }))) {
    const lineEnd = text.indexOf("\n", offset);
    const nextLine = lineEnd + text.slice(lineEnd).search(/\S|$/);
    return { severity: "error", code: "ST1023", message: "the line is indented further than the line before it, which is no map", at: at(nextLine) };
  }
  const { code, message, hint } = mistakeOf(error);
  const opened = code === "ST1022" ? openingOf(parsed.documents, offset) : null;
  return { severity: "error", code, message, at: at(opened ?? offset), ...(hint === undefined ? {} : { hint }) };
}

/** A key over two lines is told twice: once as a key, once as what it should have been. */
function isEcho(error: ParserError, parsed: Parsed): boolean {
  return error.code === "MULTILINE_IMPLICIT_KEY" && parsed.errors.some((other) => other.code === "BLOCK_AS_IMPLICIT_KEY" && other.pos[0] === error.pos[0]);
}

/** PyYAML refuses them too; a terminal would obey them. */
function* controlCharacters(text: string, at: (offset: number) => Diagnostic["at"]): Iterable<Diagnostic> {
  for (const match of text.matchAll(/[^\t\n\r\x20-\x7e\x85\u00a0-\ufffd]/g)) {
    const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    yield { severity: "error", code: "ST1025", message: `the character U+${code} is not allowed in a file`, at: at(match.index) };
  }
}

/** What follows a mistake on its line is mostly its consequence. */
function firstOfEachLine(mistakes: readonly Diagnostic[]): readonly Diagnostic[] {
  const sorted = [...mistakes].sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
  return sorted.filter((mistake, i) => mistake.at.line !== sorted[i - 1]?.at.line).slice(0, MAX_MISTAKES);
}
