// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a placeholder is written ${{ name }}

import type { ConfigNode, Diagnostic } from "@snowtower/kinds";
import { expect, test } from "vitest";
import { builtInPlaceholders, type PlaceholderSource, withPlaceholders } from "./placeholders.ts";
import { substitute } from "./substitute.ts";
import { readYaml } from "./yaml.ts";

const VALUES = `
name: SALES
size: XSMALL
count: 3
octal: 012
hex: 0x1F
ratio: 1.50
big: 123456789012345678901234567890
flag: yes
list: [a, 2, true]
when: 2024-01-31
dotted.name-x: d
`;

function filled(text: string, sources: readonly PlaceholderSource[] = [{ kind: "yaml", file: "placeholder.yaml", text: VALUES }]) {
  const diagnostics: Diagnostic[] = [];
  const report = (d: Diagnostic) => diagnostics.push(d);
  const tags = { "!hide": (written: string) => ({ text: written, secret: true }) };
  const placeholders = sources.reduce((earlier, source) => withPlaceholders(earlier, source, { report, tags }), builtInPlaceholders("DEV__"));
  const node = readYaml(text, { file: "f.yaml", report, tags }) as ConfigNode;
  return {
    node: substitute(node, { placeholders, report, text }),
    diagnostics,
    said: diagnostics.map((d) => `${d.code} ${d.at.file}:${d.at.line}:${d.at.column} ${d.message}`),
  };
}

function plain(node: ConfigNode): unknown {
  if (node.kind === "list") return node.items.map(plain);
  return node.kind === "map" ? Object.fromEntries(node.entries.map((entry) => [entry.key, plain(entry.value)])) : node.value;
}

test.each([
  ["${{ count }}", 3],
  ["${{count}}", 3],
  ["${{ COUNT }}", 3],
  ["'${{ count }}'", 3],
  ["${{ flag }}", true],
  ["${{ octal }}", 10],
  ["${{ list }}", ["a", 2, true]],
  ["[x, '${{ name }}']", ["x", "SALES"]],
  ["${{ env_prefix }}", "DEV__"],
  ["${{ dotted.name-x }}", "d"],
  ["${{ env_prefix }}${{ name }}.X", "DEV__SALES.X"],
  ["n ${{ count }}", "n 3"],
  ["n ${{ octal }} ${{ hex }} ${{ big }}", "n 10 31 123456789012345678901234567890"],
  ["n ${{ ratio }}", "n 1.5"],
  ["n ${{ flag }}", "n True"],
  ["n ${{ when }}", "n 2024-01-31"],
  ["[{a: '${{ count }}', b: ['${{ name }}']}]", [{ a: 3, b: ["SALES"] }]],
])("%s", (written, value) => {
  const { node, said } = filled(`k: ${written}\n`);
  expect(said).toEqual([]);
  expect(plain(node)).toEqual({ k: value });
});

test("a value takes the place of its use", () => {
  const { node } = filled("a: 1\nk: ${{ list }}\n");
  expect(node).toMatchObject({ entries: [{}, { value: { at: { file: "f.yaml", line: 2, column: 4 }, items: [{ at: { line: 2 } }, {}, {}] } }] });
});

test("keys stay as they are", () => {
  expect(plain(filled("'${{ name }}': 1\n").node)).toEqual({ "${{ name }}": 1 });
});

test("an unknown placeholder is told at its own place", () => {
  const { said, diagnostics } = filled("a: ${{ nmae }}\nb: |\n  SELECT 1\n  FROM ${{ env_prefx }}db.sc.t, ${{ zzzz }}\n");
  expect(said).toEqual([
    'ST1060 f.yaml:1:4 unknown placeholder "nmae"',
    'ST1060 f.yaml:4:8 unknown placeholder "env_prefx"',
    'ST1060 f.yaml:4:33 unknown placeholder "zzzz"',
  ]);
  expect(diagnostics.map((d) => d.hint)).toEqual(['did you mean "name"?', 'did you mean "env_prefix"?', undefined]);
});

test("a value that several aliases use is complained about once", () => {
  expect(filled("a: &x ['${{ nope }}']\nb: *x\nc: *x\n").said).toHaveLength(1);
});

test("a list inside a text", () => {
  expect(filled("k: x ${{ list }}\n").said).toEqual(['ST1065 f.yaml:1:6 "list" is a list and cannot stand inside a text']);
});

test("what only looks like a placeholder stays, with a warning", () => {
  const { node, diagnostics } = filled("k: 'x ${{ a b }} ${{  name  }} ${{ name }}'\n");
  expect(plain(node)).toEqual({ k: "x ${{ a b }} ${{  name  }} SALES" });
  expect(diagnostics).toMatchObject([{ severity: "warning", code: "ST1063" }]);
});

test("a secret stays one, wherever it is put, and is never shown", () => {
  const { node, diagnostics } = filled("a: p ${{ pw }}\nb: ${{ pw }}\nc: !hide '${{ hunter2 }} ${{'\n", [
    { kind: "yaml", file: "p.yaml", text: "pw: !hide hunter1\n" },
  ]);
  expect(node).toMatchObject({
    entries: [{ value: { value: "p hunter1", secret: true } }, { value: { value: "hunter1", secret: true } }, { value: { secret: true } }],
  });
  expect(diagnostics).toMatchObject([{ code: "ST1060", message: "an encrypted value holds an unknown placeholder" }]);
  expect(JSON.stringify(diagnostics)).not.toMatch(/hunter/);
});

test("the text has a limit", () => {
  const { diagnostics } = filled(`k: '${"${{ x }}".repeat(200)}'\n`, [{ kind: "yaml", file: "p.yaml", text: `x: ${"y".repeat(100_000)}\n` }]);
  expect(diagnostics).toMatchObject([{ code: "ST1066" }]);
});

test("sources: the later wins, and can use the earlier", () => {
  const { node, said } = filled("k: ['${{ a }}', '${{ b }}', '${{ c }}', '${{ env_prefix }}']\n", [
    { kind: "yaml", file: "placeholder.yaml", text: "a: 1\nb: 1\nc: ${{ env_prefix }}X\n" },
    { kind: "yaml", file: "/tmp/extra.yaml", text: "B: 2\n" },
    { kind: "json", from: "--placeholder-values", text: '{"A": "${{ b }}!", "env_prefix": "P_"}' },
  ]);
  expect(said).toEqual([]);
  expect(plain(node)).toEqual({ k: ["2!", 2, "DEV__X", "P_"] });
});

test("JSON keeps its types, texts and all digits", () => {
  const json = { s: 'a"\\/\n\u00e9\ud83d\ude00', yes: "yes", n: 1.5, t: true, list: ["x", 1] };
  const { node, said } = filled("k: ['${{ s }}', '${{ yes }}', '${{ n }}', '${{ t }}', '${{ list }}', 'n${{ big }}']\n", [
    { kind: "json", from: "values", text: JSON.stringify(json).replace("}", ',"big":12345678901234567890}') },
  ]);
  expect(said).toEqual([]);
  expect(plain(node)).toEqual({ k: [json.s, "yes", 1.5, true, ["x", 1], "n12345678901234567890"] });
});

test.each<[string, PlaceholderSource, string[]]>([
  ["bad JSON", { kind: "json", from: "--placeholder-values", text: "{a: 1}" }, ["ST1064 --placeholder-values:1:1 the values of placeholders are not JSON"]],
  ["a list", { kind: "json", from: "v", text: "[1]" }, ["ST1064 v:1:1 placeholders are given as a map of names and values"]],
  ["no value", { kind: "yaml", file: "p.yaml", text: "a:\n" }, ['ST1061 p.yaml:1:3 "a" has to be a text, a number, true, false, or a list of these']],
  ["a map", { kind: "yaml", file: "p.yaml", text: "a: {b: 1}\n" }, ['ST1061 p.yaml:1:4 "a" has to be a text, a number, true, false, or a list of these']],
  [
    "a list of lists",
    { kind: "yaml", file: "p.yaml", text: "a: [[1]]\n" },
    ['ST1061 p.yaml:1:4 "a" has to be a text, a number, true, false, or a list of these'],
  ],
  ["a name", { kind: "yaml", file: "p.yaml", text: "a b: 1\n" }, ['ST1062 p.yaml:1:1 the placeholder "a b" can never be used']],
  ["an unknown one", { kind: "yaml", file: "p.yaml", text: "a: ${{ later }}\nlater: 1\n" }, ['ST1060 p.yaml:1:4 unknown placeholder "later"']],
  ["syntax", { kind: "yaml", file: "p.yaml", text: "a: 'x\n" }, ["ST1022 p.yaml:1:4 the quote that opens here is not closed"]],
  ["an empty file", { kind: "yaml", file: "p.yaml", text: "# nothing\n" }, []],
])("a source with %s", (_name, source, said) => {
  expect(filled("k: 1\n", [source]).said).toEqual(said);
});
