import {
  type AnyObject,
  type Attachment,
  type AttachmentChange,
  attachedAfter,
  attachesOf,
  type Change,
  kindNamed,
  type ObjectChange,
  type ObjectId,
  placeOf,
  sameAttachment,
} from "@snowtower/kinds";
import { sortedBy } from "../code-point-order.ts";

/** What is set on objects while a plan goes on, and what happens to it without a statement of ours. */
export class AttachedNow {
  readonly #now: Map<string, Attachment>;

  constructor(attachments: Iterable<Attachment>) {
    this.#now = new Map([...attachments].map((each) => [placeOf(each), each]));
  }

  /** What these changes of objects do to attachments; `again` are those that the statement sets anew. */
  impliedBy(changes: readonly Change[], again: readonly Attachment[]): readonly AttachmentChange[] {
    const kept = new Set(again.map(placeOf));
    return changes.flatMap((change) => (change.kind === "object" ? this.#impliedBy(change, kept) : []));
  }

  /** Follows the changes of a step. */
  follow(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.kind !== "attachment") continue;
      if (change.from !== null) this.#now.delete(placeOf(change.from));
      if (change.to !== null) this.#now.set(placeOf(change.to), change.to);
    }
  }

  #impliedBy({ how, from, to }: ObjectChange, kept: ReadonlySet<string>): readonly AttachmentChange[] {
    if (from === null || this.#now.size === 0) return [];
    if (how === "drop") return this.#where((each) => each.on === from.id || (each.what === from.id && attachesOf(each).place === "each")).map(lost);
    // CREATE OR REPLACE makes another object, which bears only what the statement says (RA 17).
    if (how === "replace") return this.#where((each) => each.on === from.id && !kept.has(placeOf(each))).map(lost);
    if (how === "alter" && to !== null) return [...this.#withRenamedColumns(from, to), ...this.#withDroppedColumns(from, to)];
    return how === "rename" && to !== null ? this.#renamed(from.id, to.id) : [];
  }

  #withRenamedColumns(from: AnyObject, to: AnyObject): readonly AttachmentChange[] {
    const columns = kindNamed(to.kind).renamedColumns?.(from, to) ?? [];
    if (columns.length === 0) return [];
    return this.#where(({ on }) => on === to.id).flatMap((each): AttachmentChange[] => {
      const after = attachedAfter(each, columns);
      return placeOf(after) === placeOf(each) && sameAttachment(after, each) ? [] : [{ kind: "attachment", from: each, to: after }];
    });
  }

  /** What is set on a column goes with it. */
  #withDroppedColumns(from: AnyObject, to: AnyObject): readonly AttachmentChange[] {
    const columnsOf = kindNamed(to.kind).bears?.columnsOf;
    const [before, after] = [columnsOf?.(from) ?? null, columnsOf?.(to) ?? null];
    if (before === null || after === null) return [];
    const renamed = new Set(
      kindNamed(to.kind)
        .renamedColumns?.(from, to)
        .map((each) => each.from),
    );
    const isDropped = (column: string): boolean => before.has(column) && !after.has(column) && !renamed.has(column);
    return this.#where(({ on, column }) => on === to.id && column !== undefined && isDropped(column)).map(lost);
  }

  #renamed(from: ObjectId, to: ObjectId): readonly AttachmentChange[] {
    return this.#where(({ on, what }) => on === from || what === from).map((each) => ({
      kind: "attachment",
      from: each,
      to: { ...each, on: each.on === from ? to : each.on, what: each.what === from ? to : each.what },
    }));
  }

  #where(matches: (each: Attachment) => boolean): readonly Attachment[] {
    return sortedBy([...this.#now.values()].filter(matches), placeOf);
  }
}

function lost(from: Attachment): AttachmentChange {
  return { kind: "attachment", from, to: null };
}
