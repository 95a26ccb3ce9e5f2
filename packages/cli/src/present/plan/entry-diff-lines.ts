import { sameValue, type Value } from "@snowtower/kinds";
import { type Line, line, span } from "../rich/line.ts";
import { padText, widthOfText } from "../rich/text-width.ts";
import { columnWords } from "./column-words.ts";
import { facetLines } from "./facet-lines.ts";
import { isRecord } from "./record-entries.ts";
import { valueWords } from "./value-words.ts";

/** The entries of a map, or of a list of records under what tells them apart. */
type Entries = ReadonlyMap<string, Value>;

interface EntryLook {
  readonly width: number;
  readonly full: boolean;
  /** The entries are columns: SQL has words for them, and their order counts. */
  readonly columns: boolean;
}

const WIDEST = 32;

/** What came, went and changed, an entry a line: `+ EMAIL  VARCHAR(200)`; of what is on both sides only what differs. */
export function entryDiffLines(from: Entries, to: Entries, look: EntryLook): readonly Line[] {
  const names = [...to.keys(), ...[...from.keys()].filter((name) => !to.has(name))].filter((name) => !sameValue(from.get(name), to.get(name)));
  const wide = Math.min(WIDEST, Math.max(0, ...names.map(widthOfText)));
  const lines = names.flatMap((name) => entryLines(padText(name, wide), { from: from.get(name), to: to.get(name) }, look));
  return (look.columns || lines.length === 0) && isMoved(from, to) ? [...lines, line(span("~ ", "yellow"), `order: ${[...to.keys()].join(", ")}`)] : lines;
}

interface Pair {
  readonly from: Value | undefined;
  readonly to: Value | undefined;
}

function entryLines(name: string, { from, to }: Pair, look: EntryLook): readonly Line[] {
  if (from === undefined) return [line(span("+ ", "green"), `${name}  `, span(entryWords(to, look), "green"))];
  if (to === undefined) return [line(span("- ", "red"), `${name}  `, span(entryWords(from, look), "red"))];
  const [first = [], ...others] = facetLines(from, to, look);
  const below = " ".repeat(Math.min(widthOfText(name) + 4, Math.floor(look.width / 2)));
  return [[...line(span("~ ", "yellow"), `${name}  `), ...first], ...others.map((facet) => [span(below), ...facet])];
}

function entryWords(value: Value | undefined, { full, columns }: EntryLook): string {
  return columns && isRecord(value) ? columnWords(value) : valueWords(value, { full });
}

/** True if what is in both stands in another order. */
function isMoved(from: Entries, to: Entries): boolean {
  const before = [...from.keys()].filter((name) => to.has(name));
  const after = [...to.keys()].filter((name) => from.has(name));
  return before.some((name, i) => name !== after[i]);
}
