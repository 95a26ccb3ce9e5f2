import fc from "fast-check";
import { expect, test } from "vitest";
import { closest } from "./closest.ts";

const fields = ["size", "type", "comment", "auto_suspend", "min_cluster_count", "max_cluster_count"];

test.each([
  ["sizee", "size"],
  ["SIZE", "size"],
  ["szie", "size"],
  ["auto-suspend", "auto_suspend"],
  ["autosuspend", "auto_suspend"],
  ["max_cluster_cuont", "max_cluster_count"],
  ["coment", "comment"],
])("%s means %s", (word, meant) => {
  expect(closest(word, fields)).toBe(meant);
});

test.each(["x", "warehouse", "", "commentary_text"])("nothing is near %j", (word) => {
  expect(closest(word, fields)).toBeNull();
});

test("a word of one letter is not replaced by another letter", () => {
  expect(closest("a", ["b"])).toBeNull();
});

test("the order of the candidates does not matter", () => {
  expect(closest("tabl", ["table", "tabla"])).toBe("tabla");
  expect(closest("tabl", ["tabla", "table"])).toBe("tabla");
});

test("one edit of a long word is found", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z_]{4,20}$/), fc.nat(), fc.constantFrom("insert", "delete", "replace"), (word, where, how) => {
      const at = where % word.length;
      const edited = how === "insert" ? `${word.slice(0, at)}x${word.slice(at)}` : `${word.slice(0, at)}${how === "replace" ? "x" : ""}${word.slice(at + 1)}`;
      expect(closest(edited, [word])).toBe(word);
    }),
  );
});
