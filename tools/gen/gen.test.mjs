import { describe, expect, test } from "vitest";
import { spliced } from "./architecture.mjs";
import { codesOf, pagesOf } from "./error-pages.mjs";

const entry = { title: "a | b", explanation: "Because.", fix: "Do it." };

describe("error pages", () => {
  test("a page a code and an index, in the order of the codes, from either form of the table", () => {
    const pages = new Map(pagesOf(codesOf({ ST1002: entry, ST1001: entry })));
    expect([...pages.keys()]).toEqual(["docs/errors/ST1001.md", "docs/errors/ST1002.md", "docs/errors/README.md"]);
    expect(pages.get("docs/errors/ST1001.md")).toBe("# ST1001: a | b\n\nBecause.\n\n## What to do\n\nDo it.\n");
    expect(pages.get("docs/errors/README.md")).toContain("| [ST1001](ST1001.md) | a \\| b |\n| [ST1002]");
    expect(codesOf([{ code: "ST1001", ...entry }])).toEqual(codesOf({ ST1001: entry }));
  });

  test("an entry that lacks a part, or stands twice, is refused", () => {
    expect(() => codesOf({ ST1001: { ...entry, fix: " " } })).toThrow("ST1001 has no fix");
    const twice = { code: "ST1001", ...entry };
    expect(() => codesOf([twice, twice])).toThrow("ST1001 stands twice");
    expect(() => codesOf(undefined)).toThrow("exports no");
  });
});

test("splicing replaces what is between the marks and nothing else", () => {
  expect(spliced("a\n<!-- begin: x -->\nold\n<!-- end: x -->\nb", "x", "new")).toBe("a\n<!-- begin: x -->\nnew\n<!-- end: x -->\nb");
  expect(() => spliced("a", "x", "new")).toThrow("begin: x");
});
