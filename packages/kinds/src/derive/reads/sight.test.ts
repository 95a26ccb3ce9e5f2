import { type AccountFacts, exactly } from "@snowtower/sql";
import { describe, expect, test } from "vitest";
import type { Answer } from "../../observation.ts";
import { seesAll, sightRequests } from "./sight.ts";

const facts = (role: string) => ({ role: exactly(role) }) as AccountFacts;

function answer(rows: readonly (readonly [string, string, string])[]): Map<string, Answer> {
  const [asked] = sightRequests(facts("DEPLOYER"));
  const key = asked?.key ?? "";
  return new Map([[key, { key, columns: ["privilege", "granted_on", "name"], rows, at: "" }]]);
}

describe("what the role of a run sees", () => {
  test("is all, for the roles that manage grants: nothing is asked", () => {
    expect(sightRequests(facts("ACCOUNTADMIN"))).toEqual([]);
    expect(seesAll(new Map(), facts("SECURITYADMIN"))).toBe(true);
  });

  test("is asked of any other one", () => {
    expect(sightRequests(facts("DEPLOYER")).map(({ key }) => key)).toEqual(['SHOW GRANTS TO ROLE "DEPLOYER"']);
  });

  test("is all with MANAGE GRANTS, or as a member of a role that has it", () => {
    expect(seesAll(answer([["MANAGE GRANTS", "ACCOUNT", "LOCAL"]]), facts("DEPLOYER"))).toBe(true);
    expect(seesAll(answer([["USAGE", "ROLE", "SECURITYADMIN"]]), facts("DEPLOYER"))).toBe(true);
  });

  test("is not all otherwise, nor where it could not be asked", () => {
    expect(
      seesAll(
        answer([
          ["USAGE", "ROLE", "SYSADMIN"],
          ["CREATE DATABASE", "ACCOUNT", "LOCAL"],
        ]),
        facts("DEPLOYER"),
      ),
    ).toBe(false);
    expect(seesAll(new Map(), facts("DEPLOYER"))).toBe(false);
  });
});
