import type { AccountFacts } from "@snowtower/sql";
import type { Attachment } from "../../access/attachment.ts";
import { kindNamed } from "../../catalogue.ts";
import type { CompileContext, Kind } from "../../kind.ts";
import { type AnyObject, known } from "../../object.ts";
import { kindOfId, shownName } from "../../object-id.ts";
import type { Spec } from "../../spec.ts";
import { isUnknown, type Read, sameValue, type Value } from "../../value.ts";
import { compileSpec } from "../compile-spec.ts";
import { writeSpec } from "./write-spec.ts";
import type { Left, Written } from "./written.ts";

interface WriteOptions {
  readonly facts: AccountFacts;
  /** Those on the object and its columns; none are written where it is absent, and a file that says none leaves them alone. */
  readonly attachments?: readonly Attachment[];
  /** What the object's containers and the role model say: a field that follows from them is not written. Absent: nothing does. */
  readonly context?: Pick<CompileContext, "databaseSpec" | "schemaSpec" | "ruleset" | "warehouseOf">;
}

type FieldValues = { readonly [field: string]: Value };

/** The file that describes an object as it is: the shortest one, without what an absent field means anyway. */
export function writeObject(object: AnyObject, options: WriteOptions): Written {
  const kind = kindNamed(object.kind);
  const attachments = options.attachments ?? [];
  const { values, left } = ownValues(kind, object);
  const inFile = { ...values, ...attachedFields(kind, values, attachments) };
  const meant = (fields: FieldValues): { readonly [field: string]: Read<Value> } => compileSpec(kind, specOf(object, fields), quiet(object, options)).fields;
  const needed = Object.entries(inFile).filter(([name, value]) => {
    const field = kind.fields[name];
    if (field === undefined || kind.required?.includes(name) === true || !sameValue(values[name], value)) return true;
    const { [name]: _itself, ...rest } = inFile;
    const otherwise = known(meant(rest)[name]) ?? field.default?.(options.facts);
    return otherwise === undefined || !isSame(kind, name, { from: otherwise, to: value });
  });
  const said = Object.fromEntries(needed);
  const written = writeSpec(kind, { fields: said });
  return { fields: written.fields, left: [...left, ...written.left, ...untold(attachments), ...saidAnyway(kind, object, { meant: meant(said), options })] };
}

function ownValues(kind: Kind, object: AnyObject): { readonly values: FieldValues; readonly left: readonly Left[] } {
  const values: { [field: string]: Value } = {};
  const left: Left[] = [];
  for (const [name, field] of Object.entries(kind.fields)) {
    const value = object.fields[name];
    if (value === undefined || field.observed === true) continue;
    if (isUnknown(value)) left.push({ field: name, why: value.$unknown });
    else values[name] = value;
  }
  return { values, left };
}

/** The keys of the file that say what is attached: the policies', the object's tags, and its columns' tags, which stand in the columns. */
function attachedFields(kind: Kind, values: FieldValues, attachments: readonly Attachment[]): FieldValues {
  const tags = attachments.filter(({ what }) => kindNamed(kindOfId(what)).attaches?.place === "each");
  const ofObject = tagsOn(tags, undefined);
  const columns = values.columns as readonly { readonly name: string; readonly [key: string]: Value }[] | undefined;
  const tagged = columns?.map((column) => {
    const own = tagsOn(tags, column.name);
    return Object.keys(own).length === 0 ? column : { ...column, tags: own };
  });
  return {
    ...kind.writeAttachments?.(attachments.filter(({ untold: isUntold }) => isUntold !== true)),
    ...(Object.keys(ofObject).length === 0 ? {} : { tags: ofObject }),
    ...(tagged === undefined || tags.every(({ column }) => column === undefined) ? {} : { columns: tagged }),
  };
}

function tagsOn(tags: readonly Attachment[], wanted: string | undefined): { readonly [tag: string]: string } {
  const found = tags.filter(({ column }) => column === wanted);
  return Object.fromEntries(found.map(({ what, arguments: [value = ""] }) => [shownName(what), value]));
}

function untold(attachments: readonly Attachment[]): readonly Left[] {
  const found = attachments.filter((each) => each.untold === true);
  return found.map(({ what }) => ({ field: kindOfId(what), why: `the account does not tell which columns are passed to ${shownName(what)}` }));
}

/** What the object does not have and every file that is silent about it means all the same. */
function saidAnyway(
  kind: Kind,
  object: AnyObject,
  { meant, options }: { readonly meant: AnyObject["fields"]; readonly options: WriteOptions },
): readonly Left[] {
  return Object.keys(kind.fields).flatMap((name) => {
    const [value, fallback] = [known(meant[name]), kind.fields[name]?.default?.(options.facts)];
    if (object.fields[name] !== undefined || value === undefined || (fallback !== undefined && isSame(kind, name, { from: fallback, to: value }))) return [];
    return [{ field: name, why: "it is unset, and a file that does not say it sets it" }];
  });
}

function isSame(kind: Kind, name: string, { from, to }: { readonly from: Value; readonly to: Value }): boolean {
  const same = kind.fields[name]?.type.same;
  return same === undefined ? sameValue(from, to) : same.call(kind.fields[name]?.type, from, to);
}

const NOWHERE = { file: "", line: 1, column: 1 };

function specOf({ kind, id, name, argumentTypes }: AnyObject, fields: FieldValues): Spec {
  return { kind, id, name, ...(argumentTypes === undefined ? {} : { argumentTypes }), fields, at: NOWHERE, flawed: false, places: {} };
}

/** What an account has needs no judging. */
function quiet({ name }: AnyObject, { context }: WriteOptions): CompileContext {
  return {
    prefix: "",
    database: name[0] ?? null,
    schema: name[1] ?? null,
    report: () => undefined,
    secrets: { keep: (ref) => ({ ref, digest: "" }) },
    ...(context ?? { databaseSpec: null, schemaSpec: null, ruleset: () => null, warehouseOf: () => undefined }),
  };
}
