import { expect, test } from "vitest";
import { LocalAccount } from "../../local-account.ts";
import { must, run, show } from "../../testing/run.ts";

async function account(): Promise<LocalAccount> {
  const made = LocalAccount.create();
  await must(
    made,
    `CREATE DATABASE d; CREATE USER u; CREATE PASSWORD POLICY d.public.p;
     CREATE NETWORK RULE d.public.r1 TYPE = IPV4 VALUE_LIST = ('10.0.0.0/8'); CREATE NETWORK RULE d.public.r2 TYPE = IPV4;
     CREATE NETWORK RULE d.public.out TYPE = HOST_PORT MODE = EGRESS;
     CREATE NETWORK POLICY n ALLOWED_NETWORK_RULE_LIST = (d.public.r1) BLOCKED_NETWORK_RULE_LIST = (d.public.r2);
     CREATE EXTERNAL ACCESS INTEGRATION e ALLOWED_NETWORK_RULES = (d.public.out) ENABLED = TRUE;
     ALTER USER u SET PASSWORD POLICY d.public.p; ALTER USER u SET NETWORK_POLICY = n; ALTER ACCOUNT SET NETWORK_POLICY = n`,
  );
  return made;
}

function references(made: LocalAccount, args: string) {
  return show(made, `SELECT * FROM TABLE(d.INFORMATION_SCHEMA.POLICY_REFERENCES(${args}))`);
}

const ON_U = { REF_DATABASE_NAME: null, REF_SCHEMA_NAME: null, REF_ENTITY_NAME: "U", REF_ENTITY_DOMAIN: "USER", POLICY_STATUS: "ACTIVE" };
const P = { POLICY_DB: "D", POLICY_SCHEMA: "PUBLIC", POLICY_NAME: "P", POLICY_KIND: "PASSWORD_POLICY" };
const N = { POLICY_DB: null, POLICY_SCHEMA: null, POLICY_NAME: "N", POLICY_KIND: "NETWORK_POLICY" };

test("policies of users and of the account", async () => {
  const made = await account();
  expect(await references(made, "POLICY_NAME => 'd.public.p'")).toMatchObject([{ ...P, ...ON_U }]);
  const ofNetwork = await references(made, "POLICY_NAME => 'n', POLICY_KIND => 'NETWORK_POLICY'");
  expect(ofNetwork.map((row) => row.REF_ENTITY_DOMAIN).sort()).toEqual(["ACCOUNT", "USER"]);
  expect(await references(made, "REF_ENTITY_NAME => 'u', REF_ENTITY_DOMAIN => 'user'")).toMatchObject([
    { ...N, ...ON_U },
    { ...P, ...ON_U },
  ]);
  expect(await references(made, "REF_ENTITY_NAME => 'LOCAL', REF_ENTITY_DOMAIN => 'ACCOUNT'")).toMatchObject([{ ...N, REF_ENTITY_DOMAIN: "ACCOUNT" }]);
});

test.each([
  "POLICY_NAME => 'nowhere', POLICY_KIND => 'NETWORK_POLICY'",
  "REF_ENTITY_NAME => 'nobody', REF_ENTITY_DOMAIN => 'USER'",
  "POLICY_NAME => 'd.public.x'",
])("POLICY_REFERENCES(%s) is refused", async (args) => {
  expect(await run(await account(), `SELECT * FROM TABLE(d.INFORMATION_SCHEMA.POLICY_REFERENCES(${args}))`)).toMatchObject({ code: "002003" });
});

test.each([
  ["NETWORK_RULE_NAME => 'd.public.r2'", [["N", "NETWORK_POLICY", "R2", "BLOCK", "D", "PUBLIC"]]],
  ["NETWORK_RULE_NAME => 'd.public.out'", [["E", "INTEGRATION", "OUT", "ALLOW", "D", "PUBLIC"]]],
  [
    "CONTAINER_NAME => 'n', CONTAINER_TYPE => 'NETWORK_POLICY'",
    [
      ["N", "NETWORK_POLICY", "R1", "ALLOW", "D", "PUBLIC"],
      ["N", "NETWORK_POLICY", "R2", "BLOCK", "D", "PUBLIC"],
    ],
  ],
])("NETWORK_RULE_REFERENCES(%s)", async (args, expected) => {
  const rows = await show(await account(), `SELECT * FROM TABLE(d.INFORMATION_SCHEMA.NETWORK_RULE_REFERENCES(${args}))`);
  expect(rows.map((row) => Object.values(row))).toEqual(expected);
});
