import { describe, expect, test } from "vitest";
import type { Plan } from "./plan.ts";
import { plan } from "./planner.ts";
import { catalogOf, grant, owned, projectOf, table, thing, view } from "./testing/sample-account.ts";

const objects = [
  thing("database", "DB"),
  thing("schema", "DB.SC"),
  thing("schema", "DB.OTHER"),
  thing("role", "R"),
  table("DB.SC.T"),
  view("DB.SC.V", "SELECT * FROM t"),
  table("DB.OTHER.U"),
];
const project = projectOf({ objects, grants: [grant("SELECT", "FUTURE TABLE IN SCHEMA DB.SC", "R")] });

function only(pattern: string): Plan {
  return plan(catalogOf({ grants: [grant("CREATE DATABASE", "ACCOUNT", "ADMIN")] }), project, { only: pattern });
}

const ids = ({ steps }: Plan): string[] => steps.map(({ id }) => id);

describe("--only", () => {
  test("takes along what must be created first, and tells what else would come before", () => {
    const part = only("DB.SC.V");
    expect(ids(part)).toEqual(["database:DB", "schema:DB.SC", "table:DB.SC.T", "view:DB.SC.V"]);
    expect(part.steps.map(({ after }) => after)).toEqual([[], ["database:DB"], ["schema:DB.SC"], ["schema:DB.SC", "table:DB.SC.T"]]);
    expect(part.notes.map(({ code, message }) => [code, message])).toEqual([
      ["ST2012", "left out, though the full plan does it before: grant:ROLE R on FUTURE TABLES in SCHEMA DB.SC"],
    ]);
    // What is left out does not act: the table gets no grant by itself.
    expect(part.steps[2]?.implied).toEqual([]);
  });

  test.each([
    ["table:*", ["database:DB", "schema:DB.OTHER", "schema:DB.SC", "table:DB.OTHER.U", "table:DB.SC.T"]],
    ["role:r", ["role:R", "schema:DB.SC"]],
    ["DB.OTHER.?", ["database:DB", "schema:DB.OTHER", "table:DB.OTHER.U"]],
  ])("%s is a glob over ids and names, in any case", (pattern, expected) => {
    expect(ids(only(pattern)).filter((id) => id !== "database:DB" || expected.includes(id))).toEqual(expect.arrayContaining(expected));
  });

  test("a role comes with its grants", () => {
    expect(ids(only("R"))).toEqual(["database:DB", "role:R", "schema:DB.SC", "grant:ROLE R on FUTURE TABLES in SCHEMA DB.SC"]);
  });

  test("that matches nothing is a mistake", () => {
    expect(only("nothing.*").steps).toEqual([]);
    expect(only("nothing.*").notes.map(({ code, severity }) => [code, severity])).toEqual([["ST2014", "error"]]);
  });
});

test("the summary counts what is managed, and what is not by what happens to it", () => {
  const from = catalogOf({ objects: [owned(thing("warehouse", "A")), owned(thing("warehouse", "B")), owned(thing("role", "C"))] });
  const { scope } = plan(from, projectOf({ objects: [thing("warehouse", "A")], mode: (object) => (object.kind === "role" ? "observe" : "strict") }));
  expect(scope).toEqual({ managed: 1, seen: 3, baseline: 0, undescribed: { off: 0, observe: 1, additive: 0, strict: 1 }, prefix: "", admin: "ADMIN" });
});

test("the footprint holds what steps touch and rest on, and no more", () => {
  const from = catalogOf({ objects: objects.slice(0, 3).map((object) => owned(object)) });
  const { footprint } = plan(from, projectOf({ objects: [...objects.slice(0, 3), table("DB.SC.T")], grants: [grant("SELECT", "TABLE X.Y.Z", "R")] }));
  expect(Object.keys(footprint)).toEqual(["ROLE|R", "database:DB", "role:ADMIN", "role:R", "schema:DB.SC", "table:DB.SC.T", "table:X.Y.Z"]);
});
