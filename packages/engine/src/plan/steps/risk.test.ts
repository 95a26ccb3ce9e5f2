import { describe, expect, test } from "vitest";
import { plan } from "../planner.ts";
import { type CatalogParts, catalogOf, grant, owned, type ProjectParts, projectOf, table, thing, view } from "../testing/sample-account.ts";

/** The risk and the danger of each step, by its id. */
function dangers(from: CatalogParts, to: ProjectParts): Record<string, string> {
  const { steps } = plan(catalogOf(from), projectOf(to));
  return Object.fromEntries(steps.map(({ id, risk, danger }) => [id, danger === undefined ? risk : `${risk}: ${danger}`]));
}

type Fields = Parameters<typeof thing>[2];

function altered(kind: string, name: string, from: Fields, to: Fields): string | undefined {
  const around = name.includes(".") ? containers : [];
  return Object.values(
    dangers({ objects: [...around, thing(kind, name, from)].map((each) => owned(each)) }, { objects: [...around, thing(kind, name, to)] }),
  )[0];
}

const containers = [thing("database", "DB", { retention_time: 5 }), thing("schema", "DB.SC")];
const there = containers.map((object) => owned(object));

describe("warehouses", () => {
  test("the size says its price, unless the hardware is another one too", () => {
    const acts = "caution: it acts at once on whoever uses the warehouse";
    expect(altered("warehouse", "W", { size: "XSMALL" }, { size: "SMALL" })).toBe(`${acts}; an hour of it costs twice as much`);
    expect(altered("warehouse", "W", { size: "XSMALL" }, { size: "X6LARGE" })).toBe(`${acts}; an hour of it costs 512 times as much`);
    expect(altered("warehouse", "W", { size: "LARGE" }, { size: "SMALL" })).toBe(`${acts}; an hour of it costs and computes 1/4 as much`);
    expect(altered("warehouse", "W", { size: "SMALL" }, {})).toBe(`${acts}; an hour of it costs and computes half as much`);
    expect(altered("warehouse", "W", { size: "SMALL", type: "STANDARD" }, { size: "LARGE", type: "SNOWPARK-OPTIMIZED" })).toBe(acts);
    expect(altered("warehouse", "W", { auto_suspend: 60 }, { auto_suspend: 600 })).toBe(acts);
    expect(altered("warehouse", "W", { comment: "a" }, { comment: "b" })).toBe("safe");
  });
});

describe("users", () => {
  test("who can log in, and as whom", () => {
    expect(altered("user", "U", { disabled: false }, { disabled: true })).toBe(
      "caution: the user can no longer log in, and queries of the user that run are aborted",
    );
    expect(altered("user", "U", { disabled: true }, { disabled: false })).toBe("caution: the user can log in from now on");
    expect(altered("user", "U", { login_name: "A" }, { login_name: "B" })).toBe("caution: the user logs in as B from now on, and no longer as A");
    expect(altered("user", "U", { default_role: "A" }, { default_role: "B" })).toBe("caution: it acts on the next session of the user");
    expect(altered("user", "U", { display_name: "A" }, { display_name: "B" })).toBe("caution: it acts at once on whoever uses the user");
  });

  test("keys that go and come; a key in the other place goes on working", () => {
    expect(altered("user", "U", { rsa_public_key: "A" }, { rsa_public_key: "B" })).toBe("caution: log-ins with the key that is replaced fail from now on");
    expect(altered("user", "U", { rsa_public_key: "A" }, {})).toBe("caution: log-ins with the key that is removed fail from now on");
    expect(altered("user", "U", {}, { rsa_public_key: "A" })).toBe("caution: whoever has the new key can log in");
    expect(altered("user", "U", { rsa_public_key: "A" }, { rsa_public_key: "B", rsa_public_key_2: "A" })).toBe("caution: whoever has the new key can log in");
    expect(altered("user", "U", { rsa_public_key: "A", rsa_public_key_2: "B" }, { rsa_public_key: "B", rsa_public_key_2: "A" })).toBe(
      "caution: it acts at once on whoever uses the user",
    );
  });

  test("the user and the role of the run itself", () => {
    const text = Object.values(dangers({ objects: [owned(thing("user", "BOSS", { disabled: true }))] }, { objects: [thing("user", "BOSS")] }))[0];
    expect(text).toBe("lockout: this run is logged in as the user, who might not get in again; the user can log in from now on");
  });
});

describe("columns", () => {
  const columns = (...all: readonly Record<string, string | true>[]) => ({ columns: all as never });
  const change = (from: Fields, to: Fields) => altered("table", "DB.SC.T", from, to);
  const id = { name: "ID", type: "NUMBER(38,0)" };

  test.each([
    ["gone", [id, { name: "a b", type: "DATE" }, { name: "C", type: "DATE" }], [id], 'destructive: columns "a b" and C are dropped with their data'],
    ["narrower", [{ ...id }], [{ ...id, type: "NUMBER(10,0)" }], "destructive: ID becomes narrower: what time travel keeps of it may not fit any more"],
    ["wider", [{ ...id, type: "NUMBER(10,0)" }], [id], "caution: whoever reads ID gets NUMBER(38,0)"],
    ["strict", [id], [{ ...id, not_null: true }], "caution: ID takes no NULL any more, and the step fails where there is one"],
    ["lenient", [{ ...id, not_null: true }], [id], "caution: ID may hold NULL from now on"],
    ["default", [{ ...id, default: "1" }], [id], "caution: what is written to ID without a value changes"],
    ["added", [id], [id, { name: "C", type: "DATE" }], "caution: SELECT * and INSERT without a list of columns meet 1 more column"],
    ["comment", [id], [{ ...id, comment: "x" }], "safe"],
  ] as const)("%s", (_, from, to, danger) => expect(change(columns(...from), columns(...to))).toBe(danger));
});

test("a shorter retention says from what to what", () => {
  expect(altered("database", "DB", { retention_time: 7 }, { retention_time: 1 })).toBe(
    "destructive: time travel goes from 7 days to 1 day, and older history is purged at once",
  );
});

test("a replacement has the price that the kind says", () => {
  const [from, to] = [view("DB.SC.V", "SELECT 1"), view("DB.SC.V", "SELECT 2")];
  const found = dangers({ objects: [...there, owned(from)] }, { objects: [...containers, to] });
  expect(found["view:DB.SC.V"]).toMatch(/^caution: CREATE OR REPLACE has its price \(streams on the view become stale; .*; its time of creation\)$/);
});

describe("drops", () => {
  const dropped = (from: CatalogParts) => dangers(from, { mode: "strict" });

  test("what goes with it", () => {
    const grants = [grant("SELECT", "TABLE DB.SC.T", "R"), grant("USAGE", "ROLE R", "S"), grant("USAGE", "ROLE S", { type: "USER", name: "U" })];
    const roles = ["R", "S"].map((name) => owned(thing("role", name)));
    const found = dropped({ objects: [owned(thing("user", "U")), owned(thing("warehouse", "W")), ...roles, ...there, owned(table("DB.SC.T"))], grants });
    expect(found).toMatchObject({
      "user:U": "destructive: the user can no longer log in; what it held (1 grant) goes with it",
      "warehouse:W": "destructive: nothing can run on it any more",
      "role:R": "destructive: whoever holds it loses what it gives; what it held (1 grant) goes with it",
      "database:DB": "destructive: all that is in it (1 schema and 1 table) and 1 grant go with it",
    });
  });

  test("a view is its definition, a table its data", () => {
    const found = dangers(
      { objects: [...there, owned(view("DB.SC.V", "SELECT 1")), owned(table("DB.SC.T"))], grants: [grant("SELECT", "TABLE DB.SC.T", "R")] },
      { objects: containers, mode: "strict" },
    );
    expect(found).toEqual({ "view:DB.SC.V": "caution: whatever uses it stops working", "table:DB.SC.T": "destructive: its data and 1 grant go with it" });
  });
});

describe("grants", () => {
  const strict = [{ type: "ROLE", name: "R" } as const];
  const lost = (...grants: readonly ReturnType<typeof grant>[]) => Object.values(dangers({ grants }, { strict }));

  test("who loses what", () => {
    expect(lost(grant("SELECT", "TABLE A.B.C", "R"))).toEqual(["caution: R loses SELECT: whoever reads through it stops"]);
    expect(lost(grant("INSERT", "TABLE A.B.C", "R"), grant("SELECT", "TABLE A.B.C", "R"))).toEqual([
      "caution: R loses INSERT and SELECT: whoever works through it stops",
    ]);
    expect(lost(grant("SELECT", "FUTURE TABLE IN SCHEMA A.B", "R"))).toEqual(["caution: R gets no SELECT on what is made from now on"]);
    expect(lost(grant("USAGE", "ROLE S", "R"))).toEqual(["caution: R loses all that S gives"]);
    const found = dangers({ grants: [grant("SELECT", "TABLE A.B.C", "R", { option: true })] }, { grants: [grant("SELECT", "TABLE A.B.C", "R")] });
    expect(Object.values(found)).toEqual(["caution: R can no longer pass SELECT on"]);
  });

  test("how many are left in ACCOUNTADMIN", () => {
    const member = (name: string) => grant("USAGE", "ROLE ACCOUNTADMIN", name);
    expect(lost(member("R"))[0]).toContain("lockout: R is the only member of ACCOUNTADMIN that is known, and leaves it");
    expect(lost(member("R"), member("A"), member("B"))[0]).toContain("lockout: R is one of 3 members of ACCOUNTADMIN, and leaves it");
  });

  test("who comes to hold a system role", () => {
    const found = dangers({}, { grants: [grant("USAGE", "ROLE SECURITYADMIN", "R")] });
    expect(Object.values(found)).toEqual(["caution: R can do all that SECURITYADMIN can, and that is more than its grants say"]);
  });
});

test("what comes to belong to another role", () => {
  const role = { ...thing("role", "R"), owner: "BOSS" as never };
  const found = dangers({ objects: [owned(thing("role", "R"))] }, { objects: [role] });
  expect(found).toEqual({ "owner:role:R": "caution: ADMIN can no longer do with it what only an owner can, and BOSS can" });
});
