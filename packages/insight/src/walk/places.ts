import { type AnyObject, type Attachment, type Catalog, type Change, database, idOf, type ObjectId, schema } from "@snowtower/kinds";
import { columnNames, isTag, policyKindOf } from "./protections.ts";

/** A column, or a whole table or view, and one kind of policy that protects it at some time of the walk. */
export interface Place {
  readonly on: ObjectId;
  readonly column: string | null;
  readonly policyKind: string;
  /** The schema and the database: their tags are inherited. */
  readonly lineage: readonly ObjectId[];
}

/** Places whose protection may change in the walk, and by which objects they can be found. */
export interface Places {
  readonly all: readonly Place[];
  readonly by: ReadonlyMap<ObjectId, ReadonlySet<Place>>;
}

/** Only what some change touches: a table with a policy that nothing happens to is none of these. */
export function placesOf(from: Catalog, changes: readonly Change[]): Places {
  const touched = new Set(changes.flatMap(touchedBy));
  if (touched.size === 0) return { all: [], by: new Map() };
  const finder = new Finder(from, changes);
  const all = finder.places().filter(({ support }) => [...support].some((id) => touched.has(id)));
  const by = new Map<ObjectId, Set<Place>>();
  for (const { place, support } of all) for (const id of support) by.set(id, (by.get(id) ?? new Set()).add(place));
  return { all: all.map(({ place }) => place), by };
}

/** The objects by which the places that a change concerns can be found. */
export function touchedBy(change: Change): readonly ObjectId[] {
  if (change.kind === "grant") return [];
  if (change.kind === "object") return [change.from, change.to].flatMap((object) => (object === null ? [] : [object.id]));
  return [change.from, change.to].flatMap((end) => (end === null || (policyKindOf(end.what) === null && !isTag(end.what)) ? [] : [end.on, end.what]));
}

interface Found {
  readonly place: Place;
  /** All that the protection of the place rests on. */
  readonly support: Set<ObjectId>;
}

class Finder {
  /** All that is attached at some time. */
  readonly #attachments: readonly Attachment[];
  readonly #objects: ReadonlyMap<ObjectId, readonly AnyObject[]>;
  readonly #found = new Map<string, Found>();

  constructor(from: Catalog, changes: readonly Change[]) {
    this.#attachments = [
      ...from.attachments,
      ...changes.flatMap((change) => (change.kind === "attachment" ? [change.from, change.to] : [])).filter((each) => each !== null),
    ];
    const objects = [...from.objects.values(), ...changes.flatMap((change) => (change.kind === "object" ? [change.from, change.to] : []))];
    const byId = new Map<ObjectId, AnyObject[]>();
    for (const object of objects) if (object !== null) byId.set(object.id, [...(byId.get(object.id) ?? []), object]);
    this.#objects = byId;
  }

  places(): readonly Found[] {
    const tagged = new Map<ObjectId, Attachment[]>();
    for (const each of this.#attachments) if (isTag(each.what)) tagged.set(each.what, [...(tagged.get(each.what) ?? []), each]);
    for (const each of this.#attachments) {
      const policyKind = policyKindOf(each.what);
      if (policyKind === null) continue;
      if (!isTag(each.on)) this.#add({ on: each.on, column: each.column ?? null, policyKind }, [each.what]);
      for (const tag of tagged.get(each.on) ?? []) this.#addTagged(tag, { policyKind, support: [each.what, each.on, tag.on] });
    }
    return [...this.#found.values()];
  }

  /** Where a tag's policy comes to: a column, the columns of a table, or those of all tables in a container. */
  #addTagged(tag: Attachment, { policyKind, support }: { readonly policyKind: string; readonly support: readonly ObjectId[] }): void {
    if (tag.column !== undefined) {
      this.#add({ on: tag.on, column: tag.column, policyKind }, support);
      return;
    }
    for (const [id, versions] of this.#objects) {
      if (id !== tag.on && !versions.some((object) => lineageOf(object).includes(tag.on))) continue;
      for (const column of new Set(versions.flatMap((object) => columnNames(object) ?? []))) this.#add({ on: id, column, policyKind }, support);
      this.#add({ on: id, column: null, policyKind }, support);
    }
  }

  #add({ on, column, policyKind }: Omit<Place, "lineage">, support: readonly ObjectId[]): void {
    const key = `${on}|${column ?? ""}|${policyKind}`;
    const [object] = this.#objects.get(on) ?? [];
    const found = this.#found.get(key) ?? { place: { on, column, policyKind, lineage: object === undefined ? [] : lineageOf(object) }, support: new Set() };
    for (const id of [on, ...support]) found.support.add(id);
    this.#found.set(key, found);
  }
}

function lineageOf({ name }: AnyObject): readonly ObjectId[] {
  const ofDatabase = name.length > 1 ? [idOf(database.name, name.slice(0, 1))] : [];
  return name.length > 2 ? [idOf(schema.name, name.slice(0, 2)), ...ofDatabase] : ofDatabase;
}
