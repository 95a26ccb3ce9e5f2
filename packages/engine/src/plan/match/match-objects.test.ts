import { idOf, type PartialSight, unknown } from "@snowtower/kinds";
import { exactly } from "@snowtower/sql";
import { describe, expect, test } from "vitest";
import { plan } from "../planner.ts";
import { type CatalogParts, catalogOf, grant, owned, type ProjectParts, projectOf, table, thing, view } from "../testing/sample-account.ts";

function planned(from: CatalogParts, to: ProjectParts): { steps: string[]; notes: string[]; implied: string[] } {
  const { steps, notes } = plan(catalogOf(from), projectOf(to));
  return {
    steps: steps.flatMap((step) => step.statements.map(({ text }) => text.split("\n")[0] as string)),
    notes: notes.map(({ code, severity, about }) => `${code} ${severity} ${about}`),
    implied: steps.flatMap(({ implied }) => implied.map((change) => (change.kind === "object" ? `${change.how} ${(change.to ?? change.from)?.id}` : "grant"))),
  };
}

const schema = thing("schema", "DB.SC", { is_transient: false, managed_access: false });
const database = thing("database", "DB", { is_transient: false });
const there = [owned(database), owned(schema)];
const described = [database, schema];

/** All that was asked was answered, to a role that is shown only a part of it. */
function partly(more: Partial<PartialSight> = {}): ReturnType<typeof catalogOf> {
  return {
    ...catalogOf({ objects: there }),
    partialSight: { role: exactly("DEPLOYER"), roles: [exactly("DEPLOYER")], resolvesAll: false, containers: [], ...more },
  };
}

describe("what is created", () => {
  test("an object that is proven absent, in a container that is there or made", () => {
    expect(planned({ objects: there }, { objects: [database, schema, table("DB.SC.T")] }).steps).toEqual(['CREATE TABLE "DB"."SC"."T" (']);
    expect(planned({ coverage: new Set(["database"]) }, { objects: [schema, database] }).steps).toEqual(['CREATE DATABASE "DB"', 'CREATE SCHEMA "DB"."SC"']);
  });

  test("nothing that the role that reads may not be shown; roles and users are listed to everybody", () => {
    const result = plan(partly(), projectOf({ objects: [...described, table("DB.SC.T"), table("DB.SC.U"), thing("role", "R"), thing("user", "U")] }));
    expect(result.steps.map(({ id }) => id)).toEqual(["role:R", "user:U"]);
    expect(result.notes.filter(({ code }) => code === "ST2001")).toMatchObject([
      {
        severity: "error",
        about: "table:DB.SC.T",
        message: "table:DB.SC.T and 1 more cannot be created: it is not known that they are absent, because DEPLOYER is shown only what it has a privilege on",
        hint: expect.stringContaining("RESOLVE ALL"),
      },
    ]);
  });

  test("what the role may not be shown, on the user's word: only what is next to what is seen needs it", () => {
    const to = projectOf({ objects: [...described, thing("schema", "DB.NEW"), table("DB.NEW.T"), table("DB.NEW.U")] });
    const { steps, notes } = plan(partly(), to, { assumeAbsent: true });
    expect(steps.map(({ id }) => id)).toEqual(["schema:DB.NEW", "table:DB.NEW.T", "table:DB.NEW.U"]);
    expect(notes).toMatchObject([
      { severity: "warning", code: "ST2016", about: "schema:DB.NEW", message: expect.stringMatching(/counts as absent on your word/) },
    ]);
    // With a role that is shown everything there is nothing to assume.
    expect(plan(catalogOf({ objects: there }), to, { assumeAbsent: true }).notes).toEqual([]);
  });

  test("what is listed to the role by RESOLVE ALL, or because it manages grants in the container", () => {
    const to = projectOf({ objects: [...described, table("DB.SC.T"), thing("warehouse", "W")] });
    expect(plan(partly({ resolvesAll: true }), to).steps.map(({ id }) => id)).toEqual(["table:DB.SC.T", "warehouse:W"]);
    for (const container of [database.id, schema.id]) {
      const { steps, notes } = plan(partly({ containers: [container] }), to);
      expect([steps.map(({ id }) => id), notes.map(({ about }) => about)]).toEqual([["table:DB.SC.T"], ["warehouse:W"]]);
    }
    expect(plan(partly({ containers: [idOf("schema", ["DB", "OTHER"].map(exactly))] }), to).steps).toEqual([]);
  });

  test("nothing in a container that the role may not be shown, on nobody's word", () => {
    const result = plan(partly(), projectOf({ objects: [table("DB.HIDDEN.T")] }), { assumeAbsent: true });
    expect([result.steps, result.notes.map(({ code }) => code)]).toEqual([[], ["ST2001"]]);
  });

  test("nothing where it is not known whether it exists", () => {
    const gaps = [{ request: 'SHOW TABLES IN DATABASE "DB"', why: "insufficient privileges" }];
    const result = plan(
      catalogOf({ objects: there, coverage: new Set(["database", "schema in DB"]), gaps }),
      projectOf({ objects: [database, schema, table("DB.SC.T"), table("DB.SC.U")] }),
    );
    expect(result.steps).toEqual([]);
    expect(result.notes).toEqual([
      {
        severity: "error",
        code: "ST2001",
        about: "table:DB.SC.T",
        message: 'table:DB.SC.T and 1 more cannot be created: it is not known that they are absent (SHOW TABLES IN DATABASE "DB": insufficient privileges)',
        hint: "give the role that plans the privilege to see them",
      },
    ]);
  });

  test("nothing in a container that is not seen, and no grant on it", () => {
    const result = planned({ coverage: new Set(["grants to ROLE|R"]) }, { objects: [database, schema], grants: [grant("USAGE", "SCHEMA DB.SC", "R")] });
    expect(result).toEqual({ steps: [], notes: ["ST2001 error database:DB", "ST2001 error schema:DB.SC"], implied: [] });
  });
});

describe("what comes into being with a database", () => {
  const born = thing("schema", "DB.PUBLIC", { is_transient: false, managed_access: false });

  test("is dropped where it is not described and the scope is strict, and costs nothing", () => {
    const { steps } = plan(catalogOf(), projectOf({ objects: [database], mode: "strict" }));
    expect(steps.map(({ id, risk, after }) => [id, risk, after])).toEqual([
      ["database:DB", "safe", []],
      ["schema:DB.PUBLIC", "safe", ["database:DB"]],
    ]);
  });

  test("is left alone where the scope is not strict", () => {
    expect(planned({ grants: [grant("CREATE DATABASE", "ACCOUNT", "ADMIN")] }, { objects: [database] })).toEqual({
      steps: ['CREATE DATABASE "DB"'],
      notes: [],
      implied: ["create schema:DB.PUBLIC"],
    });
  });

  test("needs no CREATE where it is described, and an ALTER where it differs", () => {
    expect(planned({}, { objects: [database, born] }).steps).toEqual(['CREATE DATABASE "DB"']);
    const commented = { ...born, fields: { ...born.fields, comment: "x" } };
    expect(planned({}, { objects: [database, commented] }).steps).toEqual(['CREATE DATABASE "DB"', `ALTER SCHEMA "DB"."PUBLIC" SET COMMENT = 'x'`]);
  });

  test("is made again where no ALTER leads to what is described", () => {
    const transient = { ...born, fields: { ...born.fields, is_transient: true } };
    expect(planned({}, { objects: [database, transient] }).steps).toEqual([
      'CREATE DATABASE "DB"',
      'DROP SCHEMA "DB"."PUBLIC"',
      'CREATE TRANSIENT SCHEMA "DB"."PUBLIC"',
    ]);
  });
});

describe("what is altered and replaced", () => {
  test("an unknown field is left alone and told once", () => {
    const wanted = ["A", "B"].map((name) => thing("warehouse", name, { size: "SMALL", comment: "x" }));
    const read = wanted.map((object) => owned({ ...object, fields: { size: unknown("SHOW has no size"), comment: "x" } }));
    const result = plan(catalogOf({ objects: read }), projectOf({ objects: wanted }));
    expect(result.steps).toEqual([]);
    expect(result.notes.map(({ code, message }) => [code, message])).toEqual([
      ["ST2002", "warehouse:A and 1 more: size is left as it is, because it could not be read (SHOW has no size)"],
    ]);
  });

  test("a replacement that takes a copy is refused in words where there is no warehouse to make it", () => {
    const from = owned(table("DB.SC.T", [], { is_transient: false }));
    const result = plan(catalogOf({ objects: [...there, from] }), projectOf({ objects: [database, schema, table("DB.SC.T", [], { is_transient: true })] }));
    expect(result.steps).toEqual([]);
    expect(result.notes.map(({ code, severity, message }) => [code, severity, message])).toEqual([
      [
        "ST2024",
        "error",
        "table:DB.SC.T differs in is_transient, which takes a copy (the table becomes transient), and the session has no warehouse to make one",
      ],
    ]);
  });

  test("a view is replaced, and stays with its owner", () => {
    const objects = [...there, owned(view("DB.SC.V", "SELECT 1"), "OWNER")];
    const grants = [grant("USAGE", "ROLE OWNER", "ADMIN")];
    const to = { objects: [database, schema, { ...view("DB.SC.V", "SELECT 2"), owner: owned(schema, "OWNER").owner }] };
    // The owner may create views: he does it himself. Otherwise the admin gives it back.
    const able = [...grants, grant("CREATE VIEW", "SCHEMA DB.SC", "OWNER")];
    const byOwner = plan(catalogOf({ objects, grants: able }), projectOf(to));
    expect(byOwner.steps.map(({ id, as }) => [id, as])).toEqual([["view:DB.SC.V", "OWNER"]]);
    const byAdmin = plan(catalogOf({ objects, grants }), projectOf(to));
    expect(byAdmin.steps.map(({ id, as, after }) => [id, as, after])).toEqual([
      ["view:DB.SC.V", "ADMIN", []],
      ["owner:view:DB.SC.V", "ADMIN", ["view:DB.SC.V"]],
    ]);
  });
});

describe("what is dropped", () => {
  const stray = owned(table("DB.SC.STRAY"));

  test("only what is not described where the scope is strict", () => {
    const to = { objects: [database, schema] };
    for (const mode of ["off", "observe", "additive"] as const) expect(planned({ objects: [...there, stray] }, { ...to, mode }).steps).toEqual([]);
    expect(planned({ objects: [...there, stray] }, { ...to, mode: "strict" }).steps).toEqual(['DROP TABLE "DB"."SC"."STRAY"']);
  });

  test("what is in a dropped container goes with it, with the grants on it", () => {
    const grants = [grant("SELECT", "TABLE DB.SC.STRAY", "R"), grant("USAGE", "DATABASE DB", "R")];
    expect(planned({ objects: [...there, stray], grants }, { mode: "strict", strict: [{ type: "ROLE", name: "R" }] })).toEqual({
      steps: ['DROP DATABASE "DB"'],
      notes: [],
      implied: ["drop schema:DB.SC", "drop table:DB.SC.STRAY", "grant", "grant"],
    });
  });

  test("nothing that is protected, nor what holds it, nor who plans", () => {
    const self = [owned(thing("user", "BOSS")), owned(thing("role", "ADMIN"))];
    const result = planned({ objects: [...there, stray, ...self] }, { mode: "strict", protected: [stray.id] });
    expect(result.steps).toEqual([]);
    expect(result.notes).toEqual(["database:DB", "role:ADMIN", "schema:DB.SC", "table:DB.SC.STRAY", "user:BOSS"].map((id) => `ST2003 warning ${id}`));
  });

  test("a container may hold what the role that reads is not shown, and a note says so", () => {
    const to = projectOf({ mode: "strict" });
    const { steps, notes } = plan(partly(), to);
    expect(steps.map(({ id }) => id)).toEqual(["database:DB"]);
    expect(notes).toMatchObject([
      { severity: "warning", code: "ST2016", about: "database:DB", message: "database:DB is dropped with all that is inside, also what DEPLOYER is not shown" },
    ]);
    expect(plan(partly({ resolvesAll: true }), to).notes).toEqual([]);
    expect(plan(partly({ containers: [database.id] }), to).notes).toEqual([]);
  });

  test("a container with something described in it stays", () => {
    const result = planned({ objects: [...there, owned(table("DB.SC.T"))] }, { objects: [table("DB.SC.T")], mode: "strict" });
    expect(result).toEqual({ steps: [], notes: ["ST2003 warning database:DB", "ST2003 warning schema:DB.SC"], implied: [] });
  });

  test("a protected user is not disabled", () => {
    const boss = thing("user", "BOSS", { disabled: true });
    const result = planned({ objects: [owned({ ...boss, fields: { disabled: false } })] }, { objects: [boss] });
    expect(result).toMatchObject({ steps: [], notes: ["ST2003 warning user:BOSS"] });
  });
});
