import { type AnyObject, containerOf, coverOf, kindNamed, type ObjectId } from "@snowtower/kinds";
import { displayed } from "@snowtower/sql";
import type { PlanContext } from "../plan-context.ts";

/** Under which name a catalog says that it read all objects like this one. */
export function coverOfObject(object: AnyObject): string {
  const database = object.name[0];
  return coverOf(object.kind, kindNamed(object.kind).scope === "account" || database === undefined ? null : displayed(database));
}

/**
 * True if the object is known not to be there: all objects like it were read, or its container is not there either.
 * What merely was not seen may exist, and a CREATE would fail or do harm (RA 9).
 */
export function isProvenAbsent(object: AnyObject, created: ReadonlySet<ObjectId>, { from }: PlanContext): boolean {
  if (from.objects.has(object.id)) return false;
  const container = containerOf(object);
  if (container !== null && created.has(container)) return true;
  // Nothing can be made in a container that is not seen and will not be made.
  if (container !== null && !from.objects.has(container)) return false;
  return from.coverage.has(coverOfObject(object));
}
