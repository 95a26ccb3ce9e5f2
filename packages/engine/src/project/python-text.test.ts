import { expect, test } from "vitest";
import { typePlain } from "./plain-scalar.ts";
import { pythonText } from "./python-text.ts";

/** Right: what Python's `str(yaml.safe_load(left))` gives. */
test.each([
  ["1", "1"],
  ["-017", "-15"],
  ["1_000", "1000"],
  ["1:30", "90"],
  ["1.0", "1.0"],
  ["1.10", "1.1"],
  ["-0.0", "-0.0"],
  ["0.0001", "0.0001"],
  ["0.00001", "1e-05"],
  ["1.5e-7", "1.5e-07"],
  ["123456789012345.0", "123456789012345.0"],
  ["1234567890123456.0", "1234567890123456.0"],
  ["12345678901234567.0", "1.2345678901234568e+16"],
  ["1.0e+16", "1e+16"],
  ["1.0e+100", "1e+100"],
  ["3.14159", "3.14159"],
  [".inf", "inf"],
  ["-.inf", "-inf"],
  [".nan", "nan"],
  ["yes", "True"],
  ["off", "False"],
  ["plain text", "plain text"],
])("%s is %s in a text", (source, text) => {
  expect(pythonText({ kind: "scalar", source, ...typePlain(source), secret: false, at: { file: "f", line: 1, column: 1 } })).toBe(text);
});
