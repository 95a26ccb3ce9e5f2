import { expect, test } from "vitest";
import { shownCell } from "./shown-cell.ts";

test.each([
  [null, "text", null],
  ["1", "fixed", "1"],
  ["1", "boolean", "true"],
  ["0", "boolean", "false"],
  ["19700", "date", "2023-12-09"],
  ["1700000000.123000000", "timestamp_ntz", "2023-11-14 22:13:20.123"],
  ["1700000000.123456789", "timestamp_ltz", "2023-11-14 22:13:20.123456789Z"],
  ["0.000", "timestamp_ltz", "1970-01-01 00:00:00Z"],
  ["1700000000.5 1500", "timestamp_tz", "2023-11-14 23:13:20.5 +01:00"],
  ["1700000000 1110", "timestamp_tz", "2023-11-14 16:43:20 -05:30"],
  ["not a number", "timestamp_ltz", "not a number"],
  ["99999999999999999", "date", "99999999999999999"],
  ["1.50", undefined, "1.50"],
])("%s as %s", (cell, type, shown) => {
  expect(shownCell(cell, type)).toBe(shown);
});
