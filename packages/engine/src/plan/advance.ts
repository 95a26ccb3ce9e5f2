import { type AnyObject, type Attachment, type Catalog, type Grant, GrantSet, grantKey, type ObjectChange, type ObjectId } from "@snowtower/kinds";
import type { Step } from "./step.ts";

/** The catalog after a step, with what Snowflake does besides. Folding a plan over its `from` gives what it leads to. */
export function advance(from: Catalog, step: Step): Catalog {
  const objects = new Map(from.objects);
  const grants: Edges<Grant> = { lost: [], got: [] };
  const set: Edges<Attachment> = { lost: [], got: [] };
  for (const change of [...step.changes, ...step.implied]) {
    if (change.kind === "object") applyToObjects(change, objects);
    else if (change.kind === "grant") follow(change, grants);
    else follow(change, set);
  }
  return {
    ...from,
    objects,
    grants: grants.lost.length + grants.got.length === 0 ? from.grants : after(from.grants, grants),
    attachments: set.lost.length + set.got.length === 0 ? from.attachments : from.attachments.changed(set.lost, set.got),
  };
}

interface Edges<T> {
  readonly lost: T[];
  readonly got: T[];
}

function follow<T>({ from, to }: { readonly from: T | null; readonly to: T | null }, { lost, got }: Edges<T>): void {
  if (from !== null) lost.push(from);
  if (to !== null) got.push(to);
}

/** Makes the change among the objects. */
export function applyToObjects(change: ObjectChange, objects: Map<ObjectId, AnyObject>): void {
  if (change.from !== null && (change.to === null || change.how === "rename")) objects.delete(change.from.id);
  if (change.to === null) return;
  if (change.how !== "alter") objects.set(change.to.id, change.to);
  // What is gone is altered no more.
  else if (objects.has(change.to.id)) objects.set(change.to.id, altered(change, objects));
}

/** Only what changed: a description says nothing about the fields that it leaves alone. */
function altered({ from, to, fields }: ObjectChange, objects: ReadonlyMap<ObjectId, AnyObject>): AnyObject {
  if (to === null) throw new TypeError("an alteration leads to an object");
  const there = objects.get(to.id) ?? from ?? to;
  const values = { ...there.fields };
  for (const field of fields) {
    if (to.fields[field] === undefined) delete values[field];
    else values[field] = to.fields[field];
  }
  // Only a transfer changes the owner: another step may have made one since this change was planned.
  return { ...there, owner: from?.owner === to.owner ? there.owner : to.owner, fields: values };
}

function after(grants: GrantSet, { lost, got }: { readonly lost: readonly Grant[]; readonly got: readonly Grant[] }): GrantSet {
  const gone = new Set(lost.map(grantKey));
  return new GrantSet([...[...grants].filter((grant) => !gone.has(grantKey(grant))), ...got]);
}
