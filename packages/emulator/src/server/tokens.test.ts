import { generateKeyPairSync } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { attempt, RSA_KEY, signedToken } from "../testing/log-in.ts";
import { must, show } from "../testing/run.ts";
import { PASSWORD, query, type Served, serve } from "../testing/wire-client.ts";

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;
const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

async function start(text: string): Promise<Served & { pass(milliseconds: number): void }> {
  let at = NOW;
  const served = await serve({ now: () => at });
  cleanUp.push(() => served.server.close());
  await must(
    served.account,
    `CREATE DATABASE d; CREATE ROLE r; CREATE ROLE q; CREATE USER u PASSWORD = '${PASSWORD}' DEFAULT_ROLE = 'Q' EMAIL = 'U@example.com';
     GRANT ROLE r TO USER u; GRANT ROLE q TO USER u;
     CREATE NETWORK POLICY here ALLOWED_IP_LIST = ('127.0.0.0/8'); CREATE NETWORK POLICY far ALLOWED_IP_LIST = ('192.0.2.0/24'); ${text}`,
  );
  return {
    ...served,
    pass: (milliseconds) => {
      at += milliseconds;
    },
  };
}

async function secretOf({ account }: Served, text: string): Promise<string> {
  const [row] = await show(account, text);
  return row?.token_secret ?? "";
}

const withToken = (token: string) => ({ LOGIN_NAME: "u", AUTHENTICATOR: "PROGRAMMATIC_ACCESS_TOKEN", TOKEN: token });
const INVALID = { success: false, code: "394400", message: "Programmatic access token is invalid." };

test("a programmatic access token, also in the place of the password", async () => {
  const served = await start("ALTER USER u SET NETWORK_POLICY = here");
  const token = await secretOf(served, "ALTER USER u ADD PAT t");
  expect(await attempt(served.server, { data: withToken(token) })).toMatchObject({ success: true, sessionInfo: { roleName: "Q" } });
  expect(await attempt(served.server, { data: { LOGIN_NAME: "u", PASSWORD: token }, role: "r" })).toMatchObject({
    success: true,
    sessionInfo: { roleName: "R" },
  });
  // Another user's, and none at all.
  expect(await attempt(served.server, { data: { LOGIN_NAME: "admin", PASSWORD: token } })).toMatchObject(INVALID);
  expect(await attempt(served.server, { data: withToken(token.replace(/.$/, (last) => (last === "A" ? "B" : "A"))) })).toMatchObject(INVALID);
  expect(await attempt(served.server, { data: withToken("nonsense") })).toMatchObject(INVALID);
  expect(await show(served.account, "SELECT * FROM TABLE(d.INFORMATION_SCHEMA.LOGIN_HISTORY())")).toMatchObject([
    { IS_SUCCESS: "NO" },
    { IS_SUCCESS: "NO" },
    { IS_SUCCESS: "NO", USER_NAME: "ADMIN" },
    { IS_SUCCESS: "YES", FIRST_AUTHENTICATION_FACTOR: "PROGRAMMATIC_ACCESS_TOKEN", FIRST_AUTHENTICATION_FACTOR_ID: "T" },
    { IS_SUCCESS: "YES", FIRST_AUTHENTICATION_FACTOR: "PROGRAMMATIC_ACCESS_TOKEN" },
  ]);
});

test("a token that is restricted to a role keeps the session in it", async () => {
  const served = await start("ALTER USER u SET NETWORK_POLICY = here");
  const token = await secretOf(served, "ALTER USER u ADD PAT t ROLE_RESTRICTION = 'r'");
  const session = await attempt(served.server, { data: withToken(token), role: "q" });
  expect(session).toMatchObject({ success: false, code: "390189" });
  const open = await attempt(served.server, { data: { ...withToken(token), SECONDARY_ROLES: "ALL" } });
  expect(open).toMatchObject({ success: true, sessionInfo: { roleName: "R" } });
  expect(await query(served.server, open.token, "USE ROLE q")).toMatchObject({ success: false, code: "003013" });
  expect(await query(served.server, open.token, "USE SECONDARY ROLES ALL")).toMatchObject({ success: false, code: "003013" });
  for (const text of ["USE ROLE r", "USE SECONDARY ROLES NONE"]) expect(await query(served.server, open.token, text)).toMatchObject({ success: true });
  // "You cannot modify, rename, rotate, or revoke" in a session of a token; to add one is not forbidden.
  for (const text of ["MODIFY PAT t RENAME TO s", "ROTATE PAT t", "REMOVE PAT t"])
    expect(await query(served.server, open.token, `ALTER USER ${text}`)).toMatchObject({ success: false, code: "003658" });
  await must(served.account, "REVOKE ROLE r FROM USER u");
  expect(await attempt(served.server, { data: withToken(token) })).toMatchObject(INVALID);
});

test("who uses a token must be under a network policy, unless the authentication policy or the token says otherwise", async () => {
  const served = await start("CREATE AUTHENTICATION POLICY d.public.p PAT_POLICY = (NETWORK_POLICY_EVALUATION = ENFORCED_NOT_REQUIRED)");
  const { server, account, pass } = served;
  const token = await secretOf(served, "ALTER USER u ADD PAT t");
  expect(await attempt(server, { data: withToken(token) })).toMatchObject({ success: false, code: "390432", message: "Network policy is required." });
  await must(account, "ALTER USER u MODIFY PAT t SET MINS_TO_BYPASS_NETWORK_POLICY_REQUIREMENT = 5");
  expect(await attempt(server, { data: withToken(token) })).toMatchObject({ success: true });
  // It does not bypass the policy itself.
  await must(account, "ALTER USER u SET NETWORK_POLICY = far");
  expect(await attempt(server, { data: withToken(token) })).toMatchObject({ code: "390420" });
  pass(5 * 60_000);
  await must(account, "ALTER USER u UNSET NETWORK_POLICY; ALTER USER u SET AUTHENTICATION POLICY d.public.p");
  expect(await attempt(server, { data: withToken(token) })).toMatchObject({ success: true });
  await must(account, "ALTER USER u SET NETWORK_POLICY = far");
  expect(await attempt(server, { data: withToken(token) })).toMatchObject({ code: "390420" });
  await must(account, "ALTER AUTHENTICATION POLICY d.public.p SET PAT_POLICY = (NETWORK_POLICY_EVALUATION = NOT_ENFORCED)");
  const open = await attempt(server, { data: withToken(token) });
  expect(await query(server, open.token, "SELECT 1")).toMatchObject({ success: true });
  expect(await attempt(server, { data: { LOGIN_NAME: "u", PASSWORD } })).toMatchObject({ code: "390420" });
});

test("a token is worth nothing when it is over, disabled, longer than is allowed, or its method is not allowed", async () => {
  const served = await start("ALTER USER u SET NETWORK_POLICY = here; CREATE AUTHENTICATION POLICY d.public.p");
  const { server, account, pass } = served;
  const token = await secretOf(served, "ALTER USER u ADD PAT t DAYS_TO_EXPIRY = 7");
  await must(account, "ALTER USER u MODIFY PAT t SET DISABLED = TRUE");
  expect(await attempt(server, { data: withToken(token) })).toMatchObject(INVALID);
  await must(account, "ALTER USER u MODIFY PAT t SET DISABLED = FALSE; ALTER USER u SET AUTHENTICATION POLICY d.public.p");
  await must(account, "ALTER AUTHENTICATION POLICY d.public.p SET PAT_POLICY = (MAX_EXPIRY_IN_DAYS = 2 DEFAULT_EXPIRY_IN_DAYS = 1)");
  expect(await attempt(server, { data: withToken(token) })).toMatchObject(INVALID);
  await must(account, "ALTER AUTHENTICATION POLICY d.public.p SET AUTHENTICATION_METHODS = ('PASSWORD')");
  expect(await attempt(server, { data: withToken(token) })).toMatchObject({ code: "390202" });
  await must(account, "ALTER USER u UNSET AUTHENTICATION POLICY");
  const rotated = await secretOf(served, "ALTER USER u ROTATE PAT t EXPIRE_ROTATED_TOKEN_AFTER_HOURS = 1");
  for (const each of [token, rotated]) expect(await attempt(server, { data: withToken(each) })).toMatchObject({ success: true });
  pass(DAY);
  expect(await attempt(server, { data: withToken(token) })).toMatchObject(INVALID);
  expect(await attempt(server, { data: withToken(rotated) })).toMatchObject({ success: true });
  pass(7 * DAY);
  expect(await attempt(server, { data: withToken(rotated) })).toMatchObject(INVALID);
});

const INTEGRATION = `CREATE SECURITY INTEGRATION idp TYPE = EXTERNAL_OAUTH ENABLED = TRUE EXTERNAL_OAUTH_TYPE = CUSTOM EXTERNAL_OAUTH_ISSUER = 'https://idp'
  EXTERNAL_OAUTH_TOKEN_USER_MAPPING_CLAIM = ('upn', 'mail') EXTERNAL_OAUTH_SNOWFLAKE_USER_MAPPING_ATTRIBUTE = 'EMAIL_ADDRESS'
  EXTERNAL_OAUTH_RSA_PUBLIC_KEY = '${RSA_KEY}' EXTERNAL_OAUTH_AUDIENCE_LIST = ('https://mine')`;

const CLAIMS = { iss: "https://idp", aud: "https://mine", mail: "u@example.com", scp: ["session:role:r"], iat: NOW / 1000, exp: NOW / 1000 + 600 };

function oauth(claims: object = {}, key?: Parameters<typeof signedToken>[1]) {
  return { AUTHENTICATOR: "OAUTH", TOKEN: signedToken({ ...CLAIMS, ...claims }, key) };
}

test("an External OAuth token opens a session in the role of its scope, and no other", async () => {
  const { server } = await start(INTEGRATION);
  const open = await attempt(server, { data: oauth(), role: "r" });
  expect(open).toMatchObject({ success: true, sessionInfo: { roleName: "R" } });
  expect(await query(server, open.token, "USE ROLE q")).toMatchObject({ success: false, code: "003013" });
  expect(
    await attempt(server, { data: { ...oauth({ aud: ["x", "https://snowtower-local.snowflakecomputing.com"] }), LOGIN_NAME: "u" }, role: "r" }),
  ).toMatchObject({
    success: true,
  });
});

test.each([
  ["another issuer", { iss: "https://other" }, "390303"],
  ["another audience", { aud: "https://other" }, "390144"],
  ["no time of issue", { iat: undefined }, "390144"],
  ["not yet", { nbf: NOW / 1000 + 60 }, "390144"],
  ["over", { exp: NOW / 1000 }, "390318"],
  ["nobody's", { mail: "v@example.com" }, "390304"],
  ["the default role, which is not in the scope", { scp: [] }, "390317"],
  ["any role, which the integration does not allow", { scp: "session:role-any" }, "390317"],
])("an External OAuth token: %s", async (_, claims, code) => {
  const { server, account } = await start(INTEGRATION);
  expect(await attempt(server, { data: oauth(claims) })).toMatchObject({ success: false, code });
  expect(await show(account, "SELECT * FROM TABLE(d.INFORMATION_SCHEMA.LOGIN_HISTORY())")).toMatchObject([{ IS_SUCCESS: "NO", ERROR_CODE: code }]);
});

test("what else stops an External OAuth token", async () => {
  const { server, account } = await start(INTEGRATION);
  const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  expect(await attempt(server, { data: oauth({}, stranger), role: "r" })).toMatchObject({ code: "390144" });
  expect(await attempt(server, { data: { ...oauth(), LOGIN_NAME: "admin" }, role: "r" })).toMatchObject({ code: "390309" });
  expect(await attempt(server, { data: oauth({ scp: ["session:role:accountadmin"], mail: "u@example.com" }), role: "accountadmin" })).toMatchObject({
    code: "390317",
  });
  await must(account, "ALTER SECURITY INTEGRATION idp SET EXTERNAL_OAUTH_BLOCKED_ROLES_LIST = ('r')");
  expect(await attempt(server, { data: oauth(), role: "r" })).toMatchObject({ code: "390317" });
  await must(account, "ALTER SECURITY INTEGRATION idp SET EXTERNAL_OAUTH_BLOCKED_ROLES_LIST = () EXTERNAL_OAUTH_ANY_ROLE_MODE = 'ENABLE'");
  const open = await attempt(server, { data: oauth({ scp: "session:role-any" }) });
  expect(await query(server, open.token, "USE ROLE r")).toMatchObject({ success: true });
  await must(account, "ALTER SECURITY INTEGRATION idp SET EXTERNAL_OAUTH_ANY_ROLE_MODE = ENABLE_FOR_PRIVILEGE");
  expect(await attempt(server, { data: oauth({ scp: "session:role-any" }) })).toMatchObject({ code: "390317" });
  await must(account, "GRANT USE_ANY_ROLE ON INTEGRATION idp TO ROLE q");
  expect(await attempt(server, { data: oauth({ scp: "session:role-any" }) })).toMatchObject({ success: true });
  await must(account, "CREATE SECURITY INTEGRATION scim TYPE = SCIM SCIM_CLIENT = 'OKTA' RUN_AS_ROLE = 'R'; CREATE AUTHENTICATION POLICY d.public.p");
  await must(account, "ALTER AUTHENTICATION POLICY d.public.p SET SECURITY_INTEGRATIONS = ('SCIM'); ALTER USER u SET AUTHENTICATION POLICY d.public.p");
  expect(await attempt(server, { data: oauth(), role: "r" })).toMatchObject({ code: "390202" });
});

test("the network policy of an integration goes before the user's, at the log-in and after", async () => {
  const { server, account } = await start(`${INTEGRATION}; ALTER USER u SET NETWORK_POLICY = far; ALTER SECURITY INTEGRATION idp SET NETWORK_POLICY = 'here'`);
  const open = await attempt(server, { data: oauth(), role: "r" });
  expect(await query(server, open.token, "SELECT 1")).toMatchObject({ success: true });
  expect(await attempt(server, { data: { LOGIN_NAME: "u", PASSWORD } })).toMatchObject({ code: "390420" });
  await must(account, "ALTER SECURITY INTEGRATION idp SET NETWORK_POLICY = 'far'; ALTER USER u SET NETWORK_POLICY = here");
  expect(await query(server, open.token, "SELECT 1")).toMatchObject({ code: "390420" });
  expect(await attempt(server, { data: oauth(), role: "r" })).toMatchObject({ code: "390420" });
});

test("keys that would have to be downloaded are refused by name", async () => {
  const { server, account } = await start(INTEGRATION);
  await must(
    account,
    `CREATE SECURITY INTEGRATION far TYPE = EXTERNAL_OAUTH ENABLED = TRUE EXTERNAL_OAUTH_TYPE = OKTA EXTERNAL_OAUTH_ISSUER = 'https://far'
       EXTERNAL_OAUTH_TOKEN_USER_MAPPING_CLAIM = 'mail' EXTERNAL_OAUTH_SNOWFLAKE_USER_MAPPING_ATTRIBUTE = 'EMAIL_ADDRESS' EXTERNAL_OAUTH_JWS_KEYS_URL = 'https://far/keys'`,
  );
  expect(await attempt(server, { data: oauth({ iss: "https://far" }) })).toMatchObject({
    code: "390400",
    message: expect.stringContaining("EXTERNAL_OAUTH_JWS_KEYS_URL"),
  });
});

test("key-pair rotation: both slots let in until one is emptied", async () => {
  const second = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const secondKey = second.publicKey.export({ type: "spki", format: "der" }).toString("base64");
  const { server, account } = await start(`ALTER USER u SET RSA_PUBLIC_KEY = '${RSA_KEY}'`);
  const jwt = async (slot: "RSA_PUBLIC_KEY_FP" | "RSA_PUBLIC_KEY_2_FP", key?: Parameters<typeof signedToken>[1]) => {
    const rows = await show(account, "DESC USER u");
    const print = rows.find(({ property }) => property === slot)?.value;
    const claims = { iss: `LOCAL.U.${print}`, sub: "LOCAL.U", iat: NOW / 1000, exp: NOW / 1000 + 60 };
    return { LOGIN_NAME: "u", AUTHENTICATOR: "SNOWFLAKE_JWT", TOKEN: signedToken(claims, key) };
  };
  const first = await jwt("RSA_PUBLIC_KEY_FP");
  await must(account, `ALTER USER u SET RSA_PUBLIC_KEY_2 = '${secondKey}'`);
  const next = await jwt("RSA_PUBLIC_KEY_2_FP", second.privateKey);
  for (const data of [first, next]) expect(await attempt(server, { data })).toMatchObject({ success: true });
  await must(account, "ALTER USER u UNSET RSA_PUBLIC_KEY");
  expect(await attempt(server, { data: first })).toMatchObject({ code: "394304" });
  expect(await attempt(server, { data: next })).toMatchObject({ success: true });
});
