import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { memoryFiles } from "../project/memory-files.ts";
import { readSettings, type Settings } from "./settings.ts";

function read(text: string): { readonly settings: Settings; readonly told: readonly string[] } {
  const told: string[] = [];
  const settings = readSettings(memoryFiles({ "snowtower.yaml": text }), ({ code, at, message }) => told.push(`${code} ${at.line}:${at.column} ${message}`));
  return { settings, told };
}

describe("snowtower.yaml", () => {
  test("of a project that has none says nothing", () => {
    expect(readSettings(memoryFiles({}), () => expect.unreachable())).toEqual({ environments: new Map(), scope: { rules: [], protected: [] } });
  });

  test("keeps the scope of the project and of each environment apart", () => {
    const { settings, told } = read(
      "scope: additive\nprotected: [{name: a}]\nenvironments:\n  dev:\n    scope: [{owner: loader, mode: off}]\n    protected: [{kind: user, name: b}]\n",
    );
    expect(told).toEqual([]);
    expect(settings.scope).toEqual({ word: "additive", rules: [], protected: [{ name: "A" }] });
    expect(settings.environments.get("dev")?.scope).toEqual({
      rules: [{ owner: ["LOADER"], mode: "off" }],
      protected: [{ kind: "user", name: "B" }],
    });
  });

  test("tells every mistake at once, each with its place", () => {
    const { told } = read(
      [
        "scope: [{kind: table, mode: of}, {mode: strict, ignore: comment}, {}, 3]",
        "protected: {name: x}",
        "environments:",
        "  a: {scope: off, prefix: a__b, overrides: [1]}",
        "  b: {overrides: {table: 3}, protectd: []}",
        "",
      ].join("\n"),
    );
    expect(told.map((line) => line.slice(0, 11).trimEnd())).toEqual([
      "ST1104 1:29",
      "ST1103 1:57",
      "ST1102 1:67",
      "ST1103 1:71",
      "ST1103 2:12",
      "ST1104 4:14",
      "ST1103 4:44",
      "ST3302 4:27",
      "ST1103 5:26",
      "ST1101 5:30",
    ]);
  });
});

describe("the examples of the documents are read without a complaint", () => {
  test.each(["scope.md", "environments.md"])("%s", (page) => {
    const text = readFileSync(join(import.meta.dirname, "../../../../docs", page), "utf8");
    const examples = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = ""]) => yaml).filter((yaml) => !yaml.startsWith("text:"));
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.flatMap((yaml) => read(yaml).told)).toEqual([]);
  });
});
