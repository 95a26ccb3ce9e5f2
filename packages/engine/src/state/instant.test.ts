import { expect, test } from "vitest";
import { instantOf } from "./instant.ts";

test.each([
  ["1763727998.123000000", 1763727998123],
  ["1763727998.123000000 1440", 1763727998123],
  ["2025-11-21 12:26:38.123000000 +0000", Date.UTC(2025, 10, 21, 12, 26, 38, 123)],
  ["2025-11-21 04:26:38.123 -0800", Date.UTC(2025, 10, 21, 12, 26, 38, 123)],
  ["2025-11-21T12:26:38Z", Date.UTC(2025, 10, 21, 12, 26, 38)],
])("%s", (cell, at) => expect(instantOf(cell)).toBe(at));

test.each([null, undefined, "", "yesterday", "2025-11-21 12:26:38", "2025-13-41 12:26:38 +0000"])("%s tells no moment", (cell) => {
  expect(instantOf(cell)).toBeNull();
});
