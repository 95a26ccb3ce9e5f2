import { type AnyObject, AttachmentSet, type Catalog, coverOf, coverOfGrants, type Grant, GrantSet, idOf, type ObjectChange, unknown } from "@snowtower/kinds";
import { type AccountFacts, exactly, nameOf } from "@snowtower/sql";
import { describe, expect, test } from "vitest";
import type { Step } from "../plan/step.ts";
import { interestOfSteps, settleStep } from "./settle.ts";
import { settleChange } from "./settle-change.ts";

const facts: AccountFacts = {
  locator: "L",
  organization: "O",
  name: "N",
  region: "R",
  edition: "ENTERPRISE",
  user: exactly("U"),
  role: exactly("ADMIN"),
  warehouse: null,
  source: "local",
};

function object(kind: string, stored: readonly string[], fields: AnyObject["fields"] = {}, more: Partial<AnyObject> = {}): AnyObject {
  const name = nameOf(...stored);
  return { kind, id: idOf(kind, name), name, owner: exactly("ADMIN"), fields, ...more };
}

function catalog(objects: readonly AnyObject[], more: Partial<Catalog> = {}): Catalog {
  const coverage = new Set([coverOf("warehouse", null), coverOf("database", null), coverOf("schema", "DB"), coverOfGrants("ROLE|R")]);
  return {
    facts,
    objects: new Map(objects.map((o) => [o.id, o])),
    grants: new GrantSet(),
    attachments: new AttachmentSet(),
    gaps: [],
    baseline: 0,
    coverage,
    ...more,
  };
}

const change = (how: ObjectChange["how"], from: AnyObject | null, to: AnyObject | null, fields: readonly string[] = []): ObjectChange => ({
  kind: "object",
  how,
  from,
  to,
  fields,
});
const load = (fields: AnyObject["fields"] = {}, more: Partial<AnyObject> = {}) => object("warehouse", ["LOAD"], fields, more);

describe("an object", () => {
  const wanted = load({ size: "SMALL", comment: "new" });
  const create = change("create", null, wanted);

  test("that was to be created", () => {
    expect(settleChange(create, catalog([])).settled).toBe("not done");
    expect(settleChange(create, catalog([wanted])).settled).toBe("done");
    expect(settleChange(create, catalog([load({ size: "SMALL", comment: "else" })]))).toEqual({
      settled: "half done",
      found: ["warehouse:LOAD: comment not as planned"],
    });
    expect(settleChange(create, catalog([], { coverage: new Set() }))).toEqual({ settled: "unknown", found: ["warehouse:LOAD could not be read"] });
  });

  test("that was to be dropped", () => {
    const drop = change("drop", wanted, null);
    expect(settleChange(drop, catalog([])).settled).toBe("done");
    expect(settleChange(drop, catalog([wanted])).settled).toBe("not done");
    expect(settleChange(drop, catalog([], { coverage: new Set() })).settled).toBe("unknown");
  });

  test("in a schema is judged by the coverage of its database", () => {
    const schema = object("schema", ["DB", "S"]);
    expect(settleChange(change("create", null, schema), catalog([])).settled).toBe("not done");
    const elsewhere = object("schema", ["OTHER", "S"]);
    expect(settleChange(change("create", null, elsewhere), catalog([])).settled).toBe("unknown");
  });

  test("that was to be altered", () => {
    const from = load({ size: "XSMALL", comment: "old" });
    const alter = change("alter", from, wanted, ["size", "comment"]);
    expect(settleChange(alter, catalog([from])).settled).toBe("not done");
    expect(settleChange(alter, catalog([wanted])).settled).toBe("done");
    expect(settleChange(alter, catalog([load({ size: "SMALL", comment: "old" })]))).toEqual({
      settled: "half done",
      found: ["warehouse:LOAD: comment not as planned"],
    });
    expect(settleChange(alter, catalog([]))).toEqual({ settled: "half done", found: ["warehouse:LOAD is not there"] });
    expect(settleChange(alter, catalog([load({ size: "SMALL", comment: unknown("hidden") })]))).toEqual({
      settled: "unknown",
      found: ["warehouse:LOAD: comment cannot be read back"],
    });
  });

  test("that was to get another owner", () => {
    const from = load({}, { owner: exactly("A") });
    const to = load({}, { owner: exactly("B") });
    const own = change("alter", from, to);
    expect(settleChange(own, catalog([from])).settled).toBe("not done");
    expect(settleChange(own, catalog([to])).settled).toBe("done");
  });

  test("that was to be replaced is told from the one before by when it was created", () => {
    const from = load({ comment: "old" }, { createdOn: "1" });
    const replace = change("replace", from, wanted);
    expect(settleChange(replace, catalog([from])).settled).toBe("not done");
    expect(settleChange(replace, catalog([load(wanted.fields, { createdOn: "2" })])).settled).toBe("done");
    expect(settleChange(replace, catalog([load({ comment: "odd" }, { createdOn: "2" })])).settled).toBe("half done");
    expect(settleChange(replace, catalog([])).settled).toBe("half done");
  });

  test("that was to be renamed", () => {
    const to = object("warehouse", ["LOADER"]);
    const rename = change("rename", load(), to);
    expect(settleChange(rename, catalog([load()])).settled).toBe("not done");
    expect(settleChange(rename, catalog([to])).settled).toBe("done");
    expect(settleChange(rename, catalog([])).settled).toBe("half done");
    expect(settleChange(rename, catalog([load(), to])).settled).toBe("half done");
  });
});

describe("a grant", () => {
  const grant: Grant = { privilege: "USAGE", on: { kind: "object", type: "WAREHOUSE", name: "LOAD" }, to: { type: "ROLE", name: "R" }, option: false };
  const given = { kind: "grant", from: null, to: grant } as const;
  const revoked = { kind: "grant", from: grant, to: null } as const;
  const holding = (...grants: readonly Grant[]) => catalog([], { grants: new GrantSet(grants) });

  test("given and revoked", () => {
    expect(settleChange(given, holding()).settled).toBe("not done");
    expect(settleChange(given, holding(grant)).settled).toBe("done");
    expect(settleChange(revoked, holding()).settled).toBe("done");
    expect(settleChange(revoked, holding(grant)).settled).toBe("not done");
  });

  test("with another grant option is another grant", () => {
    expect(settleChange({ ...given, to: { ...grant, option: true } }, holding(grant)).settled).toBe("not done");
  });

  test("of a grantee that could not be read", () => {
    expect(settleChange(given, catalog([], { coverage: new Set() }))).toEqual({ settled: "unknown", found: ["the grants of ROLE R could not be read"] });
  });
});

describe("a step", () => {
  const [a, b] = [object("warehouse", ["A"]), object("warehouse", ["B"])];
  const step = { changes: [change("create", null, a), change("create", null, b)] } as unknown as Step;

  test("is done when all of it is, half done when some of it is, and unknown when some of it is", () => {
    expect(settleStep(step, catalog([])).settled).toBe("not done");
    expect(settleStep(step, catalog([a])).settled).toBe("half done");
    expect(settleStep(step, catalog([a, b])).settled).toBe("done");
    expect(settleStep(step, catalog([a], { coverage: new Set() })).settled).toBe("unknown");
  });

  test("is read narrowly: its own databases, objects and grantees", () => {
    const grants = [{ kind: "grant", from: null, to: { privilege: "USAGE", on: { kind: "account" }, to: { type: "ROLE", name: "R" }, option: false } }];
    const other = { changes: [change("drop", object("schema", ["DB", "S"]), null), ...grants] } as unknown as Step;
    expect(interestOfSteps([step, other])).toEqual({
      databases: ["DB"],
      objects: ["warehouse:A", "warehouse:B"],
      owners: [],
      grantees: [{ type: "ROLE", name: "R" }],
    });
  });
});
