import { counted, listed } from "../plural.ts";

/** A piece of a document that is there whole or not at all. */
export interface Part {
  readonly text: string;
  /** What is missing if it is left out, in words: `the SQL of Access`. */
  readonly what: string;
  /** The lowest rank is the last to be left out. */
  readonly rank: number;
  /** Follows the part before without an empty line: an item of a list. */
  readonly tight?: boolean;
}

/** Kept free for the sentence that says what is missing. */
const FOR_REMARK = 1_000;
const MOST_NAMED = 6;

/** The parts in their order, as many as fit, the important ones first; at the end, what was left out. Never longer than `bytes`. */
export function fitParts(parts: readonly Part[], bytes: number): string {
  const whole = joined(parts);
  if (sizeOf(whole) <= bytes) return whole;
  let room = bytes - FOR_REMARK;
  const kept = new Set<Part>();
  for (const part of [...parts].sort((a, b) => a.rank - b.rank)) {
    const size = sizeOf(part.text) + 2;
    if (size > room) continue;
    room -= size;
    kept.add(part);
  }
  const text = joined(parts.filter((part) => kept.has(part)));
  return `${text}\n${cutBytes(remark(parts.filter((part) => !kept.has(part))), Math.max(0, bytes - sizeOf(text) - 2))}\n`;
}

function joined(parts: readonly Part[]): string {
  return `${parts.map(({ text, tight }, i) => `${i === 0 ? "" : tight === true && parts[i - 1]?.tight === true ? "\n" : "\n\n"}${text}`).join("")}\n`;
}

function remark(left: readonly Part[]): string {
  const counts = new Map<string, number>();
  for (const { what } of left) counts.set(what, (counts.get(what) ?? 0) + 1);
  const words = [...counts].map(([what, count]) => (count > 1 ? `${count} ${what}` : what));
  const named = words.length > MOST_NAMED ? [...words.slice(0, MOST_NAMED), counted(words.length - MOST_NAMED, "more part")] : words;
  return `**Too long for a comment.** Left out: ${listed(named)}. \`snowtower plan --full\` and \`--sql\` show everything.`;
}

function sizeOf(text: string): number {
  return Buffer.byteLength(text);
}

/** As many lines as fit, and how many there are besides. */
export function cutLines(text: string, bytes: number): string {
  if (sizeOf(text) <= bytes) return text;
  const lines = text.split("\n");
  const kept: string[] = [];
  let room = bytes - 40;
  for (const each of lines) {
    room -= sizeOf(each) + 1;
    if (room < 0) break;
    kept.push(each);
  }
  return [...kept, `-- ... ${counted(lines.length - kept.length, "more line")}`].join("\n");
}

/** Cuts between characters. */
function cutBytes(text: string, bytes: number): string {
  let kept = text;
  while (sizeOf(kept) > bytes) kept = [...kept].slice(0, -1).join("");
  return kept;
}
