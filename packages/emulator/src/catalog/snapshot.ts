import { catalogOf } from "./bulk.ts";
import type { Catalog } from "./catalog.ts";
import type { Mutation } from "./mutation.ts";
import { valuesOf } from "./persistent-map.ts";

/** The mutations that make this catalog from nothing, objects first (in the order of their numbers), then grants. */
export function snapshotMutations(catalog: Catalog): readonly Mutation[] {
  const entries = [...valuesOf(catalog.entries)].sort((a, b) => a.id - b.id);
  const puts: Mutation[] = entries.map((entry) => ({ kind: "put", entry }));
  const grants: Mutation[] = valuesOf(catalog.grantsOn).flatMap((on) => valuesOf(on).map((grant) => ({ kind: "grant" as const, grant })));
  const future: Mutation[] = valuesOf(catalog.futureIn).flatMap((inside) => valuesOf(inside).map((grant) => ({ kind: "grant-future" as const, grant })));
  return [...puts, ...grants, ...future];
}

/** The catalog of a snapshot's mutations. */
export function catalogOfSnapshot(mutations: readonly Mutation[]): Catalog {
  return catalogOf({
    entries: mutations.flatMap((mutation) => (mutation.kind === "put" ? [mutation.entry] : [])),
    grants: mutations.flatMap((mutation) => (mutation.kind === "grant" ? [mutation.grant] : [])),
    futureGrants: mutations.flatMap((mutation) => (mutation.kind === "grant-future" ? [mutation.grant] : [])),
  });
}
