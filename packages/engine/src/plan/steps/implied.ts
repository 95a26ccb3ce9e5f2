import { type AnyObject, type Catalog, type Change, type FutureRules, type Grant, grantKey, impliedBy, kindNamed, type ObjectChange } from "@snowtower/kinds";
import { displayed, displayedName, type Identifier } from "@snowtower/sql";
import { subjectOf } from "../catalog-world.ts";
import { sortedBy } from "../code-point-order.ts";
import { causedOn } from "../grants/decide-grants.ts";
import { ownerOf } from "../owner-of.ts";
import type { PlanContext } from "../plan-context.ts";
import type { Draft } from "./draft.ts";
import { ownerByFuture } from "./expected-owner.ts";
import { losesGrants } from "./replaced-grants.ts";

/** What Snowflake does besides a step's own changes: without a statement of ours, and part of what the step comes to. */
export function impliedChanges({ changes, as }: Pick<Draft, "changes" | "as">, futures: FutureRules, context: PlanContext): readonly Change[] {
  return changes.flatMap((change) => {
    if (change.kind !== "object") return [];
    const own = impliedBy(change, context.world);
    if (change.how === "create" && change.to !== null) return [...own, ...onCreation(change.to, futures)];
    if (change.how === "replace" && change.to !== null && losesGrants(change.to))
      return [...own, ...onCreation(change.to, futures).filter(isNews(change.to, context))];
    if (change.how === "drop" && change.from !== null) return unique([...own, ...onDrop(change.from, as, context)]);
    return own;
  });
}

/** Future grants act on the new object, ownership included. */
function onCreation(object: AnyObject, futures: FutureRules): Change[] {
  const owner = ownerByFuture(object, futures);
  const now = ownerOf(object);
  const transfer: ObjectChange[] =
    owner === null || owner === now ? [] : [{ kind: "object", how: "alter", from: object, to: { ...object, owner }, fields: [] }];
  return [...causedOn(object, futures).map((to): Change => ({ kind: "grant", from: null, to })), ...transfer];
}

/** Grants that the object has anyway are given back, by the step itself or by the future grants. */
function isNews({ id }: AnyObject, { world }: PlanContext): (change: Change) => boolean {
  const held = new Set(world.grants(id).map(grantKey));
  return (change) => change.kind !== "grant" || change.to === null || !held.has(grantKey(change.to));
}

/** What is in the object goes with it, and all grants on any of that; a role takes along what it holds, and what it has granted. */
function onDrop(object: AnyObject, as: Identifier, { from, world }: PlanContext): Change[] {
  const inside = world.inside(object.id);
  const drops = inside.map((each): ObjectChange => ({ kind: "object", how: "drop", from: each, to: null, fields: [] }));
  return [
    ...drops,
    ...inherited(object, as, world),
    ...[...world.grantsWithin(object), ...heldOrMadeBy(object, from, world)].map((grant): Change => ({ kind: "grant", from: grant, to: null })),
  ];
}

/** A transfer of ownership copies the grants, and the new owner is their grantor from then on (docs: sql-reference/sql/grant-ownership). */
function isHandedOver({ on }: Grant, from: Catalog, world: PlanContext["world"]): boolean {
  const id = on.kind === "object" ? subjectOf(on) : null;
  const [before, now] = id === null ? [undefined, null] : [from.objects.get(id), world.find(id)];
  return before !== undefined && now !== null && before.owner !== now.owner;
}

/** Whoever drops a role owns what it owned (docs: sql-reference/sql/drop-role). */
function inherited(object: AnyObject, as: Identifier, world: PlanContext["world"]): Change[] {
  const [name] = object.name;
  if (kindNamed(object.kind).label !== "ROLE" || name === undefined) return [];
  return world.ownedBy(name).map((owned): ObjectChange => ({ kind: "object", how: "alter", from: owned, to: { ...owned, owner: as }, fields: [] }));
}

function heldOrMadeBy(object: AnyObject, from: Catalog, world: PlanContext["world"]): Grant[] {
  const { grants } = from;
  const { label } = kindNamed(object.kind);
  const [name] = object.name;
  if (label === "DATABASE ROLE") return sortedBy(grants.to({ type: label, name: displayedName(object.name) }), grantKey);
  if (name === undefined || (label !== "ROLE" && label !== "USER")) return [];
  const made = label === "ROLE" ? [...grants].filter((grant) => grant.by === name && !isHandedOver(grant, from, world)) : [];
  return sortedBy([...grants.to({ type: label, name: displayed(name) }), ...made], grantKey);
}

function unique(changes: readonly Change[]): readonly Change[] {
  const seen = new Set<unknown>();
  return changes.filter((change) => {
    const end = change.kind === "object" ? (change.to ?? change.from)?.id : (change.to ?? change.from);
    return !seen.has(end) && seen.add(end);
  });
}
