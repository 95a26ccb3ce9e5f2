import { type AnyObject, AttachmentSet, type Catalog, coverOfGrants, type Grant, GrantSet, idOf, type ObjectChange, ScopeRules } from "@snowtower/kinds";
import { type AccountFacts, exactly, nameOf } from "@snowtower/sql";
import { describe, expect, test } from "vitest";
import { footprintOf } from "../plan/footprint.ts";
import type { Step } from "../plan/step.ts";
import type { BoundPlan } from "../plan-file/bound-plan.ts";
import { surroundingsOf } from "../plan-file/surroundings.ts";
import { movesOf } from "./check-footprint.ts";
import { describeMove } from "./describe-move.ts";
import { objectsOf, touchedBy } from "./touched.ts";

const facts = { edition: "ENTERPRISE" } as AccountFacts;
const usage: Grant = { privilege: "USAGE", on: { kind: "object", type: "WAREHOUSE", name: "LOAD" }, to: { type: "ROLE", name: "R" }, option: false };

function warehouse(stored: string, fields: AnyObject["fields"] = {}, more: Partial<AnyObject> = {}): AnyObject {
  return { kind: "warehouse", id: idOf("warehouse", nameOf(stored)), name: nameOf(stored), owner: exactly("ADMIN"), fields, createdOn: "1", ...more };
}

function catalog(objects: readonly AnyObject[], grants: readonly Grant[] = []): Catalog {
  const coverage = new Set([coverOfGrants("ROLE|R")]);
  return {
    facts,
    objects: new Map(objects.map((o) => [o.id, o])),
    grants: new GrantSet(grants),
    attachments: new AttachmentSet(),
    gaps: [],
    baseline: 0,
    coverage,
  };
}

const load = warehouse("LOAD", { size: "SMALL", comment: "old" });
const alter: ObjectChange = { kind: "object", how: "alter", from: load, to: warehouse("LOAD", { size: "LARGE" }), fields: ["size"] };
const subjects = ["warehouse:LOAD", "warehouse:OTHER", "warehouse:NEW", "ROLE|R", "ROLE|R|WAREHOUSE|LOAD"];
const planned = catalog([load, warehouse("OTHER")], [usage]);
const plan = {
  interest: { databases: [], objects: [], owners: [], grantees: [] },
  footprint: footprintOf(planned, subjects),
  steps: [{ changes: [alter], implied: [] } as unknown as Step],
} as unknown as BoundPlan;

function moves(now: Catalog): readonly string[] {
  return movesOf(plan, now, subjects).flatMap((move) => describeMove(move, plan, now));
}

describe("a move of what the plan rests on", () => {
  const other = warehouse("OTHER");

  test("is none when nothing moved", () => {
    expect(moves(planned)).toEqual([]);
  });

  test("is told field by field where the plan holds the object", () => {
    const now = warehouse("LOAD", { size: "MEDIUM", comment: "old" }, { owner: exactly("OPS") });
    expect(moves(catalog([now, other], [usage]))).toEqual([
      'warehouse:LOAD: size was "SMALL", and is now "MEDIUM"',
      "warehouse:LOAD: owner was ADMIN, and is now OPS",
    ]);
    expect(moves(catalog([warehouse("LOAD", { size: "SMALL" }), other], [usage]))).toEqual(['warehouse:LOAD: comment was "old", and is now unset']);
  });

  test("is told as such where the plan only rests on the object", () => {
    expect(moves(catalog([load, warehouse("OTHER", { comment: "x" })], [usage]))).toEqual(["warehouse:OTHER was changed since"]);
  });

  test("created, dropped, and dropped and created again", () => {
    expect(moves(catalog([load, other, warehouse("NEW")], [usage]))).toEqual(["warehouse:NEW was created since"]);
    expect(moves(catalog([load], [usage]))).toEqual(["warehouse:OTHER is no longer there, or can no longer be read"]);
    expect(moves(catalog([warehouse("LOAD", load.fields, { createdOn: "2" }), other], [usage]))).toEqual([
      "warehouse:LOAD was dropped and created again since",
    ]);
  });

  test("of grants", () => {
    expect(moves(catalog([load, other]))).toEqual(["ROLE R was changed since", "ROLE R WAREHOUSE LOAD was changed since"]);
  });
});

const rules = ScopeRules.none;

test("a move elsewhere changes the fingerprint of its place alone", () => {
  const from = surroundingsOf(catalog([load, warehouse("ELSE")]), plan.footprint, rules);
  const to = surroundingsOf(catalog([load, warehouse("ELSE", { comment: "x" })]), plan.footprint, rules);
  expect(Object.keys(from)).toEqual(["WAREHOUSES of the account"]);
  expect(to).not.toEqual(from);
  expect(surroundingsOf(catalog([warehouse("LOAD", { comment: "y" }), warehouse("ELSE")]), plan.footprint, rules)).toEqual(from);
});

test("a step touches the objects and grantees of its changes and of what they imply", () => {
  const step = { changes: [alter], implied: [{ kind: "grant", from: usage, to: null }] } as unknown as Step;
  expect([...touchedBy(step)]).toEqual(["warehouse:LOAD", "ROLE|R", "ROLE|R|WAREHOUSE|LOAD"]);
  expect(objectsOf(step)).toEqual(["warehouse:LOAD"]);
});
