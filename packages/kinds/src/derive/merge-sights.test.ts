import { exactly, nameOf } from "@snowtower/sql";
import { describe, expect, test } from "vitest";
import { AttachmentSet } from "../access/attachment.ts";
import { type Grant, GrantSet } from "../access/grant.ts";
import type { Catalog } from "../catalog.ts";
import type { AnyObject } from "../object.ts";
import { idOf } from "../object-id.ts";
import type { PartialSight } from "../sight.ts";
import { facts } from "../testing/describe.ts";
import { unknown } from "../value.ts";
import { mergeSights } from "./merge-sights.ts";

function view(name: string, fields: AnyObject["fields"], owner: AnyObject["owner"] = exactly("OWNER")): AnyObject {
  const parts = nameOf("DB", "SC", name);
  return { kind: "view", id: idOf("view", parts), name: parts, owner, fields };
}

function seen(objects: readonly AnyObject[], more: Partial<Catalog> = {}): Catalog {
  return {
    facts,
    objects: new Map(objects.map((object) => [object.id, object])),
    grants: new GrantSet(),
    attachments: new AttachmentSet(),
    gaps: [],
    baseline: 0,
    coverage: new Set(),
    ...more,
  };
}

const part = (role: string): PartialSight => ({ role: exactly(role), roles: [exactly(role)], resolvesAll: false, containers: [] });

describe("what two roles saw", () => {
  test("is there if one of them saw it, and known if one of them was told", () => {
    const why = unknown("a secure view shows its text only to the role that owns it");
    const lists = seen([view("A", { text: why, comment: "x" }, why), view("B", {})]);
    const owns = seen([view("A", { text: "SELECT 1", comment: "later" }), view("C", {})]);
    expect([...mergeSights(lists, owns).objects.values()]).toEqual([view("A", { text: "SELECT 1", comment: "x" }), view("B", {}), view("C", {})]);
  });

  test("is unset where the one that was told anything was told that", () => {
    const merged = mergeSights(seen([view("A", { comment: unknown("no"), text: "SELECT 1" })]), seen([view("A", { text: "SELECT 1" })]));
    expect(merged.objects.get(idOf("view", nameOf("DB", "SC", "A")))?.fields).toEqual({ text: "SELECT 1" });
    const first = mergeSights(seen([view("A", {})]), seen([view("A", { comment: "set since" })]));
    expect(first.objects.get(idOf("view", nameOf("DB", "SC", "A")))?.fields).toEqual({});
  });

  test("is everything if one of them sees everything; two parts need not make the whole", () => {
    expect(mergeSights(seen([], { partialSight: part("A") }), seen([]))).not.toHaveProperty("partialSight");
    const both = mergeSights(seen([], { partialSight: part("B") }), seen([], { partialSight: { ...part("A"), resolvesAll: true } }));
    expect(both.partialSight).toEqual({ role: "B", roles: ["A", "B"], resolvesAll: true, containers: [] });
  });

  test("holds the grants and the coverage of both", () => {
    const grant = (privilege: string): Grant => ({ privilege, on: { kind: "account" }, to: { type: "ROLE", name: "R" }, option: false });
    const merged = mergeSights(
      seen([], { grants: new GrantSet([grant("CREATE ROLE")]), coverage: new Set(["role"]) }),
      seen([], { grants: new GrantSet([grant("CREATE ROLE"), grant("CREATE USER")]), coverage: new Set(["grants to ROLE|R"]) }),
    );
    expect([...merged.grants].map(({ privilege }) => privilege)).toEqual(["CREATE ROLE", "CREATE USER"]);
    expect([...merged.coverage]).toEqual(["role", "grants to ROLE|R"]);
  });
});
