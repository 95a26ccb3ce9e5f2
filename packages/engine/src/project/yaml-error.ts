import type { Code } from "@snowtower/kinds";
import type { ErrorCode } from "yaml";

/** A mistake in a file's syntax. The texts are our own: the parser's quote the file, which may hold a secret. */
interface SyntaxMistake {
  readonly code: Code;
  readonly message: string;
  readonly hint?: string;
}

export interface ParserError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly pos: readonly [number, number];
}

const QUOTES = "put the text in quotes";

const MISTAKES: { readonly [code in ErrorCode]: SyntaxMistake } = {
  ALIAS_PROPS: { code: "ST1020", message: "an alias cannot have a tag or an anchor" },
  BAD_ALIAS: { code: "ST1020", message: "& and * need a name behind them", hint: `if it is meant as text (a pattern), ${QUOTES}` },
  BAD_COLLECTION_TYPE: { code: "ST1035", message: "the tag does not fit what stands behind it" },
  BAD_DIRECTIVE: { code: "ST1020", message: "a line that starts with % is a directive, and this is none" },
  BAD_DQ_ESCAPE: { code: "ST1024", message: "unknown escape after a backslash", hint: "write \\\\ for a backslash, or use single quotes" },
  BAD_INDENT: { code: "ST1023", message: "the indentation does not fit the lines around it" },
  BAD_PROP_ORDER: { code: "ST1020", message: "tags and anchors stand behind the indicator, not before it" },
  BAD_SCALAR_START: { code: "ST1020", message: "a text cannot start with this character", hint: QUOTES },
  BLOCK_AS_IMPLICIT_KEY: { code: "ST1020", message: 'a second "key: value" on one line', hint: 'a text that holds ": " needs quotes' },
  BLOCK_IN_FLOW: { code: "ST1020", message: "inside { } and [ ] only { } and [ ] can stand" },
  DUPLICATE_KEY: { code: "ST1027", message: "the key is given twice" },
  IMPOSSIBLE: { code: "ST1020", message: "this is not YAML" },
  KEY_OVER_1024_CHARS: { code: "ST1020", message: "a key is longer than 1024 characters" },
  MISSING_CHAR: { code: "ST1020", message: "a character is missing here" },
  MULTILINE_IMPLICIT_KEY: { code: "ST1020", message: 'expected "key: value": a key and its colon stand on one line' },
  MULTIPLE_ANCHORS: { code: "ST1020", message: "a value has at most one anchor" },
  MULTIPLE_DOCS: { code: "ST1026", message: "a file holds one document" },
  MULTIPLE_TAGS: { code: "ST1020", message: "a value has at most one tag" },
  NON_STRING_KEY: { code: "ST1028", message: "a key has to be text" },
  RESOURCE_EXHAUSTION: { code: "ST1032", message: "the file is nested too deeply" },
  TAB_AS_INDENT: { code: "ST1021", message: "a tab is used as indentation", hint: "indent with spaces" },
  TAG_RESOLVE_FAILED: { code: "ST1034", message: "not a tag", hint: `if it is meant as text, ${QUOTES}` },
  UNEXPECTED_TOKEN: { code: "ST1020", message: "this cannot stand here" },
};

/** What a few codes of the parser put together, told apart by the beginning of its message. */
const BY_MESSAGE: readonly (readonly [start: RegExp, mistake: SyntaxMistake])[] = [
  [
    /^Missing closing/,
    { code: "ST1022", message: "the quote that opens here is not closed", hint: "the further lines of a text are indented deeper than its key" },
  ],
  [
    /must (?:be sufficiently indented and )?end with a [\]}]$/,
    { code: "ST1022", message: "the { or [ that opens here is not closed", hint: "what stands in it is indented deeper than its key" },
  ],
  [/^Implicit map keys need to be followed/, { code: "ST1020", message: 'expected ": " after the key' }],
  [/^Missing , (?:or : )?between/, { code: "ST1020", message: "a comma is missing" }],
  [/^Missing space after :/, { code: "ST1020", message: "a space is missing after the colon" }],
  [/^Comments must be separated/, { code: "ST1020", message: "a space is missing before #", hint: `if # belongs to the text, ${QUOTES}` }],
  [/^Sequence item without - indicator/, { code: "ST1023", message: 'expected "- ", as before the other items of the list' }],
  [/^Tags and anchors must be separated/, { code: "ST1020", message: "a space is missing after the tag or anchor" }],
  [/^Missing directives-end/, { code: "ST1020", message: "expected --- after the directives" }],
  [/^Block collection cannot start on same line/, { code: "ST1020", message: "a line break is missing after ---" }],
  [/^Block scalar header includes extra/, { code: "ST1020", message: "after | or > the text starts on the next line" }],
  [/^Unexpected empty item|^Unexpected ,/, { code: "ST1020", message: "an unexpected comma" }],
  [/^Block scalar values in collections must be indented/, { code: "ST1023", message: "the text after | or > is indented further than its key" }],
  [/^All (?:mapping|sequence) items must start/, { code: "ST1023", message: "the line does not start in the same column as the entries before it" }],
];

export function mistakeOf(error: ParserError): SyntaxMistake {
  return BY_MESSAGE.find(([start]) => start.test(error.message))?.[1] ?? MISTAKES[error.code];
}
