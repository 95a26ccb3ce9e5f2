import { counted } from "../plural.ts";

/** A word longer than this is nothing that a person reads: a key, a token, a digest. */
const LONGEST_WORD = 80;
const HEAD = 10;
const TAIL = 8;

export function isOpaque(text: string): boolean {
  return text.length > LONGEST_WORD && !/\s/.test(text);
}

/** `MIIBIjANBg...IwIDAQAB (392 characters)`; keys of one kind begin and end alike, so `at` adds what stands there. */
export function shortened(text: string, at?: number): string {
  const characters = [...text];
  const inside = at === undefined || at < HEAD || at >= characters.length - TAIL ? "" : `${characters.slice(at, at + TAIL).join("")}...`;
  return `${characters.slice(0, HEAD).join("")}...${inside}${characters.slice(-TAIL).join("")} (${counted(characters.length, "character")})`;
}

/** Two opaque texts, so shortened that they differ where the texts do. */
export function shortenedPair(from: string, to: string): readonly [string, string] {
  if (from === to || shortened(from) !== shortened(to)) return [shortened(from), shortened(to)];
  const [a, b] = [[...from], [...to]];
  const at = a.findIndex((character, i) => character !== b[i]);
  return [shortened(from, at), shortened(to, at)];
}
