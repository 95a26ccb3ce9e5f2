import { exactly } from "@snowtower/sql";
import { describe, expect, test } from "vitest";
import { plan } from "../planner.ts";
import { type CatalogParts, catalogOf, grant, owned, type ProjectParts, projectOf, role, thing } from "../testing/sample-account.ts";

function actors(from: CatalogParts, to: ProjectParts): { readonly steps: (readonly [string, string])[]; readonly notes: string[] } {
  const { steps, notes } = plan(catalogOf(from), projectOf(to));
  return { steps: steps.map(({ id, as }) => [id, as]), notes: notes.map(({ code, about }) => `${code} ${about}`) };
}

const warehouse = (size: string) => thing("warehouse", "WH", { size });
const large = { objects: [warehouse("LARGE")] };

describe("a step on an object runs as", () => {
  test("the admin, who owns it or inherits who does", () => {
    expect(actors({ objects: [owned(warehouse("SMALL"))] }, large).steps).toEqual([["warehouse:WH", "ADMIN"]]);
    const grants = [grant("USAGE", "ROLE MIDDLE", "ADMIN"), grant("USAGE", "ROLE OWNER", "MIDDLE")];
    expect(actors({ objects: [owned(warehouse("SMALL"), "OWNER")], grants }, large).steps).toEqual([["warehouse:WH", "ADMIN"]]);
  });

  test("the owner, where only the session inherits him", () => {
    const from = { objects: [owned(warehouse("SMALL"), "OWNER")], grants: [grant("USAGE", "ROLE OWNER", "SESSION")], facts: { role: exactly("SESSION") } };
    expect(actors(from, large).steps).toEqual([["warehouse:WH", "OWNER"]]);
  });

  test("the admin with a note, where nobody inherits the owner; without one where that is not known", () => {
    const from = { objects: [owned(warehouse("SMALL"), "OWNER")] };
    expect(actors(from, large)).toEqual({ steps: [["warehouse:WH", "ADMIN"]], notes: ["ST2007 OWNER".replace("OWNER", "role:OWNER")] });
    expect(actors({ ...from, coverage: new Set(["warehouse"]) }, large).notes).toEqual([]);
  });

  test("a system role inherits what Snowflake says", () => {
    const from = { objects: [owned(warehouse("SMALL"), "SYSADMIN")], facts: { role: exactly("ACCOUNTADMIN") } };
    expect(actors(from, { ...large, admin: "ACCOUNTADMIN" })).toEqual({ steps: [["warehouse:WH", "ACCOUNTADMIN"]], notes: [] });
  });
});

describe("a grant runs as", () => {
  const wanted = { grants: [grant("USAGE", "WAREHOUSE WH", "R")], additive: [role("R")] };
  const from = { objects: [owned(warehouse("SMALL"), "OWNER")] };

  test("who may manage grants, where nobody inherits the owner", () => {
    const id = "grant:ROLE R on WAREHOUSE WH";
    expect(actors({ ...from, grants: [grant("MANAGE GRANTS", "ACCOUNT", "ADMIN")] }, wanted)).toEqual({ steps: [[id, "ADMIN"]], notes: [] });
    expect(actors(from, wanted)).toEqual({ steps: [[id, "ADMIN"]], notes: ["ST2007 role:OWNER"] });
  });
});

describe("in an environment", () => {
  const facts = { role: exactly("DEPLOYER") };
  const admin = { ...thing("role", "DEV__DEPLOYER"), owner: facts.role };
  const members = [grant("USAGE", "ROLE DEPLOYER", "DEV__DEPLOYER"), grant("USAGE", "ROLE DEV__DEPLOYER", { type: "USER", name: "BOSS" })];
  const project = {
    prefix: "DEV__",
    admin: "DEV__DEPLOYER",
    objects: [admin, thing("role", "DEV__R")],
    grants: [...members, grant("USAGE", "ROLE DEV__R", "DEV__DEPLOYER")],
    additive: [role("DEV__DEPLOYER"), { type: "USER", name: "BOSS" } as const],
  };

  test("the deployer makes the admin role, which makes everything else after that", () => {
    const { steps } = plan(catalogOf({ facts }), projectOf(project));
    const makers = ["grant:ROLE DEV__DEPLOYER on ROLE DEPLOYER", "grant:USER BOSS on ROLE DEV__DEPLOYER", "role:DEV__DEPLOYER"];
    expect(steps.map(({ id, as, after }) => [id, as, after])).toEqual([
      ["role:DEV__DEPLOYER", "DEPLOYER", []],
      ["grant:ROLE DEV__DEPLOYER on ROLE DEPLOYER", "DEPLOYER", ["role:DEV__DEPLOYER"]],
      ["grant:USER BOSS on ROLE DEV__DEPLOYER", "DEPLOYER", ["role:DEV__DEPLOYER"]],
      ["role:DEV__R", "DEV__DEPLOYER", makers],
      ["grant:ROLE DEV__DEPLOYER on ROLE DEV__R", "DEV__DEPLOYER", [...makers, "role:DEV__R"]],
    ]);
  });

  test("destroy drops what bears its prefix, then its roles, then as the deployer the admin role; what stays is handed over before", () => {
    const objects = [
      { ...owned(admin), owner: facts.role },
      owned(thing("role", "DEV__R"), "DEV__DEPLOYER"),
      owned(thing("database", "DEV__DB"), "DEV__R"),
      owned(thing("schema", "DEV__DB.SC"), "DEV__R"),
      owned(thing("warehouse", "DEV__WH"), "DEV__DEPLOYER"),
      owned(thing("warehouse", "WH"), "DEV__DEPLOYER"),
      owned(thing("warehouse", "DEV__OTHER"), "SOMEBODY"),
    ];
    const gone = plan(catalogOf({ facts, objects, grants: [...members, grant("USAGE", "ROLE DEV__R", "DEV__DEPLOYER")] }), projectOf(project), {
      destroy: true,
    });
    expect(gone.steps.map(({ id, as }) => [id, as])).toEqual([
      ["owner:warehouse:WH", "DEV__DEPLOYER"],
      ["database:DEV__DB", "DEV__DEPLOYER"],
      ["warehouse:DEV__WH", "DEV__DEPLOYER"],
      ["role:DEV__R", "DEV__DEPLOYER"],
      ["role:DEV__DEPLOYER", "DEPLOYER"],
    ]);
    expect(gone.steps[4]?.after).toEqual(["database:DEV__DB", "owner:warehouse:WH", "role:DEV__R", "warehouse:DEV__WH"]);
    expect(gone.notes).toEqual([]);
  });

  test("destroy needs a prefix", () => {
    const { steps, notes } = plan(catalogOf({ objects: [owned(thing("warehouse", "WH"))] }), projectOf({ mode: "strict" }), { destroy: true });
    expect([steps, notes.map(({ code, severity }) => [code, severity])]).toEqual([[], [["ST2013", "error"]]]);
  });
});

test("a role is dropped after what it owns has gone or changed hands, and after what runs as it", () => {
  const objects = [owned(thing("role", "OLD")), owned(thing("warehouse", "A"), "OLD"), owned(thing("warehouse", "B"), "OLD")];
  const grants = [grant("USAGE", "ROLE OLD", "ADMIN")];
  const { steps } = plan(catalogOf({ objects, grants }), projectOf({ objects: [owned(thing("warehouse", "A"), "ADMIN")], mode: "strict" }));
  expect(steps.map(({ id, after }) => [id, after])).toEqual([
    ["owner:warehouse:A", []],
    ["warehouse:B", []],
    ["role:OLD", ["owner:warehouse:A", "warehouse:B"]],
  ]);
});
