import { type AnyObject, bereftOf, diffObject, type ObjectChange, type ObjectId } from "@snowtower/kinds";
import type { PlanContext } from "../plan-context.ts";
import { Readers } from "../readers.ts";
import { isAllowed } from "./allowed.ts";
import type { MatchedObjects } from "./match-objects.ts";
import { withOthers } from "./others-stay.ts";

/**
 * With what becomes necessary because others are replaced: a described stream goes stale with its table, and is made again; a foreign key to the table is
 * gone, and is declared again (RA 30).
 */
export function withBereft(objects: MatchedObjects, context: PlanContext): MatchedObjects {
  const changes = new Map(objects.changes.map((change) => [(change.to ?? change.from)?.id as ObjectId, change]));
  const queue = [...changes.values()].filter(({ how }) => how === "replace");
  if (queue.length === 0) return objects;
  const readers = new Readers(context.from);
  // What was replaced brings others with it, each of which is replaced once.
  for (let of = queue.shift(); of !== undefined; of = queue.shift()) {
    for (const there of of.from === null ? [] : readers.of(of.from.id).flatMap((id) => context.world.users(id))) {
      const change = changeOf(there, { of, planned: changes.get(there.id), objects, context });
      if (change === null) continue;
      if (change.how === "replace" && changes.get(there.id)?.how !== "replace") queue.push(change);
      changes.set(there.id, change);
    }
  }
  const replaced = new Set([...changes.values()].flatMap(({ how, to }) => (how === "replace" && to !== null ? [to.id] : [])));
  return { ...objects, changes: [...changes.values()], replaced };
}

interface Bereavement {
  readonly of: ObjectChange;
  readonly planned: ObjectChange | undefined;
  readonly objects: MatchedObjects;
  readonly context: PlanContext;
}

function changeOf(there: AnyObject, { of, planned, objects, context }: Bereavement): ObjectChange | null {
  const described = context.to.catalog.objects.get(there.id);
  const now = planned?.from ?? there;
  const bereft = bereftOf(now, of);
  if (bereft === null || described === undefined || objects.drops.has(there.id) || objects.casualties.has(there.id)) return null;
  const change = diffObject(bereft, withOthers({ ...described, owner: there.owner }, there, context), context.facts);
  return change !== null && isAllowed(change, context) ? change : null;
}
