import type { Cursor, Position } from "../parser/cursor.ts";
import { SqlError, unsupported } from "../sql-error.ts";
import { Names } from "./names.ts";

/** Blocks, branches, loops and expressions inside one another: deeper ones would not fit the stack. */
const DEEPEST = 100;

/** A script on its way from text to `Script`. */
export interface Reading {
  readonly cursor: Cursor;
  names: Names;
  depth: number;
  /** BREAK and CONTINUE whose loop has not ended yet; a label stands at the loop's end. */
  jumps: readonly Jump[];
  loops: number;
  /** Branches and loops around. */
  constructs: number;
  /** Inside a procedure that a block declares. */
  isNested: boolean;
  /** True inside an exception handler, where RAISE needs no name. */
  isHandling: boolean;
}

export interface Jump {
  readonly label: string | null;
  readonly at: Position;
}

export function readingOf(cursor: Cursor, names = new Names(null)): Reading {
  return { cursor, names, depth: 0, jumps: [], loops: 0, constructs: 0, isNested: false, isHandling: false };
}

/** One level further in. */
export function deeper<T>(reading: Reading, read: () => T): T {
  reading.depth++;
  if (reading.depth > DEEPEST) throw unsupported(`a script nested deeper than ${DEEPEST} levels`);
  const result = read();
  reading.depth--;
  return result;
}

/** The body of a branch or loop, with names of its own. */
export function inConstruct<T>(reading: Reading, read: () => T): T {
  reading.constructs++;
  const result = scoped(reading, read);
  reading.constructs--;
  return result;
}

/** With names of its own. */
export function scoped<T>(reading: Reading, read: () => T): T {
  return within(reading, new Names(reading.names), read);
}

export function within<T>(reading: Reading, inside: Names, read: () => T): T {
  const { names } = reading;
  reading.names = inside;
  const result = read();
  reading.names = names;
  return result;
}

export function invalidName(name: string, at: Position): SqlError {
  return new SqlError("000904", "42000", `SQL compilation error: error line ${at.line} at position ${at.position}\ninvalid identifier '${name}'`, at);
}

/** A mistake in a script that Snowflake finds before it runs. */
export function scriptError(code: string, at: Position, words: string): SqlError {
  return new SqlError(code, "P0000", `SQL compilation error: error line ${at.line} at position ${at.position}\n ${words}`, at);
}
