import type { Painter } from "../../terminal/painter.ts";
import { cutText, printable, widthOfText } from "./text-width.ts";

export type Look = keyof Painter;

/** A piece of a line, with its looks. */
export interface Span {
  readonly text: string;
  readonly looks: readonly Look[];
}

/** A line of output before it is painted: laid out by what is seen, painted last. */
export type Line = readonly Span[];

/** What stands in a line: control characters of names and comments never reach the terminal. */
export function span(text: string, ...looks: readonly Look[]): Span {
  return { text: printable(text), looks };
}

export function line(...pieces: readonly (Span | string)[]): Line {
  return pieces.map((piece) => (typeof piece === "string" ? span(piece) : piece));
}

export function widthOf(spans: Line): number {
  return spans.reduce((width, { text }) => width + widthOfText(text), 0);
}

/** The line in a width; what does not fit gives way to `...`. */
export function cutLine(spans: Line, width: number): Line {
  if (widthOf(spans) <= width) return spans;
  const kept: Span[] = [];
  let room = width - 3;
  for (const piece of spans) {
    const text = cutText(piece.text, Math.max(0, room), "");
    if (text !== "") kept.push({ ...piece, text });
    room -= widthOfText(piece.text);
    if (room <= 0) break;
  }
  return [...kept, { text: "...".slice(0, Math.max(0, width)), looks: kept.at(-1)?.looks ?? [] }];
}

/** The line as text, without spaces at its end. Neighbours of the same looks are painted in one stroke. */
export function paintLine(spans: Line, paint: Painter): string {
  const last = spans.findLastIndex(({ text }) => text.trim() !== "");
  const shown = spans.slice(0, last + 1).map((each, i) => (i === last ? { ...each, text: each.text.trimEnd() } : each));
  const strokes: Span[] = [];
  for (const each of shown) {
    const before = strokes.at(-1);
    if (each.text === "") continue;
    if (before !== undefined && before.looks.join() === each.looks.join()) strokes[strokes.length - 1] = { ...before, text: before.text + each.text };
    else strokes.push(each);
  }
  return strokes.map(({ text, looks }) => looks.reduce((painted, look) => paint[look](painted), text)).join("");
}
