import { type AnyObject, type Change, type GrantChange, signature } from "@snowtower/kinds";
import { CatalogWorld, subjectOf } from "../catalog-world.ts";
import type { PlanContext } from "../plan-context.ts";
import type { Draft } from "./draft.ts";

/** What goes with a new name: the grants, and what others say of the name. */
export class ImpliedRenames {
  readonly #context: PlanContext;
  readonly #world: CatalogWorld;

  constructor(context: PlanContext) {
    this.#context = context;
    this.#world = new CatalogWorld(context.original);
  }

  /** `before`: the drafts that are done by then, since what they granted goes along as well. */
  impliedBy(changes: readonly Change[], before: () => readonly Draft[]): readonly Change[] {
    return changes.flatMap((change): readonly Change[] => {
      if (change.kind !== "object") return [];
      const { from, to, how } = change;
      const followers = this.#context.renames.implied.get(change) ?? [];
      return how === "rename" && from !== null && to !== null ? [...followers, ...this.#grants(from, to, before())] : followers;
    });
  }

  #grants(from: AnyObject, to: AnyObject, before: readonly Draft[]): readonly GrantChange[] {
    const given = before.flatMap(({ changes }) => changes.flatMap((change) => (change.kind === "grant" && change.to !== null ? [change.to] : [])));
    const all = [...this.#world.grants(from.id), ...given.filter(({ on }) => on.kind === "object" && subjectOf(on) === from.id)];
    const name = signature(to.name, to.argumentTypes);
    return all.flatMap((grant): GrantChange[] =>
      grant.on.kind === "object" ? [{ kind: "grant", from: grant, to: { ...grant, on: { ...grant.on, name } } }] : [],
    );
  }
}
