import { closest, displayed, exactly, parseDataType } from "@snowtower/sql";
import { kindNamed } from "../catalogue.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { AnyObject } from "../object.ts";
import { kindOfId, type ObjectId } from "../object-id.ts";
import type { Attachment } from "./attachment.ts";
import { attachesOf, passedColumns } from "./render-attachment.ts";

type Mistake = Pick<Diagnostic, "code" | "message" | "hint">;

/** What is wrong between a policy or a tag and the columns that it is set on or told, as far as both are described. */
export function attachmentMistakes(attachment: Attachment, objects: ReadonlyMap<ObjectId, AnyObject>): readonly Mistake[] {
  const [what, on] = [objects.get(attachment.what), objects.get(attachment.on)];
  const columns = on === undefined ? null : (kindNamed(on.kind).bears?.columnsOf?.(on) ?? null);
  const named = namedColumns(attachment);
  const missing = columns === null ? [] : named.filter((column) => !columns.has(column));
  if (columns !== null && missing.length > 0) return missing.map((column) => unknownColumn(column, attachment, [...columns.keys()]));
  const wanted = what === undefined ? undefined : attachesOf(attachment).argumentsOf?.(what);
  if (wanted === undefined || wanted.length === 0) return [];
  if (wanted.length !== named.length) return [wrongNumber(attachment, { takes: wanted.length, gets: named.length })];
  return wanted.flatMap(({ name, type }, i) => {
    const column = named[i] ?? "";
    const given = columns?.get(column) ?? null;
    return given === null || sameFamily(given, type) ? [] : [wrongType(attachment, { column, given, name, type })];
  });
}

/** The column that it is set on, and those that it is told. */
function namedColumns(attachment: Attachment): readonly string[] {
  return [...(attachment.column === undefined ? [] : [attachment.column]), ...passedColumns(attachment)];
}

/** A column fits whatever its length or precision. */
function sameFamily(a: string, b: string): boolean {
  const [left, right] = [parseDataType(a), parseDataType(b)];
  return left === null || right === null || left.base === right.base;
}

function unknownColumn(column: string, { what, on }: Attachment, columns: readonly string[]): Mistake {
  const near = closest(column, columns);
  const message = `${nameOf(what)} is set with the column ${displayed(exactly(column))}, which the ${kindOfId(on)} ${nameOf(on)} does not have`;
  return { code: "ST1114", message, ...(near === null ? {} : { hint: `did you mean "${near}"?` }) };
}

function wrongNumber({ what, on }: Attachment, { takes, gets }: { readonly takes: number; readonly gets: number }): Mistake {
  const message = `${nameOf(what)} takes ${counted(takes, "column")}, and is set on the ${kindOfId(on)} ${nameOf(on)} with ${gets}`;
  return { code: "ST1115", message };
}

function counted(count: number, noun: string): string {
  return count === 1 ? `one ${noun}` : `${count} ${noun}s`;
}

interface Misfit {
  readonly column: string;
  readonly given: string;
  readonly name: string;
  readonly type: string;
}

function wrongType({ what, on }: Attachment, { column, given, name, type }: Misfit): Mistake {
  const place = `column ${displayed(exactly(column))} of the ${kindOfId(on)} ${nameOf(on)}`;
  return { code: "ST1115", message: `${place} is ${given}, and ${nameOf(what)} takes ${type} for ${displayed(exactly(name))}` };
}

function nameOf(id: ObjectId): string {
  return id.slice(kindOfId(id).length + 1);
}
