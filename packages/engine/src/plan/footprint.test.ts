import { unknown } from "@snowtower/kinds";
import { describe, expect, test } from "vitest";
import { contentsOf, footprintOf } from "./footprint.ts";
import { catalogOf, grant, owned, table, thing } from "./testing/sample-account.ts";

const warehouse = owned(thing("warehouse", "WH", { size: "SMALL" }));
const at = (object: typeof warehouse, subject = "warehouse:WH"): string | undefined => footprintOf(catalogOf({ objects: [object] }), [subject])[subject];

describe("the fingerprint of an object", () => {
  test("moves with what a plan can set, with the owner, and with a drop and creation", () => {
    const same = at(warehouse);
    expect(at({ ...warehouse, fields: { size: "LARGE" } })).not.toBe(same);
    expect(at(owned(warehouse, "OTHER"))).not.toBe(same);
    expect(at({ ...warehouse, createdOn: "2026-01-01" })).not.toBe(same);
  });

  test("does not move with what could not be read, with the order of fields, or with what is no field", () => {
    const same = at(warehouse);
    expect(at({ ...warehouse, fields: { comment: unknown("no privilege"), size: "SMALL" } })).toBe(same);
    expect(at({ ...warehouse, fields: { size: "SMALL", state: "STARTED" } })).toBe(at({ ...warehouse, fields: { state: "SUSPENDED", size: "SMALL" } }));
  });

  test("says what is not there", () => {
    expect(footprintOf(catalogOf(), ["warehouse:WH"])).toEqual({ "warehouse:WH": "absent" });
  });
});

describe("the fingerprint of grants", () => {
  const grants = [grant("SELECT", "TABLE DB.SC.T", "R"), grant("USAGE", "SCHEMA DB.SC", "R")];
  const of = (list: typeof grants, subject: string): string | undefined => footprintOf(catalogOf({ grants: list }), [subject])[subject];

  test("of all that a grantee holds, or of what it holds on one target", () => {
    const more = [...grants, grant("INSERT", "TABLE DB.SC.U", "R")];
    expect(of(more, "ROLE|R")).not.toBe(of(grants, "ROLE|R"));
    expect(of(more, "ROLE|R|TABLE|DB.SC.T")).toBe(of(grants, "ROLE|R|TABLE|DB.SC.T"));
    expect(of([grant("SELECT", "TABLE DB.SC.T", "R", { option: true })], "ROLE|R|TABLE|DB.SC.T")).not.toBe(of(grants, "ROLE|R|TABLE|DB.SC.T"));
    expect(of([...grants].reverse(), "ROLE|R")).toBe(of(grants, "ROLE|R"));
  });

  test("tells nothing from unread", () => {
    expect(footprintOf(catalogOf({ coverage: new Set() }), ["ROLE|R"])).toEqual({ "ROLE|R": "unread" });
    expect(footprintOf(catalogOf(), ["ROLE|R"])["ROLE|R"]).toMatch(/^[0-9a-f]{16}$/);
  });
});

test("the contents of a container move with what comes into it, not with how that is", () => {
  const subject = contentsOf(thing("schema", "DB.SC").id);
  const schema = owned(thing("schema", "DB.SC"));
  const of = (...names: readonly string[]): string | undefined =>
    footprintOf(catalogOf({ objects: [schema, ...names.map((name) => owned(table(name)))] }), [subject])[subject];
  expect(of("DB.SC.T", "DB.SC.U")).not.toBe(of("DB.SC.T"));
  expect(of("DB.SC.T", "DB.ELSE.U")).toBe(of("DB.SC.T"));
});
