import {
  type AnyObject,
  type Change,
  caused,
  compareGrants,
  type FutureRules,
  type Grant,
  type GrantChange,
  grantKey,
  isFuture,
  type ObjectId,
  securableOf,
} from "@snowtower/kinds";
import { objectNamed } from "../catalog-world.ts";
import { withheldGrants } from "../scope/scope-notes.ts";
import type { GrantDecision } from "./grant-decision.ts";
import type { GrantScene } from "./grant-scene.ts";
import { tellOutOfReach } from "./out-of-reach.ts";

interface GrantDecisions {
  readonly all: readonly GrantDecision[];
  /** The future grants that stand while the plan creates objects: they act on these. */
  readonly futures: FutureRules;
}

/** Which grants are to be given and taken so that what is held is what is described, or follows from it. */
export function decideGrants(scene: GrantScene): GrantDecisions {
  const { from, to, scope } = scene.context;
  tellOutOfReach(scene);
  const existing = [...scene.existing()].flatMap(({ object, ours }) => {
    const securable = securableOf(object);
    return securable === null ? [] : [{ ...securable, ours }];
  });
  const { changes: differences, backfill } = compareGrants({
    from: scene.held,
    wanted: to.catalog.grants,
    existing,
    strict: scope.strictGrantees,
    strictMembers: scope.strictMembers,
    refresh: true,
    managed: (schema) => scene.isManaged(schema),
  });
  const changes = tellWithheld(differences, scene);
  const taken = new Set(changes.flatMap(({ from: lost, to: kept }) => (lost !== null && kept === null && !scene.isGone(lost) ? [grantKey(lost)] : [])));
  const standing = [...scene.held].filter((grant) => isFuture(grant) && !taken.has(grantKey(grant)));
  const futures = scene.rules([...standing.filter((grant) => !scene.isGoing(grant.to)), ...to.catalog.grants]);
  const observed = new Set(existing.flatMap(({ ours, type, name }) => (ours ? [] : [`${type}|${name}`])));
  // What only is looked at gets what a new future grant would have given, and is left alone after that.
  const missed = backfill.flatMap(({ future, missing }) => {
    const isNew = !from.grants.has(future);
    return missing.filter(({ on }) => isNew || on.kind !== "object" || !observed.has(`${on.type}|${on.name}`)).map((grant) => ({ future, grant }));
  });
  const all = [
    ...changes.flatMap((change) => decide(change, scene, futures)),
    ...lastWills(scene, standing),
    ...[...missed, ...silenced(scene, futures)].flatMap(({ future, grant }) => makeUp(grant, future, scene)),
  ];
  scene.tellUnshown();
  return { all: all.filter(({ grant }) => !scene.isAside(grant)), futures };
}

/** Without the changes about what is only looked at; these are told. */
function tellWithheld(changes: readonly GrantChange[], scene: GrantScene): readonly GrantChange[] {
  const counts = new Map<ObjectId, number>();
  const planned = changes.filter(({ from, to }) => {
    const grant = to ?? from;
    const about = grant === null ? null : scene.asideOf(grant);
    if (about !== null) counts.set(about, (counts.get(about) ?? 0) + 1);
    return about === null;
  });
  scene.context.notes.push(...withheldGrants(counts, "take"));
  return planned;
}

function decide(change: GrantChange, scene: GrantScene, futures: FutureRules): GrantDecision[] {
  const { from, to } = change;
  const grant = to ?? from;
  if (grant === null || scene.isGone(grant)) return [];
  const name = `${grant.to.type} ${grant.to.name}`;
  if (to === null) return [{ how: "take", grant, change, why: `${name} is described without it` }];
  if (from?.option === true && !to.option) return [{ how: "take", grant: from, change, why: `${name} is described without the grant option` }];
  if (scene.isBlocked(grant) || comesByItself(grant, scene, futures) || !scene.isMissing(grant)) return [];
  return [{ how: "give", grant, change, why: scene.context.to.reasons.get(grantKey(grant)) ?? `${name} is described with it` }];
}

function makeUp(grant: Grant, future: Grant, scene: GrantScene): GrantDecision[] {
  if (!isFuture(future) || scene.context.to.catalog.grants.has(grant) || scene.isGone(grant) || !scene.isMissing(grant)) return [];
  const why = scene.context.to.reasons.get(grantKey(future)) ?? `${grant.to.type} ${grant.to.name} is described with it on future objects`;
  return [{ how: "give", grant, change: { kind: "grant", from: null, to: grant }, why, missed: future }];
}

/** A future grant gives it when the plan creates the object. */
function comesByItself(grant: Grant, scene: GrantScene, futures: FutureRules): boolean {
  if (grant.on.kind !== "object" || grant.option) return false;
  const id = objectNamed(grant.on.type, grant.on.name);
  const object = id === null ? undefined : scene.matched.creates.get(id)?.to;
  return object !== undefined && object !== null && causedOn(object, futures).some((each) => grantKey(each) === grantKey(grant));
}

/** What future grants give when an object is made; ownership is no grant. */
export function causedOn(object: AnyObject, futures: FutureRules): readonly Grant[] {
  const securable = securableOf(object);
  return securable === null ? [] : futures.grantsOn(securable);
}

/** Described future grants of a database that somebody else's on a schema silence (RA 18): what they do not do for a new object, a grant does. */
function silenced(scene: GrantScene, futures: FutureRules): { readonly future: Grant; readonly grant: Grant }[] {
  const wanted = scene.rules(scene.context.to.catalog.grants);
  return [...scene.matched.creates.values()].flatMap(({ to }) => {
    const securable = to === null ? null : securableOf(to);
    if (securable === null) return [];
    const acting = new Set(futures.acting(securable));
    return wanted
      .acting(securable)
      .flatMap((future) => (acting.has(future) || future.privilege === "OWNERSHIP" ? [] : [{ future, grant: caused(future, securable) }]));
  });
}

/** Future grants to roles that are dropped, later than objects are created or ownership of them is given: these must do nothing any more. */
function lastWills(scene: GrantScene, standing: readonly Grant[]): GrantDecision[] {
  const places = new Set(
    [...scene.matched.creates.values()].flatMap(({ to }) => {
      const made = to === null ? null : securableOf(to);
      return made === null ? [] : [`${made.type}|DATABASE|${made.database}`, `${made.type}|SCHEMA|${made.schema}`];
    }),
  );
  // Only one role at a time is granted ownership of what a container will hold (docs: sql-reference/sql/grant-ownership).
  for (const { privilege, on } of scene.context.to.catalog.grants)
    if (privilege === "OWNERSHIP" && on.kind === "future") places.add(`${on.type}|${on.in}|${on.name}`);
  return standing
    .filter(({ to, on }) => on.kind === "future" && places.has(`${on.type}|${on.in}|${on.name}`) && scene.isGoing(to))
    .map((grant) => ({
      how: "take",
      grant,
      change: { kind: "grant", from: grant, to: null },
      why: `${grant.to.type} ${grant.to.name} is dropped, and is to get nothing of what is created before`,
    }));
}

/** A change of a future grant. */
export function isFutureChange(change: Change): change is GrantChange {
  if (change.kind !== "grant") return false;
  return (change.to ?? change.from)?.on.kind === "future";
}
