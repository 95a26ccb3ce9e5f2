import { describe, expect, test } from "vitest";
import { plan } from "./planner.ts";
import { catalogOf, grant, owned, projectOf, role, table, thing, view } from "./testing/sample-account.ts";

const containers = [thing("database", "DB", { is_transient: false }), thing("schema", "DB.SC", { is_transient: false, managed_access: false })];
const there = containers.map((object) => owned(object));
const ids = (result: ReturnType<typeof plan>): string[] => result.steps.map(({ id }) => id);

describe("the order of steps", () => {
  test("follows references, also those in SQL", () => {
    const objects = [
      ...containers,
      view("DB.SC.A", "SELECT * FROM b"),
      view("DB.SC.B", 'SELECT * FROM db.sc."Z z"'),
      table("DB.SC.Z z", ["DB.SC.Y"]),
      table("DB.SC.Y"),
    ];
    expect(ids(plan(catalogOf({ objects: there }), projectOf({ objects })))).toEqual(["table:DB.SC.Y", 'table:DB.SC."Z z"', "view:DB.SC.B", "view:DB.SC.A"]);
  });

  test("drops in reverse, after what stops needing it", () => {
    const before = [...there, owned(table("DB.SC.T")), owned(view("DB.SC.V", "SELECT * FROM t")), owned(view("DB.SC.W", "SELECT * FROM v"))];
    const gone = plan(catalogOf({ objects: before }), projectOf({ objects: containers, mode: "strict" }));
    expect(ids(gone)).toEqual(["view:DB.SC.W", "view:DB.SC.V", "table:DB.SC.T"]);
    const kept = plan(catalogOf({ objects: before }), projectOf({ objects: [...containers, view("DB.SC.W", "SELECT 1")], mode: "strict" }));
    expect(ids(kept)).toEqual(["view:DB.SC.W", "view:DB.SC.V", "table:DB.SC.T"]);
  });

  test("drops what came into being with its container as soon as it is there", () => {
    const objects = [...containers, thing("schema", "DB.A", { is_transient: false }), view("DB.A.V", "SELECT 1")];
    const { steps } = plan(catalogOf({}), projectOf({ objects, mode: "strict" }));
    expect(ids({ steps } as ReturnType<typeof plan>).slice(0, 2)).toEqual(["database:DB", "schema:DB.PUBLIC"]);
    expect(steps[1]).toMatchObject({ risk: "safe", after: ["database:DB"] });
  });

  test("frees a name before another kind takes it", () => {
    const result = plan(
      catalogOf({ objects: [...there, owned(table("DB.SC.X"))] }),
      projectOf({ objects: [...containers, view("DB.SC.X", "SELECT 1")], mode: "strict" }),
    );
    expect(ids(result)).toEqual(["table:DB.SC.X", "view:DB.SC.X"]);
    expect(result.steps[1]?.after).toEqual(["table:DB.SC.X"]);
  });

  test("completes tables later whose foreign keys need each other", () => {
    const objects = [...containers, table("DB.SC.A", ["DB.SC.B"]), table("DB.SC.B", ["DB.SC.A"])];
    const { steps, notes } = plan(catalogOf({ objects: there }), projectOf({ objects }));
    expect(notes).toEqual([]);
    expect(steps.map(({ id, after }) => [id, after])).toEqual([
      ["table:DB.SC.A", []],
      ["table:DB.SC.B", ["table:DB.SC.A"]],
      ["table:DB.SC.A#2", ["table:DB.SC.A", "table:DB.SC.B"]],
    ]);
    expect(steps[2]?.statements.map(({ text }) => text)).toEqual(['ALTER TABLE "DB"."SC"."A" ADD FOREIGN KEY ("ID") REFERENCES "DB"."SC"."B" ("ID")']);
  });

  test("lets names in SQL give way in a circle, and says so", () => {
    const { steps, notes } = plan(
      catalogOf({ objects: there }),
      projectOf({ objects: [...containers, view("DB.SC.A", "SELECT b FROM c"), view("DB.SC.B", "SELECT a FROM c")] }),
    );
    expect(steps.map(({ id, after }) => [id, after])).toEqual([
      ["view:DB.SC.A", []],
      ["view:DB.SC.B", ["view:DB.SC.A"]],
    ]);
    expect(notes.map(({ code, severity, about }) => [code, severity, about])).toEqual([["ST2005", "warning", "view:DB.SC.A"]]);
  });

  test("refuses a circle that nothing breaks", () => {
    const needs = (name: string, other: string) => thing("view", `DB.SC.${name}`, { text: "SELECT 1", depends_on: [`DB.SC.${other}`] });
    const { notes } = plan(catalogOf({ objects: there }), projectOf({ objects: [...containers, needs("A", "B"), needs("B", "A")] }));
    expect(notes.map(({ code, severity, message }) => [code, severity, message])).toEqual([
      ["ST2006", "error", "each of these needs another one first: view:DB.SC.A, view:DB.SC.B"],
    ]);
  });

  test("has future grants stand before objects are made, and roles before both", () => {
    const objects = [...containers, thing("role", "R"), table("DB.SC.T")];
    const result = plan(catalogOf(), projectOf({ objects, grants: [grant("SELECT", "FUTURE TABLE IN SCHEMA DB.SC", "R")] }));
    expect(ids(result)).toEqual(["database:DB", "role:R", "schema:DB.SC", "grant:ROLE R on FUTURE TABLES in SCHEMA DB.SC", "table:DB.SC.T"]);
    expect(result.steps[4]?.implied).toEqual([{ kind: "grant", from: null, to: grant("SELECT", "TABLE DB.SC.T", "R") }]);
  });

  test("plans 10,000 tables", () => {
    const schemas = Array.from({ length: 12 }, (_, i) => `DB.S${i}`);
    const tables = Array.from({ length: 10_000 }, (_, i) => table(`DB.S${i % 12}.T${i}`, i > 12 && i % 3 === 0 ? [`DB.S${(i - 7) % 12}.T${i - 7}`] : []));
    const grants = schemas.flatMap((name) => ["SELECT", "REFERENCES"].map((privilege) => grant(privilege, `FUTURE TABLE IN SCHEMA ${name}`, "R")));
    const objects = [thing("database", "DB"), ...schemas.map((name) => thing("schema", name)), thing("role", "R"), ...tables];
    expect(plan(catalogOf(), projectOf({ objects, grants, additive: [role("ADMIN")] })).steps.length).toBe(10_026);
  });
});
