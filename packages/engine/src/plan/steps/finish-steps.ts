import { type AnyObject, type Change, containerOf, type Grant, granteeKey, kindNamed, type ObjectId } from "@snowtower/kinds";
import { displayedName } from "@snowtower/sql";
import { isContainer, objectNamed, subjectOf } from "../catalog-world.ts";
import { sortedByCodePoint } from "../code-point-order.ts";
import { contentsOf, footprintOf, subjectOfGrant } from "../footprint.ts";
import { isFutureChange } from "../grants/decide-grants.ts";
import type { Footprint } from "../plan.ts";
import { roleId } from "../plan-context.ts";
import type { Step } from "../step.ts";
import type { DraftedPlan } from "./build-drafts.ts";
import type { Draft } from "./draft.ts";
import { needsOfDraft } from "./needs.ts";
import { referencesOf } from "./references.ts";
import { riskOf } from "./risk.ts";
import { undoOf } from "./undo.ts";
import { Unfolding } from "./unfolding.ts";

/** Drafts as the steps of a plan: with what is implied, what takes them back, and what they cost. */
export function finishSteps(drafts: readonly Draft[], plan: DraftedPlan): readonly Step[] {
  const { context, matched, scene } = plan;
  const ids = new Set(drafts.map(({ id }) => id));
  // The drafts that are planned decide which future grants stand, also where --only leaves some out.
  const futures = scene.rules(afterwards(drafts, context.from.grants));
  const unfolding = new Unfolding(drafts, plan, futures);
  const gone = droppedGrantees(drafts);
  return drafts.map((draft, i) => {
    const implied = unfolding.impliedBy(draft, i);
    return {
      id: draft.id,
      changes: draft.changes,
      implied,
      as: draft.as,
      needs: needsOfDraft(draft),
      statements: draft.statements,
      undo: undoOf(draft, implied, { context, gone, replaced: matched.replaced }),
      after: sortedByCodePoint([...draft.after.keys()].filter((id) => ids.has(id))),
      why: draft.why,
      ...riskOf(draft, { implied, matched, context }),
    };
  });
}

/** Roles and users that the plan drops, as `granteeKey`: nothing comes back to them by itself. */
function droppedGrantees(drafts: readonly Draft[]): ReadonlySet<string> {
  const dropped = drafts.flatMap(({ changes }) => changes.flatMap((change) => (change.kind === "object" && change.how === "drop" ? [change.from] : [])));
  return new Set(dropped.flatMap((object) => (object === null ? [] : [`${kindNamed(object.kind).label}|${displayedName(object.name)}`])));
}

function afterwards(drafts: readonly Draft[], grants: Iterable<Grant>): Grant[] {
  const changes = drafts.flatMap((draft) => draft.changes.filter(isFutureChange));
  const gone = new Set(changes.flatMap(({ from }) => from ?? []));
  return [...[...grants].filter((grant) => !gone.has(grant)), ...changes.flatMap(({ to }) => to ?? [])];
}

/** What the steps were decided on: what they touch, what that is in and refers to, and what grantees hold. */
export function footprintOfSteps(steps: readonly Step[], plan: DraftedPlan): Footprint {
  const { original, scope } = plan.context;
  const subjects = new Set<string>();
  const add = (id: ObjectId | null): void => {
    if (id !== null) subjects.add(id);
  };
  for (const { changes, implied, as } of steps) {
    add(roleId(as));
    for (const change of changes) {
      if (change.kind === "grant") addGrant(change.to ?? change.from, scope.strictGrantees);
      for (const object of objectsOf(change)) for (const id of restsOn(object, plan)) add(id);
      if (change.kind === "attachment") for (const end of [change.from, change.to]) for (const id of [end?.on, end?.what]) add(id ?? null);
    }
    for (const change of implied) for (const object of objectsOf(change)) add(object.id);
    for (const change of changes)
      if (change.kind === "object" && change.how === "drop" && change.from !== null && isContainer(change.from)) subjects.add(contentsOf(change.from.id));
  }
  return footprintOf(original, subjects, scope.rules);

  function addGrant(grant: Grant | null, strict: ReadonlySet<string>): void {
    if (grant === null) return;
    subjects.add(subjectOfGrant(grant, strict.has(granteeKey(grant.to))));
    add(objectNamed(grant.to.type, grant.to.name));
    add(grant.on.kind === "account" ? null : subjectOf(grant.on));
  }
}

function objectsOf(change: Change): readonly AnyObject[] {
  return change.kind === "object" ? [change.from, change.to].filter((object) => object !== null) : [];
}

function restsOn(object: AnyObject, { soft, context }: DraftedPlan): readonly ObjectId[] {
  const container = containerOf(object);
  const holder = container === null ? undefined : (context.from.objects.get(container) ?? context.to.catalog.objects.get(container));
  const outer = holder === undefined ? null : containerOf(holder);
  return [object.id, container, outer, ...referencesOf(object, soft).keys()].filter((id) => id !== null);
}
