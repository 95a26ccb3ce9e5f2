import { describe, expect, test } from "vitest";
import { stringValue, tokenize } from "./tokens.mjs";

const words = (source) => tokenize(source).tokens.flatMap((t) => (t.kind === "word" ? [t.text] : []));

describe("tokenize", () => {
  test.each([
    ["line and block comments", "a // b\n/* c\n d */ e", ["a", "e"]],
    ["strings with escaped quotes", `a "b \\" c" 'd' e`, ["a", "e"]],
    ["a template's holes are code, its text is not", "a `b ${c + `d ${e}`} f` g", ["a", "c", "e", "g"]],
    ["braces inside a hole", "`${{ a: { b } }} c` d", ["a", "b", "d"]],
    ["a regular expression after a mark", "a = /b['\"]c/g; d", ["a", "d"]],
    ["a slash in a class", "return /[/b]/.test(c)", ["return", "test", "c"]],
    ["division", "a / b / c", ["a", "b", "c"]],
    ["division after a bracket", "(a) / b; c / d", ["a", "b", "c", "d"]],
    ["a quote that never closes costs one line", "a 'b c\nd", ["a", "d"]],
    ["a hashbang", "#!/usr/bin/env node\na", ["a"]],
  ])("%s", (_, source, expected) => expect(words(source)).toEqual(expected));

  test("lines are counted through comments, strings and templates", () => {
    const { tokens } = tokenize("/*\n*/ a\n`\n\n` b\n// x\nc");
    expect(tokens.filter((t) => t.kind === "word").map((t) => [t.text, t.line])).toEqual([
      ["a", 2],
      ["b", 5],
      ["c", 7],
    ]);
  });

  test("a string's value is without its quotes", () => {
    expect(
      tokenize(`x("./a.ts")`)
        .tokens.filter((t) => t.kind === "string")
        .map(stringValue),
    ).toEqual(["./a.ts"]);
  });
});
