import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyMap, get, keysOf, type PersistentMap, remove, set, valuesOf } from "./persistent-map.ts";

const key = fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom("Aa", "BB", "AaAa", "BBBB", "AaBB"));
const step = fc.oneof(fc.record({ kind: fc.constant("set" as const), key, value: fc.integer() }), fc.record({ kind: fc.constant("remove" as const), key }));

describe("persistent map", () => {
  it("does what Map does, and leaves every earlier map as it was", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        let map: PersistentMap<string, number> = emptyMap();
        const model = new Map<string, number>();
        const past: { readonly map: PersistentMap<string, number>; readonly model: ReadonlyMap<string, number> }[] = [];
        for (const s of steps) {
          past.push({ map, model: new Map(model) });
          if (s.kind === "set") {
            map = set(map, s.key, s.value);
            model.set(s.key, s.value);
          } else {
            map = remove(map, s.key);
            model.delete(s.key);
          }
        }
        for (const moment of [...past.slice(-20), { map, model }]) {
          expect(moment.map.size).toBe(moment.model.size);
          expect(new Set(keysOf(moment.map))).toEqual(new Set(moment.model.keys()));
          expect(valuesOf(moment.map).sort()).toEqual([...moment.model.values()].sort());
          for (const [k, v] of moment.model) expect(get(moment.map, k)).toBe(v);
        }
      }),
    );
  });

  it("holds numbers, too, in the tens of thousands", () => {
    let map: PersistentMap<number, number> = emptyMap();
    for (let i = 0; i < 50_000; i++) map = set(map, i, i * 2);
    expect(map.size).toBe(50_000);
    expect(get(map, 49_999)).toBe(99_998);
    expect(get(map, 50_000)).toBeUndefined();
    for (let i = 0; i < 50_000; i += 2) map = remove(map, i);
    expect(map.size).toBe(25_000);
    expect(get(map, 2)).toBeUndefined();
    expect(get(map, 3)).toBe(6);
  });
});
