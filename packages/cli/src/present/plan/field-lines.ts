import { type Field, isList, isUnknown, kindNamed, type ObjectChange, type Read, sameValue, type Value } from "@snowtower/kinds";
import { type Line, line, span, widthOf } from "../rich/line.ts";
import { padText, widthOfText } from "../rich/text-width.ts";
import { mapDiffLines } from "./map-diff-lines.ts";
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
  const short = line(`${padText(name, wide)}  `, span(valueWords(from, field), "red"), " -> ", span(valueWords(to, field), "green"));
  if (field?.secret === true) return [line(`${padText(name, wide)}  (secret) is set`)];
  const parts = partLines(change, full);
  const isShort = widthOf(short) <= width && !isLongText(from) && !isLongText(to);
  if (parts.length === 0 || (isShort && !hasParts(from, to))) return [short];
  return [line(name), ...parts.map((each): Line => [span("  "), ...each])];
}

function partLines({ field, from, to }: FieldChange, full: boolean): readonly Line[] {
  if (isUnknown(from) || isUnknown(to)) return [];
  if (isText(from) && isText(to)) return textDiffLines(from ?? "", to ?? "", full);
  const [a, b] = [written(field, from), written(field, to)];
  if (isScalar(a) || isScalar(b)) return [];
  if ((a === undefined || isList(a)) && (b === undefined || isList(b))) return listLines(a ?? [], b ?? []);
  return mapDiffLines(entriesOf(a), entriesOf(b), field?.group === "columns");
}

/** As a file would say it: columns as a map of names to types. */
function written(field: Field | undefined, value: Value | undefined): Value | undefined {
  return value === undefined || field === undefined ? value : field.type.write(value);
}

function listLines(from: readonly Value[], to: readonly Value[]): readonly Line[] {
  const gone = from.filter((item) => !to.some((each) => sameValue(item, each)));
  const come = to.filter((item) => !from.some((each) => sameValue(item, each)));
  if (gone.length + come.length === 0) return [line(span("~ ", "yellow"), `order: ${valueWords(to)}`)];
  return [...gone.map((item) => line(span(`- ${valueWords(item)}`, "red"))), ...come.map((item) => line(span(`+ ${valueWords(item)}`, "green")))];
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
