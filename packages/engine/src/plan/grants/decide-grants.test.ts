import { describe, expect, test } from "vitest";
import { plan } from "../planner.ts";
import { type CatalogParts, catalogOf, grant, owned, type ProjectParts, projectOf, role, table, thing } from "../testing/sample-account.ts";

const containers = [thing("database", "DB", { is_transient: false }), thing("schema", "DB.SC", { is_transient: false, managed_access: false })];
const roles = ["R", "S", "OLD", "NEW"].map((name) => thing("role", name));
const there = [...containers, ...roles].map((object) => owned(object));
const described = [...containers, ...roles];

function statements(from: CatalogParts, to: ProjectParts): string[] {
  return plan(catalogOf(from), projectOf(to)).steps.flatMap((step) => step.statements.map(({ text }) => text));
}

function between(from: readonly ReturnType<typeof grant>[], to: readonly ReturnType<typeof grant>[], more: Partial<ProjectParts> = {}): string[] {
  return statements({ objects: there, grants: from }, { objects: described, grants: to, strict: ["R", "S", "OLD", "NEW"].map(role), ...more });
}

describe("grants that are missing or too many", () => {
  test("one step for a grantee and a target, with all privileges", () => {
    const wanted = [
      grant("SELECT", "TABLE X.Y.Z", "R"),
      grant("INSERT", "TABLE X.Y.Z", "R"),
      grant("MONITOR", "ACCOUNT", "R"),
      grant("USAGE", "ROLE S", { type: "USER", name: "U" }),
    ];
    expect(between([], wanted)).toEqual([
      'GRANT MONITOR ON ACCOUNT TO ROLE "R"',
      'GRANT INSERT, SELECT ON TABLE "X"."Y"."Z" TO ROLE "R"',
      'GRANT ROLE "S" TO USER "U"',
    ]);
  });

  test("are taken from strict grantees only", () => {
    const held = [grant("SELECT", "TABLE X.Y.Z", "R"), grant("USAGE", "ROLE S", "R")];
    expect(between(held, [])).toEqual(['REVOKE ROLE "S" FROM ROLE "R"', 'REVOKE SELECT ON TABLE "X"."Y"."Z" FROM ROLE "R"']);
    expect(statements({ objects: there, grants: held }, { objects: described })).toEqual([]);
  });

  test("the grant option is given, and taken back", () => {
    const [plain, option] = [grant("SELECT", "TABLE X.Y.Z", "R"), grant("SELECT", "TABLE X.Y.Z", "R", { option: true })];
    expect(between([plain], [option])).toEqual(['GRANT SELECT ON TABLE "X"."Y"."Z" TO ROLE "R" WITH GRANT OPTION']);
    expect(between([option], [plain])).toEqual(['REVOKE GRANT OPTION FOR SELECT ON TABLE "X"."Y"."Z" FROM ROLE "R"']);
    expect(between([option], [option])).toEqual([]);
  });

  test("nothing is planned for a grantee whose grants could not be read", () => {
    const from = catalogOf({ objects: there, coverage: new Set(["role"]), gaps: [{ request: "SHOW GRANTS TO ROLE R", why: "no privilege" }] });
    const { steps, notes } = plan(from, projectOf({ objects: described, grants: [grant("SELECT", "TABLE X.Y.Z", "R"), grant("SELECT", "TABLE X.Y.W", "R")] }));
    expect(steps).toEqual([]);
    expect(notes.map(({ code, severity, about }) => [code, severity, about])).toEqual([["ST2008", "error", "role:R"]]);
  });

  test("what a dropped role has granted is granted again before the role goes", () => {
    const held = grant("SELECT", "TABLE X.Y.Z", "R", { by: "OLD" as never });
    const { steps } = plan(
      catalogOf({ objects: there, grants: [held] }),
      projectOf({ objects: described.filter(({ id }) => id !== "role:OLD"), grants: [grant("SELECT", "TABLE X.Y.Z", "R")], mode: "strict" }),
    );
    expect(steps.map(({ id }) => id)).toEqual(["grant:ROLE R on TABLE X.Y.Z", "role:OLD"]);
  });
});

describe("future grants", () => {
  const select = grant("SELECT", "FUTURE TABLE IN SCHEMA DB.SC", "R");
  const tables = ["A", "B"].map((name) => table(`DB.SC.${name}`));
  const existing = [...there, ...tables.map((each) => owned(each))];

  test("a new one reaches what exists, in one statement where all lack it", () => {
    expect(statements({ objects: existing }, { objects: [...described, ...tables], grants: [select] })).toEqual([
      'GRANT SELECT ON FUTURE TABLES IN SCHEMA "DB"."SC" TO ROLE "R"',
      'GRANT SELECT ON ALL TABLES IN SCHEMA "DB"."SC" TO ROLE "R"',
    ]);
  });

  test("and one by one where some have it, or must not get it", () => {
    const one = [grant("SELECT", "TABLE DB.SC.A", "R")];
    const future = 'GRANT SELECT ON FUTURE TABLES IN SCHEMA "DB"."SC" TO ROLE "R"';
    expect(statements({ objects: existing, grants: one }, { objects: [...described, ...tables], grants: [select] })).toEqual([
      future,
      'GRANT SELECT ON TABLE "DB"."SC"."B" TO ROLE "R"',
    ]);
    // C is going to be dropped: nobody is to see it until then.
    const stray = owned(table("DB.SC.C"));
    expect(statements({ objects: [...existing, stray] }, { objects: [...described, ...tables], grants: [select], mode: "strict" })).toEqual([
      future,
      'GRANT SELECT ON TABLE "DB"."SC"."A" TO ROLE "R"',
      'GRANT SELECT ON TABLE "DB"."SC"."B" TO ROLE "R"',
      'DROP TABLE "DB"."SC"."C"',
    ]);
  });

  test("an old one heals what is described, and leaves alone what is only looked at", () => {
    const foreign = owned(table("DB.SC.DBT"), "TRANSFORMER");
    const from = { objects: [...existing, foreign], grants: [select] };
    expect(statements(from, { objects: [...described, ...tables], grants: [select], mode: "observe" })).toEqual([
      'GRANT SELECT ON TABLE "DB"."SC"."A" TO ROLE "R"',
      'GRANT SELECT ON TABLE "DB"."SC"."B" TO ROLE "R"',
    ]);
    expect(statements({ objects: [...existing, foreign] }, { objects: [...described, ...tables], grants: [select], mode: "observe" })).toContain(
      'GRANT SELECT ON ALL TABLES IN SCHEMA "DB"."SC" TO ROLE "R"',
    );
  });

  test("one explains the grants that it has made", () => {
    const made = tables.map(({ name }) => grant("SELECT", `TABLE ${name.join(".")}`, "R"));
    expect(statements({ objects: existing, grants: [select, ...made] }, { objects: [...described, ...tables], grants: [select] })).toEqual([]);
  });

  test("a schema's silence those of its database, also where somebody else has made them", () => {
    const ofDatabase = grant("SELECT", "FUTURE TABLE IN DATABASE DB", "R");
    const foreign = grant("SELECT", "FUTURE TABLE IN SCHEMA DB.SC", { type: "ROLE", name: "FOREIGN" });
    const result = plan(
      catalogOf({ objects: there, grants: [ofDatabase, foreign] }),
      projectOf({ objects: [...described, table("DB.SC.T")], grants: [ofDatabase] }),
    );
    expect(result.steps.map(({ id, implied }) => [id, implied.map((change) => change.to)])).toEqual([
      ["table:DB.SC.T", [grant("SELECT", "TABLE DB.SC.T", { type: "ROLE", name: "FOREIGN" })]],
      ["grant:ROLE R on TABLE DB.SC.T", []],
    ]);
  });

  test("of a role that goes do nothing for what is created before", () => {
    const { steps } = plan(
      catalogOf({ objects: there, grants: [grant("SELECT", "FUTURE TABLE IN SCHEMA DB.SC", "OLD")] }),
      projectOf({ objects: [...described.filter(({ id }) => id !== "role:OLD"), table("DB.SC.T")], mode: "strict" }),
    );
    expect(steps.map(({ id }) => id)).toEqual(["revoke:ROLE OLD on FUTURE TABLES in SCHEMA DB.SC", "table:DB.SC.T", "role:OLD"]);
    expect(steps[1]?.implied).toEqual([]);
  });

  test("on types that are not read leave out what exists, and say so", () => {
    const { steps, notes } = plan(
      catalogOf({ objects: there }),
      projectOf({ objects: described, grants: ["ALERT", "PIPE"].map((type) => grant("MONITOR", `FUTURE ${type} IN SCHEMA DB.SC`, "R")) }),
    );
    expect(steps).toHaveLength(2);
    expect(notes.map(({ code, message }) => [code, message])).toEqual([
      ["ST2010", "new future grants in schema:DB.SC do not reach the ALERTS, PIPES that are there already: they are not read"],
    ]);
  });
});

describe("ownership", () => {
  const owning = grant("OWNERSHIP", "FUTURE TABLE IN SCHEMA DB.SC", "R");

  test("of a described object goes to whom future objects go", () => {
    const from = catalogOf({ objects: [...there, owned(table("DB.SC.T"), "S")], grants: [owning, grant("USAGE", "ROLE S", "ADMIN")] });
    const { steps } = plan(from, projectOf({ objects: [...described, table("DB.SC.T")], grants: [owning] }));
    expect(steps.map(({ id, risk, undo }) => [id, risk, undo.kind])).toEqual([["owner:table:DB.SC.T", "caution", "recreated"]]);
    expect(steps[0]?.statements.map(({ text }) => text)).toEqual(['GRANT OWNERSHIP ON TABLE "DB"."SC"."T" TO ROLE "R" COPY CURRENT GRANTS']);
  });

  test("of a new object is transferred by the future grant itself", () => {
    const { steps } = plan(catalogOf({ objects: there }), projectOf({ objects: [...described, table("DB.SC.T")], grants: [owning] }));
    expect(steps.map(({ id }) => id)).toEqual(["grant:ROLE R on FUTURE TABLES in SCHEMA DB.SC", "table:DB.SC.T"]);
    expect(steps[1]?.implied.map((change) => change.kind === "object" && change.to?.owner)).toEqual(["R"]);
  });

  test("is left alone where it is protected or cannot be told", () => {
    const mine = owned(table("DB.SC.T"), "S");
    const systems = { ...table("DB.SC.U"), owner: null };
    const from = catalogOf({ objects: [...there, mine, systems], grants: [owning] });
    const { steps, notes } = plan(from, projectOf({ objects: [...described, table("DB.SC.T"), table("DB.SC.U")], grants: [owning], protected: [mine.id] }));
    expect(steps).toEqual([]);
    expect(notes.map(({ code, about }) => [code, about])).toEqual([
      ["ST2003", "table:DB.SC.T"],
      ["ST2015", "table:DB.SC.U"],
    ]);
  });

  test("of future objects is taken from one role before another gets it", () => {
    expect(between([grant("OWNERSHIP", "FUTURE TABLE IN SCHEMA DB.SC", "OLD")], [owning])).toEqual([
      'REVOKE OWNERSHIP ON FUTURE TABLES IN SCHEMA "DB"."SC" FROM ROLE "OLD"',
      'GRANT OWNERSHIP ON FUTURE TABLES IN SCHEMA "DB"."SC" TO ROLE "R"',
    ]);
  });
});

describe("continuity of access", () => {
  const select = (to: string) => grant("SELECT", "TABLE DB.SC.T", to);

  test("what is held through another role is given before that goes", () => {
    // R reads through S, and is to read by itself.
    expect(between([grant("USAGE", "ROLE S", "R"), select("S")], [select("S"), select("R")])).toEqual([
      'GRANT SELECT ON TABLE "DB"."SC"."T" TO ROLE "R"',
      'REVOKE ROLE "S" FROM ROLE "R"',
    ]);
    // The privilege moves up from S to R, who holds S.
    const holds = grant("USAGE", "ROLE S", "R");
    expect(between([holds, select("S")], [holds, select("R")])).toEqual([
      'GRANT SELECT ON TABLE "DB"."SC"."T" TO ROLE "R"',
      'REVOKE SELECT ON TABLE "DB"."SC"."T" FROM ROLE "S"',
    ]);
  });

  test("on one target what goes does so first", () => {
    expect(between([grant("INSERT", "TABLE DB.SC.T", "R")], [select("R")])).toEqual([
      'REVOKE INSERT ON TABLE "DB"."SC"."T" FROM ROLE "R"',
      'GRANT SELECT ON TABLE "DB"."SC"."T" TO ROLE "R"',
    ]);
  });

  test("a privilege does not meet the way to it that goes, nor the other way round", () => {
    const usage = grant("USAGE", "SCHEMA DB.SC", "R");
    expect(between([usage], [select("R")])).toEqual(['REVOKE USAGE ON SCHEMA "DB"."SC" FROM ROLE "R"', 'GRANT SELECT ON TABLE "DB"."SC"."T" TO ROLE "R"']);
    expect(between([select("R")], [usage])).toEqual(['REVOKE SELECT ON TABLE "DB"."SC"."T" FROM ROLE "R"', 'GRANT USAGE ON SCHEMA "DB"."SC" TO ROLE "R"']);
  });

  test("where keeping a privilege would show what is not meant, it goes and comes again; of no use at the end, it is no access that is lost", () => {
    // R loses S, and with it the way into the schema; SELECT it is to keep, without the way.
    const from = catalogOf({ objects: there, grants: [grant("USAGE", "ROLE S", "R"), grant("USAGE", "SCHEMA DB.SC", "S"), select("S")] });
    const { steps, notes } = plan(from, projectOf({ objects: described, grants: [grant("USAGE", "SCHEMA DB.SC", "S"), select("S"), select("R")] }));
    expect(steps.map(({ id }) => id)).toEqual(["revoke:ROLE R on ROLE S", "grant:ROLE R on TABLE DB.SC.T"]);
    expect(notes).toEqual([]);
  });
});
