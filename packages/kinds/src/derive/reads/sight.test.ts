import { type AccountFacts, exactly } from "@snowtower/sql";
import { describe, expect, test } from "vitest";
import type { Observation } from "../../observation.ts";
import { partialSight, sightRequests } from "./sight.ts";

const facts = (role: string) => ({ role: exactly(role) }) as AccountFacts;

type Held = readonly (readonly [privilege: string, on: string, name: string])[];

const GRANTS_TO = ["privilege", "granted_on", "name"];
const ON_ACCOUNT = ["privilege", "granted_on", "granted_to", "grantee_name"];
const GRANTS_OF = ["role", "granted_to", "grantee_name"];

/** An account in which these roles hold this: answers what is asked in as many rounds as it takes. */
function sightOf(role: string, roles: { readonly [role: string]: Held }, refuses: (key: string) => boolean = () => false) {
  const seen = new Map<string, Observation>();
  let rounds = 0;
  for (let asked = sightRequests(seen, facts(role)); asked.length > 0; asked = sightRequests(seen, facts(role)), rounds++)
    for (const { key } of asked) seen.set(key, refuses(key) ? { key, refused: "no", at: "" } : { key, at: "", ...answer(key, roles) });
  return { sight: partialSight(seen, facts(role)), rounds, asked: [...seen.keys()].sort() };
}

function answer(key: string, roles: { readonly [role: string]: Held }) {
  const about = /"(.*)"$/.exec(key)?.[1] ?? "";
  const all = Object.entries(roles).flatMap(([holder, held]) => held.map(([privilege, on, name]) => ({ holder, privilege, on, name })));
  if (key.startsWith("SHOW GRANTS TO")) return { columns: GRANTS_TO, rows: (roles[about] ?? []).map((each) => [...each]) };
  if (key === "SHOW GRANTS ON ACCOUNT")
    return { columns: ON_ACCOUNT, rows: all.filter(({ on }) => on === "ACCOUNT").map((each) => [each.privilege, "ACCOUNT", "ROLE", each.holder]) };
  const above = all.filter(({ privilege, on, name }) => privilege === "USAGE" && on === "ROLE" && name === about);
  return { columns: GRANTS_OF, rows: [...above.map(({ holder }) => [about, "ROLE", holder]), [about, "USER", "DEPLOYER"]] };
}

const has = (role: string) => ["USAGE", "ROLE", role] as const;
const MANAGES = ["MANAGE GRANTS", "ACCOUNT", "LOCAL"] as const;

describe("a role sees everything", () => {
  test("if it is one that manages grants from the start: nothing is asked", () => {
    expect(sightOf("ACCOUNTADMIN", {})).toEqual({ sight: null, rounds: 0, asked: [] });
    expect(sightOf("SECURITYADMIN", {}).sight).toBeNull();
  });

  test("with MANAGE GRANTS of its own", () => {
    expect(sightOf("DEPLOYER", { DEPLOYER: [MANAGES] })).toMatchObject({ sight: null, rounds: 1 });
  });

  test("as the heir of such a role, however far away", () => {
    expect(sightOf("DEPLOYER", { DEPLOYER: [has("SECURITYADMIN")] }).sight).toBeNull();
    const far = { DEPLOYER: [has("A")], A: [has("B"), has("X")], B: [has("C")], C: [MANAGES] };
    expect(sightOf("DEPLOYER", far).sight).toBeNull();
  });

  test("in a number of questions that does not grow with the roles it holds", () => {
    const many = Array.from({ length: 500 }, (_, i) => has(`R${i}`));
    const { sight, asked } = sightOf("DEPLOYER", { DEPLOYER: [...many, has("TOP")], TOP: [has("SECURITYADMIN")] });
    expect(sight).toBeNull();
    expect(asked).toEqual([
      'SHOW GRANTS OF ROLE "ACCOUNTADMIN"',
      'SHOW GRANTS OF ROLE "SECURITYADMIN"',
      'SHOW GRANTS OF ROLE "TOP"',
      "SHOW GRANTS ON ACCOUNT",
      'SHOW GRANTS TO ROLE "DEPLOYER"',
    ]);
  });
});

describe("a role sees a part", () => {
  test("with whatever other privileges, and knows which roles it inherits as far as they were read", () => {
    const { sight } = sightOf("DEPLOYER", { DEPLOYER: [has("SYSADMIN"), ["CREATE DATABASE", "ACCOUNT", "LOCAL"]], OTHER: [MANAGES] });
    expect(sight).toEqual({ role: "DEPLOYER", roles: ["DEPLOYER", "SYSADMIN"], resolvesAll: false, containers: [] });
  });

  test("but every object with RESOLVE ALL, its own or inherited", () => {
    const RESOLVES = ["RESOLVE ALL", "ACCOUNT", "LOCAL"] as const;
    expect(sightOf("READER", { READER: [RESOLVES] }).sight).toMatchObject({ resolvesAll: true });
    expect(sightOf("READER", { READER: [has("A")], A: [has("B")], B: [RESOLVES] }).sight).toMatchObject({ resolvesAll: true });
    expect(sightOf("READER", { READER: [has("A")], B: [RESOLVES] }).sight).toMatchObject({ resolvesAll: false });
  });

  test("but all of a database or schema in which it manages grants", () => {
    const held = [
      ["MANAGE GRANTS", "DATABASE", "PROD"],
      ["MANAGE GRANTS", "SCHEMA", "DEV.SALES"],
    ] as const;
    expect(sightOf("READER", { READER: held }).sight).toMatchObject({ resolvesAll: false, containers: ["database:PROD", "schema:DEV.SALES"] });
  });

  test("where it owns a role that manages grants, and does not hold it", () => {
    expect(sightOf("DEPLOYER", { DEPLOYER: [["OWNERSHIP", "ROLE", "A"]], A: [MANAGES] }).sight).not.toBeNull();
  });

  test("where it could not be asked: a refusal proves nothing, and is not asked again", () => {
    expect(sightOf("DEPLOYER", { DEPLOYER: [MANAGES] }, () => true)).toMatchObject({ sight: { role: "DEPLOYER", roles: ["DEPLOYER"] }, rounds: 1 });
    expect(sightOf("DEPLOYER", { DEPLOYER: [has("SECURITYADMIN")] }, (key) => key.includes(" ON ")).sight).toBeNull();
  });
});
