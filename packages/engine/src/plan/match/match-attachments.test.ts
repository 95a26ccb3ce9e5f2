import { type AnyObject, type Attachment, AttachmentSet, type Catalog, coverOf, coverOfAttachments, type Desired, idOf, type ObjectId } from "@snowtower/kinds";
import { nameOf } from "@snowtower/sql";
import { describe, expect, test } from "vitest";
import type { Plan } from "../plan.ts";
import { plan } from "../planner.ts";
import { type CatalogParts, catalogOf, owned, type ProjectParts, projectOf, table, thing, view } from "../testing/sample-account.ts";

const [HIDE, OTHER] = ["HIDE", "OTHER"].map((name) => policy(name)) as [AnyObject, AnyObject];
const containers = [owned(thing("database", "DB")), owned(thing("schema", "DB.SC"))];
const there = [...containers, owned(table("DB.SC.T")), owned(HIDE), owned(OTHER)];

function policy(name: string): AnyObject {
  return thing("masking_policy", `DB.SC.${name}`, { arguments: [{ name: "VAL", type: "NUMBER(38,0)" }], returns: "NUMBER(38,0)", body: "0" });
}

function masked(what: AnyObject, on: ObjectId = idOf("table", nameOf("DB", "SC", "T"))): Attachment {
  return { what: what.id, on, column: "ID", arguments: [] };
}

interface Case {
  readonly from: CatalogParts & { readonly attachments?: readonly Attachment[] };
  readonly to: ProjectParts & { readonly attachments?: readonly Attachment[]; readonly attached?: readonly string[] };
}

function planned({ from, to }: Case): Plan {
  const catalog: Catalog = { ...catalogOf(from), attachments: new AttachmentSet(from.attachments) };
  const project = projectOf(to);
  const desired: Desired = {
    ...project,
    attached: new Set(to.attached),
    catalog: { ...project.catalog, attachments: new AttachmentSet(to.attachments) },
  };
  return plan(catalog, desired);
}

const statements = ({ steps }: Plan): readonly string[] => steps.flatMap((step) => step.statements.map(({ text }) => text.replace(/\s+/g, " ")));
const codes = ({ notes }: Plan): readonly string[] => notes.map(({ code, about }) => `${code} ${about}`);
const ALTER = 'ALTER TABLE "DB"."SC"."T" MODIFY COLUMN "ID"';

describe("a place", () => {
  test("that is empty is taken; another's is taken over in one statement; the same is left", () => {
    const to = { objects: there, attachments: [masked(HIDE)] };
    expect(statements(planned({ from: { objects: there }, to }))).toEqual([`${ALTER} SET MASKING POLICY "DB"."SC"."HIDE"`]);
    expect(statements(planned({ from: { objects: there, attachments: [masked(OTHER)] }, to }))).toEqual([`${ALTER} SET MASKING POLICY "DB"."SC"."HIDE" FORCE`]);
    expect(statements(planned({ from: { objects: there, attachments: [masked(HIDE)] }, to }))).toEqual([]);
  });

  test("that no file describes is left alone, unless a file describes all of its kind there", () => {
    const from = { objects: there, attachments: [masked(HIDE)] };
    expect(statements(planned({ from, to: { objects: there } }))).toEqual([]);
    const attached = ["table:DB.SC.T|masking_policy"];
    expect(statements(planned({ from, to: { objects: there, attached } }))).toEqual([`${ALTER} UNSET MASKING POLICY`]);
  });

  test("of which it is not known what is in it is left alone, and the plan says so", () => {
    const coverage = new Set(["database", "schema in DB", coverOf("table", "DB"), coverOf("masking_policy", "DB")]);
    const to = { objects: there, attachments: [masked(HIDE)] };
    const unread = planned({ from: { objects: there, coverage }, to });
    expect([statements(unread), codes(unread)]).toEqual([[], expect.arrayContaining(["ST2018 table:DB.SC.T"])]);
    const read = planned({ from: { objects: there, coverage: new Set([...coverage, coverOfAttachments(HIDE.id)]) }, to });
    expect(codes(read)).not.toContain("ST2018 table:DB.SC.T");
  });
});

describe("a policy that is dropped", () => {
  test("is taken off first where the project describes the object, and stays where it does not", () => {
    const from = { objects: there, attachments: [masked(HIDE)] };
    const described = there.filter(({ id }) => id !== HIDE.id);
    const off = planned({ from, to: { objects: described, mode: "strict" } });
    expect(statements(off)).toEqual([`${ALTER} UNSET MASKING POLICY`, 'DROP MASKING POLICY "DB"."SC"."HIDE"']);
    const mode = ({ id }: AnyObject) => (id === HIDE.id ? ("strict" as const) : ("observe" as const));
    const stuck = planned({ from, to: { objects: described.filter(({ kind }) => kind !== "table"), mode } });
    expect([statements(stuck), codes(stuck)]).toEqual([[], ["ST2017 masking_policy:DB.SC.HIDE"]]);
  });
});

test("a view that is replaced keeps what is set on it; unread, it is not replaced without a word", () => {
  const objects = [...there, owned(view("DB.SC.V", "SELECT id FROM t"))];
  const to = { objects: [...there, view("DB.SC.V", "SELECT 1 AS id")] };
  const place = masked(HIDE, idOf("view", nameOf("DB", "SC", "V")));
  const made = planned({ from: { objects, attachments: [place] }, to });
  expect(statements(made).at(-1)).toContain('SET MASKING POLICY "DB"."SC"."HIDE"');
  const coverage = new Set(["database", "schema in DB", ...["table", "view", "masking_policy"].map((kind) => coverOf(kind, "DB"))]);
  expect(codes(planned({ from: { objects, coverage }, to }))).toContain("ST2018 view:DB.SC.V");
});

test("where a policy can only be set after the object is there, whoever can read it meanwhile is told", () => {
  const to = { objects: [...there, view("DB.SC.V", "SELECT id FROM t")], attachments: [masked(HIDE, idOf("view", nameOf("DB", "SC", "V")))] };
  const reads = ["USAGE", "USAGE", "SELECT"].map((privilege, i) => ({
    privilege,
    on: [
      { kind: "object" as const, type: "DATABASE", name: "DB" },
      { kind: "object" as const, type: "SCHEMA", name: "DB.SC" },
      { kind: "future" as const, type: "VIEW", in: "SCHEMA" as const, name: "DB.SC" },
    ][i] as { kind: "object"; type: string; name: string },
    to: { type: "ROLE" as const, name: "R" },
    option: false,
  }));
  const objects = [...there, owned(thing("role", "R"))];
  const made = planned({ from: { objects, grants: reads }, to: { ...to, objects: [...to.objects, thing("role", "R")], grants: reads } });
  expect(made.notes.map(({ code, message }) => `${code} ${message}`)).toContainEqual(
    expect.stringMatching(/^ST2021 role R is shown column ID of view DB\.SC\.V/),
  );
});
