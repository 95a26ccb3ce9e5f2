import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type OrderNode, order, type Strength } from "./order.ts";

function node(id: string, after: Readonly<Record<string, Strength>> = {}, rank = 0): OrderNode {
  return { id, rank, after: new Map(Object.entries(after)) };
}

/** Nodes whose edges all lead to smaller numbers. */
const dag = fc
  .integer({ min: 1, max: 40 })
  .chain((size) =>
    fc
      .array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1), fc.boolean()), { maxLength: 80 })
      .map((pairs) =>
        Array.from({ length: size }, (_, i) =>
          node(
            `n${i}`,
            Object.fromEntries(pairs.flatMap(([a, b, soft]) => (Math.max(a, b) === i && a !== b ? [[`n${Math.min(a, b)}`, soft ? "soft" : "hard"]] : []))),
            i % 3,
          ),
        ),
      ),
  );

const anyGraph = fc
  .integer({ min: 1, max: 15 })
  .chain((size) =>
    fc
      .array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1), fc.boolean()), { maxLength: 40 })
      .map((pairs) =>
        Array.from({ length: size }, (_, i) =>
          node(`n${i}`, Object.fromEntries(pairs.flatMap(([a, b, soft]) => (a === i ? [[`n${b}`, soft ? "soft" : "hard"]] : [])))),
        ),
      ),
  );

describe("order", () => {
  test("puts everything after what it waits for", () => {
    fc.assert(
      fc.property(dag, (nodes) => {
        const { ids, gaveWay, cycles } = order(nodes);
        expect([...ids].sort()).toEqual(nodes.map(({ id }) => id).sort());
        expect([gaveWay, cycles]).toEqual([[], []]);
        const at = new Map(ids.map((id, i) => [id, i]));
        for (const { id, after } of nodes) for (const before of after.keys()) expect(at.get(before)).toBeLessThan(at.get(id) as number);
      }),
    );
  });

  test("does not depend on the order it was given", () => {
    fc.assert(
      fc.property(anyGraph, (nodes) => {
        expect(order([...nodes].reverse())).toEqual(order(nodes));
      }),
    );
  });

  test("names every edge that it breaks, and no other", () => {
    fc.assert(
      fc.property(anyGraph, (nodes) => {
        const { ids, gaveWay, cycles } = order(nodes);
        const at = new Map(ids.map((id, i) => [id, i]));
        const cut = new Set(cycles.map((cycle) => cycle.cut));
        const told = new Set(gaveWay.map(({ id, after }) => `${id} ${after}`));
        for (const { id, after } of nodes) {
          for (const [before, strength] of after) {
            if (before === id || (at.get(before) as number) < (at.get(id) as number)) continue;
            expect(cut.has(id) || (strength === "soft" && told.has(`${id} ${before}`)), `${id} before ${before}`).toBe(true);
          }
        }
      }),
    );
  });

  test("takes the lesser rank first, then the lesser id", () => {
    expect(order([node("b"), node("a", {}, 1), node("c"), node("d", { a: "hard" })]).ids).toEqual(["b", "c", "a", "d"]);
  });

  test("lets a soft edge give way in a cycle, and only there", () => {
    const found = order([node("a", { b: "soft" }), node("b", { a: "hard" }), node("c", { b: "soft" })]);
    expect(found).toEqual({ ids: ["a", "b", "c"], gaveWay: [{ id: "a", after: "b" }], cycles: [] });
  });

  test("tells a cycle of hard edges and cuts it where it may", () => {
    const nodes = [node("a", { b: "hard" }), node("b", { c: "hard" }), node("c", { a: "hard" }), node("d", { c: "hard" })];
    expect(order(nodes, (id) => id === "b").cycles).toEqual([{ ids: ["a", "b", "c"], cut: "b" }]);
    expect(order(nodes, (id) => id === "b").ids).toEqual(["b", "a", "c", "d"]);
    expect(order(nodes).cycles).toEqual([{ ids: ["a", "b", "c"], cut: "a" }]);
  });

  test("is not thrown by a long chain", () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => node(`n${i}`, i === 0 ? { n19999: "soft" } : { [`n${i - 1}`]: "hard" }));
    expect(order(chain).gaveWay).toEqual([{ id: "n0", after: "n19999" }]);
  });
});
