import type { AnyObject, Catalog, Desired, ObjectId, Scope } from "@snowtower/kinds";
import { type AccountFacts, displayed, type Identifier } from "@snowtower/sql";
import { CatalogWorld, objectNamed } from "./catalog-world.ts";
import { leftOutNotes } from "./match/left-out.ts";
import { type Renames, renamesOf } from "./match/renames.ts";
import { withToldAttachments } from "./match/told-attachments.ts";
import type { Note } from "./plan.ts";
import { withinScope } from "./scope/within-scope.ts";

/** What every part of the planner looks at. */
export interface PlanContext {
  /** The account as it is; but what is to be renamed has its new name already. */
  readonly from: Catalog;
  /** The account as it is. */
  readonly original: Catalog;
  readonly renames: Renames;
  /** The project as far as its scope goes. */
  readonly to: Desired;
  readonly facts: AccountFacts;
  readonly scope: Scope;
  readonly world: CatalogWorld;
  readonly notes: Note[];
  /** The plan removes the environment. */
  readonly destroys: boolean;
}

export function planContext(from: Catalog, desired: Desired, destroys: boolean): PlanContext {
  const { desired: to, notes } = withinScope(from, desired);
  const renames = renamesOf(from, to);
  const { after } = renames;
  return {
    from: withToldAttachments(after, to),
    original: from,
    renames,
    to,
    facts: from.facts,
    scope: to.scope,
    world: new CatalogWorld(after),
    notes: [...leftOutNotes(to, from.facts), ...notes, ...renames.notes],
    destroys,
  };
}

/** The role that this project's objects are made by. In an environment the session's own role makes that role itself. */
export function creatorOf(object: AnyObject, context: PlanContext): Identifier {
  return object.id === adminId(context) ? context.facts.role : context.scope.admin;
}

/** The object as it is right after its CREATE: it belongs to who made it. */
export function asCreated(object: AnyObject, context: PlanContext): AnyObject {
  return { ...object, owner: creatorOf(object, context) };
}

export function adminId({ scope }: PlanContext): ObjectId | null {
  return roleId(scope.admin);
}

export function roleId(role: Identifier): ObjectId | null {
  return objectNamed("ROLE", displayed(role));
}
