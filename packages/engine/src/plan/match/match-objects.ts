import { type AnyObject, type Change, diffObject, impliedBy, type ObjectChange, type ObjectId } from "@snowtower/kinds";
import { sortedBy } from "../code-point-order.ts";
import { asCreated, type PlanContext } from "../plan-context.ts";
import { doubtOfAbsence } from "./absent.ts";
import { isAllowed } from "./allowed.ts";
import { withBereft } from "./bereft.ts";
import { type Drops, dropsOf } from "./drops.ts";
import { withoutInUse } from "./in-use.ts";
import { type MatchedAttachments, matchAttachments } from "./match-attachments.ts";
import { withOthers } from "./others-stay.ts";
import { UnknownFields, Unread, unseenContents } from "./unread.ts";

/** What has to happen to objects, and to what is set on them; their owners left out. */
export interface Matched extends MatchedObjects {
  readonly attachments: MatchedAttachments;
}

export interface MatchedObjects extends Drops {
  readonly creates: ReadonlyMap<ObjectId, ObjectChange>;
  /** Alterations and replacements. */
  readonly changes: readonly ObjectChange[];
  /** The ids of what is replaced. */
  readonly replaced: ReadonlySet<ObjectId>;
  /** Objects that Snowflake makes when the plan makes others: they exist then, without a CREATE of ours. */
  readonly born: ReadonlyMap<ObjectId, AnyObject>;
  /** Described, but neither there nor planned: what rests on them cannot be planned. */
  readonly blocked: ReadonlySet<ObjectId>;
}

/** Compares what is described with what is there, by id. */
export function match(context: PlanContext): Matched {
  const objects = matchObjects(context);
  const attachments = matchAttachments(context, objects);
  const drops = new Map([...objects.drops].filter(([id]) => !attachments.stuck.has(id)));
  const casualties = new Map([...objects.casualties].filter(([, container]) => !attachments.stuck.has(container)));
  return { ...objects, drops, casualties, attachments };
}

/** The objects alone. */
export function matchObjects(context: PlanContext): MatchedObjects {
  return withBereft(withoutInUse(compare(context), context), context);
}

function compare(context: PlanContext): MatchedObjects {
  // Containers first: what they make by themselves is there when their contents are looked at.
  const described = sortedBy(context.to.catalog.objects.values(), (object) => `${object.name.length}${object.id}`);
  const absent = absentOf(described, context);
  const born = bornFrom(absent.objects, context);
  const creates = new Map(absent.objects.filter((object) => !born.has(object.id)).map((object) => [object.id, creation(object, context)]));
  const dropped = dropsOf(context, born);
  context.notes.push(...unseenContents(dropped.drops.values(), context));
  const changes: ObjectChange[] = [];
  const remade = new Map(dropped.drops);
  const unknown = new UnknownFields();
  for (const object of described) {
    const there = context.from.objects.get(object.id) ?? born.get(object.id);
    if (there === undefined) continue;
    unknown.add(there, object);
    const change = diffObject(there, withOthers({ ...object, owner: there.owner }, there, context), context.facts);
    if (change === null) continue;
    if (change.how === "replace" && born.has(object.id)) {
      // Nothing is lost with an object that this plan itself brings about.
      remade.set(object.id, { ...change, how: "drop", to: null, fields: [] });
      creates.set(object.id, creation(object, context));
    } else if (isAllowed(change, context)) changes.push(change);
  }
  context.notes.push(...unknown.notes());
  const replaced = new Set(changes.flatMap(({ how, to }) => (how === "replace" && to !== null ? [to.id] : [])));
  return { creates, changes, replaced, born, blocked: absent.blocked, drops: remade, casualties: dropped.casualties };
}

function absentOf(described: readonly AnyObject[], context: PlanContext): { objects: readonly AnyObject[]; blocked: ReadonlySet<ObjectId> } {
  const created = new Set<ObjectId>();
  const objects: AnyObject[] = [];
  const blocked = new Set<ObjectId>();
  const unread = new Unread();
  for (const object of described) {
    if (context.from.objects.has(object.id)) continue;
    const doubt = doubtOfAbsence(object, created, context);
    if (doubt !== null) unread.add(object, doubt);
    if (doubt === null || doubt === "assumed") {
      created.add(object.id);
      objects.push(object);
    } else blocked.add(object.id);
  }
  context.notes.push(...unread.notes(context));
  return { objects, blocked };
}

function bornFrom(absent: readonly AnyObject[], context: PlanContext): Map<ObjectId, AnyObject> {
  const born = new Map<ObjectId, AnyObject>();
  for (const object of absent) {
    for (const change of impliedBy(creation(object, context), context.world)) if (isBirth(change)) born.set(change.to.id, change.to);
  }
  return born;
}

function isBirth(change: Change): change is ObjectChange & { readonly to: AnyObject } {
  return change.kind === "object" && change.how === "create" && change.to !== null;
}

function creation(object: AnyObject, context: PlanContext): ObjectChange {
  return { kind: "object", how: "create", from: null, to: asCreated(object, context), fields: [] };
}
