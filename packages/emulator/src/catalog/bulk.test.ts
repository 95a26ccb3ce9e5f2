import fc from "fast-check";
import { expect, test } from "vitest";
import { catalogOf } from "./bulk.ts";
import { EMPTY_CATALOG } from "./catalog.ts";
import type { Entry } from "./entry.ts";
import type { FutureGrant, Grant } from "./grant.ts";
import { type Mutation, mutate } from "./mutation.ts";
import { get, leafOf, mapOfLeaves, type PersistentMap, set } from "./persistent-map.ts";

/** Without the order of collisions, which says nothing. */
function content(map: PersistentMap<string | number, unknown>, keys: readonly (string | number)[]): unknown {
  return { size: map.size, values: keys.map((key) => get(map, key)) };
}

test("a map built at once is the map that is built pair by pair", () => {
  // Few keys and many pairs, so that some come twice; the two long ones have the same hash.
  const key = fc.oneof(fc.string({ maxLength: 2 }), fc.integer({ min: 0, max: 2000 }), fc.constantFrom("costarring", "liquid", "declinate", "macallums"));
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.integer()), { maxLength: 300 }), (pairs) => {
      const keys = pairs.map(([at]) => at);
      const one = pairs.reduce((map, [at, value]) => set(map, at, value), mapOfLeaves<string | number, number>([]));
      const bulk = mapOfLeaves(pairs.map(([at, value]) => leafOf<string | number, number>(at, value)));
      expect(content(bulk, keys)).toEqual(content(one, keys));
    }),
  );
});

const blank = { args: null, createdOn: 1, droppedOn: null, comment: null, properties: {}, parameters: {} };

test("a catalog built at once is the one that statements would have made", () => {
  const id = fc.integer({ min: 1, max: 30 });
  const entry: fc.Arbitrary<Entry> = fc
    .record({ id, class: fc.constantFrom("ROLE", "TABLE", "FUNCTION"), parent: fc.constant(0), owner: fc.option(id), dropped: fc.boolean() })
    .map(({ owner, dropped, ...of }) => ({
      ...blank,
      ...of,
      name: `N${of.id}`,
      args: of.class === "FUNCTION" ? "NUMBER" : null,
      owner: owner === null ? null : { role: owner, by: null, since: 1 },
      droppedOn: dropped ? 5 : null,
    }));
  const grant: fc.Arbitrary<Grant> = fc.record({
    privilege: fc.constantFrom("USAGE", "SELECT"),
    on: id,
    to: id,
    by: fc.option(id),
    grantOption: fc.boolean(),
    createdOn: fc.constant(1),
  });
  const future: fc.Arbitrary<FutureGrant> = grant.map(({ on, ...rest }) => ({ ...rest, in: on, class: "TABLE" }));
  fc.assert(
    fc.property(
      fc.uniqueArray(entry, { selector: (of) => of.id, maxLength: 20 }),
      fc.array(grant, { maxLength: 40 }),
      fc.array(future, { maxLength: 10 }),
      (entries, grants, futureGrants) => {
        const mutations: Mutation[] = [
          ...entries.map((of): Mutation => ({ kind: "put", entry: of })),
          ...grants.map((of): Mutation => ({ kind: "grant", grant: of })),
          ...futureGrants.map((of): Mutation => ({ kind: "grant-future", grant: of })),
        ];
        expect(catalogOf({ entries, grants, futureGrants })).toEqual(mutations.reduce(mutate, EMPTY_CATALOG));
      },
    ),
  );
});
