import { type Grant, isManagedIn, kindNamed, type ObjectId } from "@snowtower/kinds";
import { displayed } from "@snowtower/sql";
import { subjectOf } from "../catalog-world.ts";
import type { PlanContext } from "../plan-context.ts";

/**
 * True if the grant, not being among those that were read, is not held. "The command only returns objects for which the current role has been
 * granted at least one access privilege" (docs: sql-reference/sql/show-grants): whoever inherits the grantee is shown all that it holds, others
 * what it holds on objects that they are shown themselves.
 */
export function wouldBeShown({ on, to: grantee }: Grant, { from, to }: PlanContext, isCreated: (id: ObjectId) => boolean): boolean {
  const sight = from.partialSight;
  if (sight === undefined || to.assumesAbsent === true) return true;
  const names = new Set(sight.roles.map(displayed));
  if (grantee.type === "ROLE" && names.has(grantee.name)) return true;
  if (on.kind === "account") return false;
  const id = subjectOf(on);
  if (id === null) return false;
  if (isCreated(id)) return true;
  // Of future grants the page promises less: that they act in a container that is shown does not show them.
  if (on.kind === "future") return false;
  const object = from.objects.get(id);
  if (object === undefined) return false;
  if (isManagedIn(object, sight)) return true;
  // That an object is listed is a privilege on it, save where all are.
  if (!sight.resolvesAll && kindNamed(object.kind).listedToAll !== true) return true;
  return names.has(on.name) || (typeof object.owner === "string" && sight.roles.includes(object.owner));
}
