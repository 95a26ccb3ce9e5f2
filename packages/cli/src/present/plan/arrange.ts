import { type AnyObject, catalogue, containerOf, database, kindNamed, schema } from "@snowtower/kinds";
import { displayedName, type QualifiedName } from "@snowtower/sql";
import type { ObjectEntry } from "./object-entry.ts";

/** Objects under a heading, as people look for them. */
export interface Section {
  readonly title: string;
  /** What the heading names, where the plan does something to it: then that is the heading. */
  readonly own?: ObjectEntry;
  readonly entries: readonly ObjectEntry[];
  /** The schemas of a database. */
  readonly inside: readonly Section[];
}

const RANK: ReadonlyMap<string, number> = new Map(catalogue.map(({ name }, i) => [name, i]));

/** First what is in the account itself, by kind; then each database with its schemas. */
export function arrange(entries: readonly ObjectEntry[]): readonly Section[] {
  const ofDatabases = entries.filter(({ object }) => placeOf(object) !== null);
  const ofAccount = entries.filter(({ object }) => placeOf(object) === null);
  const kinds = sorted(new Set(ofAccount.map(({ object }) => object.kind)), (kind) => String(RANK.get(kind) ?? 0).padStart(4, "0"));
  return [
    ...kinds.map((kind) => ({
      title: inTitle(kindNamed(kind).plural),
      entries: inOrder(ofAccount.filter(({ object }) => object.kind === kind)),
      inside: [],
    })),
    ...byPlace(ofDatabases, 1).map(([name, all]) => databaseSection(name, all)),
  ];
}

function databaseSection(name: QualifiedName, all: readonly ObjectEntry[]): Section {
  const schemas = byPlace(
    all.filter(({ object }) => placeOf(object)?.length !== 1),
    2,
  );
  const inside = schemas.map(([place, entries]) => placeSection("Schema", place, entries));
  return {
    ...placeSection(
      "Database",
      name,
      all.filter(({ object }) => placeOf(object)?.length === 1),
    ),
    inside,
  };
}

function placeSection(word: string, name: QualifiedName, entries: readonly ObjectEntry[]): Section {
  const own = entries.find(({ object }) => isPlace(object) && object.name.length === name.length);
  return {
    title: `${word} ${displayedName(name)}`,
    ...(own === undefined ? {} : { own }),
    entries: inOrder(entries.filter((entry) => entry !== own)),
    inside: [],
  };
}

function isPlace({ kind }: AnyObject): boolean {
  return kind === database.name || kind === schema.name;
}

/** Where in the databases the object stands: a database's and a schema's own place is under their own heading. */
function placeOf(object: AnyObject): QualifiedName | null {
  if (isPlace(object)) return object.name;
  return containerOf(object) === null ? null : object.name.slice(0, kindNamed(object.kind).scope === "schema" ? 2 : 1);
}

function byPlace(entries: readonly ObjectEntry[], parts: number): readonly (readonly [QualifiedName, readonly ObjectEntry[]])[] {
  const places = new Map<string, { readonly name: QualifiedName; readonly entries: ObjectEntry[] }>();
  for (const entry of entries) {
    const name = entry.object.name.slice(0, parts);
    const place = places.get(displayedName(name)) ?? { name, entries: [] };
    places.set(displayedName(name), place);
    place.entries.push(entry);
  }
  return sorted(places, ([key]) => key).map(([, place]) => [place.name, place.entries]);
}

/** A container before its contents, then by kind and name. */
function inOrder(entries: readonly ObjectEntry[]): readonly ObjectEntry[] {
  return sorted(entries, ({ object }) => `${String(RANK.get(object.kind) ?? 0).padStart(4, "0")} ${object.id}`);
}

function sorted<T>(items: Iterable<T>, key: (item: T) => string): readonly T[] {
  return [...items]
    .map((item) => ({ item, key: key(item) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item);
}

function inTitle(plural: string): string {
  return plural.charAt(0) + plural.slice(1).toLowerCase();
}
