import { formatDataType, lex, readDataType } from "@snowtower/sql";
import type { Cursor } from "./cursor.ts";
import { readExpressionText } from "./expression-text.ts";

/** An argument of CREATE FUNCTION or CREATE PROCEDURE. */
export interface Argument {
  readonly name: string;
  /** With its length or precision: `VARCHAR(10)`. */
  readonly type: string;
  /** What an overload is known by: `VARCHAR`. Length and precision do not make an overload (docs: developer-guide/udf-stored-procedure-naming-conventions). */
  readonly base: string;
  /** The expression behind DEFAULT. */
  readonly default?: string;
  readonly out?: true;
}

/** Reads `(NUMBER, VARCHAR)`, how every statement but CREATE names an overload, and gives the types it is known by: `NUMBER, VARCHAR`. */
export function readArguments(cursor: Cursor): string {
  const inner = cursor.parenthesised().slice(1, -1);
  return splitArguments(inner)
    .map((argument) => baseType(cursor, argument))
    .join(", ");
}

/** Reads `(a NUMBER DEFAULT 1, b VARCHAR)`. */
export function readNamedArguments(cursor: Cursor): readonly Argument[] {
  cursor.expect("(");
  const found: Argument[] = [];
  while (!cursor.accept(")")) {
    if (found.length > 0) cursor.expect(",");
    const mark = cursor.mark();
    const argument = readArgument(cursor);
    // "You cannot specify an optional argument before a required argument" (docs: developer-guide/udf-stored-procedure-arguments)
    if (argument.default === undefined && found.at(-1)?.default !== undefined) {
      cursor.reset(mark);
      cursor.fail();
    }
    found.push(argument);
  }
  return found;
}

function readArgument(cursor: Cursor): Argument {
  const name = cursor.identifier();
  const mode = cursor.acceptOneOf(["INPUT", "IN", "OUTPUT", "OUT"]);
  const type = cursor.dataType();
  const fallback = cursor.accept("DEFAULT") ? { default: readExpressionText(cursor, new Set()) } : {};
  return { name, type: formatDataType(type), base: type.base, ...fallback, ...(mode?.startsWith("OUT") === true ? { out: true } : {}) };
}

/** Cuts at the commas that stand outside parentheses. */
function splitArguments(source: string): readonly string[] {
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

function baseType(cursor: Cursor, argument: string): string {
  const { tokens } = lex(argument);
  const read = readDataType(tokens, 0, argument);
  return read !== null && tokens[read.next]?.kind === "end" ? read.type.base : cursor.fail();
}
