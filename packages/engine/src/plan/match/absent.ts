import { type AnyObject, containerOf, coverOf, kindNamed, type ObjectId, wouldBeListed } from "@snowtower/kinds";
import { displayed } from "@snowtower/sql";
import type { PlanContext } from "../plan-context.ts";

/** Under which name a catalog says that it read all objects like this one. */
export function coverOfObject(object: AnyObject): string {
  const database = object.name[0];
  return coverOf(object.kind, kindNamed(object.kind).scope === "account" || database === undefined ? null : displayed(database));
}

/** Why it is not known that an object is absent; `assumed`: only the user says so. */
export type Doubt = "not read" | "not visible" | "assumed";

/**
 * What speaks against a CREATE of an object that was not seen; `null` if it is proven absent: all objects like it were read by a role to which
 * they are all listed, or its container is not there either. What merely was not seen may exist, and a CREATE would fail or do harm
 * (RA 9, docs/decisions/0006).
 */
export function doubtOfAbsence(object: AnyObject, created: ReadonlySet<ObjectId>, { from, to }: PlanContext): Doubt | null {
  const container = containerOf(object);
  if (container !== null && created.has(container)) return null;
  const isListed = wouldBeListed(object, from.partialSight);
  // Nothing can be made in a container that is not seen and will not be made.
  if (container !== null && !from.objects.has(container)) return isListed || to.assumesAbsent === true ? "not read" : "not visible";
  if (!from.coverage.has(coverOfObject(object))) return "not read";
  if (isListed) return null;
  return to.assumesAbsent === true ? "assumed" : "not visible";
}
