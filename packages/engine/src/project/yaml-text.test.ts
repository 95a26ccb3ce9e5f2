import { type ConfigNode, type Diagnostic, type Value, yamlText } from "@snowtower/kinds";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readYaml } from "./yaml.ts";

function plain(node: ConfigNode | null): unknown {
  if (node === null) return null;
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(plain);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
}

function readBack(text: string): unknown {
  const diagnostics: Diagnostic[] = [];
  const node = readYaml(text, { file: "x.yaml", report: (each) => void diagnostics.push(each) });
  expect(diagnostics).toEqual([]);
  return plain(node);
}

const words = fc.constantFrom(
  "",
  "no",
  "Off",
  "~",
  "1.10",
  "0x1F",
  "2026-01-01",
  "12:30:00",
  "a: b",
  "# x",
  "- x",
  "a\nb",
  "a\n\n  b\n",
  " a\nb",
  "!x",
  "&a",
  "{",
  "'",
  "<<",
);
const text = fc.oneof(
  words,
  fc.string(),
  fc.string({ unit: "grapheme" }),
  fc.array(fc.string(), { minLength: 2 }).map((lines) => lines.join("\n")),
);
const value = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key(), tie("value"), { maxKeys: 3 }),
  ),
})).value;

function key(): fc.Arbitrary<string> {
  return text.filter((each) => each !== "<<" && each !== "__proto__");
}

describe("a file that is written", () => {
  test("is read as what was written, whatever the text looks like", () => {
    fc.assert(
      fc.property(fc.dictionary(key(), value, { maxKeys: 5 }), (fields) => void expect(readBack(yamlText(fields))).toEqual({ ...fields })),
      { numRuns: 500 },
    );
  });

  test("looks as a person would write it", () => {
    const fields = {
      text: "SELECT 1\nFROM t",
      size: "XSMALL",
      columns: { A: "NUMBER(38,0)", '"b c"': "off" },
      cluster_by: ["A"],
      keys: [["A"], ["b c"]],
      empty: {},
      count: 1,
    };
    expect(yamlText(fields)).toBe(
      'text: |-\n  SELECT 1\n  FROM t\nsize: XSMALL\ncolumns:\n  A: "NUMBER(38,0)"\n  "\\"b c\\"": "off"\ncluster_by: ["A"]\nkeys:\n  - ["A"]\n  - ["b c"]\nempty: {}\ncount: 1\n',
    );
  });
});
