import { exactly, nameOf } from "@snowtower/sql";
import { describe, expect, test } from "vitest";
import { treatment } from "../scope.ts";
import type { ProtectedRule, ScopeRule } from "./scope-rule.ts";
import { ScopeRules } from "./scope-rules.ts";

function rulesOf(rules: readonly ScopeRule[], prefix = "", kept: readonly ProtectedRule[] = []): ScopeRules {
  return new ScopeRules({ prefix, rules, protected: kept });
}

function thing(kind: string, dotted: string, owner?: string, argumentTypes?: readonly string[]) {
  const name = nameOf(...dotted.split("."));
  return { kind, name, owner: owner === undefined ? undefined : exactly(owner), ...(argumentTypes === undefined ? {} : { argumentTypes }) };
}

describe("a rule fits", () => {
  test.each<readonly [ScopeRule, readonly string[]]>([
    [{ kind: "table", mode: "observe" }, ["table RAW.SHOP.A", "table DEV__RAW.SHOP.A"]],
    [{ name: "RAW.*", mode: "observe" }, ["schema RAW.SHOP", "table RAW.SHOP.A", "table DEV__RAW.SHOP.A", "function RAW.SHOP.F"]],
    [{ name: "RAW|RAW.*|!*.A", mode: "observe" }, ["database RAW", "schema RAW.SHOP", "function RAW.SHOP.F"]],
    [{ name: "raw.shop.f", mode: "observe" }, ["function RAW.SHOP.F"]],
    [{ name: "raw.shop.f(varchar,number)", mode: "observe" }, ["function RAW.SHOP.F"]],
    [{ owner: ["LOADER"], mode: "observe" }, ["schema RAW.SHOP", "table DEV__RAW.SHOP.A"]],
    [{ owner: ["LOADER", "DEPLOYER"], kind: "table", mode: "observe" }, ["table RAW.SHOP.A", "table DEV__RAW.SHOP.A"]],
  ])("%o", (rule, fitting) => {
    const objects = [
      thing("database", "RAW"),
      thing("schema", "RAW.SHOP", "LOADER"),
      thing("table", "RAW.SHOP.A", "DEPLOYER"),
      thing("table", "DEV__RAW.SHOP.A", "DEV__LOADER"),
      thing("function", "RAW.SHOP.F", "DEPLOYER", ["VARCHAR", "NUMBER"]),
    ];
    const rules = rulesOf([rule], "DEV__");
    expect(objects.filter((object) => rules.of(object).mode === "observe").map(({ kind, name }) => `${kind} ${name.join(".")}`)).toEqual(fitting);
  });
});

describe("of several rules", () => {
  const rules = rulesOf([
    { kind: "table", name: "RAW.*", manage: "envelope", ignore: ["comment"] },
    { owner: ["LOADER"], mode: "strict", ignore: ["retention_time"] },
    { kind: "table", mode: "observe", manage: "all" },
  ]);

  test("the first one that fits and says it gives the mode and what is managed, and ignored fields add up", () => {
    expect(rules.of(thing("table", "RAW.S.T", "LOADER"))).toEqual({
      mode: "strict",
      namesOwner: true,
      manage: "envelope",
      ignored: new Set(["comment", "retention_time"]),
    });
    expect(rules.of(thing("table", "X.S.T"))).toEqual({ mode: "observe", namesOwner: false, manage: "all", ignored: new Set() });
    expect(rules.of(thing("view", "RAW.S.V"))).toEqual({ namesOwner: false, ignored: new Set() });
  });

  test("an owner that could not be read is nobody's", () => {
    expect(rules.of({ ...thing("view", "RAW.S.V"), owner: { $unknown: "not shown" } }).mode).toBeUndefined();
  });
});

describe("a kind is left out of the reading", () => {
  test.each<readonly [readonly ScopeRule[], boolean]>([
    [[{ kind: "table", mode: "off" }], true],
    [[{ mode: "off" }], true],
    [[{ kind: "table", name: "RAW.*", mode: "off" }], false],
    [
      [
        { kind: "table", name: "RAW.*", mode: "observe" },
        { kind: "table", mode: "off" },
      ],
      false,
    ],
    [
      [
        { kind: "table", name: "RAW.*", mode: "off" },
        { kind: "table", ignore: ["comment"] },
        { kind: "table", mode: "off" },
      ],
      true,
    ],
    [[{ kind: "view", mode: "off" }], false],
  ])("by %o: %s", (rules, out) => {
    expect(rulesOf(rules).leavesOut("table")).toBe(out);
  });

  test("but never one whose list decides what else is read", () => {
    const rules = rulesOf([{ mode: "off" }]);
    expect(["role", "user", "database", "schema", "database_role"].filter((kind) => rules.leavesOut(kind))).toEqual([]);
    expect(rules.unreadContents).toContain("tables");
  });
});

describe("a treatment", () => {
  const managed = (rule: ScopeRule): readonly string[] => {
    const ruling = rulesOf([rule]).of(thing("table", "A.B.C"));
    const { manages } = treatment({ kind: "table", mode: "additive", ruling });
    return ["owner", "columns", "primary_key", "retention_time", "comment", "is_transient"].filter(manages);
  };

  test("manages the fields that the rule leaves to it", () => {
    expect(managed({ kind: "view", ignore: ["comment"] })).toHaveLength(6);
    expect(managed({ manage: "envelope" })).toEqual(["owner", "retention_time", "comment"]);
    expect(managed({ manage: "envelope", ignore: ["owner", "comment"] })).toEqual(["retention_time"]);
    expect(managed({ ignore: ["columns"] })).toEqual(["owner", "primary_key", "retention_time", "comment", "is_transient"]);
  });
});

test("what is protected is said by a pattern, without the environment's prefix", () => {
  const rules = rulesOf([], "DEV__", [{ name: "BREAK_*" }, { kind: "schema", name: "RAW.*" }]);
  const kept = [thing("user", "BREAK_GLASS"), thing("role", "DEV__BREAK_GLASS"), thing("schema", "DEV__RAW.S"), thing("table", "RAW.S.T")];
  expect(kept.map((object) => rules.isProtected(object))).toEqual([true, true, true, false]);
  expect([rules.isSilent, rules.speaksOfContents]).toEqual([true, true]);
});
