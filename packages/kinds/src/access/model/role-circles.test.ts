import { exactly } from "@snowtower/sql";
import { expect, test } from "vitest";
import { Draft, onRole } from "./draft.ts";
import { checkCircles } from "./role-circles.ts";

const anywhere = { file: "snowtower.yaml", line: 1, column: 1 };

/** `A>B`: A holds B. Roles in lower case are not described. */
function told(...holds: readonly string[]): readonly string[] {
  const draft = new Draft();
  const names = [...new Set(holds.flatMap((each) => each.split(">")))];
  names.forEach((name, i) => {
    if (name === name.toUpperCase()) draft.role({ name: exactly(name), at: { file: "role.yaml", line: i + 1, column: 1 } });
  });
  for (const each of holds) {
    const [holder = "", held = ""] = each.split(">");
    draft.give({ to: { type: "ROLE", name: holder }, privilege: "USAGE", on: onRole(exactly(held)), why: "asked for" });
  }
  checkCircles(draft, anywhere);
  return draft.diagnostics.map(({ code, message, at }) => `${at.file}:${at.line} ${code} ${message}`);
}

test("a hierarchy, also one that meets again below, is fine", () => {
  expect(told("A>B", "A>C", "B>D", "C>D", "D>E")).toEqual([]);
});

test("a role that holds itself", () => {
  expect(told("A>B", "B>B")).toEqual(["role.yaml:2 ST1214 the role B would hold itself"]);
});

test("the roles of the circle, and not those above or below it; whatever the order", () => {
  const circle = ["T>A", "A>B", "B>C", "C>A", "C>Z"];
  const said = ["role.yaml:2 ST1214 roles would hold each other: A holds B holds C holds A"];
  expect(told(...circle)).toEqual(said);
  expect(told("T>A", "A>B", "C>Z", "B>C", "C>A").map((line) => line.slice(12))).toEqual(said.map((line) => line.slice(12)));
});

test("every circle", () => {
  expect(told("A>B", "B>A", "X>Y", "Y>X")).toEqual([
    "role.yaml:1 ST1214 roles would hold each other: A holds B holds A",
    "role.yaml:3 ST1214 roles would hold each other: X holds Y holds X",
  ]);
});

test("a privilege on a role's objects is no membership", () => {
  const draft = new Draft();
  draft.give({ to: { type: "ROLE", name: "A" }, privilege: "OWNERSHIP", on: onRole(exactly("A")), why: "asked for" });
  checkCircles(draft, anywhere);
  expect(draft.diagnostics).toEqual([]);
});
