import { afterEach, expect, test } from "vitest";
import { attempt, RSA_KEY } from "../testing/log-in.ts";
import { must, show } from "../testing/run.ts";
import { PASSWORD, query, type Served, serve } from "../testing/wire-client.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

async function start(text: string): Promise<Served & { pass(milliseconds: number): void }> {
  let at = 1_800_000_000_000;
  const served = await serve({ now: () => at });
  cleanUp.push(() => served.server.close());
  await must(served.account, `CREATE DATABASE d; CREATE USER u PASSWORD = '${PASSWORD}'; ${text}`);
  return {
    ...served,
    pass: (milliseconds) => {
      at += milliseconds;
    },
  };
}

const HIS = { LOGIN_NAME: "u", PASSWORD };
const REJECTED = { success: false, code: "390202", message: "Authentication attempt rejected by the current authentication policy." };

test("methods of the authentication policy: the user's goes before the one for his type, and that before the account's", async () => {
  const { server, account } = await start(
    `CREATE AUTHENTICATION POLICY d.public.keys AUTHENTICATION_METHODS = ('KEYPAIR'); CREATE AUTHENTICATION POLICY d.public.words AUTHENTICATION_METHODS = ('PASSWORD');
     ALTER USER admin SET AUTHENTICATION POLICY d.public.words; ALTER ACCOUNT SET AUTHENTICATION POLICY d.public.keys`,
  );
  expect(await attempt(server, { data: HIS })).toMatchObject(REJECTED);
  // Evaluated before the password, and for who is not known.
  expect(await attempt(server, { data: { ...HIS, PASSWORD: "wrong" } })).toMatchObject(REJECTED);
  expect(await attempt(server, { data: { ...HIS, LOGIN_NAME: "nobody" } })).toMatchObject(REJECTED);
  expect(await attempt(server, { data: { LOGIN_NAME: "admin", PASSWORD } })).toMatchObject({ success: true });
  await must(account, "ALTER ACCOUNT SET AUTHENTICATION POLICY d.public.words FOR ALL PERSON USERS");
  expect(await attempt(server, { data: HIS })).toMatchObject({ success: true });
  await must(account, "ALTER USER u SET TYPE = LEGACY_SERVICE");
  expect(await attempt(server, { data: HIS })).toMatchObject(REJECTED);
  await must(account, "ALTER USER u SET AUTHENTICATION POLICY d.public.words");
  expect(await attempt(server, { data: HIS })).toMatchObject({ success: true });
});

test.each([
  ["JavaScript", "2.0.0", true],
  ["JavaScript", "1.9.9", false],
  ["JavaScript", "2.0", false],
  ["Go", "0.0.1", true],
  ["SnowSQL", "1.0.0", false],
  ["Snowflake UI", "", true],
])("a client that says it is %s %s", async (id, version, isAllowed) => {
  const { server } = await start(
    `CREATE AUTHENTICATION POLICY d.public.p CLIENT_TYPES = ('DRIVERS', 'SNOWFLAKE_UI') CLIENT_POLICY = (JAVASCRIPT_DRIVER = (MINIMUM_VERSION = '2.0.0'));
     ALTER USER u SET AUTHENTICATION POLICY d.public.p`,
  );
  expect(await attempt(server, { data: { ...HIS, CLIENT_APP_ID: id, CLIENT_APP_VERSION: version } })).toMatchObject(isAllowed ? { success: true } : REJECTED);
});

test("a person who has to enrol in MFA does not get in with a password alone", async () => {
  const { server, account, pass } = await start(
    "CREATE AUTHENTICATION POLICY d.public.p MFA_ENROLLMENT = REQUIRED; ALTER ACCOUNT SET AUTHENTICATION POLICY d.public.p",
  );
  expect(await attempt(server, { data: { ...HIS, PASSWORD: "wrong" } })).toMatchObject({ code: "390100" });
  const message = "Multi-factor authentication is required for this account. Log in to Snowsight to enroll.";
  expect(await attempt(server, { data: HIS })).toMatchObject({ success: false, code: "390197", message });
  await must(account, "ALTER USER u SET MINS_TO_BYPASS_MFA = 5");
  expect(await attempt(server, { data: HIS })).toMatchObject({ success: true });
  pass(5 * MINUTE);
  expect(await attempt(server, { data: HIS })).toMatchObject({ code: "390197" });
  await must(account, "ALTER USER u SET TYPE = LEGACY_SERVICE");
  expect(await attempt(server, { data: HIS })).toMatchObject({ success: true });
});

test("the password policy says how often one may err and for how long the lock holds", async () => {
  const { server, account, pass } = await start(
    `CREATE PASSWORD POLICY d.public.p PASSWORD_MAX_RETRIES = 2 PASSWORD_LOCKOUT_TIME_MINS = 30; ALTER USER u SET PASSWORD POLICY d.public.p`,
  );
  const wrong = { ...HIS, PASSWORD: "wrong" };
  expect(await attempt(server, { data: wrong })).toMatchObject({ code: "390100" });
  expect(await attempt(server, { data: wrong })).toMatchObject({ code: "390100" });
  expect(await attempt(server, { data: HIS })).toMatchObject({ code: "390102" });
  expect(await show(account, "SHOW USERS LIKE 'u'")).toMatchObject([{ mins_to_unlock: "30" }]);
  pass(30 * MINUTE);
  expect(await attempt(server, { data: HIS })).toMatchObject({ success: true });
  expect(await show(account, "SHOW USERS LIKE 'u'")).toMatchObject([{ mins_to_unlock: "", locked_until_time: null }]);
  await attempt(server, { data: wrong });
  await attempt(server, { data: wrong });
  await must(account, "ALTER USER u SET MINS_TO_UNLOCK = 0");
  expect(await attempt(server, { data: HIS })).toMatchObject({ success: true });
});

test("a password that is too old has to be changed, one without a policy never is", async () => {
  const { server, account, pass } = await start("CREATE PASSWORD POLICY d.public.p PASSWORD_MAX_AGE_DAYS = 30");
  pass(1000 * DAY);
  expect(await attempt(server, { data: HIS })).toMatchObject({ success: true });
  await must(account, "ALTER ACCOUNT SET PASSWORD POLICY d.public.p");
  expect(await attempt(server, { data: HIS })).toMatchObject({ code: "390106" });
  await must(account, "ALTER PASSWORD POLICY d.public.p SET PASSWORD_MAX_AGE_DAYS = 0");
  expect(await attempt(server, { data: HIS })).toMatchObject({ success: true });
});

test("a temporary user's days, and an administrator's, who has none", async () => {
  const { server, account, pass } = await start("ALTER USER u SET DAYS_TO_EXPIRY = 1; ALTER USER admin SET DAYS_TO_EXPIRY = 1");
  expect(await show(account, "SHOW USERS LIKE 'admin'")).toMatchObject([{ days_to_expiry: "" }]);
  pass(DAY);
  expect(await attempt(server, { data: HIS })).toMatchObject({ code: "390101" });
  expect(await attempt(server, { data: { LOGIN_NAME: "admin", PASSWORD } })).toMatchObject({ success: true });
});

test("who is disabled is out at once, with what he runs", async () => {
  const { server, account } = await start("");
  const { token } = await attempt(server, { data: HIS });
  const waiting = query(server, token, "SELECT SYSTEM$WAIT(50)");
  await new Promise((resolve) => setTimeout(resolve, 50));
  await must(account, "ALTER USER u SET DISABLED = TRUE");
  expect(await waiting).toMatchObject({ success: false, code: "000604" });
  expect(await query(server, token, "SELECT 1")).toMatchObject({ success: false, code: "390101" });
  expect(await attempt(server, { data: HIS })).toMatchObject({ code: "390101" });
  await must(account, "ALTER USER u SET DISABLED = FALSE");
  expect(await query(server, token, "SELECT 1")).toMatchObject({ success: true });
  await must(account, "DROP USER u");
  expect(await query(server, token, "SELECT 1")).toMatchObject({ success: false, code: "390101" });
});

test("ALTER USER ... ABORT ALL QUERIES ends what a user runs, and he may go on", async () => {
  const { server, account } = await start("");
  const { token } = await attempt(server, { data: HIS });
  const waiting = query(server, token, "SELECT SYSTEM$WAIT(50)");
  await new Promise((resolve) => setTimeout(resolve, 50));
  await must(account, "ALTER USER u ABORT ALL QUERIES");
  expect(await waiting).toMatchObject({ success: false, code: "000604" });
  expect(await query(server, token, "SELECT 1")).toMatchObject({ success: true });
});

test("a private endpoint, as the header says it", async () => {
  const { server, account } = await start(
    `CREATE NETWORK RULE d.public.link TYPE = AWSVPCEID VALUE_LIST = ('vpce-1'); CREATE NETWORK RULE d.public.world TYPE = IPV4 VALUE_LIST = ('0.0.0.0/0');
     CREATE NETWORK POLICY p ALLOWED_NETWORK_RULE_LIST = (d.public.link) BLOCKED_NETWORK_RULE_LIST = (d.public.world); ALTER USER u SET NETWORK_POLICY = p`,
  );
  expect(await attempt(server, { data: HIS })).toMatchObject({ code: "390420" });
  expect(await attempt(server, { data: HIS, endpoint: "vpce-2" })).toMatchObject({ code: "390420", message: expect.stringContaining("IP/Token vpce-2") });
  const { token, success } = await attempt(server, { data: HIS, endpoint: "vpce-1" });
  expect(success).toBe(true);
  // Each request says where it comes from.
  expect(await query(server, token, "SELECT 1")).toMatchObject({ code: "390420" });
  expect(await show(account, "SELECT * FROM TABLE(d.INFORMATION_SCHEMA.LOGIN_HISTORY(RESULT_LIMIT => 1))")).toMatchObject([
    { CLIENT_PRIVATE_LINK_ID: "vpce-1" },
  ]);
});

test("every attempt stands in LOGIN_HISTORY, as far as one may see it", async () => {
  const { server, account } = await start(`CREATE USER v RSA_PUBLIC_KEY = '${RSA_KEY}' PASSWORD = 'x'`);
  await attempt(server, { data: HIS });
  await attempt(server, { data: { ...HIS, PASSWORD: "wrong" } });
  await attempt(server, { data: { ...HIS, LOGIN_NAME: "nobody" } });
  await attempt(server, { data: { LOGIN_NAME: "v", AUTHENTICATOR: "SNOWFLAKE_JWT", TOKEN: "x.y.z" } });
  const rows = await show(account, "SELECT * FROM TABLE(d.INFORMATION_SCHEMA.LOGIN_HISTORY())");
  expect(rows.map((row) => [row.USER_NAME, row.FIRST_AUTHENTICATION_FACTOR, row.IS_SUCCESS, row.ERROR_CODE])).toEqual([
    ["V", "RSA_KEYPAIR", "NO", "394306"],
    [null, "PASSWORD", "NO", "390100"],
    ["U", "PASSWORD", "NO", "390100"],
    ["U", "PASSWORD", "YES", null],
  ]);
  expect(rows[0]).toMatchObject({ EVENT_TYPE: "LOGIN", CLIENT_IP: "127.0.0.1", REPORTED_CLIENT_TYPE: "JAVASCRIPT_DRIVER", REPORTED_CLIENT_VERSION: "2.0.0" });
  expect(await show(account, "SELECT * FROM TABLE(d.INFORMATION_SCHEMA.LOGIN_HISTORY_BY_USER(USER_NAME => 'u', RESULT_LIMIT => 1))")).toHaveLength(1);
  expect(await show(account, "SHOW USERS LIKE 'u'")).toMatchObject([{ last_success_login: "1800000000.000" }]);
  const { token } = await attempt(server, { data: HIS });
  const his = await query(server, token, "SELECT * FROM TABLE(SNOWFLAKE.INFORMATION_SCHEMA.LOGIN_HISTORY())");
  const rowset = (his.data?.rowset ?? []) as string[][];
  expect(rowset.map((row) => row[3])).toEqual(["U", "U", "U"]);
});
