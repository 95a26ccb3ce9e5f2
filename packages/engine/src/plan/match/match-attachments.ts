import {
  type AnyObject,
  type Attachment,
  type AttachmentChange,
  attachedKey,
  attachesOf,
  type Catalog,
  coverOfAttachments,
  kindNamed,
  kindOfId,
  type ObjectChange,
  type ObjectId,
  placeOf,
  sameAttachment,
} from "@snowtower/kinds";
import { sortedBy } from "../code-point-order.ts";
import type { PlanContext } from "../plan-context.ts";
import type { MatchedObjects } from "./match-objects.ts";

/** What has to happen to policies and tags on objects. */
export interface MatchedAttachments {
  /** By object: what the statement that makes, remakes or alters it has to set, so that it is at no moment without it (RA 17). */
  readonly born: ReadonlyMap<ObjectId, readonly Attachment[]>;
  /** By object: the changes that this statement makes besides. */
  readonly bornChanges: ReadonlyMap<ObjectId, readonly AttachmentChange[]>;
  /** What needs statements of its own. */
  readonly changes: readonly AttachmentChange[];
  /** Drops that Snowflake would refuse, because what is dropped is set on objects that stay. */
  readonly stuck: ReadonlySet<ObjectId>;
}

/** Compares what is to be set on objects with what is set there, place by place. */
export function matchAttachments(context: PlanContext, objects: MatchedObjects): MatchedAttachments {
  return new Matching(context, objects).run();
}

class Matching {
  readonly #context: PlanContext;
  readonly #objects: MatchedObjects;
  readonly #alterations: ReadonlyMap<ObjectId, ObjectChange>;
  readonly #born = new Map<ObjectId, Attachment[]>();
  readonly #bornChanges = new Map<ObjectId, AttachmentChange[]>();
  readonly #changes: AttachmentChange[] = [];
  readonly #stuck = new Set<ObjectId>();

  constructor(context: PlanContext, objects: MatchedObjects) {
    this.#context = context;
    this.#objects = objects;
    this.#alterations = new Map(objects.changes.map((change) => [(change.to ?? change.from)?.id as ObjectId, change]));
  }

  run(): MatchedAttachments {
    const { from, to } = this.#context;
    const bearers = new Set([...from.attachments, ...to.catalog.attachments].map(({ on }) => on));
    for (const on of sortedBy(bearers, (id) => id)) this.#match(on);
    for (const { id } of unreadBearers(this.#objects, from)) this.#tellUnreadBearer(id);
    return { born: this.#born, bornChanges: this.#bornChanges, changes: this.#changes, stuck: this.#stuck };
  }

  #match(on: ObjectId): void {
    const { from, to } = this.#context;
    const { creates, blocked } = this.#objects;
    if (this.#isGone(on) || blocked.has(on)) return;
    const change = creates.get(on) ?? this.#alterations.get(on) ?? null;
    const there = creates.has(on) ? [] : from.attachments.on(on);
    const wanted = to.catalog.attachments.on(on).filter(({ what }) => !blocked.has(what));
    const places = new Map<string, { from: Attachment | null; to: Attachment | null }>();
    for (const each of there) places.set(placeOf(each), { from: each, to: this.#isRemoved(each) ? null : each });
    for (const each of wanted) {
      const place = places.get(placeOf(each));
      if (place === undefined && !this.#isKnown(each, change)) this.#tellUnknown(each);
      else places.set(placeOf(each), { from: place?.from ?? null, to: each });
    }
    for (const ends of places.values()) this.#settle(on, ends, change);
  }

  #settle(on: ObjectId, ends: { readonly from: Attachment | null; readonly to: Attachment | null }, change: ObjectChange | null): void {
    if (ends.from !== null && ends.to === null && change !== null && goesWithColumn(ends.from, change)) return;
    const isSame = ends.from !== null && ends.to !== null && sameAttachment(ends.from, ends.to);
    const difference: readonly AttachmentChange[] = isSame ? [] : [{ kind: "attachment", ...ends }];
    if (ends.to !== null && change !== null && kindNamed(kindOfId(on)).bears?.inline?.(ends.to, change) === true) {
      push(this.#born, on, [ends.to]);
      push(this.#bornChanges, on, difference);
    } else if (change?.how === "replace") {
      // What a replacement loses is set again, as far as it stays.
      if (ends.to !== null) this.#changes.push({ kind: "attachment", from: null, to: ends.to });
    } else this.#changes.push(...difference);
  }

  /** True for what is described not to be there: by a file that says all of its kind, or in the strict part of the scope; and for what is dropped. */
  #isRemoved(attachment: Attachment): boolean {
    const { from, to, scope } = this.#context;
    const { what, on, column = null } = attachment;
    if (this.#isGone(what)) return this.#leaves(attachment);
    if ([attachedKey(on, kindOfId(what)), attachedKey(on, kindOfId(what), column)].some((key) => to.attached.has(key))) return true;
    const [policy, bearer] = [from.objects.get(what), from.objects.get(on)];
    const isDescribed = to.catalog.objects.has(what) && to.catalog.objects.has(on);
    return isDescribed && policy !== undefined && bearer !== undefined && scope.of(policy).mode === "strict" && attachesOf(attachment).place === "one";
  }

  /** A policy cannot be dropped while it is set somewhere; a tag goes from wherever it is (docs: sql-reference/sql/drop-masking-policy, drop-tag). */
  #leaves(attachment: Attachment): boolean {
    const { what, on } = attachment;
    if (attachesOf(attachment).place === "each") return false;
    if (this.#context.to.catalog.objects.has(on)) return true;
    if (!this.#stuck.has(what)) {
      const message = `${what} is not dropped: it is set on ${on}, which the project does not describe`;
      this.#context.notes.push({ severity: "warning", code: "ST2017", message, about: what, hint: "take it off there, or describe the object" });
    }
    this.#stuck.add(this.#objects.drops.has(what) ? what : (this.#objects.casualties.get(what) ?? what));
    return false;
  }

  #isGone(id: ObjectId): boolean {
    return this.#objects.drops.has(id) ? !this.#objects.creates.has(id) : this.#objects.casualties.has(id);
  }

  /** An empty place is known to be empty: what was made by this plan bears nothing, and else it was asked about (RA 9). */
  #isKnown({ what, on }: Attachment, change: ObjectChange | null): boolean {
    const { creates } = this.#objects;
    const { coverage } = this.#context.from;
    return change?.how === "create" || creates.has(what) || [what, on].some((id) => coverage.has(coverOfAttachments(id)));
  }

  #tellUnreadBearer(on: ObjectId): void {
    const message = `${on} is to be replaced, which loses the policies and tags that are set on it, and these could not be read`;
    const hint = "the session needs a warehouse, and its role OWNERSHIP or APPLY on what is set";
    this.#context.notes.push({ severity: "error", code: "ST2018", message, about: on, hint });
  }

  #tellUnknown({ what, on, column }: Attachment): void {
    const place = column === undefined ? on : `column ${column} of ${on}`;
    const message = `${what} is not set on ${place}: where it is set already could not be read`;
    const hint = "the session needs a warehouse, and its role OWNERSHIP or APPLY on what is set";
    this.#context.notes.push({ severity: "error", code: "ST2018", message, about: on, hint });
  }
}

/** A column that is dropped takes along what is set on it; taken off before, it could be read without it for a moment (RA 17). */
function goesWithColumn({ column }: Attachment, { how, to }: ObjectChange): boolean {
  const columns = how !== "alter" || to === null || column === undefined ? null : kindNamed(to.kind).bears?.columnsOf?.(to);
  return column !== undefined && columns?.has(column) === false;
}

function push<K, T>(map: Map<K, T[]>, key: K, items: readonly T[]): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [...items]);
  else there.push(...items);
}

/** Objects that a plan would replace, and of which it is not known what is set on them: to be read before the plan is final. */
export function unreadBearers(objects: Pick<MatchedObjects, "changes">, from: Catalog): readonly AnyObject[] {
  return objects.changes.flatMap(({ how, from: there }) => {
    if (how !== "replace" || there === null || kindNamed(there.kind).bears === undefined) return [];
    return from.coverage.has(coverOfAttachments(there.id)) ? [] : [there];
  });
}
