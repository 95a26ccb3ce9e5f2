import { type AnyObject, type ObjectId, refsOf } from "@snowtower/kinds";
import type { Strength } from "../order/order.ts";
import type { SoftReferences } from "../soft-references.ts";

/** What an object needs to exist, and how surely. */
export function referencesOf(object: AnyObject, soft: SoftReferences): ReadonlyMap<ObjectId, Strength> {
  const found = new Map<ObjectId, Strength>(soft.of(object).map((id) => [id, "soft"]));
  for (const id of refsOf(object)) if (id !== object.id) found.set(id, "hard");
  return found;
}
