import { kindNamed } from "../catalogue.ts";
import { kindOfId, type ObjectId } from "../object-id.ts";

/** A policy or a tag set on an object or on one of its columns. An edge, not an object. */
export interface Attachment {
  readonly what: ObjectId;
  readonly on: ObjectId;
  /** Stored name of the column. */
  readonly column?: string;
  /** The columns (stored names) that are passed to the policy, a masking policy's own column left out; or the tag's value. */
  readonly arguments: readonly string[];
  /** What is passed to it the account did not tell: `arguments` says nothing. */
  readonly untold?: true;
}

/** Where it is set: `table:DB.SC.T|SSN|masking_policy`. A place holds one policy of a kind, but each tag once. */
export function placeOf({ what, on, column }: Attachment): string {
  const kind = kindOfId(what);
  return `${on}|${column ?? ""}|${kindNamed(kind).attaches?.place === "each" ? what : kind}`;
}

/**
 * The name under which a description says that all attachments of a kind on an object are described; `column`: on that column of it only,
 * `null`: on the object itself and on none of its columns.
 */
export function attachedKey(on: ObjectId, kind: string, column?: string | null): string {
  // Whoever takes the object out of it looks for the last |, so that there is none in the column.
  return column === undefined ? `${on}|${kind}` : `${on}|${kind} of ${column === null ? "itself" : `column ${encodeURIComponent(column)}`}`;
}

/** True unless they are known to differ. */
export function sameAttachment(a: Attachment, b: Attachment): boolean {
  if (placeOf(a) !== placeOf(b) || a.what !== b.what) return false;
  if (a.untold === true || b.untold === true) return true;
  return a.arguments.length === b.arguments.length && a.arguments.every((each, i) => each === b.arguments[i]);
}

/** Attachments of one account, one in a place. Iterated in the order of their places. */
export class AttachmentSet implements Iterable<Attachment> {
  readonly #byPlace: ReadonlyMap<string, Attachment>;
  #on: Map<ObjectId, Attachment[]> | null = null;
  #of: Map<ObjectId, Attachment[]> | null = null;

  constructor(attachments: Iterable<Attachment> = []) {
    const byPlace = [...attachments].map((each) => [placeOf(each), each] as const);
    this.#byPlace = new Map(byPlace.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  }

  get size(): number {
    return this.#byPlace.size;
  }

  /** What is set in the place of this one. */
  inPlaceOf(attachment: Attachment): Attachment | undefined {
    return this.#byPlace.get(placeOf(attachment));
  }

  /** What is set on the object and its columns. */
  on(object: ObjectId): readonly Attachment[] {
    this.#on ??= grouped(this, ({ on }) => on);
    return this.#on.get(object) ?? [];
  }

  /** Where this policy or tag is set. */
  of(what: ObjectId): readonly Attachment[] {
    this.#of ??= grouped(this, (each) => each.what);
    return this.#of.get(what) ?? [];
  }

  /** Without the first, then with the second. */
  changed(lost: Iterable<Attachment>, got: Iterable<Attachment>): AttachmentSet {
    const gone = new Set([...lost].map(placeOf));
    return new AttachmentSet([...[...this].filter((each) => !gone.has(placeOf(each))), ...got]);
  }

  [Symbol.iterator](): Iterator<Attachment> {
    return this.#byPlace.values();
  }
}

function grouped(set: Iterable<Attachment>, key: (each: Attachment) => ObjectId): Map<ObjectId, Attachment[]> {
  const groups = new Map<ObjectId, Attachment[]>();
  for (const each of set) {
    const group = groups.get(key(each));
    if (group === undefined) groups.set(key(each), [each]);
    else group.push(each);
  }
  return groups;
}
