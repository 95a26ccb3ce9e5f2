import { type AnyObject, bereftOf, type Catalog, type Change, type ObjectChange, type ObjectId, refsOf, sameValue } from "@snowtower/kinds";
import { applyToObjects } from "../advance.ts";
import type { CatalogWorld } from "../catalog-world.ts";
import { Readers } from "../readers.ts";

/** What becomes of the objects that refer to what a step drops or replaces, while a plan goes on (RA 30). */
export class Bereaved {
  readonly #now: Map<ObjectId, AnyObject>;
  readonly #catalogs: readonly Pick<Catalog, "objects">[];
  readonly #worlds: readonly CatalogWorld[];
  #readers: Readers | null = null;

  /** `catalogs`: what there is before the plan and after it, in one of which every object is that refers to another one; `worlds`: the same. */
  constructor(from: Catalog, catalogs: readonly Pick<Catalog, "objects">[], worlds: readonly CatalogWorld[]) {
    this.#now = new Map(from.objects);
    this.#catalogs = catalogs;
    this.#worlds = worlds;
  }

  impliedBy(changes: readonly Change[]): readonly ObjectChange[] {
    const gone = changes.filter((change): change is ObjectChange => change.kind === "object" && (change.how === "drop" || change.how === "replace"));
    const dropped = new Set(gone.flatMap(({ how, from }) => (how === "drop" && from !== null ? [from.id] : [])));
    const changed = new Map<ObjectId, ObjectChange>();
    for (const of of gone) {
      for (const id of this.#users(of)) {
        const there = changed.get(id)?.to ?? this.#now.get(id);
        const source = this.#shown(of);
        if (there === undefined || there === null || dropped.has(id) || !refsOf(there).some((ref) => source.includes(ref))) continue;
        const bereft = bereftOf(there, of);
        if (bereft !== null) changed.set(id, alteration(this.#now.get(id) as AnyObject, bereft));
      }
    }
    return [...changed.values()].filter(({ fields }) => fields.length > 0);
  }

  #users(of: ObjectChange): readonly ObjectId[] {
    return [...new Set(this.#shown(of).flatMap((shown) => this.#worlds.flatMap((world) => world.users(shown).map(({ id }) => id))))].sort();
  }

  /** The object, and the views that show it. */
  #shown({ from }: ObjectChange): readonly ObjectId[] {
    this.#readers ??= new Readers(...this.#catalogs);
    return from === null ? [] : this.#readers.of(from.id);
  }

  /** Follows the changes of a step. */
  follow(changes: readonly Change[]): void {
    for (const change of changes) if (change.kind === "object") applyToObjects(change, this.#now);
  }
}

function alteration(from: AnyObject, to: AnyObject): ObjectChange {
  const fields = [...new Set([...Object.keys(from.fields), ...Object.keys(to.fields)])].sort();
  const differing = fields.filter((field) => from.fields[field] !== to.fields[field] && !sameValue(from.fields[field] as never, to.fields[field] as never));
  return { kind: "object", how: "alter", from, to, fields: differing };
}
