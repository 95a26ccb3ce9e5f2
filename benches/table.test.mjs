import { expect, test } from "vitest";
import { median, tableOf } from "./table.mjs";

test("the median", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(() => median([])).toThrow("no samples");
});

test("a line a row, compared with the first row of its own bench", () => {
  const table = tableOf([
    { bench: "a", label: "one", samples: [10, 30, 20] },
    { bench: "a", label: "two", samples: [50] },
    { bench: "b", label: "other", samples: [1234.5], unit: "MB" },
  ]);
  expect(table.split("\n").map((line) => line.trim().split(/ {2,}/))).toEqual([
    ["bench", "case", "median", "range", "ratio"],
    ["a", "one", "20.0 ms", "10.0 - 30.0", "1.00x"],
    ["a", "two", "50.0 ms", "50.0 - 50.0", "2.50x"],
    ["b", "other", "1235 MB", "1235 - 1235", "1.00x"],
  ]);
});
