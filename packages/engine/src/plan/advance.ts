import { type AnyObject, type Catalog, type Change, type Grant, GrantSet, grantKey, type ObjectChange, type ObjectId } from "@snowtower/kinds";
import type { Step } from "./step.ts";

/** The catalog after a step, with what Snowflake does besides. Folding a plan over its `from` gives what it leads to. */
export function advance(from: Catalog, step: Step): Catalog {
  const objects = new Map(from.objects);
  const changed: { readonly lost: Grant[]; readonly got: Grant[] } = { lost: [], got: [] };
  for (const change of [...step.changes, ...step.implied]) apply(change, objects, changed);
  return { ...from, objects, grants: changed.lost.length + changed.got.length === 0 ? from.grants : after(from.grants, changed) };
}

function apply(change: Change, objects: Map<ObjectId, AnyObject>, { lost, got }: { readonly lost: Grant[]; readonly got: Grant[] }): void {
  if (change.kind === "object") applyToObjects(change, objects);
  if (change.kind !== "grant") return;
  if (change.from !== null) lost.push(change.from);
  if (change.to !== null) got.push(change.to);
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
