import { sameValue, type Value } from "@snowtower/kinds";
import { displayed, exactly } from "@snowtower/sql";
import { type Line, line, span } from "../rich/line.ts";
import { padText, widthOfText } from "../rich/text-width.ts";
import { valueWords } from "./value-words.ts";

type Entries = ReadonlyMap<string, Value>;

const WIDEST = 32;

/** What came, went and changed in a map, an entry a line: `+ EMAIL  VARCHAR(200)`. Columns are such a map, and their order counts. */
export function mapDiffLines(from: Entries, to: Entries, ordered: boolean): readonly Line[] {
  const names = [...to.keys(), ...[...from.keys()].filter((name) => !to.has(name))].filter((name) => !sameValue(from.get(name), to.get(name)));
  const wide = Math.min(WIDEST, Math.max(0, ...names.map(widthOfText)));
  const lines = names.map((name) => entryLine(padText(name, wide), from.get(name), to.get(name)));
  const moved = ordered && isMoved(from, to);
  return moved ? [...lines, line(span("~ ", "yellow"), `order: ${orderWords(to)}`)] : lines;
}

function entryLine(name: string, from: Value | undefined, to: Value | undefined): Line {
  if (from === undefined) return line(span("+ ", "green"), `${name}  `, span(valueWords(to), "green"));
  if (to === undefined) return line(span("- ", "red"), `${name}  `, span(valueWords(from), "red"));
  return line(span("~ ", "yellow"), `${name}  `, span(valueWords(from), "red"), " -> ", span(valueWords(to), "green"));
}

/** True if what is in both stands in another order. */
function isMoved(from: Entries, to: Entries): boolean {
  const before = [...from.keys()].filter((name) => to.has(name));
  const after = [...to.keys()].filter((name) => from.has(name));
  return before.some((name, i) => name !== after[i]);
}

function orderWords(entries: Entries): string {
  return [...entries.keys()].map((name) => displayed(exactly(name))).join(", ");
}
