import { type AnyObject, kindNamed, type ObjectChange, type ObjectId, sameValue } from "@snowtower/kinds";
import { sortedBy } from "../code-point-order.ts";

/** Brings the objects to what a rename makes of them; gives what changes by it, in the order of their ids. */
export function followers(objects: Map<ObjectId, AnyObject>, after: (object: AnyObject) => AnyObject): readonly ObjectChange[] {
  const changes: ObjectChange[] = [];
  for (const from of objects.values()) {
    const to = after(from);
    const fields = to === from ? [] : Object.keys(kindNamed(from.kind).fields).filter((field) => !isSame(from.fields[field], to.fields[field]));
    if (fields.length > 0) changes.push({ kind: "object", how: "alter", from, to, fields });
  }
  for (const change of changes) objects.set((change.to as AnyObject).id, change.to as AnyObject);
  return sortedBy(changes, (change) => (change.to as AnyObject).id);
}

function isSame(a: AnyObject["fields"][string], b: AnyObject["fields"][string]): boolean {
  return a === b || sameValue(a as never, b as never);
}
