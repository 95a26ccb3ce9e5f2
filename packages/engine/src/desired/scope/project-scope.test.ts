import { expect, test } from "vitest";
import { SILENT_SCOPE, scopeIn, scopeSettingsOf } from "./project-scope.ts";

test("a project that says nothing is strict on what its admin role owns", () => {
  expect(scopeIn(SILENT_SCOPE)).toEqual({ undescribed: "strict", rules: [], protected: [] });
});

test("a word is for everything", () => {
  expect(scopeIn(scopeSettingsOf({ scope: "additive" }))).toEqual({ undescribed: "additive", rules: [], protected: [] });
  expect(scopeIn(scopeSettingsOf({ scope: "observe" }))).toEqual({ undescribed: "strict", rules: [{ mode: "observe" }], protected: [] });
});

test("one owner may be written without brackets", () => {
  const rules = [
    { owner: "LOADER", mode: "observe" },
    { owner: ["A", "B"], mode: "additive" },
  ];
  expect(scopeSettingsOf({ scope: rules }).rules).toEqual([
    { owner: ["LOADER"], mode: "observe" },
    { owner: ["A", "B"], mode: "additive" },
  ]);
});

test("an environment's rules come first, what it protects is added, and its word replaces the project's, also in the form of a rule", () => {
  const dbt = { kind: "table", manage: "envelope" };
  const project = scopeSettingsOf({ scope: [dbt, { mode: "additive", ignore: ["comment"] }], protected: [{ name: "A" }] });
  expect(scopeIn(project, scopeSettingsOf({ scope: [{ kind: "user", mode: "off" }], protected: [{ name: "B" }] }))).toEqual({
    undescribed: "strict",
    rules: [{ kind: "user", mode: "off" }, dbt, { mode: "additive", ignore: ["comment"] }],
    protected: [{ name: "A" }, { name: "B" }],
  });
  expect(scopeIn(project, scopeSettingsOf({ scope: "strict" })).rules).toEqual([dbt, { ignore: ["comment"] }]);
  expect(scopeIn(project, scopeSettingsOf({ scope: "observe" })).rules).toEqual([dbt, { ignore: ["comment"] }, { mode: "observe" }]);
});
