import { type AnyObject, kindNamed, signature } from "@snowtower/kinds";
import { displayedName } from "@snowtower/sql";
import { counted } from "../plural.ts";
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

export const SIGNS: Readonly<Record<ObjectVerb, Sign>> = {
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
  const names = entries.map((entry) => nameInPlace(entry.object));
  const wide = Math.min(WIDEST_NAME, Math.max(0, ...names.map(widthOfText)));
  const seen = new Map<string, number>();
  const lines = entries.flatMap((entry): readonly Line[] => {
    const { kind } = entry.object;
    const count = entry.verb === "create" && entry.parts.every(({ step }) => step.risk === "safe") ? (seen.get(kind) ?? 0) + 1 : 0;
    if (count > 0) seen.set(kind, count);
    return !look.full && count > MOST_NEW ? [] : linesOf(entry, wide, look);
  });
  const more = [...seen].filter(([, count]) => !look.full && count > MOST_NEW);
  return [...lines, ...more.map(([kind, count]) => moreLine(kind, count - MOST_NEW, look))];
}

function moreLine(kind: string, count: number, { width, indent }: EntryLook): Line {
  const { label, plural } = kindNamed(kind);
  const words = counted(count, `more ${label.toLowerCase()}`, `more ${plural.toLowerCase()}`);
  return cutLine(line(" ".repeat(indent), span("+ create ", "green"), ` ${words} `, span("(--full names them)", "dim")), width);
}

function linesOf(entry: ObjectEntry, wide: number, { width, full, indent }: EntryLook): readonly Line[] {
  const { object, verb, parts } = entry;
  const { symbol, look } = SIGNS[verb];
  const gist = gistOf(entry);
  const name = nameInPlace(object);
  const head = line(
    " ".repeat(indent),
    span(`${symbol} ${padText(verb, 7)}`, look),
    " ",
    gist.length > 0 ? padText(name, wide) : name,
    ...(gist.length > 0 ? ["  ", ...gist] : []),
  );
  const deeper = indent + 4;
  const below = parts.flatMap(({ step, change }): readonly Line[] => {
    const risk = riskLine(step);
    const undo = verb === "remove" && risk === null ? undoWords(step) : null;
    return [
      ...(change.how === "create" || change.how === "drop" || verb === "create" ? [] : fieldLines(change, { width: width - deeper, full })),
      ...(risk === null ? [] : [line(span("! ", "yellow"), ...risk)]),
      ...(undo === null ? [] : [line(undo)]),
    ];
  });
  return [cutLine(head, width), ...below.flatMap((each) => wrapLine([span(" ".repeat(deeper)), ...each], width, deeper + 4))];
}

function gistOf({ object, verb, parts }: ObjectEntry): Line {
  const [first] = parts;
  if (verb === "create") return objectGist(object);
  if (verb === "rename" && first?.change.from !== null && first !== undefined) return line(`until now ${displayedName(first.change.from.name)}`);
  if (verb !== "remove") return [];
  const contents = contentsWords(
    parts.flatMap(({ step }) =>
      step.implied.flatMap((change) => (change.kind === "object" && change.how === "drop" && change.from !== null ? [change.from] : [])),
    ),
  );
  const why = parts.every(({ step }) => step.risk === "safe") ? (first?.step.why ?? "") : "";
  return line([contents, why].filter(Boolean).join("; "));
}

/** `with 12 tables and 3 views in it` */
function contentsWords(objects: readonly AnyObject[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of objects) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const words = [...counts].map(([kind, count]) => counted(count, kindNamed(kind).label.toLowerCase(), kindNamed(kind).plural.toLowerCase()));
  return words.length === 0 ? "" : `with ${words.join(", ")} in it`;
}

/** Its own name under the heading of its place; the kind goes without saying where the heading says it. */
function nameInPlace(object: AnyObject): string {
  const { scope, label, layout } = kindNamed(object.kind);
  const name = signature(object.name.slice(-1), object.argumentTypes);
  return scope === "account" && layout !== "folder" ? name : `${label.toLowerCase()} ${name}`;
}
