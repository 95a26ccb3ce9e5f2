import { describe, expect, it } from "vitest";
import { expectedGrants } from "./expected-grants.ts";
import { FutureRules } from "./future-rules.ts";
import type { Grant, Grantee } from "./grant.ts";
import type { Securable } from "./securable.ts";

const role = (name: string): Grantee => ({ type: "ROLE", name });
const future = (privilege: string, type: string, container: string, to: string): Grant => ({
  privilege,
  on: { kind: "future", type, in: container.includes(".") ? "SCHEMA" : "DATABASE", name: container },
  to: role(to),
  option: false,
});
const object = (type: string, name: string, more: Partial<Securable> = {}): Securable => {
  const [database = null, schema] = name.split(".");
  return { type, name, database, schema: schema === undefined || type === "SCHEMA" ? null : `${database}.${schema}`, ...more };
};
const shown = (grants: readonly Grant[]): string[] => grants.map((g) => `${g.privilege} ${g.on.kind === "object" ? g.on.name : ""} ${g.to.name}`);

describe("future grants", () => {
  // docs: sql-reference/sql/grant-privilege, the example with r1 and r2
  const rules = new FutureRules([future("SELECT", "TABLE", "D1", "R1"), future("INSERT", "TABLE", "D1.S1", "R2"), future("DELETE", "TABLE", "D1.S1", "R2")]);

  it("of a schema hide those of its database, for every role", () => {
    expect(shown(rules.grantsOn(object("TABLE", "D1.S1.T")))).toEqual(["INSERT D1.S1.T R2", "DELETE D1.S1.T R2"]);
    expect(shown(rules.grantsOn(object("TABLE", "D1.S2.T")))).toEqual(["SELECT D1.S2.T R1"]);
  });

  it("act on their type and their container only", () => {
    expect(rules.grantsOn(object("VIEW", "D1.S1.V"))).toEqual([]);
    expect(rules.grantsOn(object("TABLE", "D2.S1.T"))).toEqual([]);
    expect(rules.grantsOn(object("WAREHOUSE", "D1", { database: null }))).toEqual([]);
  });

  it("give schemas what is said of their database", () => {
    const schemas = new FutureRules([future("USAGE", "SCHEMA", "D1", "R"), future("OWNERSHIP", "SCHEMA", "D1", "O")]);
    expect(shown(schemas.grantsOn(object("SCHEMA", "D1.S1")))).toEqual(["USAGE D1.S1 R"]);
    expect(schemas.ownerOf(object("SCHEMA", "D1.S1"))).toEqual(role("O"));
  });

  it("of OWNERSHIP on a database do not reach into schemas with managed access", () => {
    const grants = [future("OWNERSHIP", "TABLE", "D1", "O"), future("SELECT", "TABLE", "D1", "R")];
    const managed = new FutureRules(grants, { managed: (schema) => schema === "D1.M" });
    expect(managed.ownerOf(object("TABLE", "D1.M.T"))).toBeNull();
    expect(shown(managed.grantsOn(object("TABLE", "D1.M.T")))).toEqual(["SELECT D1.M.T R"]);
    expect(managed.ownerOf(object("TABLE", "D1.S.T"))).toEqual(role("O"));
  });

  it("give on a stage what its sort of stage knows", () => {
    const stages = new FutureRules(["READ", "WRITE", "USAGE"].map((p) => future(p, "STAGE", "D1.S1", "R")));
    expect(shown(stages.grantsOn(object("STAGE", "D1.S1.I", { external: false })))).toEqual(["READ D1.S1.I R", "WRITE D1.S1.I R"]);
    expect(shown(stages.grantsOn(object("STAGE", "D1.S1.E", { external: true })))).toEqual(["USAGE D1.S1.E R"]);
  });

  it("explain grants of their sort, also where they are hidden now", () => {
    const on = (name: string, to = "R1", privilege = "SELECT"): Grant => ({
      privilege,
      on: { kind: "object", type: "TABLE", name },
      to: role(to),
      option: false,
    });
    expect(rules.explains(on("D1.S1.T"))).toBe(true);
    expect(rules.explains(on('D1.S2."a.b"'))).toBe(true);
    expect(rules.explains(on("D2.S1.T"))).toBe(false);
    expect(rules.explains(on("D1.S1.T", "R2"))).toBe(false);
    expect(rules.explains(on("D1.S1.T", "R1", "UPDATE"))).toBe(false);
  });

  it("are worked out for many objects in no time", () => {
    const grants = Array.from({ length: 30 }, (_, i) => future(["SELECT", "INSERT", "UPDATE"][i % 3] ?? "", "TABLE", `D.S${i % 10}`, `R${i}`));
    const objects = Array.from({ length: 10_000 }, (_, i) => object("TABLE", `D.S${i % 12}.T${i}`));
    const start = performance.now();
    const { grants: all, owners } = expectedGrants(grants, objects);
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(owners.size).toBe(0);
    // 10 of 12 schemas have three future grants each.
    expect(all.size).toBe(30 + objects.filter((o) => !["D.S10", "D.S11"].includes(o.schema ?? "")).length * 3);
  });
});
