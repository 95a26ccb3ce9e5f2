import type { ConfigNode, Diagnostic } from "@snowtower/kinds";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readYaml, type YamlOptions } from "./yaml.ts";

function read(
  text: string,
  options: Partial<YamlOptions> = {},
): { readonly node: ConfigNode | null; readonly said: readonly string[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const node = readYaml(text, { file: "f.yaml", report: (d) => diagnostics.push(d), ...options });
  return { node, diagnostics, said: diagnostics.map((d) => `${d.code} ${d.at.line}:${d.at.column} ${d.message}`) };
}

function entry(node: ConfigNode | null, key: string): ConfigNode {
  const found = node?.kind === "map" ? node.entries.find((each) => each.key === key) : undefined;
  if (found === undefined) throw new Error(`no entry ${key}`);
  return found.value;
}

describe("positions", () => {
  test("of keys, values and items", () => {
    const { node } = read("# c\nwh:\n  size: XSMALL\n  tags: [a, 'b']\n");
    const wh = entry(node, "wh");
    expect(wh.at).toEqual({ file: "f.yaml", line: 3, column: 3 });
    expect(entry(wh, "size").at).toEqual({ file: "f.yaml", line: 3, column: 9 });
    const tags = entry(wh, "tags");
    expect(tags.kind === "list" && tags.items.map((item) => item.at.column)).toEqual([10, 13]);
  });

  test("the value behind an alias is where it was written", () => {
    expect(entry(read("a: &x\n  b: 1\nc: *x\n").node, "c").at).toMatchObject({ line: 2, column: 3 });
  });
});

describe("sources", () => {
  test("a number keeps its text", () => {
    expect(entry(read("v: 1.10").node, "v")).toMatchObject({ value: 1.1, source: "1.10", type: "number" });
  });
  test("a date stays text", () => {
    expect(entry(read("v: 2024-01-31").node, "v")).toMatchObject({ value: "2024-01-31", source: "2024-01-31", type: "date" });
  });
  test("keys are text as written", () => {
    const { node } = read("on: 1\n0x1F: 2\n1.50: 3\n");
    expect(node?.kind === "map" && node.entries.map((each) => each.key)).toEqual(["on", "0x1F", "1.50"]);
  });
});

describe("mistakes", () => {
  test.each<[name: string, text: string, said: string[]]>([
    ["a quote", "a: 'x\nb: 1\n", ["ST1022 1:4 the quote that opens here is not closed"]],
    ["a quote at the end of the file", "a: 'q''", ["ST1022 1:4 the quote that opens here is not closed"]],
    ["an escaped quote at the end", 'a: "q\\"', ["ST1022 1:4 the quote that opens here is not closed"]],
    ["a bracket", "a: 1\nb: [1, 2\nc: 3\n", ["ST1022 2:4 the { or [ that opens here is not closed"]],
    ["a tab", "a:\n\tb: 1\n", ["ST1021 2:1 a tab is used as indentation"]],
    ["too far right", "a: 1\n  b: 2\n", ["ST1023 2:3 the line is indented further than the line before it, which is no map"]],
    ["too far left", "a:\n   b: 1\n  c: 2\n", ["ST1023 3:1 the line does not start in the same column as the entries before it"]],
    ["an escape", 'a: "\\q"\n', ["ST1024 1:5 unknown escape after a backslash"]],
    ["a colon in a text", "a: b: c\n", ['ST1020 1:4 a second "key: value" on one line']],
    ["a reserved character", "a: @x\n", ["ST1020 1:4 a text cannot start with this character"]],
    ["a control character", "a: x\u0007\n", ["ST1025 1:5 the character U+0007 is not allowed in a file"]],
    ["a second document", "a: 1\n---\nb: 2\n", ["ST1026 2:1 a second document starts here"]],
    ["a key given twice", "a: 1\nb: 2\na: 3\n", ['ST1027 3:1 "a" is given twice; the last value is used']],
    ["a list as key", "? [a]\n: b\n", ["ST1028 1:3 a list cannot be a key"]],
    ["no key", ": b\n", ["ST1028 1:1 nothing cannot be a key"]],
    ["a pattern that is an alias", "a: *_raw\n", ["ST1029 1:4 there is no anchor &_raw before this alias"]],
    ["an alias in itself", "a: &x [1, *x]\n", ["ST1030 1:11 the alias *x stands inside its own anchor"]],
    ["a merge of a text", "a: {<<: x}\n", ["ST1033 1:9 the value of << has to be a map or a list of maps"]],
    ["a tag", "a: !secret x\n", ["ST1034 1:12 unknown tag !secret"]],
    ["a tag that does not fit", "a: !!int x\n", ["ST1035 1:10 the value does not fit the tag !!int"]],
    ["a python object", "a: !!python/object/apply:os.system ['x']\n", ["ST1034 1:36 unknown tag !!python/object/apply:os.system"]],
  ])("%s", (_name, text, said) => {
    expect(read(text).said).toEqual(said);
  });

  test("all of a file are told, in order, one a line", () => {
    const { node, said } = read("b:\n  - x\n  y: 1\nc: 'a' b\nd: @\n");
    expect(node).toBeNull();
    expect(said.map((line) => line.slice(0, 10))).toEqual(["ST1023 3:1", "ST1020 4:8", "ST1020 5:4"]);
  });

  test("no message quotes what stands in the file", () => {
    for (const text of [
      "a: 'hunter2\n",
      "- x\nhunter2: hunter2\n",
      "a: 'x' hunter2\n",
      "a: >hunter2\n",
      'a: "\\qhunter2"\n',
      "a: {hunter2\n",
      "%hunter2 x\n",
    ]) {
      const { diagnostics, said } = read(text);
      expect(said.length, text).toBeGreaterThan(0);
      expect(JSON.stringify(diagnostics)).not.toContain("hunter2");
    }
  });

  test("the number of mistakes that are told has a limit", () => {
    expect(read("a: @\n".repeat(1000)).said).toHaveLength(50);
  });
});

describe("keys and merges", () => {
  test("of a key that is given twice the last value stands, once", () => {
    const { node, diagnostics } = read("a: 1\nb: 2\na: 3\n");
    expect(node?.kind === "map" && node.entries.map((each) => [each.key, each.value.kind === "scalar" && each.value.value])).toEqual([
      ["a", 3],
      ["b", 2],
    ]);
    expect(diagnostics[0]).toMatchObject({ severity: "warning", hint: "first given on line 1" });
  });
  test("a merge is no duplicate", () => {
    expect(read("x: &x {a: 1}\ny:\n  <<: *x\n  a: 2\n").said).toEqual([]);
  });
});

describe("limits", () => {
  test("aliases of aliases", () => {
    const levels = [..."bcdefghij"].map((name, i) => `${name}: &${name} [${Array(10).fill(`*${"abcdefghij"[i]}`).join(", ")}]\n`);
    const { node, said } = read(`a: &a [x, x]\n${levels.join("")}`);
    expect(node).toBeNull();
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^ST1031 \d+:\d+ the file holds more than 1000000 values/);
  });

  test("entries that are merged count too", () => {
    const { said } = read("a: &a {b: 1, c: 2}\nx: {<<: *a}\ny: {<<: *a}\n", { maxNodes: 9 });
    expect(said).toEqual([expect.stringMatching(/^ST1031/)]);
  });

  test.each([
    ["brackets", "[".repeat(100_000)],
    ["maps", "{a: ".repeat(100_000)],
    ["dashes", "- ".repeat(100_000)],
    ["lines", Array.from({ length: 500 }, (_, i) => `${" ".repeat(i)}a:\n`).join("")],
    ["aliases", `a0: &a0 [1]\n${Array.from({ length: 500 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]\n`).join("")}`],
  ])("deep %s", (_name, text) => {
    const { node, said } = read(text);
    expect(node).toBeNull();
    expect(said).toEqual([expect.stringMatching(/^ST1032/)]);
  });

  test("what is as deep as allowed is read", () => {
    expect(read("[".repeat(100) + "]".repeat(100)).said).toEqual([]);
  });
});

describe("tags", () => {
  const tags = { "!twice": (text: string) => ({ text: text + text, secret: false }), "!hide": (text: string) => ({ text, secret: true }), "!fail": () => null };

  test("a reader gives the text", () => {
    const { node } = read("a: !twice ab\nb: !hide x\nc: [!twice '1']\n", { tags });
    expect(entry(node, "a")).toMatchObject({ value: "abab", source: "abab", type: "text", secret: false });
    expect(entry(node, "b")).toMatchObject({ value: "x", secret: true });
    expect(entry(node, "c")).toMatchObject({ items: [{ value: "11", type: "text" }] });
  });
  test("what cannot be read stands as an empty text, so that the rest is still checked", () => {
    expect(entry(read("a: !fail x\n", { tags }).node, "a")).toMatchObject({ value: "", type: "text" });
  });
  test("only a text can be tagged", () => {
    expect(read("a: !twice [x]\n", { tags }).said).toEqual(["ST1035 1:11 the tag !twice does not fit a list"]);
  });
  test("a secret is no key", () => {
    const { said } = read("!hide hunter2: 1\n", { tags });
    expect(said).toEqual(["ST1028 1:7 a secret cannot be a key"]);
  });
});

describe("any text", () => {
  const yamlish = fc
    .array(
      fc.constantFrom(
        "a",
        "1",
        ": ",
        ":\n",
        "\n",
        "\n  ",
        "- ",
        "'",
        '"',
        "[",
        "]",
        "{",
        "}",
        ", ",
        "|\n",
        ">-\n",
        "&x ",
        "*x",
        "<<: ",
        "!t ",
        "? ",
        "#",
        "%",
        "@",
        "---\n",
        "\t",
        "\\",
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join(""));

  test("never throws, and without a value there is a mistake", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), yamlish), (text) => {
        const { node, diagnostics } = read(text);
        expect(node === null).toBe(node === null && diagnostics.some((d) => d.severity === "error"));
        for (const { at } of diagnostics) {
          expect(at.line).toBeGreaterThanOrEqual(1);
          expect(at.line).toBeLessThanOrEqual(text.split("\n").length);
          expect(at.column).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 1500 },
    );
  });

  test("a text in JSON's quotes is the same text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(
          entry(read(`k: ${JSON.stringify(text).replace(/[\u007f-\u009f\ufeff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`).node, "k"),
        ).toMatchObject({ value: text, type: "text" });
      }),
    );
  });
});
