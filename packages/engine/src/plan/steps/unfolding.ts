import { type AnyObject, type Change, type FutureRules, grantKey, type ObjectId } from "@snowtower/kinds";
import { applyToObjects } from "../advance.ts";
import { CatalogWorld } from "../catalog-world.ts";
import { Bereaved } from "./bereaved.ts";
import type { DraftedPlan } from "./build-drafts.ts";
import type { Draft } from "./draft.ts";
import { impliedChanges } from "./implied.ts";
import { AttachedNow } from "./implied-attachments.ts";
import { ImpliedRenames } from "./implied-renames.ts";

/** Goes through the drafts of a plan in their order, and says of each what Snowflake does besides, given all that was done before it. */
export class Unfolding {
  readonly #plan: DraftedPlan;
  readonly #drafts: readonly Draft[];
  readonly #futures: FutureRules;
  /** Drops come last: what they take along is what the other steps have left. */
  readonly #beforeDrops: CatalogWorld;
  readonly #now: Map<ObjectId, AnyObject>;
  /** Grants that are gone already, with the first of their ends that was dropped: the undo of the other one could not give them back yet. */
  readonly #taken = new Set<string>();
  readonly #attached: AttachedNow;
  readonly #renames: ImpliedRenames;
  readonly #bereaved: Bereaved;

  constructor(drafts: readonly Draft[], plan: DraftedPlan, futures: FutureRules) {
    const { context } = plan;
    this.#plan = plan;
    this.#drafts = drafts;
    this.#futures = futures;
    const beforeDrops = { ...context.from, objects: afterOwnChanges(drafts, context.from.objects) };
    this.#beforeDrops = new CatalogWorld(beforeDrops);
    this.#now = new Map(context.from.objects);
    this.#attached = new AttachedNow(context.original.attachments);
    this.#renames = new ImpliedRenames(context);
    this.#bereaved = new Bereaved(context.original, [context.from, beforeDrops], [context.world, this.#beforeDrops]);
  }

  /** To be called for each draft once, in order. */
  impliedBy(draft: Draft, index: number): readonly Change[] {
    const { context, matched } = this.#plan;
    // What a transfer does besides depends on the transfers before it: links between tasks that it has cut already.
    const world = draft.does === "own" ? new CatalogWorld({ ...context.from, objects: this.#now }) : this.#beforeDrops;
    const besides = impliedChanges(draft, this.#futures, { ...context, world }).filter((change) => !this.#isTaken(change));
    const ofObjects = [...besides, ...this.#bereaved.impliedBy([...draft.changes, ...besides])];
    const again = draft.changes.flatMap((change) => (change.kind === "object" && change.to !== null ? (matched.attachments.born.get(change.to.id) ?? []) : []));
    const implied = [
      ...ofObjects,
      ...this.#renames.impliedBy(draft.changes, () => this.#drafts.slice(0, index)),
      ...this.#attached.impliedBy([...draft.changes, ...ofObjects], again),
    ];
    this.#follow([...draft.changes, ...implied]);
    return implied;
  }

  #follow(changes: readonly Change[]): void {
    this.#attached.follow(changes);
    this.#bereaved.follow(changes);
    for (const change of changes) {
      if (change.kind === "object") applyToObjects(change, this.#now);
      else if (change.kind === "grant" && change.to !== null) this.#taken.delete(grantKey(change.to));
      else if (change.kind === "grant" && change.from !== null) this.#taken.add(grantKey(change.from));
    }
  }

  #isTaken(change: Change): boolean {
    return change.kind === "grant" && change.from !== null && change.to === null && this.#taken.has(grantKey(change.from));
  }
}

function afterOwnChanges(drafts: readonly Draft[], from: ReadonlyMap<ObjectId, AnyObject>): ReadonlyMap<ObjectId, AnyObject> {
  const objects = new Map(from);
  for (const change of drafts.flatMap((draft) => draft.changes)) if (change.kind === "object") applyToObjects(change, objects);
  return objects;
}
