import { describe, expect, test } from "vitest";
import { plan } from "../planner.ts";
import { catalogOf, grant, owned, projectOf, table, thing } from "../testing/sample-account.ts";

const there = [
  owned(thing("database", "DB")),
  owned(thing("schema", "DB.SC")),
  owned(thing("schema", "DB.SD")),
  owned(table("DB.SC.T")),
  ...["R", "S"].map((name) => owned(thing("role", name))),
];
const ways = [grant("USAGE", "DATABASE DB", "R"), grant("USAGE", "SCHEMA DB.SC", "R")];

describe("between the steps of a plan", () => {
  test("an access that moves from one role to another is nobody's loss who holds both, and is told for who holds one", () => {
    const select = (to: string) => grant("SELECT", "TABLE DB.SC.T", to);
    const held = [...ways, grant("USAGE", "ROLE S", "R")];
    const { notes, steps } = plan(catalogOf({ objects: there, grants: [...held, select("R")] }), projectOf({ objects: there, grants: [...held, select("S")] }));
    expect(steps.map(({ id }) => id)).toEqual(["grant:ROLE S on TABLE DB.SC.T", "revoke:ROLE R on TABLE DB.SC.T"]);
    expect(notes).toEqual([]);
  });
});

describe("a step whose role lacks a privilege", () => {
  const admin = { facts: { role: "ADMIN" as never }, objects: [...there.filter(({ id }) => id !== "schema:DB.SD"), owned(thing("role", "ADMIN"), "ADMIN")] };

  test("is told when the plan is made, once for a role and a privilege", () => {
    const from = catalogOf({ ...admin, objects: admin.objects.map((object) => ({ ...object, owner: "OTHER" as never })) });
    const { notes } = plan(from, projectOf({ objects: [...admin.objects, thing("schema", "DB.SD"), thing("schema", "DB.SE")] }));
    const told = notes.filter(({ code }) => code === "ST2022");
    expect(told.map(({ message, hint }) => [message, hint])).toEqual([
      [
        "schema:DB.SD and 1 more: ADMIN runs it and has no CREATE SCHEMA on DATABASE DB, so Snowflake will refuse",
        "GRANT CREATE SCHEMA ON DATABASE DB TO ROLE ADMIN",
      ],
    ]);
  });

  test("is not told where it has it, nor where what it holds was not read", () => {
    const objects = admin.objects.map((object) => ({ ...object, owner: "OTHER" as never }));
    const to = projectOf({ objects: [...admin.objects, thing("schema", "DB.SD")] });
    const grants = [grant("CREATE SCHEMA", "DATABASE DB", "ADMIN")];
    expect(plan(catalogOf({ ...admin, objects, grants }), to).notes.map(({ code }) => code)).not.toContain("ST2022");
    expect(plan(catalogOf({ ...admin, objects, coverage: new Set(["schema in DB", "database", "role"]) }), to).notes.map(({ code }) => code)).not.toContain(
      "ST2022",
    );
  });
});
