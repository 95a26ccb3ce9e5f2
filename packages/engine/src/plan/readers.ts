import { type AnyObject, type Catalog, kindNamed, type ObjectId } from "@snowtower/kinds";
import { nameIndex, SoftReferences } from "./soft-references.ts";

/** Who reads what through objects that only show what others hold: a stream on a view follows the tables below it. */
export class Readers {
  readonly #by = new Map<ObjectId, ObjectId[]>();

  constructor(...catalogs: readonly Pick<Catalog, "objects">[]) {
    const objects = catalogs.flatMap((catalog) => [...catalog.objects.values()]);
    const views = objects.filter(({ kind }) => kindNamed(kind).showsOthers === true);
    const soft = new SoftReferences(nameIndex(views.length === 0 ? [] : objects));
    for (const view of views) for (const id of soft.of(view)) this.#add(id, view);
  }

  #add(id: ObjectId, { id: view }: AnyObject): void {
    const there = this.#by.get(id);
    if (there === undefined) this.#by.set(id, [view]);
    else if (!there.includes(view)) there.push(view);
  }

  /** The object itself, and whatever shows it, directly or through another one. */
  of(id: ObjectId): readonly ObjectId[] {
    const found = new Set([id]);
    // A set that grows while it is gone through is gone through to its new end.
    for (const each of found) for (const view of this.#by.get(each) ?? []) found.add(view);
    return [...found];
  }
}
