import { idOf, type ObjectId, unknown } from "@snowtower/kinds";
import { exactly, nameOf } from "@snowtower/sql";
import { describe, expect, test } from "vitest";
import { footprintOf } from "../footprint.ts";
import { plan } from "../planner.ts";
import { type CatalogParts, catalogOf, grant, owned, type ProjectParts, projectOf, role, table, thing, view } from "../testing/sample-account.ts";

const schema = thing("schema", "DB.SC", { is_transient: false, managed_access: false });
const database = thing("database", "DB", { is_transient: false });
const containers = [database, schema];
const there = containers.map((object) => owned(object));

function planned(from: CatalogParts, to: ProjectParts): { readonly steps: readonly string[]; readonly notes: readonly string[] } {
  const { steps, notes } = plan(catalogOf(from), projectOf(to));
  return { steps: steps.flatMap(({ statements }) => statements.map(({ text }) => text)), notes: notes.map(({ code, message }) => `${code} ${message}`) };
}

describe("what is only looked at", () => {
  const rules = [{ kind: "warehouse", mode: "observe" as const }];

  test("is told by kind and by what differs, so many names of it, and not planned", () => {
    const names = ["W1", "W2", "W3", "W4", "W5", "W6", "W7"];
    const objects = names.map((name) => thing("warehouse", name, { size: "XSMALL" }));
    const from = [...names.slice(0, 6).map((name) => owned(thing("warehouse", name, { size: "LARGE" }))), owned(thing("warehouse", "W7", { size: "XSMALL" }))];
    expect(planned({ objects: from }, { objects, rules })).toEqual({
      steps: [],
      notes: ["ST2030 warehouse:W1, W2, W3, W4, W5 and 1 more are only looked at, and not as described: size"],
    });
  });

  test("is no difference where the field could not be read, or is ignored", () => {
    const read = owned({ ...thing("warehouse", "W"), fields: { size: unknown("not shown"), comment: "x" } });
    const ignoring = [...rules, { ignore: ["comment"] }];
    expect(planned({ objects: [read] }, { objects: [thing("warehouse", "W", { size: "LARGE" })], rules: ignoring })).toEqual({ steps: [], notes: [] });
  });

  test("nor are its owner, and grants on it and to it; what somebody holds besides stays too", () => {
    const objects = [{ ...thing("warehouse", "W"), owner: exactly("OTHER") }, thing("role", "R")];
    const from = { objects: [owned(thing("warehouse", "W")), owned(thing("role", "R"))], grants: [grant("MODIFY", "WAREHOUSE W", "R")] };
    const result = planned(from, { objects, grants: [grant("USAGE", "WAREHOUSE W", "R")], rules });
    expect(result).toEqual({
      steps: [],
      notes: [
        "ST2030 a described grant is not given: the scope keeps what it is on or for out of the plan (warehouse:W)",
        "ST2030 a grant that no file describes is not taken: the scope keeps what it is on or for out of the plan (warehouse:W)",
        "ST2030 warehouse:W is only looked at, and not as described: owner",
      ],
    });
  });

  test("gets nothing of new future grants", () => {
    const future = grant("SELECT", "FUTURE TABLE IN SCHEMA DB.SC", "R");
    const from = { objects: [...there, owned(table("DB.SC.T")), owned(table("DB.SC.U"))], grants: [] };
    const objects = [...containers, table("DB.SC.T"), table("DB.SC.U")];
    const { steps } = planned(from, { objects, grants: [future], rules: [{ name: "DB.SC.U", mode: "observe" }] });
    expect(steps).toEqual(['GRANT SELECT ON FUTURE TABLES IN SCHEMA "DB"."SC" TO ROLE "R"', 'GRANT SELECT ON TABLE "DB"."SC"."T" TO ROLE "R"']);
  });

  test("is not dropped with its container, nor is what is somebody else's to drop", () => {
    const from = { objects: [owned(database), owned(schema), owned(table("DB.SC.T"))] };
    const to = (mode: "observe" | "additive", manage: "all" | "envelope"): ProjectParts => ({
      mode: "strict",
      rules: [{ kind: "table", mode, manage }],
      objects: [database],
    });
    expect(planned(from, to("observe", "all"))).toEqual({
      steps: [],
      notes: ["ST2003 schema:DB.SC is not described and is not dropped: table:DB.SC.T in it is only looked at"],
    });
    expect(planned(from, to("additive", "envelope")).notes).toEqual([
      "ST2003 schema:DB.SC is not described and is not dropped: table:DB.SC.T in it is somebody else's to drop",
    ]);
    expect(planned(from, to("additive", "all")).steps).toEqual(['DROP SCHEMA "DB"."SC"']);
  });
});

describe("what is somebody else's to create", () => {
  const rules = [{ kind: "table", manage: "envelope" as const }];

  test("is not created, and neither is what is in something that is not", () => {
    const envelope = [{ kind: "database", manage: "envelope" as const }];
    expect(planned({}, { objects: [...containers, table("DB.SC.T")], rules: envelope })).toEqual({
      steps: [],
      notes: [
        "ST2032 database:DB is not there, and somebody else's to create: nothing is planned for it",
        "ST2032 schema:DB.SC is not there, and somebody else's to create: nothing is planned for it",
        "ST2032 table:DB.SC.T is not there, and somebody else's to create: nothing is planned for it",
      ],
    });
  });

  test("is changed in its envelope alone, and is in the plan as the account has it", () => {
    const from = catalogOf({ objects: [...there, owned(table("DB.SC.T", [], { comment: "old", is_transient: true }))] });
    const { steps } = plan(from, projectOf({ objects: [...containers, thing("table", "DB.SC.T", { comment: "new" })], rules }));
    expect(steps.flatMap(({ statements }) => statements.map(({ text }) => text))).toEqual([`ALTER TABLE "DB"."SC"."T" SET COMMENT = 'new'`]);
    expect(steps[0]?.changes).toMatchObject([{ how: "alter", fields: ["comment"], to: { fields: { columns: [{ name: "ID" }], is_transient: true } } }]);
  });

  test("is an error where something of ours needs it", () => {
    const objects = [...containers, table("DB.SC.MINE", ["DB.SC.THEIRS"]), table("DB.SC.THEIRS")];
    const theirs = [{ name: "DB.SC.THEIRS", manage: "envelope" as const }];
    const { notes } = plan(catalogOf({ objects: there }), projectOf({ objects, rules: theirs }));
    expect(notes.map(({ severity, code, about, message }) => [severity, code, about, message])).toEqual([
      ["error", "ST2033", "table:DB.SC.MINE", "table:DB.SC.THEIRS is not there, and not this project's to create, but table:DB.SC.MINE refers to it"],
      ["warning", "ST2032", "table:DB.SC.THEIRS", expect.any(String)],
    ]);
  });

  test("a table is not made without the policy that the project describes for it", () => {
    const policy = idOf("masking_policy", nameOf("DB", "SC", "MASK"));
    const mask = thing("masking_policy", "DB.SC.MASK", { arguments: [{ name: "V", type: "NUMBER(38,0)" }], returns: "NUMBER(38,0)", body: "V" });
    const to = projectOf({ objects: [...containers, table("DB.SC.T"), mask], rules: [{ kind: "masking_policy", mode: "observe" }] });
    const attachments = catalogOf().attachments.changed([], [{ what: policy, on: "table:DB.SC.T" as ObjectId, column: "ID", arguments: [] }]);
    const { notes } = plan(catalogOf({ objects: there }), { ...to, catalog: { ...to.catalog, attachments } });
    expect(notes.filter(({ severity }) => severity === "error").map(({ code, about }) => [code, about])).toEqual([["ST2033", "table:DB.SC.T"]]);
  });
});

describe("an ignored field", () => {
  test("is no reason for a change, and is described in a new object all the same", () => {
    const objects = [thing("warehouse", "A", { size: "XSMALL", comment: "a" }), thing("warehouse", "B", { size: "XSMALL", comment: "b" })];
    const from = { objects: [owned(thing("warehouse", "A", { size: "LARGE", comment: "x" }))] };
    const { steps } = planned(from, { objects, rules: [{ kind: "warehouse", ignore: ["comment"] }] });
    expect(steps).toEqual(['ALTER WAREHOUSE "A" SET WAREHOUSE_SIZE = XSMALL', expect.stringContaining("COMMENT = 'b'")]);
  });

  test("moves no fingerprint", () => {
    const rules = projectOf({ rules: [{ kind: "view", ignore: ["comment", "owner"] }] }).scope.rules;
    const print = (comment: string, owner = "ADMIN", text = "SELECT 1"): string | undefined => {
      const object = owned({ ...view("DB.SC.V", text), fields: { text, comment } }, owner);
      return footprintOf(catalogOf({ objects: [object] }), [object.id], rules)[object.id];
    };
    expect(print("a")).toBe(print("b", "OTHER"));
    expect(print("a")).not.toBe(print("a", "ADMIN", "SELECT 2"));
  });
});

test("the summary counts what is described and taken out apart", () => {
  const objects = [thing("warehouse", "W"), thing("role", "R")];
  const from = catalogOf({ objects: objects.map((object) => owned(object)) });
  const { scope } = plan(from, projectOf({ objects, additive: [role("R")], rules: [{ kind: "warehouse", mode: "observe" }] }));
  expect(scope).toMatchObject({ managed: 1, aside: 1, seen: 2 });
});
