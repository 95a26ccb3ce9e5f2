import { unknown } from "@snowtower/kinds";
import { describe, expect, test } from "vitest";
import { plan } from "../planner.ts";
import type { Step } from "../step.ts";
import { type CatalogParts, catalogOf, grant, owned, type ProjectParts, projectOf, role, table, thing, view } from "../testing/sample-account.ts";

function only(from: CatalogParts, to: ProjectParts): Step {
  const { steps } = plan(catalogOf(from), projectOf(to));
  const [step] = steps;
  expect(steps).toHaveLength(1);
  return step as Step;
}

function undo(from: CatalogParts, to: ProjectParts): readonly [string, readonly string[], readonly string[] | string, string?] {
  const taken = only(from, to).undo;
  if (taken.kind === "none") return [taken.kind, [], taken.because];
  const statements = taken.statements.map(({ text }) => text.replaceAll(/\s+/g, " "));
  return taken.until === undefined ? [taken.kind, statements, taken.lost] : [taken.kind, statements, taken.lost, taken.until];
}

const containers = [thing("database", "DB", { retention_time: 5 }), thing("schema", "DB.SC")];
const there = containers.map((object) => owned(object));
const role1 = owned(thing("role", "R", { comment: "x" }));

describe("taking back", () => {
  test("a creation drops, an alteration alters back, a grant revokes: exactly", () => {
    expect(undo({}, { objects: [thing("role", "R")] })).toEqual(["exact", ['DROP ROLE "R"'], []]);
    expect(undo({ objects: [role1] }, { objects: [thing("role", "R", { comment: "y" })] })).toEqual(["exact", [`ALTER ROLE "R" SET COMMENT = 'x'`], []]);
    expect(undo({ objects: [role1] }, { objects: [thing("role", "R")] })).toEqual(["exact", [`ALTER ROLE "R" SET COMMENT = 'x'`], []]);
    expect(undo({}, { grants: [grant("SELECT", "TABLE A.B.C", "R")] })).toEqual(["exact", ['REVOKE SELECT ON TABLE "A"."B"."C" FROM ROLE "R"'], []]);
  });

  test("a shorter retention comes back, the purged history does not", () => {
    const days = (count: number) => thing("database", "DB", { retention_time: count });
    const step = only({ objects: [owned(days(7))] }, { objects: [days(1)] });
    expect([step.risk, step.undo]).toMatchObject(["destructive", { kind: "recreated", lost: ["what the change of retention_time removed"] }]);
  });

  test("a drop of what UNDROP knows is exact while the retention lasts, its own or its container's", () => {
    const drop = (fields: Record<string, number | boolean>, edition: "ENTERPRISE" | "STANDARD" = "ENTERPRISE") =>
      undo({ objects: [...there, owned(table("DB.SC.T", [], fields))], facts: { edition } }, { objects: containers, mode: "strict" });
    expect(drop({ retention_time: 3 })).toEqual(["exact", ['UNDROP TABLE "DB"."SC"."T"'], [], "3 days after the step"]);
    expect(drop({})).toEqual(["exact", ['UNDROP TABLE "DB"."SC"."T"'], [], "5 days after the step"]);
    expect(drop({}, "STANDARD")[3]).toBe("1 day after the step");
    expect(drop({ is_transient: true })[3]).toBe("1 day after the step");
    const [kind, , lost] = drop({ retention_time: 0 });
    expect([kind, lost]).toEqual(["recreated", ["what is in it: its retention is 0", "when it was created, and who granted what on it"]]);
  });

  test("a container without retention does not come back with its contents", () => {
    const objects = [owned(thing("database", "DB", { retention_time: 0 })), owned(thing("schema", "DB.SC")), owned(table("DB.SC.T"))];
    expect(undo({ objects }, { mode: "strict" })).toEqual(["none", [], "its retention is 0, and 2 objects go with it"]);
  });

  test("a dropped role is made again, with what it held and who held it", () => {
    const grants = [grant("SELECT", "TABLE A.B.C", "R"), grant("USAGE", "ROLE R", "ADMIN")];
    expect(undo({ objects: [role1], grants }, { mode: "strict" })).toEqual([
      "recreated",
      [`CREATE ROLE "R" COMMENT = 'x'`, 'GRANT ROLE "R" TO ROLE "ADMIN"', 'GRANT SELECT ON TABLE "A"."B"."C" TO ROLE "R"'],
      ["when it was created, and who granted what on it"],
    ]);
  });

  test("what was not read cannot be made again", () => {
    const wh = owned({ ...thing("warehouse", "WH"), fields: { size: unknown("no privilege") } });
    expect(undo({ objects: [wh] }, { mode: "strict" })).toEqual(["none", [], "size could not be read"]);
  });

  test("a replaced view comes back without what a replacement loses", () => {
    const [kind, statements, lost] = undo(
      { objects: [...there, owned(view("DB.SC.V", "SELECT 1"))] },
      { objects: [...containers, view("DB.SC.V", "SELECT 2")] },
    );
    expect([kind, statements]).toEqual(["recreated", ['CREATE OR REPLACE VIEW "DB"."SC"."V" COPY GRANTS AS SELECT 1']]);
    expect(lost).toContain("streams on the view become stale");
  });
});

describe("risk", () => {
  const risk = (from: CatalogParts, to: ProjectParts): string => only(from, to).risk;
  const user = (comment: string) => thing("user", "BOSS", { comment });

  test("is safe, or not", () => {
    expect(risk({}, { objects: [thing("warehouse", "WH", { size: "LARGE" })] })).toBe("safe");
    expect(risk({ objects: [owned(thing("warehouse", "WH", { size: "SMALL" }))] }, { objects: [thing("warehouse", "WH", { size: "LARGE" })] })).toBe("caution");
    expect(risk({ objects: [role1] }, { objects: [thing("role", "R", { comment: "y" })] })).toBe("safe");
    expect(risk({ objects: [role1] }, { mode: "strict" })).toBe("destructive");
    expect(risk({ objects: [...there, owned(table("DB.SC.T"))] }, { objects: containers, mode: "strict" })).toBe("destructive");
    expect(risk({ grants: [grant("SELECT", "TABLE A.B.C", "R")] }, { strict: [role("R")] })).toBe("caution");
    expect(risk({}, { grants: [grant("USAGE", "ROLE SYSADMIN", "R")] })).toBe("caution");
    expect(risk({}, { grants: [grant("USAGE", "ROLE R", "SYSADMIN")] })).toBe("safe");
  });

  test("is a lockout where this user or ACCOUNTADMIN's members are touched", () => {
    expect(risk({ objects: [owned(user("a"))] }, { objects: [user("b")] })).toBe("lockout");
    const boss = { type: "USER", name: "BOSS" } as const;
    expect(risk({ grants: [grant("USAGE", "ROLE R", boss)] }, { strict: [boss] })).toBe("lockout");
    expect(risk({ grants: [grant("USAGE", "ROLE ACCOUNTADMIN", "R")] }, { strict: [role("R")] })).toBe("lockout");
  });
});

test("needs are said in words", () => {
  expect(only({ objects: there }, { objects: [...containers, table("DB.SC.T")] }).needs).toEqual(["CREATE TABLE on SCHEMA DB.SC"]);
  expect(only({}, { grants: [grant("SELECT", "TABLE A.B.C", "R")] }).needs).toEqual(["OWNERSHIP on TABLE A.B.C, or MANAGE GRANTS on ACCOUNT"]);
  expect(only({ objects: [role1] }, { objects: [owned(thing("role", "R", { comment: "x" }), "S")] }).needs).toEqual(["OWNERSHIP on ROLE R"]);
});
