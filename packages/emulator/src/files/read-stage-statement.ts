import { positionAt } from "@snowtower/sql";
import { SqlError } from "../sql-error.ts";

/** One word of a statement about files, in quotes or not. */
interface Piece {
  readonly text: string;
  readonly quoted: boolean;
  readonly start: number;
}

export interface StageOption {
  readonly name: string;
  readonly value: Piece;
}

/**
 * PUT, GET, LIST and REMOVE are read without the lexer: in `file:///tmp/a` it would see a comment. Arguments stand first, in quotes where they hold
 * spaces or special characters, then options.
 */
export class StageStatement {
  readonly source: string;
  private readonly pieces: readonly Piece[];
  private at = 1;

  constructor(source: string) {
    this.source = source;
    this.pieces = cut(source);
  }

  argument(): Piece {
    const piece = this.pieces[this.at];
    if (piece === undefined) throw this.unexpected(piece);
    this.at++;
    return piece;
  }

  /** `NAME = value ...`, each of the known names at most once. */
  options(known: readonly string[]): ReadonlyMap<string, StageOption> {
    const options = new Map<string, StageOption>();
    while (this.at < this.pieces.length) {
      const [word, equals, value] = this.pieces.slice(this.at, this.at + 3);
      const name = word?.text.toUpperCase() ?? "";
      if (word === undefined || word.quoted || !known.includes(name) || options.has(name)) throw this.unexpected(word);
      if (equals?.text !== "=" || equals.quoted) throw this.unexpected(equals);
      if (value === undefined || (value.text === "=" && !value.quoted)) throw this.unexpected(value);
      options.set(name, { name, value });
      this.at += 3;
    }
    return options;
  }

  unexpected(piece: Piece | undefined): SqlError {
    const { line, column } = positionAt(this.source, piece?.start ?? this.source.length);
    const found = piece === undefined ? "<EOF>" : piece.text;
    const message = `SQL compilation error:\nsyntax error line ${line} at position ${column - 1} unexpected '${found}'.`;
    return new SqlError("001003", "42000", message, { line, position: column - 1 });
  }
}

const COMMENTS = /^(?:\s|--[^\n]*(?:\n|$)|\/\/[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/;
const PIECE = /\s*(?:'((?:[^'\\]|\\[\s\S]|'')*)'|(=)|([^\s=']\S*))/y;

function cut(source: string): readonly Piece[] {
  const begin = COMMENTS.exec(source)?.[0].length ?? 0;
  const end = source.replace(/[\s;]+$/, "").length;
  const pieces: Piece[] = [];
  for (PIECE.lastIndex = begin; PIECE.lastIndex < end; ) {
    const at = PIECE.lastIndex;
    const found = PIECE.exec(source.slice(0, end));
    if (found === null) {
      pieces.push({ text: source.slice(at, end).trim(), quoted: false, start: at });
      break;
    }
    const [whole, quoted, equals, bare = ""] = found;
    const start = at + whole.length - whole.trimStart().length;
    if (quoted !== undefined) pieces.push({ text: quoted.replaceAll("''", "'").replace(/\\([\s\S])/g, "$1"), quoted: true, start });
    else if (equals !== undefined) pieces.push({ text: "=", quoted: false, start });
    else {
      // `PARALLEL=4` is three pieces; a path may hold a `=`.
      const text = /^[A-Za-z_]\w*(?==)/.exec(bare)?.[0] ?? bare;
      pieces.push({ text, quoted: false, start });
      PIECE.lastIndex = start + text.length;
    }
  }
  return pieces;
}
