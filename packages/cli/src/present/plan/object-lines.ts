import type { Step } from "@snowtower/engine";
import { type AnyObject, kindNamed, type ObjectChange, signature } from "@snowtower/kinds";
import { displayedName, type QualifiedName } from "@snowtower/sql";
import { counted, listed } from "../plural.ts";
import { cutLine, type Line, type Look, line, span } from "../rich/line.ts";
import { padText, widthOfText } from "../rich/text-width.ts";
import { wrapLine } from "../rich/wrap-line.ts";
import { attachedLines } from "./attached-lines.ts";
import { fieldLines } from "./field-lines.ts";
import { type ObjectEntry, type ObjectVerb, stepsOfEntry } from "./object-entry.ts";
import { objectGist } from "./object-gist.ts";
import { remakeLines } from "./remake-lines.ts";
import { type Rest, restOf } from "./rest.ts";
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

/** Of objects that are alike so many are named, the rest is counted. */
const MOST_ALIKE = 10;
const WIDEST_NAME = 36;

/** The objects of a section, the changed ones with what changes. */
export function entryLines(entries: readonly ObjectEntry[], look: EntryLook): readonly Line[] {
  const wide = Math.min(WIDEST_NAME, Math.max(0, ...entries.map((entry) => widthOfText(nameInPlace(entry)))));
  const seen = new Map<string, Alike>();
  const lines = entries.flatMap((entry, i): readonly Line[] => {
    const key = look.full ? null : alikeKey(entry);
    const count = key === null ? 0 : (seen.get(key)?.count ?? 0) + 1;
    if (key !== null) seen.set(key, { entry, count });
    return count > MOST_ALIKE ? [] : linesOfEntry(entry, nameInPlace(entry), { ...look, wide, alike: look.full ? 1 : alikeBefore(entries, i) });
  });
  const more = [...seen.values()].filter(({ count }) => count > MOST_ALIKE);
  return [...lines, ...more.map(({ entry, count }) => moreLine(entry, count - MOST_ALIKE, look))];
}

/** Objects of one kind in one place to which the same happens. */
interface Alike {
  readonly entry: ObjectEntry;
  readonly count: number;
}

/** The same for objects of which nobody needs to read each: new ones, and those that are given the same tags and policies; `null` for all others. */
function alikeKey(entry: ObjectEntry): string | null {
  const { object, verb, parts, attachments } = entry;
  if (stepsOfEntry(entry).some(({ risk }) => risk !== "safe")) return null;
  if (verb === "create") return object.kind;
  return parts.length === 0 && attachments.length > 0 ? `${object.kind} ${attachedWords(entry)}` : null;
}

function attachedWords(entry: ObjectEntry): string {
  return attachedLines(entry, { full: false })
    .map((spans) => spans.map(({ text }) => text).join(""))
    .join(", ");
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

function moreLine(entry: ObjectEntry, count: number, { width, indent }: EntryLook): Line {
  const { verb, object } = entry;
  const { label, plural } = kindNamed(object.kind);
  const { symbol, look } = SIGNS[verb];
  const words = counted(count, `more ${label.toLowerCase()}`, `more ${plural.toLowerCase()}`);
  const likewise = verb === "create" ? "" : `: ${attachedWords(entry)}`;
  const hint = "(--full names them)";
  const head = cutLine(line(" ".repeat(indent), span(`${symbol} ${verb} `, look), ` ${words}${likewise}`), width - hint.length - 1);
  return [...head, span(" "), span(hint, "dim")];
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
  const rest = restOf(parts);
  const changed = parts.flatMap((part): readonly Line[] => {
    if (rest !== null && part === rest.leave) return [];
    if (rest !== null && part === rest.enter) return restLines(rest, full);
    return partLines(part, entry, { width: width - deeper, full, alike });
  });
  const remade = entry.remake === undefined ? [] : remakeLines(entry.remake, { width: width - deeper, full });
  const below = [...changed, ...remade, ...attachedLines(entry, { full })];
  return [cutLine(head, width), ...below.flatMap((each) => wrapLine([span(" ".repeat(deeper)), ...each], width, deeper + 4 + leadOf(each)))];
}

function partLines({ step, change }: ObjectEntry["parts"][number], { verb }: ObjectEntry, { width, full, alike }: PartLook): readonly Line[] {
  const isWhole = change.how === "create" || change.how === "drop" || verb === "create";
  const fields = isWhole ? [] : fieldLines(change, { width, full });
  return [...fields, ...(alike === 0 ? [] : costLines(step, change.how === "drop", alike)), ...(full && saysNoWhy(step, change) ? [whyLine(step)] : [])];
}

interface PartLook {
  readonly width: number;
  readonly full: boolean;
  readonly alike: number;
}

/** A rest that ends as it began is one line, with why it is; with what it may cost, told once. */
function restLines({ enter, leave, words }: Rest, full: boolean): readonly Line[] {
  const costs = [enter, leave].flatMap(({ step }) => costLines(step, false));
  const whys = [enter, leave].filter(({ step }) => full || step === enter.step).map(({ step }) => whyLine(step));
  return [line(words), ...costs, ...whys];
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

function gistOf(entry: ObjectEntry, room: number): Line {
  const { object, verb, parts } = entry;
  if (verb === "create") return objectGist(object, room);
  if (entry.remake !== undefined) return line("in use: a new one takes its place");
  if (verb === "rename") return renameWords(entry);
  if (verb !== "remove") return [];
  const lost = parts.flatMap(({ step }) =>
    step.implied.flatMap((change) => (change.kind === "object" && change.how === "drop" && change.from !== null ? [change.from] : [])),
  );
  return lost.length === 0 ? [] : line(contentsWords(lost));
}

/** `until now DB.OLD.T`, where it comes from another place. */
function renameWords(entry: ObjectEntry): Line {
  const former = formerName(entry);
  return former === null || isInPlace(former, entry.object) ? [] : line(`until now ${displayedName(former)}`);
}

function formerName({ parts }: ObjectEntry): QualifiedName | null {
  return parts.find(({ change }) => change.how === "rename")?.change.from?.name ?? null;
}

function isInPlace(former: QualifiedName, { name }: AnyObject): boolean {
  return former.length === name.length && former.slice(0, -1).join("\n") === name.slice(0, -1).join("\n");
}

/** `with 12 tables and 3 views in it` */
function contentsWords(objects: readonly AnyObject[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of objects) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const words = [...counts].map(([kind, count]) => counted(count, kindNamed(kind).label.toLowerCase(), kindNamed(kind).plural.toLowerCase()));
  return `with ${listed(words)} in it`;
}

/** Its own name under the heading of its place, behind the one it had there; the kind goes without saying where the heading says it. */
function nameInPlace(entry: ObjectEntry): string {
  const { object, verb } = entry;
  const { scope, label, layout } = kindNamed(object.kind);
  const former = verb === "rename" ? formerName(entry) : null;
  const before = former !== null && isInPlace(former, object) ? `${signature(former.slice(-1), object.argumentTypes)} -> ` : "";
  const name = `${before}${signature(object.name.slice(-1), object.argumentTypes)}`;
  return scope === "account" && layout !== "folder" ? name : `${label.toLowerCase()} ${name}`;
}
