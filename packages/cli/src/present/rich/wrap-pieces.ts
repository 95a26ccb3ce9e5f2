import { type Line, span, widthOf } from "./line.ts";
import { wrapLine } from "./wrap-line.ts";

/** Pieces one after the other, a space between them, each on the next line where it does not fit any more: a piece is broken only where it is too long by itself. */
export function wrapPieces(pieces: readonly Line[], width: number, indent: number): readonly Line[] {
  const lines: Line[] = [];
  let current: Line = [];
  for (const piece of pieces) {
    if (piece.length === 0) continue;
    const longer: Line = current.length === 0 ? piece : [...current, span(" ", ...(piece[0]?.looks ?? [])), ...piece];
    if (current.length > 0 && widthOf(longer) > width) {
      lines.push(current);
      current = [span(" ".repeat(indent)), ...piece];
    } else current = longer;
  }
  return [...lines, current].flatMap((each) => wrapLine(each, width, indent));
}
