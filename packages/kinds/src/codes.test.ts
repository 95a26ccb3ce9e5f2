import { expect, test } from "vitest";
import { codes } from "./codes.ts";

test("a code stands once, in order, and its texts are whole sentences", () => {
  const numbers = codes.map(({ code }) => Number(code.slice(2)));
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  for (const { code, title, explanation, fix } of codes) {
    expect(code).toMatch(/^ST[1-9][0-9]{3}$/);
    expect(title, code).toMatch(/^[A-Z].*[^.]$/);
    expect(explanation, code).toMatch(/^["!A-Z].*\.$/);
    expect(fix, code).toMatch(/^[A-Z].*\.$/);
  }
});
