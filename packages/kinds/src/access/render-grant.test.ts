import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GrantChange } from "../change.ts";
import type { Grant, Grantee, GrantTarget } from "./grant.ts";
import { groupGrants, renderBackfill, renderGrants, renderOwnership } from "./render-grant.ts";

const R: Grantee = { type: "ROLE", name: "R" };
const give = (privilege: string, on: GrantTarget, to: Grantee = R, option = false): GrantChange => ({
  kind: "grant",
  from: null,
  to: { privilege, on, to, option },
});
const take = (change: GrantChange): GrantChange => ({ kind: "grant", from: change.to, to: null });
const on = (type: string, name: string): GrantTarget => ({ kind: "object", type, name });
const future = (type: string, container: "DATABASE" | "SCHEMA", name: string): GrantTarget => ({ kind: "future", type, in: container, name });
const texts = (...changes: readonly GrantChange[]): string[] => groupGrants(changes).map((group) => renderGrants(group).text);

describe("a grant in SQL", () => {
  it.each([
    [give("SELECT", on("TABLE", 'DB.SC."my table"')), 'GRANT SELECT ON TABLE "DB"."SC"."my table" TO ROLE "R"'],
    [give("USAGE", on("FUNCTION", "DB.SC.F(VARCHAR, NUMBER)")), 'GRANT USAGE ON FUNCTION "DB"."SC"."F"(VARCHAR, NUMBER) TO ROLE "R"'],
    [give("USAGE", on("PROCEDURE", "DB.SC.P()")), 'GRANT USAGE ON PROCEDURE "DB"."SC"."P"() TO ROLE "R"'],
    [give("EXECUTE TASK", { kind: "account" }), 'GRANT EXECUTE TASK ON ACCOUNT TO ROLE "R"'],
    [give("USAGE", on("ROLE", "A")), 'GRANT ROLE "A" TO ROLE "R"'],
    [give("USAGE", on("ROLE", "A"), { type: "USER", name: '"joe@x"' }), 'GRANT ROLE "A" TO USER "joe@x"'],
    [give("USAGE", on("DATABASE ROLE", "DB.A"), { type: "SHARE", name: "S" }), 'GRANT DATABASE ROLE "DB"."A" TO SHARE "S"'],
    [give("USAGE", on("APPLICATION ROLE", "APP.A")), 'GRANT APPLICATION ROLE "APP"."A" TO ROLE "R"'],
    [give("SELECT", future("FILE FORMAT", "DATABASE", "DB")), 'GRANT SELECT ON FUTURE FILE FORMATS IN DATABASE "DB" TO ROLE "R"'],
    [give("OWNERSHIP", future("TABLE", "SCHEMA", "DB.SC")), 'GRANT OWNERSHIP ON FUTURE TABLES IN SCHEMA "DB"."SC" TO ROLE "R"'],
    [give("CREATE SNOWFLAKE.ML.FORECAST", on("SCHEMA", "DB.SC")), 'GRANT CREATE SNOWFLAKE.ML.FORECAST ON SCHEMA "DB"."SC" TO ROLE "R"'],
    [give("USAGE", on("WAREHOUSE", "W"), R, true), 'GRANT USAGE ON WAREHOUSE "W" TO ROLE "R" WITH GRANT OPTION'],
    [give("USAGE", on("DATABASE", "DB"), { type: "DATABASE ROLE", name: "DB.R" }), 'GRANT USAGE ON DATABASE "DB" TO DATABASE ROLE "DB"."R"'],
    [take(give("SELECT", future("TABLE", "SCHEMA", "DB.SC"))), 'REVOKE SELECT ON FUTURE TABLES IN SCHEMA "DB"."SC" FROM ROLE "R"'],
    [take(give("USAGE", on("ROLE", "A"))), 'REVOKE ROLE "A" FROM ROLE "R"'],
    [take(give("IMPORTED PRIVILEGES", on("DATABASE", "S"))), 'REVOKE IMPORTED PRIVILEGES ON DATABASE "S" FROM ROLE "R"'],
    [
      { kind: "grant", from: give("USAGE", on("WAREHOUSE", "W"), R, true).to, to: give("USAGE", on("WAREHOUSE", "W")).to } as const,
      'REVOKE GRANT OPTION FOR USAGE ON WAREHOUSE "W" FROM ROLE "R"',
    ],
  ])("%#", (change, sql) => {
    expect(renderGrants([change]).text).toBe(sql);
  });

  it("takes all privileges of one target and grantee", () => {
    const stage = on("STAGE", "DB.SC.ST");
    expect(texts(give("WRITE", stage), give("READ", stage), give("READ", stage, { type: "ROLE", name: "S" }))).toEqual([
      'GRANT READ, WRITE ON STAGE "DB"."SC"."ST" TO ROLE "R"',
      'GRANT READ ON STAGE "DB"."SC"."ST" TO ROLE "S"',
    ]);
    expect(texts(take(give("READ", stage)), take(give("WRITE", stage)))).toEqual(['REVOKE WRITE, READ ON STAGE "DB"."SC"."ST" FROM ROLE "R"']);
    const tables = future("TABLE", "SCHEMA", "DB.SC");
    expect(texts(give("SELECT", tables), give("OWNERSHIP", tables), give("REFERENCES", tables))).toEqual([
      'GRANT REFERENCES, SELECT ON FUTURE TABLES IN SCHEMA "DB"."SC" TO ROLE "R"',
      'GRANT OWNERSHIP ON FUTURE TABLES IN SCHEMA "DB"."SC" TO ROLE "R"',
    ]);
  });

  it("refuses what no one statement makes", () => {
    expect(() => renderGrants([give("USAGE", on("ROLE", "A")), give("USAGE", on("ROLE", "B"))])).toThrow();
    expect(() => renderGrants([])).toThrow();
    expect(() => renderGrants([give("SELECT; DROP", on("TABLE", "A.B.C"))])).toThrow(TypeError);
    expect(() => renderGrants([give("USAGE", on("FUNCTION", "A.B.F(NUMBER); DROP ROLE R --)"))])).toThrow();
  });

  it("gives on all that is there, and transfers ownership", () => {
    const select: Grant = { privilege: "SELECT", on: future("TABLE", "SCHEMA", "DB.SC"), to: R, option: false };
    expect(renderBackfill([select, { ...select, privilege: "INSERT" }]).text).toBe('GRANT INSERT, SELECT ON ALL TABLES IN SCHEMA "DB"."SC" TO ROLE "R"');
    expect(renderBackfill([{ ...select, privilege: "OWNERSHIP" }]).text).toBe(
      'GRANT OWNERSHIP ON ALL TABLES IN SCHEMA "DB"."SC" TO ROLE "R" COPY CURRENT GRANTS',
    );
    expect(renderOwnership({ type: "MATERIALIZED VIEW", name: "DB.SC.V" }, R).text).toBe(
      'GRANT OWNERSHIP ON VIEW "DB"."SC"."V" TO ROLE "R" COPY CURRENT GRANTS',
    );
  });

  it("puts every change into one group, whatever the order", () => {
    const targets = [on("TABLE", "A.B.C"), on("ROLE", "X"), future("TABLE", "SCHEMA", "A.B"), { kind: "account" } as const];
    const any = fc.record({
      p: fc.constantFrom("USAGE", "SELECT", "OWNERSHIP"),
      t: fc.constantFrom(...targets),
      r: fc.constantFrom("R", "S"),
      drop: fc.boolean(),
      o: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(any), (list) => {
        const changes = list.map(({ p, t, r, drop, o }) => (drop ? take : (c: GrantChange) => c)(give(p, t, { type: "ROLE", name: r }, o)));
        const groups = groupGrants(changes);
        expect(groups.flat()).toHaveLength(changes.length);
        expect(groups.map((g) => renderGrants(g).text)).toEqual(groupGrants([...changes].reverse()).map((g) => renderGrants(g).text));
      }),
    );
  });
});
