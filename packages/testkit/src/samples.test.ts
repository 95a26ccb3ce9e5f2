import { expect, test } from "vitest";
import { samples } from "./index.ts";

test("scaled, rounded, never none", () => {
  expect(samples(100, {})).toBe(100);
  expect(samples(100, { SNOWTOWER_SAMPLES: "0.25" })).toBe(25);
  expect(samples(3, { SNOWTOWER_SAMPLES: "0.01" })).toBe(1);
  expect(samples(10, { SNOWTOWER_SAMPLES: "20" })).toBe(200);
});

test.each(["0", "-1", "many", "Infinity"])("refuses %s", (value) => {
  expect(() => samples(10, { SNOWTOWER_SAMPLES: value })).toThrow("not a positive number");
});
