import type { Interest } from "@snowtower/kinds";
import { type AccountFacts, exactly } from "@snowtower/sql";
import { describe, expect, test } from "vitest";
import { memoryFiles } from "../project/memory-files.ts";
import { interestOf } from "./interest-of.ts";
import { loadProject } from "./load-project.ts";
import { scopeIn, scopeSettingsOf } from "./scope/project-scope.ts";
import { SecretStore } from "./secrets.ts";

const facts: AccountFacts = {
  locator: "AB12345",
  organization: "ORG",
  name: "ACC",
  region: "AWS_EU_CENTRAL_1",
  edition: "ENTERPRISE",
  user: exactly("BOSS"),
  role: exactly("DEPLOYER"),
  warehouse: null,
  source: "test",
};

const FILES = {
  "warehouse.yaml": "w: {}\n",
  "role.yaml": "R: {}\n",
  "raw/params.yaml": "{}\n",
  "raw/sc/params.yaml": "{}\n",
  "mart/params.yaml": "{}\n",
};

function interest(rules: readonly object[], prefix = ""): Interest {
  const scope = scopeIn(scopeSettingsOf({ scope: rules as never }));
  return interestOf(loadProject(memoryFiles(FILES), { prefix, secrets: new SecretStore(), scope }).describe(facts));
}

function heldBy({ grantees }: Interest): readonly string[] {
  return grantees.map(({ name }) => name);
}

describe("what is off is not read", () => {
  test("an object of the account, and what a role holds", () => {
    const all = interest([]);
    expect([all.rules, all.ownedDatabases]).toEqual([undefined, undefined]);
    expect([all.objects, heldBy(all)]).toEqual([
      expect.arrayContaining(["warehouse:W", "role:R"]),
      expect.arrayContaining(["RAW__SC__READ__S_ROLE", "W__USAGE__W_ROLE"]),
    ]);
    const some = interest([
      { kind: "warehouse", mode: "off" },
      { kind: "role", name: "RAW__SC__*|R", mode: "off" },
    ]);
    expect(some.objects).toEqual(all.objects.filter((id) => !/^warehouse:W$|^role:(R|RAW__SC__.*)$/.test(id)));
    expect(heldBy(some)).toEqual(heldBy(all).filter((name) => !name.startsWith("RAW__SC__")));
    expect(some.rules).toMatchObject({ prefix: "", rules: [{ kind: "warehouse" }, { kind: "role" }] });
  });

  test("a database of which nothing that is described is to be read", () => {
    expect(interest([{ name: "raw", mode: "off" }]).databases).toEqual(["MART", "RAW"]);
    expect(interest([{ name: "raw|raw.*", mode: "off" }]).databases).toEqual(["MART"]);
  });
});

describe("what a strict scope could remove", () => {
  test("is known in every detail if a rule names its owner", () => {
    expect(interest([{ owner: "LOADER", mode: "strict" }]).owners).toEqual(["DEPLOYER", "LOADER"]);
    expect(interest([{ owner: "loader", mode: "strict" }], "DEV__").owners).toEqual(["DEV__DEPLOYER", "DEV__LOADER", "LOADER"]);
    expect(interest([{ owner: "LOADER", mode: "observe" }]).owners).toEqual(["DEPLOYER"]);
  });

  test("is looked into if something in it might have to stay", () => {
    expect(interest([{ kind: "table", manage: "envelope" }]).ownedDatabases).toBe(true);
    expect(interest([{ kind: "warehouse", mode: "observe" }]).ownedDatabases).toBeUndefined();
  });
});
