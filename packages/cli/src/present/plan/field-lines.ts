import { type Field, isList, isUnknown, kindNamed, type ObjectChange, type Read, sameValue, type Value } from "@snowtower/kinds";
import { type Line, line, span, widthOf } from "../rich/line.ts";
import { padText, widthOfText } from "../rich/text-width.ts";
import { entryDiffLines } from "./entry-diff-lines.ts";
import { changeWords } from "./facet-lines.ts";
import { isOpaque } from "./opaque-text.ts";
import { recordEntries } from "./record-entries.ts";
import { textDiffLines } from "./text-diff-lines.ts";
import { valueWords } from "./value-words.ts";

interface FieldLook {
  readonly width: number;
  readonly full: boolean;
}

/** The fields of a change: `size  XSMALL -> SMALL`, aligned; texts and columns as what differs in them. */
export function fieldLines({ from, to, fields }: ObjectChange, look: FieldLook): readonly Line[] {
  const object = to ?? from;
  if (object === null) return [];
  const types = kindNamed(object.kind).fields;
  const wide = Math.max(0, ...fields.map(widthOfText));
  return fields.flatMap((name) => fieldChange({ name, wide, field: types[name], from: from?.fields[name], to: to?.fields[name] }, look));
}

interface FieldChange {
  readonly name: string;
  readonly wide: number;
  readonly field: Field | undefined;
  readonly from: Read<Value>;
  readonly to: Read<Value>;
}

function fieldChange(change: FieldChange, { width, full }: FieldLook): readonly Line[] {
  const { name, wide, field, from, to } = change;
  if (field?.secret === true) return [line(`${padText(name, wide)}  (secret) is set`)];
  const [before, after] = isUnknown(from) || isUnknown(to) ? [valueWords(from), valueWords(to)] : changeWords(from, to, full);
  const short = line(`${padText(name, wide)}  `, span(before, "red"), " -> ", span(after, "green"));
  const parts = partLines(change, { width, full });
  const isShort = widthOf(short) <= width && !isLongText(from) && !isLongText(to);
  if (parts.length === 0 || (isShort && !hasParts(from, to))) return [short];
  return [line(name), ...parts.map((each): Line => [span("  "), ...each])];
}

/** What differs inside the values, a line each; none where they are told as a whole. */
function partLines({ field, from, to }: FieldChange, { width, full }: FieldLook): readonly Line[] {
  if (isUnknown(from) || isUnknown(to)) return [];
  if (isText(from) && isText(to)) return !full && isOpaqueChange(from, to) ? [] : textDiffLines(from ?? "", to ?? "", full);
  const columns = field?.group === "columns";
  if ((from === undefined || isList(from)) && (to === undefined || isList(to))) {
    const records = recordEntries(from ?? [], to ?? [], columns);
    if (records !== null) return entryDiffLines(...records, { width, full, columns });
  }
  const [a, b] = [written(field, from), written(field, to)];
  if (isScalar(a) || isScalar(b)) return [];
  if ((a === undefined || isList(a)) && (b === undefined || isList(b))) return listLines(a ?? [], b ?? [], full);
  return entryDiffLines(entriesOf(a), entriesOf(b), { width, full, columns });
}

/** A key or the like on a side, and no lines on the other: in short it needs no difference. */
function isOpaqueChange(from = "", to = ""): boolean {
  return (isOpaque(from) || isOpaque(to)) && !isLongText(from) && !isLongText(to);
}

/** As a file would say it. */
function written(field: Field | undefined, value: Value | undefined): Value | undefined {
  return value === undefined || field === undefined ? value : field.type.write(value);
}

function listLines(from: readonly Value[], to: readonly Value[], full: boolean): readonly Line[] {
  const gone = from.filter((item) => !to.some((each) => sameValue(item, each)));
  const come = to.filter((item) => !from.some((each) => sameValue(item, each)));
  if (gone.length + come.length === 0) return [line(span("~ ", "yellow"), `order: ${valueWords(to, { full })}`)];
  return [
    ...gone.map((item) => line(span(`- ${valueWords(item, { full })}`, "red"))),
    ...come.map((item) => line(span(`+ ${valueWords(item, { full })}`, "green"))),
  ];
}

function entriesOf(value: Value | undefined): ReadonlyMap<string, Value> {
  if (value === undefined || typeof value !== "object") return new Map();
  return new Map(isList(value) ? value.map((item, i) => [String(i + 1), item]) : Object.entries(value));
}

function hasParts(from: Read<Value>, to: Read<Value>): boolean {
  return [from, to].some((value) => typeof value === "object" && !isUnknown(value) && sizeOf(value) > 1);
}

function sizeOf(value: Value): number {
  return typeof value !== "object"
    ? 0
    : isList(value)
      ? Math.max(value.length, value.some((item) => typeof item === "object") ? 2 : 0)
      : Object.keys(value).length + 1;
}

function isLongText(value: Read<Value>): boolean {
  return typeof value === "string" && value.trimEnd().includes("\n");
}

function isText(value: Value | undefined): value is string | undefined {
  return value === undefined || typeof value === "string";
}

function isScalar(value: Value | undefined): boolean {
  return value !== undefined && typeof value !== "object";
}
