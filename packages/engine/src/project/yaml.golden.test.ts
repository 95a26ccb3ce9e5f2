// What PyYAML's SafeLoader, which SnowDDL reads with, makes of every form of YAML 1.1. The table was written by PyYAML itself.
import { readFileSync } from "node:fs";
import type { ConfigNode, Diagnostic } from "@snowtower/kinds";
import { describe, expect, test } from "vitest";
import { readYaml } from "./yaml.ts";

type Shown = readonly [type: string, value: unknown];

const golden: { readonly scalars: [string, Shown][]; readonly tagged: [string, Shown][]; readonly documents: [string, Shown][] } = JSON.parse(
  readFileSync(new URL("./pyyaml.golden.json", import.meta.url), "utf8"),
);

/** PyYAML stops with an error, we read on. */
const KINDER: ReadonlySet<string> = new Set(["=", "<<", "a: <<\n", "a: &x 1\nb: &x 2\nc: *x\n", "a:\t1\n", "a: b\t# c\n", "- \ta\n"]);

/** PyYAML reads it, we report an error: further lines of a quoted text or of brackets that are not indented, and three tags. */
const STRICTER = /^(?:a: "x\ny"|a: 'x\ny'|a: \[x,\ny\]|!!binary |!!set )/;

function read(text: string): Shown {
  const diagnostics: Diagnostic[] = [];
  const node = readYaml(text, { file: "f.yaml", report: (d) => diagnostics.push(d) });
  return node === null || diagnostics.some((d) => d.severity === "error") ? ["error", diagnostics.map((d) => d.code)] : shown(node);
}

/** A date's value is its text here, and a key is its text as written. */
function shown(node: ConfigNode): Shown {
  if (node.kind === "list") return ["list", node.items.map(shown)];
  if (node.kind === "map") return ["map", node.entries.map((entry) => [entry.key, shown(entry.value)])];
  return [node.type, node.type === "date" ? null : node.value];
}

function fromPython([type, value]: Shown): Shown {
  if (type === "number") return ["number", numberOf(String(value))];
  if (type === "list") return ["list", (value as Shown[]).map(fromPython)];
  if (type === "map") return ["map", (value as [string, Shown][]).map(([key, item]) => [key, fromPython(item)])];
  return [type, value];
}

function numberOf(text: string): number {
  return text === "nan" ? Number.NaN : text.endsWith("inf") ? Number(text.replace("inf", "Infinity")) : Number(text);
}

function check(source: string, text: string, expected: Shown): void {
  const actual = read(text);
  if (expected[0] === "error") expect(actual[0] === "error", `${source} is an error to PyYAML`).toBe(!KINDER.has(source));
  else if (STRICTER.test(source)) expect(actual[0]).toBe("error");
  else expect(actual).toEqual(fromPython(expected));
}

describe("plain scalars", () => {
  test.each(golden.scalars)("%s", (source, expected) => {
    const isWhole = expected[0] === "error" || expected[0] === "map";
    check(source, `k: ${source}\n`, isWhole ? expected : ["map", [["k", expected]]]);
  });
});

describe("tagged values", () => {
  test.each(golden.tagged)("%s", (source, expected) => {
    check(source, `k: ${source}\n`, expected[0] === "error" ? expected : ["map", [["k", expected]]]);
  });
});

describe("documents", () => {
  test.each(golden.documents.filter(([text]) => !text.startsWith("1: x")))("%j", (text, expected) => {
    check(text, text, expected);
  });

  test("the table is not empty", () => {
    expect(golden.scalars.length + golden.tagged.length + golden.documents.length).toBeGreaterThan(500);
  });
});
