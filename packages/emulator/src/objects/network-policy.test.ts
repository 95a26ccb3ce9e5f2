import { expect, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import type { LocalSession } from "../session.ts";
import { as, must, run, show } from "../testing/run.ts";
import { admits, networkPolicyOf } from "./network/admits.ts";

async function account(): Promise<LocalAccount> {
  const made = LocalAccount.create();
  await must(
    made,
    `CREATE DATABASE d;
     CREATE NETWORK RULE d.public.office TYPE = IPV4 VALUE_LIST = ('10.0.0.0/8', '192.0.2.7');
     CREATE NETWORK RULE d.public.guests TYPE = 'IPV4' MODE = 'INGRESS' VALUE_LIST = ('10.9.0.0/16');
     CREATE NETWORK RULE d.public.six TYPE = IPV6 MODE = INGRESS VALUE_LIST = ('2001:db8::/32');
     CREATE NETWORK RULE d.public.link TYPE = AWSVPCEID VALUE_LIST = ('vpce-123abc3420c1931');
     CREATE NETWORK RULE d.public.out TYPE = HOST_PORT MODE = EGRESS`,
  );
  return made;
}

function from(made: LocalAccount, clientAddress: string): LocalSession {
  return made.openSession({ user: "ADMIN", role: "ACCOUNTADMIN", secondaryRoles: "NONE", clientAddress });
}

/** May the user of a login name come in from there? */
function admitted(made: LocalAccount, loginName: string, address: string, endpoint: string | null = null): boolean {
  const policy = networkPolicyOf(made.catalog, made.userEntry(loginName));
  return policy === null || admits(made.catalog, policy, { address, endpoint });
}

test("a policy names rules by name or text, and lists addresses", async () => {
  const made = await account();
  await must(
    made,
    `CREATE NETWORK POLICY p ALLOWED_NETWORK_RULE_LIST = ('d.public.office', "D"."PUBLIC"."SIX") BLOCKED_NETWORK_RULE_LIST = (d.public.guests)
     ALLOWED_IP_LIST = ('198.51.100.0/24', '203.0.113.9') BLOCKED_IP_LIST = ('198.51.100.3') COMMENT = 'offices'`,
  );
  expect(await show(made, "DESC NETWORK POLICY p")).toEqual([
    { name: "ALLOWED_IP_LIST", value: "198.51.100.0/24,203.0.113.9" },
    { name: "BLOCKED_IP_LIST", value: "198.51.100.3" },
    { name: "ALLOWED_NETWORK_RULE_LIST", value: '[{"fullyQualifiedRuleName":"D.PUBLIC.OFFICE"},{"fullyQualifiedRuleName":"D.PUBLIC.SIX"}]' },
    { name: "BLOCKED_NETWORK_RULE_LIST", value: '[{"fullyQualifiedRuleName":"D.PUBLIC.GUESTS"}]' },
  ]);
  const [row] = await show(made, "SHOW NETWORK POLICIES LIKE 'p'");
  expect(Object.keys(row ?? {})).toEqual([
    "created_on",
    "name",
    "comment",
    "entries_in_allowed_ip_list",
    "entries_in_blocked_ip_list",
    "entries_in_allowed_network_rules",
    "entries_in_blocked_network_rules",
  ]);
  expect(Object.values(row ?? {}).slice(1)).toEqual(["P", "offices", "2", "1", "2", "1"]);
});

test.each([
  ["CREATE NETWORK POLICY q ALLOWED_NETWORK_RULE_LIST = ('d.public.nowhere')", "002003"],
  ["CREATE NETWORK POLICY q ALLOWED_NETWORK_RULE_LIST = ('d.public.out')", "001008"],
  ["CREATE NETWORK POLICY q ALLOWED_IP_LIST = ('10.0.0.256')", "001008"],
  ["CREATE NETWORK POLICY q ALLOWED_IP_LIST = ('10.0.0.0/33')", "001008"],
  ["CREATE NETWORK POLICY q BLOCKED_IP_LIST = ('2001:db8::1')", "001008"],
  ["ALTER ACCOUNT SET NETWORK_POLICY = nowhere", "002003"],
  ["ALTER USER admin SET NETWORK_POLICY = nowhere", "002003"],
  ["DROP NETWORK POLICY nowhere", "002003"],
])("%s is refused", async (text, code) => {
  expect(await run(await account(), text)).toMatchObject({ code });
});

test("rules are added and removed", async () => {
  const made = await account();
  await must(made, "CREATE NETWORK POLICY p ALLOWED_NETWORK_RULE_LIST = (d.public.office)");
  await must(made, "ALTER NETWORK POLICY p ADD ALLOWED_NETWORK_RULE_LIST = (d.public.six, d.public.office)");
  await must(made, "ALTER NETWORK POLICY p REMOVE ALLOWED_NETWORK_RULE_LIST = ('d.public.office')");
  expect(await show(made, "DESC NETWORK POLICY p")).toEqual([{ name: "ALLOWED_NETWORK_RULE_LIST", value: '[{"fullyQualifiedRuleName":"D.PUBLIC.SIX"}]' }]);
});

const WORLD = "0.0.0.0/0";
test.each([
  ["ALLOWED_IP_LIST = ('10.1.0.0/16')", "10.1.2.3", true],
  ["ALLOWED_IP_LIST = ('10.1.0.0/16')", "::ffff:10.1.2.3", true],
  ["ALLOWED_IP_LIST = ('10.1.0.0/16')", "10.2.0.1", false],
  ["ALLOWED_IP_LIST = ('10.1.0.0/16') BLOCKED_IP_LIST = ('10.1.2.3')", "10.1.2.3", false],
  ["ALLOWED_IP_LIST = ()", "10.1.2.3", false],
  ["ALLOWED_NETWORK_RULE_LIST = (d.public.office) BLOCKED_NETWORK_RULE_LIST = (d.public.guests)", "10.1.2.3", true],
  ["ALLOWED_NETWORK_RULE_LIST = (d.public.office) BLOCKED_NETWORK_RULE_LIST = (d.public.guests)", "10.9.2.3", false],
  ["BLOCKED_NETWORK_RULE_LIST = (d.public.guests)", "10.1.2.3", true],
  ["BLOCKED_NETWORK_RULE_LIST = (d.public.guests)", "10.9.2.3", false],
  ["ALLOWED_NETWORK_RULE_LIST = (d.public.six)", "2001:db8::5", true],
  ["ALLOWED_NETWORK_RULE_LIST = (d.public.six)", "2001:db9::5", false],
  ["ALLOWED_NETWORK_RULE_LIST = (d.public.six, d.public.office)", "10.1.2.3", true],
  ["ALLOWED_NETWORK_RULE_LIST = (d.public.six, d.public.office)", "11.1.2.3", false],
  // "evaluated against IPv4 rules only"
  [`ALLOWED_IP_LIST = ('${WORLD}')`, "2001:db8::5", false],
  // A private endpoint says nothing about who comes over the public network.
  ["ALLOWED_NETWORK_RULE_LIST = (d.public.link)", "10.1.2.3", true],
])("%s and %s", async (lists, address, isAdmitted) => {
  const made = await account();
  await must(made, `CREATE NETWORK POLICY p ${lists}; CREATE USER u; ALTER USER u SET NETWORK_POLICY = p`);
  expect(admitted(made, "u", address)).toBe(isAdmitted);
  expect(admitted(made, "admin", address)).toBe(true);
});

const LINK = "vpce-123abc3420c1931";
test.each([
  // "take precedence over IPV4 and IPV6 network rules"
  ["ALLOWED_NETWORK_RULE_LIST = (d.public.link) BLOCKED_NETWORK_RULE_LIST = (d.public.world)", LINK, true],
  ["ALLOWED_NETWORK_RULE_LIST = (d.public.link) BLOCKED_NETWORK_RULE_LIST = (d.public.world)", null, false],
  ["ALLOWED_NETWORK_RULE_LIST = (d.public.link, d.public.world)", "vpce-0", false],
  ["ALLOWED_NETWORK_RULE_LIST = (d.public.world) BLOCKED_NETWORK_RULE_LIST = (d.public.link)", LINK, false],
  ["ALLOWED_NETWORK_RULE_LIST = (d.public.link) BLOCKED_NETWORK_RULE_LIST = (d.public.link)", LINK, false],
  // No private rule is allowed: the address decides.
  ["ALLOWED_NETWORK_RULE_LIST = (d.public.world)", LINK, true],
  ["ALLOWED_NETWORK_RULE_LIST = (d.public.office) BLOCKED_NETWORK_RULE_LIST = (d.public.guests)", LINK, true],
  // An ID with addresses lets only these in through it.
  ["ALLOWED_NETWORK_RULE_LIST = (d.public.shared)", "vpce-9", true],
  ["ALLOWED_NETWORK_RULE_LIST = (d.public.shared)", "vpce-8", false],
  ["ALLOWED_NETWORK_RULE_LIST = (d.public.azure)", "/subscriptions/1:2/x", true],
  ["ALLOWED_NETWORK_RULE_LIST = (d.public.google)", "31618973889077266", true],
  // "does not restrict access to the Snowflake service"
  ["ALLOWED_NETWORK_RULE_LIST = (d.public.stage, d.public.office)", "vpce-7", true],
])("%s through the private endpoint %s", async (lists, endpoint, isAdmitted) => {
  const made = await account();
  await must(
    made,
    `CREATE NETWORK RULE d.public.world TYPE = IPV4 VALUE_LIST = ('0.0.0.0/0');
     CREATE NETWORK RULE d.public.shared TYPE = AWSVPCEID VALUE_LIST = ('{vpce-9:10.0.0.0/8,192.0.2.1}', '{vpce-8:192.0.2.0/24}');
     CREATE NETWORK RULE d.public.azure TYPE = AZURELINKID VALUE_LIST = ('{/subscriptions/1:2/x:10.0.0.0/8}');
     CREATE NETWORK RULE d.public.google TYPE = GCPPSCID VALUE_LIST = ('31618973889077266');
     CREATE NETWORK RULE d.public.stage TYPE = AWSVPCEID MODE = INTERNAL_STAGE VALUE_LIST = ('vpce-1');
     CREATE NETWORK POLICY p ${lists}; ALTER ACCOUNT SET NETWORK_POLICY = p`,
  );
  expect(admitted(made, "admin", "10.1.2.3", endpoint)).toBe(isAdmitted);
});

test("with rules, addresses in ALLOWED_IP_LIST let nobody in", async () => {
  const made = await account();
  await must(
    made,
    "CREATE NETWORK POLICY p ALLOWED_NETWORK_RULE_LIST = (d.public.office) ALLOWED_IP_LIST = ('198.51.100.0/24'); ALTER ACCOUNT SET NETWORK_POLICY = p",
  );
  expect(admitted(made, "admin", "10.1.2.3")).toBe(true);
  expect(admitted(made, "admin", "198.51.100.1")).toBe(false);
});

test("CREATE OR ALTER does not change a policy that is attached", async () => {
  const made = await account();
  await must(made, "CREATE OR ALTER NETWORK POLICY p ALLOWED_IP_LIST = ('10.0.0.1'); CREATE OR ALTER NETWORK POLICY p ALLOWED_IP_LIST = ('10.0.0.2')");
  await must(made, "ALTER USER admin SET NETWORK_POLICY = p");
  expect(await run(made, "CREATE OR ALTER NETWORK POLICY p ALLOWED_IP_LIST = ('10.0.0.3')")).toMatchObject({ code: "003112" });
  await must(made, "ALTER NETWORK POLICY p SET ALLOWED_IP_LIST = ('10.0.0.3')");
});

test("a rule that Snowflake keeps is refused by name, as its addresses are not known here", async () => {
  const text = "CREATE NETWORK POLICY p ALLOWED_NETWORK_RULE_LIST = ('SNOWFLAKE.NETWORK_SECURITY.DBT_APAC_AWS')";
  expect(await run(await account(), text)).toEqual({ code: "000002", message: "Unsupported feature 'SNOWFLAKE.NETWORK_SECURITY.DBT_APAC_AWS'." });
});

test("a user's policy overrides the account's", async () => {
  const made = await account();
  await must(made, `CREATE NETWORK POLICY wide ALLOWED_IP_LIST = ('${WORLD}'); CREATE NETWORK POLICY narrow ALLOWED_IP_LIST = ('10.0.0.1')`);
  await must(made, `ALTER ACCOUNT SET NETWORK_POLICY = narrow; ALTER USER admin SET NETWORK_POLICY = "WIDE"`);
  expect(admitted(made, "ADMIN", "11.0.0.1")).toBe(true);
  expect(admitted(made, "nobody", "11.0.0.1")).toBe(false);
  await must(made, "ALTER USER admin UNSET NETWORK_POLICY");
  expect(admitted(made, "ADMIN", "11.0.0.1")).toBe(false);
});

test("an attached policy can be renamed, but neither dropped nor replaced", async () => {
  const made = await account();
  await must(made, "CREATE NETWORK POLICY p ALLOWED_IP_LIST = ('10.0.0.1'); CREATE USER u NETWORK_POLICY = 'p'");
  await must(made, "ALTER NETWORK POLICY p RENAME TO q");
  expect((await show(made, "SHOW PARAMETERS LIKE 'NETWORK_POLICY' FOR USER u"))[0]).toMatchObject({ value: "Q", level: "USER" });
  expect(await run(made, "DROP NETWORK POLICY q")).toMatchObject({ code: "003112" });
  expect(await run(made, "CREATE OR REPLACE NETWORK POLICY q ALLOWED_IP_LIST = ('10.0.0.2')")).toMatchObject({ code: "003112" });
  await must(made, "ALTER USER u UNSET NETWORK_POLICY; DROP NETWORK POLICY q");
});

test("nobody locks himself out", async () => {
  const made = await account();
  const here = from(made, "10.0.0.1");
  await must(here, "CREATE NETWORK POLICY p ALLOWED_IP_LIST = ('10.0.0.0/24'); CREATE NETWORK POLICY other ALLOWED_IP_LIST = ('11.0.0.0/24')");
  expect(await run(here, "ALTER ACCOUNT SET NETWORK_POLICY = other")).toEqual({
    code: "003110",
    message: "Network policy OTHER cannot be activated. Requestor IP address, 10.0.0.1, must be included in the allowed_ip_list.",
  });
  await must(here, "ALTER ACCOUNT SET NETWORK_POLICY = p");
  expect(await run(here, "ALTER NETWORK POLICY p SET ALLOWED_IP_LIST = ('10.0.0.2')")).toEqual({
    code: "003111",
    message: "Changes cannot be applied to the network policy P because current IP address/token 10.0.0.1 is not allowed in it.",
  });
  expect(await run(here, "ALTER NETWORK POLICY p ADD BLOCKED_NETWORK_RULE_LIST = (d.public.office)")).toMatchObject({ code: "003111" });
  await must(here, "ALTER NETWORK POLICY p SET ALLOWED_IP_LIST = ('10.0.0.1'); ALTER NETWORK POLICY other SET ALLOWED_IP_LIST = ('12.0.0.1')");
});

test("who may make and attach one", async () => {
  const made = await account();
  expect(await run(as(made, "SYSADMIN"), "CREATE NETWORK POLICY p")).toMatchObject({ code: "003001" });
  await must(as(made, "SECURITYADMIN"), "CREATE NETWORK POLICY p ALLOWED_IP_LIST = ('10.0.0.1'); ALTER ACCOUNT SET NETWORK_POLICY = p");
  await must(made, "CREATE ROLE owner; CREATE USER u; GRANT OWNERSHIP ON USER u TO ROLE owner; GRANT ROLE owner TO USER admin");
  expect(await run(as(made, "OWNER"), "ALTER USER u SET NETWORK_POLICY = p")).toMatchObject({ code: "003001" });
  await must(made, "GRANT ATTACH POLICY ON ACCOUNT TO ROLE owner");
  await must(as(made, "OWNER"), "ALTER USER u SET NETWORK_POLICY = p");
});

test("a session is told its address; in this process there is none", async () => {
  const made = await account();
  expect(await show(from(made, "::ffff:192.0.2.7"), "SELECT CURRENT_IP_ADDRESS() AS A")).toEqual([{ A: "192.0.2.7" }]);
  expect(await show(made, "SELECT CURRENT_IP_ADDRESS() AS A")).toEqual([{ A: null }]);
});
