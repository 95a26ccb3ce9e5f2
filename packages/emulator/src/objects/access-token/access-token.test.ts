import { expect, test } from "vitest";
import { LocalAccount } from "../../local-account.ts";
import type { LocalSession } from "../../session.ts";
import { as, must, run, show } from "../../testing/run.ts";

const DAY = 86_400_000;

async function account(): Promise<{ readonly made: LocalAccount; readonly pass: (days: number) => void }> {
  let at = 1_800_000_000_000;
  const made = LocalAccount.create({ now: () => at });
  await must(
    made,
    `CREATE DATABASE d; CREATE ROLE r; CREATE ROLE other; CREATE USER ann; CREATE USER bot TYPE = SERVICE; GRANT ROLE r TO USER ann; GRANT ROLE r TO USER bot;
     CREATE NETWORK POLICY n ALLOWED_IP_LIST = ('0.0.0.0/0')`,
  );
  return {
    made,
    pass: (days) => {
      at += days * DAY;
    },
  };
}

async function add(on: LocalAccount | LocalSession, text: string): Promise<string> {
  const [row] = await show(on, text);
  return row?.token_secret ?? "";
}

test("a token is made, shown once, renamed, disabled, rotated and removed", async () => {
  const { made } = await account();
  const [row] = await show(made, "ALTER USER ann ADD PROGRAMMATIC ACCESS TOKEN t ROLE_RESTRICTION = 'r' DAYS_TO_EXPIRY = 10 COMMENT = 'c'");
  expect(row).toEqual({ token_name: "T", token_secret: expect.stringMatching(/^lpat-\d+-[\w-]{43}$/) });
  expect(JSON.stringify(made.catalog)).not.toContain(row?.token_secret);
  expect(await show(made, "SHOW USER PATS FOR USER ann")).toEqual([
    {
      name: "T",
      user_name: "ANN",
      role_restriction: "R",
      expires_at: ((1_800_000_000_000 + 10 * DAY) / 1000).toFixed(3),
      status: "ACTIVE",
      comment: "c",
      created_on: "1800000000.000",
      created_by: "ADMIN",
      mins_to_bypass_network_policy_requirement: null,
      rotated_to: null,
    },
  ]);
  expect(await show(made, "SHOW USERS LIKE 'ann'")).toMatchObject([{ has_pat: "true" }]);
  await must(
    made,
    "ALTER USER ann MODIFY PAT t RENAME TO u; ALTER USER ann MODIFY PAT u SET DISABLED = TRUE COMMENT = 'x' MINS_TO_BYPASS_NETWORK_POLICY_REQUIREMENT = 5",
  );
  expect(await show(made, "SHOW USER PATS FOR USER ann")).toMatchObject([
    { name: "U", status: "DISABLED", comment: "x", mins_to_bypass_network_policy_requirement: "5" },
  ]);
  await must(made, "ALTER USER ann MODIFY PAT u UNSET DISABLED, COMMENT, MINS_TO_BYPASS_NETWORK_POLICY_REQUIREMENT");
  const [rotated] = await show(made, "ALTER USER ann ROTATE PROGRAMMATIC ACCESS TOKEN u EXPIRE_ROTATED_TOKEN_AFTER_HOURS = 0");
  expect(rotated).toEqual({ token_name: "U", token_secret: expect.any(String), rotated_token_name: "U_ROTATED_1800000000000" });
  expect(await show(made, "SHOW USER PATS FOR USER ann")).toMatchObject([
    { name: "U", status: "ACTIVE", comment: null },
    { name: "U_ROTATED_1800000000000", status: "EXPIRED", rotated_to: "U" },
  ]);
  expect(await run(made, "ALTER USER ann MODIFY PAT U_ROTATED_1800000000000 RENAME TO v")).toMatchObject({ code: "003657" });
  expect(await run(made, "ALTER USER ann REMOVE PAT u")).toBe("Programmatic access token U successfully removed.");
});

test("RESULT_SCAN does not show the secret again, and no history keeps it", async () => {
  const { made } = await account();
  const session = as(made, "ACCOUNTADMIN");
  const secret = await add(session, "ALTER USER ann ADD PAT t");
  expect(await run(session, "SELECT * FROM TABLE(RESULT_SCAN())")).toMatchObject({ code: expect.any(String) });
  await run(session, `SELECT '${secret}'`);
  expect(JSON.stringify(made.history.all())).not.toContain(secret);
});

test("IF EXISTS and IF NOT EXISTS", async () => {
  const { made } = await account();
  await must(made, "ALTER USER IF EXISTS nobody ADD PAT t; ALTER USER ann ADD PAT t; ALTER USER ann ADD PAT IF NOT EXISTS t");
  expect(await run(made, "ALTER USER ann ADD PAT t")).toMatchObject({ code: "002002" });
  for (const verb of ["MODIFY PAT %s SET DISABLED = TRUE", "ROTATE PAT %s", "REMOVE PAT %s"]) {
    expect(await run(made, `ALTER USER ann ${verb.replace("%s", "x")}`)).toMatchObject({ code: "002003" });
    await must(made, `ALTER USER ann ${verb.replace("%s", "IF EXISTS x")}`);
  }
});

test.each([
  ["bot ADD PAT t ROLE_RESTRICTION = 'R'", "network policy"],
  ["ann ADD PAT t ROLE_RESTRICTION = 'other'", "is not granted"],
  ["ann ADD PAT t ROLE_RESTRICTION = 'nowhere'", "does not exist"],
  ["ann ADD PAT t DAYS_TO_EXPIRY = 366", "invalid value [366]"],
  ["ann ADD PAT t DAYS_TO_EXPIRY = 0", "invalid value [0]"],
  ["ann ADD PAT t MINS_TO_BYPASS_NETWORK_POLICY_REQUIREMENT = 1441", "invalid value [1441]"],
  ["ann ADD PAT t SECRET = 'x'", "invalid property 'SECRET'"],
])("ALTER USER %s is refused", async (text, words) => {
  const { made } = await account();
  const refused = await run(made, `ALTER USER ${text}`);
  expect(typeof refused === "string" ? refused : refused.message).toContain(words);
});

test("a service's token needs a network policy and a role, unless the policy says otherwise", async () => {
  const { made } = await account();
  await must(made, "ALTER USER bot SET NETWORK_POLICY = n; ALTER USER bot ADD PAT t ROLE_RESTRICTION = 'r'; ALTER USER bot UNSET NETWORK_POLICY");
  expect(await run(made, "ALTER USER bot ADD PAT u")).toMatchObject({ message: expect.stringContaining("network policy") });
  await must(
    made,
    `CREATE AUTHENTICATION POLICY d.public.p PAT_POLICY = (NETWORK_POLICY_EVALUATION = ENFORCED_NOT_REQUIRED DEFAULT_EXPIRY_IN_DAYS = 3 MAX_EXPIRY_IN_DAYS = 5);
     ALTER ACCOUNT SET AUTHENTICATION POLICY d.public.p FOR ALL SERVICE USERS`,
  );
  expect(await run(made, "ALTER USER bot ADD PAT u")).toMatchObject({ message: expect.stringContaining("ROLE_RESTRICTION is required") });
  expect(await run(made, "ALTER USER bot ADD PAT u ROLE_RESTRICTION = 'r' DAYS_TO_EXPIRY = 6")).toMatchObject({ code: "001008" });
  await must(made, "ALTER USER bot ADD PAT u ROLE_RESTRICTION = 'r'");
  expect((await show(made, "SHOW USER PATS FOR USER bot")).at(-1)).toMatchObject({ expires_at: ((1_800_000_000_000 + 3 * DAY) / 1000).toFixed(3) });
  await must(
    made,
    "ALTER AUTHENTICATION POLICY d.public.p SET PAT_POLICY = (REQUIRE_ROLE_RESTRICTION_FOR_SERVICE_USERS = FALSE NETWORK_POLICY_EVALUATION = NOT_ENFORCED)",
  );
  await must(made, "ALTER USER bot ADD PAT v");
});

test("an authentication policy forbids tokens, or roles for them", async () => {
  const { made } = await account();
  await must(
    made,
    `CREATE AUTHENTICATION POLICY d.public.p AUTHENTICATION_METHODS = ('OAUTH', 'PASSWORD');
     CREATE AUTHENTICATION POLICY d.public.q PAT_POLICY = (BLOCKED_ROLES_LIST = ('R') REQUIRE_ROLE_RESTRICTION_FOR_PERSON_USERS = TRUE);
     ALTER USER ann SET AUTHENTICATION POLICY d.public.p`,
  );
  expect(await run(made, "ALTER USER ann ADD PAT t")).toMatchObject({ message: expect.stringContaining("does not allow programmatic access tokens") });
  await must(made, "ALTER USER ann SET AUTHENTICATION POLICY d.public.q FORCE");
  expect(await run(made, "ALTER USER ann ADD PAT t")).toMatchObject({ message: expect.stringContaining("ROLE_RESTRICTION is required") });
  expect(await run(made, "ALTER USER ann ADD PAT t ROLE_RESTRICTION = 'r'")).toMatchObject({ message: expect.stringContaining("BLOCKED_ROLES_LIST") });
});

test("who manages whose tokens", async () => {
  const { made } = await account();
  await must(made, "GRANT ROLE r TO USER admin");
  const ann = as(made, "R", "ANN");
  await must(ann, "ALTER USER ADD PAT mine; ALTER USER ann MODIFY PAT mine SET COMMENT = 'c'");
  expect(await show(ann, "SHOW USER PROGRAMMATIC ACCESS TOKENS")).toMatchObject([{ name: "MINE", created_by: "ANN" }]);
  for (const text of ["ALTER USER admin ADD PAT t", "SHOW USER PATS FOR USER bot", "ALTER USER bot ADD PAT t ROLE_RESTRICTION = 'r'"])
    expect(await run(ann, text)).toMatchObject({ code: "003001" });
  await must(made, "ALTER USER bot SET NETWORK_POLICY = n; GRANT MODIFY PROGRAMMATIC AUTHENTICATION METHODS ON USER bot TO ROLE r");
  await must(ann, "ALTER USER bot ADD PAT t ROLE_RESTRICTION = 'r'; SHOW USER PATS FOR USER bot; ALTER USER bot REMOVE PAT t");
});

test("fifteen tokens at most, and those that have expired do not count; after seven days they are gone", async () => {
  const { made, pass } = await account();
  for (let i = 0; i < 15; i++) await must(made, `ALTER USER ann ADD PAT t${i} DAYS_TO_EXPIRY = 1`);
  expect(await run(made, "ALTER USER ann ADD PAT more")).toMatchObject({ code: "003657" });
  pass(1);
  await must(made, "ALTER USER ann ADD PAT more DAYS_TO_EXPIRY = 30");
  expect(await show(made, "SHOW USER PATS FOR USER ann")).toHaveLength(16);
  pass(7);
  expect(await show(made, "SHOW USER PATS FOR USER ann")).toMatchObject([{ name: "MORE", status: "ACTIVE" }]);
});

test("who is disabled loses his tokens, also when he is enabled again", async () => {
  const { made } = await account();
  await must(made, "ALTER USER ann ADD PAT t; ALTER USER ann SET DISABLED = TRUE; ALTER USER ann SET DISABLED = FALSE");
  expect(await show(made, "SHOW USER PATS FOR USER ann")).toMatchObject([{ status: "DISABLED" }]);
  await must(made, "ALTER USER ann MODIFY PAT t SET DISABLED = FALSE");
  expect(await show(made, "SHOW USER PATS FOR USER ann")).toMatchObject([{ status: "ACTIVE" }]);
});
