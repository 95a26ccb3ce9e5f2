import fc from "fast-check";
import { expect, test } from "vitest";
import { sortedBy, sortedByCodePoint } from "./code-point-order.ts";

test("orders as the code points do, not as UTF-16 does", () => {
  expect(sortedByCodePoint(["\u{1f600}", "\uffee", "b", "B", "ab", "a"])).toEqual(["B", "a", "ab", "b", "\uffee", "\u{1f600}"]);
});

test("agrees with comparing code point by code point", () => {
  const points = (text: string): number[] => [...text].map((c) => c.codePointAt(0) as number);
  const compare = (a: readonly number[], b: readonly number[]): number => {
    const i = a.findIndex((point, at) => point !== b[at]);
    return i < 0 ? a.length - b.length : (a[i] as number) - (b[i] ?? -1);
  };
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" })), (texts) => {
      expect(sortedByCodePoint(texts)).toEqual([...texts].sort((a, b) => compare(points(a), points(b))));
    }),
  );
});

test("sorts items by a text of theirs", () => {
  expect(sortedBy([{ id: "b" }, { id: "a" }], ({ id }) => id)).toEqual([{ id: "a" }, { id: "b" }]);
});
