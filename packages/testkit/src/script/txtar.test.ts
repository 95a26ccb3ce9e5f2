import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatTxtar, parseTxtar } from "./txtar.ts";

describe("parseTxtar", () => {
  test("a comment and files, with the lines of their markers", () => {
    expect(parseTxtar("# c\n\nplan\n-- a/b.yaml --\nx: 1\n\n--not a marker--\n-- empty --\n-- last --\nno newline")).toEqual({
      comment: "# c\n\nplan\n",
      files: [
        { name: "a/b.yaml", text: "x: 1\n\n--not a marker--\n", line: 4 },
        { name: "empty", text: "", line: 8 },
        { name: "last", text: "no newline\n", line: 9 },
      ],
    });
  });

  test.each(["/etc/x", "../x", "a/../../x", "a//b", "a\\b"])("refuses a name that leads out: %s", (name) => {
    expect(() => parseTxtar(`-- ${name} --\n`)).toThrow("line 1");
  });

  test("refuses a name that stands twice", () => expect(() => parseTxtar("-- a --\n-- a --\n")).toThrow("line 2: a stands twice"));
});

describe("formatTxtar", () => {
  test("refuses a text that would end its own section", () => {
    expect(() => formatTxtar({ comment: "", files: [{ name: "a", text: "x\n-- b --\n", line: 1 }] })).toThrow("cannot hold");
  });

  test("parse and format are inverse", () => {
    const text = fc.array(fc.constantFrom("", "x", "-- ", "--", " -- a --", "# é", "a: 'b'")).map((lines) => lines.map((line) => `${line}\n`).join(""));
    const files = fc.uniqueArray(fc.record({ name: fc.constantFrom("a", "b/c", "golden", "x y"), text }), { selector: (file) => file.name });
    fc.assert(
      fc.property(text, files, (comment, some) => {
        const archive = parseTxtar(formatTxtar({ comment, files: some.map((file) => ({ ...file, line: 0 })) }));
        expect(archive.comment).toBe(comment);
        expect(archive.files.map(({ name, text }) => ({ name, text }))).toEqual(some);
      }),
    );
  });
});
