import {
  type AnyObject,
  type Attachment,
  type Catalog,
  type Change,
  catalogue,
  isList,
  isUnknown,
  kindOfId,
  known,
  type ObjectChange,
  type ObjectId,
  type Value,
} from "@snowtower/kinds";
import type { Place } from "./places.ts";

/** The column, or the table, is not there: there is nothing to read. */
export const ABSENT = "absent";
/** Nothing protects it: whoever may read sees it all. */
export const OPEN = "";

/**
 * What protects columns and tables, step by step. Two protections are the same if their policies say the same of the same columns, whatever
 * they are called: a policy that takes another one's place and then its name is no third one.
 */
export class Protections {
  readonly #objects: Map<ObjectId, AnyObject>;
  readonly #gone = new Set<ObjectId>();
  readonly #on = new Map<ObjectId, Attachment[]>();
  /** Under which name an object that was renamed went before. */
  readonly #first = new Map<ObjectId, ObjectId>();

  constructor(catalog: Catalog) {
    this.#objects = new Map(catalog.objects);
    for (const attachment of catalog.attachments) this.#set(attachment);
  }

  advance(change: Change): void {
    if (change.kind === "attachment") {
      if (change.from !== null) this.#unset(change.from);
      if (change.to !== null) this.#set(change.to);
    } else if (change.kind === "object") this.#object(change);
  }

  #object({ how, from, to, fields }: ObjectChange): void {
    if (to === null) {
      if (from !== null) this.#drop(from.id);
      return;
    }
    if (how === "rename" && from !== null) this.#rename(from.id, to.id);
    this.#gone.delete(to.id);
    const there = how === "alter" ? this.#objects.get(to.id) : undefined;
    const changed = Object.fromEntries(fields.map((field) => [field, to.fields[field]]));
    this.#objects.set(to.id, there === undefined ? to : { ...there, fields: { ...there.fields, ...changed } });
  }

  #drop(id: ObjectId): void {
    this.#objects.delete(id);
    this.#gone.add(id);
    this.#on.delete(id);
  }

  #rename(from: ObjectId, to: ObjectId): void {
    this.#objects.delete(from);
    this.#gone.add(from);
    this.#first.set(to, this.#first.get(from) ?? from);
  }

  #set(attachment: Attachment): void {
    const others = (this.#on.get(attachment.on) ?? []).filter((each) => !isSamePlace(each, attachment));
    this.#on.set(attachment.on, [...others, attachment]);
  }

  #unset(attachment: Attachment): void {
    const there = this.#on.get(attachment.on) ?? [];
    this.#on.set(
      attachment.on,
      there.filter((each) => !(isSamePlace(each, attachment) && each.what === attachment.what)),
    );
  }

  /** What protects the place now: `ABSENT`, `OPEN`, or what the policies say. A policy of its own goes before those that come by tags. */
  of(place: Place): string {
    if (this.#isAbsent(place)) return ABSENT;
    const own = this.#policies(place.on, place.column, place.policyKind);
    const all = own.length > 0 ? own : this.#tags(place).flatMap((tag) => this.#policies(tag, null, place.policyKind));
    return all
      .map((each) => this.#says(each))
      .sort()
      .join("\n");
  }

  #isAbsent({ on, column }: Place): boolean {
    if (this.#gone.has(on)) return true;
    const columns = columnNames(this.#objects.get(on));
    return column !== null && columns !== null && !columns.includes(column);
  }

  #policies(on: ObjectId, column: string | null, policyKind: string): readonly Attachment[] {
    return (this.#on.get(on) ?? []).filter((each) => (each.column ?? null) === column && policyKindOf(each.what) === policyKind);
  }

  /** The tags of the column, and of all it is in (docs: user-guide/object-tagging/inheritance). */
  #tags({ on, column, lineage }: Place): readonly ObjectId[] {
    const own = (this.#on.get(on) ?? []).filter((each) => each.column === undefined || each.column === column);
    const inherited = lineage.flatMap((each) => this.#on.get(each) ?? []);
    return [...new Set([...own, ...inherited].filter(({ what }) => isTag(what)).map(({ what }) => what))];
  }

  #says({ what, arguments: passed, untold }: Attachment): string {
    const policy = this.#objects.get(what);
    const fields = policy === undefined ? null : definition(policy);
    return JSON.stringify([fields ?? [this.#first.get(what) ?? what], untold === true ? null : passed]);
  }
}

/** What the policy is made of, without its name; `null` if some of it is not known. */
function definition(policy: AnyObject): readonly (readonly [string, Value])[] | null {
  const fields = Object.entries(kindOf(policy.id)?.fields ?? {}).filter(([, { group }]) => group === "body" || group === "columns");
  const values = fields.map(([name]) => [name, policy.fields[name]] as const).filter(([, value]) => value !== undefined);
  return values.some(([, value]) => isUnknown(value)) ? null : (values as readonly (readonly [string, Value])[]);
}

/** The stored names of the columns; `null` if they are not known, or all of the query's. */
export function columnNames(object: AnyObject | undefined): readonly string[] | null {
  if (object === undefined) return null;
  const field = Object.entries(kindOf(object.id)?.fields ?? {}).find(([, { group }]) => group === "columns");
  const columns = field === undefined ? undefined : known(object.fields[field[0]]);
  if (columns === undefined || !isList(columns) || columns.length === 0) return null;
  return columns.flatMap((column) => (typeof column === "object" && "name" in column && typeof column.name === "string" ? [column.name] : []));
}

function isSamePlace(a: Attachment, b: Attachment): boolean {
  if (a.on !== b.on || a.column !== b.column) return false;
  return isTag(a.what) || isTag(b.what) ? a.what === b.what : policyKindOf(a.what) === policyKindOf(b.what);
}

/** What decides which rows and values a query shows. (docs: sql-reference/functions/policy_references, POLICY_KIND) */
const PROTECTING: ReadonlySet<string> = new Set([
  "MASKING_POLICY",
  "ROW_ACCESS_POLICY",
  "AGGREGATION_POLICY",
  "PROJECTION_POLICY",
  "JOIN_POLICY",
  "PRIVACY_POLICY",
]);

/** Snowflake's word for a policy that protects data; `null` for whatever else is attached. */
export function policyKindOf(what: ObjectId): string | null {
  const policyKind = kindOf(what)?.attaches?.policyKind;
  return policyKind !== undefined && PROTECTING.has(policyKind) ? policyKind : null;
}

/** Each of them can be set on an object once: that is what tags are. */
export function isTag(what: ObjectId): boolean {
  return kindOf(what)?.attaches?.place === "each";
}

function kindOf(id: ObjectId) {
  const name = kindOfId(id);
  return catalogue.find((kind) => kind.name === name);
}
