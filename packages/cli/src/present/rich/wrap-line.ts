import { type Line, type Look, type Span, widthOf } from "./line.ts";
import { cutText, widthOfText } from "./text-width.ts";

interface Word {
  readonly text: string;
  readonly looks: readonly Look[];
  /** A space stands before it; absent at the beginning and between pieces that touch. */
  readonly gap: string;
}

/** The line as lines of a width, broken at spaces, and inside a word only where it does not fit alone; all but the first begin with `indent` spaces. */
export function wrapLine(spans: Line, width: number, indent = 0): readonly Line[] {
  if (widthOf(spans) <= width) return [spans];
  const hang = Math.min(indent, Math.floor(width / 2));
  const lines: Span[][] = [];
  let current: Span[] = [];
  let room = width;
  const next = (): void => {
    lines.push(current);
    current = hang > 0 ? [{ text: " ".repeat(hang), looks: [] }] : [];
    room = width - hang;
  };
  for (const atoms of atomsOf(spans)) {
    const gap = atoms[0]?.gap ?? "";
    const size = atoms.reduce((sum, { text }) => sum + widthOfText(text), 0);
    const fresh = current.length === 0 || (lines.length > 0 && room === width - hang);
    if (!fresh && gap.length + size > room) next();
    else if (gap !== "" && !(fresh && lines.length > 0)) {
      current.push({ text: gap, looks: atoms[0]?.looks ?? [] });
      room -= gap.length;
    }
    for (const { text, looks } of atoms) {
      let rest = text;
      while (widthOfText(rest) > room) {
        const part = cutText(rest, room, "");
        if (part === "" && room === width - hang) break;
        if (part !== "") current.push({ text: part, looks });
        rest = rest.slice(part.length);
        next();
      }
      current.push({ text: rest, looks });
      room -= widthOfText(rest);
    }
  }
  lines.push(current);
  return lines;
}

/** What must stay together: words of several pieces where no space stands between them. */
function atomsOf(spans: Line): readonly (readonly Word[])[] {
  const atoms: Word[][] = [];
  for (const { text, looks } of spans) {
    for (const [, gap = "", word = ""] of text.matchAll(/( *)([^ ]*)/g)) {
      if (gap === "" && word === "") continue;
      const piece = { text: word, looks, gap };
      const last = atoms.at(-1);
      if (gap === "" && last !== undefined) last.push(piece);
      else atoms.push([piece]);
    }
  }
  return atoms;
}
