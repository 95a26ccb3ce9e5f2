import type { Step } from "@snowtower/engine";
import { type AnyObject, kindNamed, type ObjectChange, signature } from "@snowtower/kinds";
import { displayedName } from "@snowtower/sql";
import { counted, listed } from "../plural.ts";
import { cutLine, type Line, type Look, line, span } from "../rich/line.ts";
import { padText, widthOfText } from "../rich/text-width.ts";
import { wrapLine } from "../rich/wrap-line.ts";
import { fieldLines } from "./field-lines.ts";
import type { ObjectEntry, ObjectVerb } from "./object-entry.ts";
import { objectGist } from "./object-gist.ts";
import { riskLine, undoWords } from "./risk-words.ts";

export interface EntryLook {
  readonly width: number;
  readonly full: boolean;
  readonly indent: number;
}

interface Sign {
  readonly symbol: string;
  readonly look: Look;
}

const SIGNS: Readonly<Record<ObjectVerb, Sign>> = {
  create: { symbol: "+", look: "green" },
  change: { symbol: "~", look: "yellow" },
  rename: { symbol: "~", look: "yellow" },
  replace: { symbol: "±", look: "magenta" },
  remove: { symbol: "-", look: "red" },
};

/** New objects of one kind in one place: so many are named, the rest is counted. */
const MOST_NEW = 10;
const WIDEST_NAME = 36;

/** The objects of a section, the changed ones with what changes. */
export function entryLines(entries: readonly ObjectEntry[], look: EntryLook): readonly Line[] {
  const wide = Math.min(WIDEST_NAME, Math.max(0, ...entries.map((entry) => widthOfText(nameInPlace(entry.object)))));
  const seen = new Map<string, number>();
  const lines = entries.flatMap((entry, i): readonly Line[] => {
    const { kind } = entry.object;
    const count = entry.verb === "create" && entry.parts.every(({ step }) => step.risk === "safe") ? (seen.get(kind) ?? 0) + 1 : 0;
    if (count > 0) seen.set(kind, count);
    return !look.full && count > MOST_NEW
      ? []
      : linesOfEntry(entry, nameInPlace(entry.object), { ...look, wide, alike: look.full ? 1 : alikeBefore(entries, i) });
  });
  const more = [...seen].filter(([, count]) => !look.full && count > MOST_NEW);
  return [...lines, ...more.map(([kind, count]) => moreLine(kind, count - MOST_NEW, look))];
}

/** What a removal costs is said once for those in a row that cost the same: the last one says it, and for how many. `0`: the next one will. */
function alikeBefore(entries: readonly ObjectEntry[], i: number): number {
  const cost = (at: number): string | null => {
    const entry = entries[at];
    const isPlain = entry?.verb === "remove" && entry.parts.length === 1;
    return isPlain ? JSON.stringify(entry.parts.map(({ step }) => costLines(step, true))) : null;
  };
  if (cost(i) === null) return 1;
  if (cost(i) === cost(i + 1)) return 0;
  let count = 1;
  while (cost(i - count) === cost(i)) count++;
  return count;
}

function moreLine(kind: string, count: number, { width, indent }: EntryLook): Line {
  const { label, plural } = kindNamed(kind);
  const words = counted(count, `more ${label.toLowerCase()}`, `more ${plural.toLowerCase()}`);
  return cutLine(line(" ".repeat(indent), span("+ create ", "green"), ` ${words} `, span("(--full names them)", "dim")), width);
}

/** One object: what happens to it, and below it the fields, what it may cost, and how it is taken back. */
export function linesOfEntry(
  entry: ObjectEntry,
  name: string,
  { width, full, indent, wide = 0, bold = false, alike = 1 }: EntryLook & NameLook,
): readonly Line[] {
  const { verb, parts } = entry;
  const { symbol, look } = SIGNS[verb];
  const sign = `${symbol} ${padText(verb, 7)} `;
  const shown = padText(span(name).text, wide);
  const gist = gistOf(entry, width - indent - widthOfText(sign) - widthOfText(shown) - 2);
  const looks: readonly Look[] = bold ? ["bold"] : [];
  const head = line(" ".repeat(indent), span(sign, look), span(gist.length > 0 ? shown : name, ...looks), ...(gist.length > 0 ? ["  ", ...gist] : []));
  const deeper = indent + 4;
  const below = parts.flatMap(({ step, change }): readonly Line[] => {
    const isWhole = change.how === "create" || change.how === "drop" || verb === "create";
    const fields = isWhole ? [] : fieldLines(change, { width: width - deeper, full });
    return [...fields, ...(alike === 0 ? [] : costLines(step, change.how === "drop", alike)), ...(full && saysNoWhy(step, change) ? [whyLine(step)] : [])];
  });
  return [cutLine(head, width), ...below.flatMap((each) => wrapLine([span(" ".repeat(deeper)), ...each], width, deeper + 4 + leadOf(each)))];
}

/** What is broken inside a text's difference goes on further in than its lines begin. */
function leadOf(spans: Line): number {
  const text = spans.map((each) => each.text).join("");
  return Math.min(8, text.length - text.trimStart().length);
}

interface NameLook {
  /** The width of the names of the section. */
  readonly wide?: number;
  readonly bold?: boolean;
  /** How many objects the lines about the cost speak for; 0 leaves them to another one. */
  readonly alike?: number;
}

/** What is not safe says what it could do; a removal says until when it can be taken back, and why it is, if nothing else is to be said. */
function costLines(step: Step, isDrop: boolean, count = 1): readonly Line[] {
  const risk = riskLine(step, count);
  if (risk !== null) return [line(span("! ", "yellow"), ...risk)];
  return isDrop ? [line(span([step.why, undoWords(step)].filter((words) => words !== null).join("; "), "dim"))] : [];
}

/** The reason stands in the place of a danger that there is not, or that the plan does not say. */
function saysNoWhy({ risk, danger }: Step, { how }: ObjectChange): boolean {
  return risk === "safe" ? how !== "drop" : danger !== undefined;
}

function whyLine({ why }: Step): Line {
  return line(span(`because ${why}`, "dim"));
}

function gistOf({ object, verb, parts }: ObjectEntry, room: number): Line {
  const [first] = parts;
  if (verb === "create") return objectGist(object, room);
  if (verb === "rename" && first !== undefined && first.change.from !== null) return line(`until now ${displayedName(first.change.from.name)}`);
  if (verb !== "remove") return [];
  const lost = parts.flatMap(({ step }) =>
    step.implied.flatMap((change) => (change.kind === "object" && change.how === "drop" && change.from !== null ? [change.from] : [])),
  );
  return lost.length === 0 ? [] : line(contentsWords(lost));
}

/** `with 12 tables and 3 views in it` */
function contentsWords(objects: readonly AnyObject[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of objects) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const words = [...counts].map(([kind, count]) => counted(count, kindNamed(kind).label.toLowerCase(), kindNamed(kind).plural.toLowerCase()));
  return `with ${listed(words)} in it`;
}

/** Its own name under the heading of its place; the kind goes without saying where the heading says it. */
function nameInPlace(object: AnyObject): string {
  const { scope, label, layout } = kindNamed(object.kind);
  const name = signature(object.name.slice(-1), object.argumentTypes);
  return scope === "account" && layout !== "folder" ? name : `${label.toLowerCase()} ${name}`;
}
