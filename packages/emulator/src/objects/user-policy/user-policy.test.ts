import { expect, test } from "vitest";
import { LocalAccount } from "../../local-account.ts";
import { as, must, run, show } from "../../testing/run.ts";

async function account(): Promise<LocalAccount> {
  const made = LocalAccount.create();
  await must(made, "CREATE DATABASE d; CREATE SCHEMA d.s; USE SCHEMA d.s; CREATE USER u");
  return made;
}

const KINDS = ["AUTHENTICATION", "PASSWORD", "SESSION"];

test.each(KINDS)("%s POLICY is attached to users and the account, one at a time", async (kind) => {
  const made = await account();
  await must(made, `CREATE ${kind} POLICY d.s.p COMMENT = 'abc'; CREATE ${kind} POLICY d.s.q`);
  for (const on of ["USER u", "ACCOUNT"]) {
    await must(made, `ALTER ${on} SET ${kind} POLICY d.s.p`);
    expect(await run(made, `ALTER ${on} SET ${kind} POLICY d.s.q`)).toMatchObject({ code: "003553" });
    expect(await run(made, `DROP ${kind} POLICY d.s.p`)).toMatchObject({ code: "003555" });
    expect(await run(made, `CREATE OR REPLACE ${kind} POLICY d.s.p`)).toMatchObject({ code: "003555" });
    expect(await run(made, "DROP DATABASE d")).toMatchObject({ code: "003611" });
    await must(made, `ALTER ${on} SET ${kind} POLICY d.s.q FORCE; ALTER ${on} UNSET ${kind} POLICY`);
    expect(await run(made, `ALTER ${on} UNSET ${kind} POLICY`)).toMatchObject({ code: "003554" });
  }
  expect(await run(made, `ALTER USER u SET ${kind} POLICY d.s.nowhere`)).toMatchObject({ code: "002003" });
  await must(made, `ALTER ${kind} POLICY d.s.p RENAME TO d.s.r; ALTER ${kind} POLICY d.s.r SET COMMENT = 'x'; DROP ${kind} POLICY d.s.q`);
  const [row] = await show(made, `SHOW ${kind} POLICIES IN SCHEMA d.s`);
  expect(Object.keys(row ?? {}).join()).toBe("created_on,name,database_name,schema_name,kind,owner,comment,owner_role_type,options");
  expect(row).toMatchObject({ name: "R", kind: `${kind}_POLICY`, comment: "x" });
});

test.each(KINDS)("who may attach and describe a %s POLICY", async (kind) => {
  const made = await account();
  await must(
    made,
    `CREATE ${kind} POLICY d.s.p; CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON DATABASE d TO ROLE r; GRANT USAGE ON SCHEMA d.s TO ROLE r`,
  );
  expect(await run(as(made, "R"), `CREATE ${kind} POLICY d.s.x`)).toMatchObject({ code: "003001" });
  expect(await run(as(made, "R"), `ALTER USER u SET ${kind} POLICY d.s.p`)).toMatchObject({ code: "002003" });
  await must(made, `GRANT APPLY ON ${kind} POLICY d.s.p TO ROLE r`);
  expect(await run(as(made, "R"), `ALTER USER u SET ${kind} POLICY d.s.p`)).toMatchObject({ code: "003001" });
  await must(made, "GRANT OWNERSHIP ON USER u TO ROLE r");
  await must(as(made, "R"), `ALTER USER u SET ${kind} POLICY d.s.p`);
  expect(await run(as(made, "R"), `ALTER ACCOUNT SET ${kind} POLICY d.s.p`)).toMatchObject({ code: "003001" });
  expect(await run(as(made, "R"), `DESC ${kind} POLICY d.s.p`)).toMatchObject({ code: "003001" });
  await must(made, `REVOKE APPLY ON ${kind} POLICY d.s.p FROM ROLE r; GRANT APPLY ${kind} POLICY ON ACCOUNT TO ROLE r`);
  await must(as(made, "R"), `ALTER ACCOUNT SET ${kind} POLICY d.s.p; DESC ${kind} POLICY d.s.p`);
});

async function described(text: string, kind: string): Promise<Readonly<Record<string, string | null>>> {
  const made = await account();
  await must(made, `CREATE ${kind} POLICY d.s.p ${text}`);
  const rows = await show(made, `DESC ${kind} POLICY d.s.p`);
  if (kind === "SESSION") return rows[0] ?? {};
  return Object.fromEntries(rows.map((row) => [row.property ?? "", row.value ?? null]));
}

test("DESCRIBE", async () => {
  expect(await described("PASSWORD_MIN_LENGTH = 12 COMMENT = 'c'", "PASSWORD")).toMatchObject({
    NAME: "P",
    OWNER: "ACCOUNTADMIN",
    COMMENT: "c",
    PASSWORD_MIN_LENGTH: "12",
    PASSWORD_MAX_LENGTH: "256",
    PASSWORD_HISTORY: "5",
  });
  expect(await described("SESSION_IDLE_TIMEOUT_MINS = 30 ALLOWED_SECONDARY_ROLES = ()", "SESSION")).toMatchObject({
    session_idle_timeout_mins: "30",
    session_ui_idle_timeout_mins: "1080",
    session_max_lifespan_mins: "0",
    allowed_secondary_roles: "[]",
  });
  const text = `AUTHENTICATION_METHODS = ('SAML', 'KEYPAIR') MFA_ENROLLMENT = 'REQUIRED_PASSWORD_ONLY' CLIENT_TYPES = ('DRIVERS', 'SNOWFLAKE_UI')
    CLIENT_POLICY = ( PYTHON_DRIVER = ( MINIMUM_VERSION = '4.0.0' ) JDBC_DRIVER = ( MINIMUM_VERSION = '3.20.0' ) )
    MFA_POLICY = ( ALLOWED_METHODS = ('PASSKEY', 'DUO') ) PAT_POLICY = ( DEFAULT_EXPIRY_IN_DAYS = 30 MAX_EXPIRY_IN_DAYS = 365 NETWORK_POLICY_EVALUATION = ENFORCED_NOT_REQUIRED )
    WORKLOAD_IDENTITY_POLICY = ( ALLOWED_PROVIDERS = ('AWS') ALLOWED_AWS_ACCOUNTS = ('123456789012') )`;
  expect(await described(text, "AUTHENTICATION")).toMatchObject({
    AUTHENTICATION_METHODS: "[SAML, KEYPAIR]",
    CLIENT_TYPES: "[DRIVERS, SNOWFLAKE_UI]",
    CLIENT_POLICY: "{JDBC_DRIVER={MINIMUM_VERSION=3.20.0}, PYTHON_DRIVER={MINIMUM_VERSION=4.0.0}}",
    SECURITY_INTEGRATIONS: "[ALL]",
    MFA_ENROLLMENT: "REQUIRED_PASSWORD_ONLY",
    MFA_POLICY: "{ALLOWED_METHODS=[PASSKEY, DUO], ENFORCE_MFA_ON_EXTERNAL_AUTHENTICATION=NONE}",
    WORKLOAD_IDENTITY_POLICY: "{ALLOWED_AWS_ACCOUNTS=[123456789012], ALLOWED_AZURE_ISSUERS=[ALL], ALLOWED_OIDC_ISSUERS=[ALL], ALLOWED_PROVIDERS=[AWS]}",
  });
  expect(await described("", "AUTHENTICATION")).toMatchObject({
    MFA_ENROLLMENT: "REQUIRED_SNOWFLAKE_UI_PASSWORD_ONLY",
    CLIENT_POLICY: null,
    PAT_POLICY:
      "{DEFAULT_EXPIRY_IN_DAYS=15, MAX_EXPIRY_IN_DAYS=365, NETWORK_POLICY_EVALUATION=ENFORCED_REQUIRED, REQUIRE_ROLE_RESTRICTION_FOR_SERVICE_USERS=true}",
  });
});

test.each([
  ["PASSWORD", "PASSWORD_MIN_LENGTH = 7", "001008"],
  ["PASSWORD", "PASSWORD_HISTORY = 25", "001008"],
  ["PASSWORD", "PASSWORD_MIN_LENGTH = 20 PASSWORD_MAX_LENGTH = 21", "001008"],
  ["PASSWORD", "PASSWORD_LENGTH = 20", "001420"],
  ["SESSION", "SESSION_IDLE_TIMEOUT_MINS = 4", "001008"],
  ["SESSION", "AGENT_RESTRICTED_SESSION_SCOPE = 'x'", "000002"],
  ["AUTHENTICATION", "AUTHENTICATION_METHODS = ('FINGERPRINT')", "001008"],
  ["AUTHENTICATION", "AUTHENTICATION_METHODS = ()", "001008"],
  ["AUTHENTICATION", "CLIENT_TYPES = ('DRIVERS') MFA_ENROLLMENT = REQUIRED", "001008"],
  ["AUTHENTICATION", "CLIENT_TYPES = ('SNOWFLAKE_UI') CLIENT_POLICY = (GO_DRIVER = (MINIMUM_VERSION = '1.0.0'))", "004800"],
  ["AUTHENTICATION", "CLIENT_POLICY = (RUST_DRIVER = (MINIMUM_VERSION = '1.0.0'))", "001420"],
  ["AUTHENTICATION", "CLIENT_POLICY = (GO_DRIVER = (MINIMUM_VERSION = '1.0'))", "001008"],
  ["AUTHENTICATION", "PAT_POLICY = (DEFAULT_EXPIRY_IN_DAYS = 30 MAX_EXPIRY_IN_DAYS = 20)", "001008"],
  ["AUTHENTICATION", "SECURITY_INTEGRATIONS = ('NOWHERE')", "002003"],
])("CREATE %s POLICY %s is refused", async (kind, text, code) => {
  expect(await run(await account(), `CREATE ${kind} POLICY d.s.p ${text}`)).toMatchObject({ code });
});

test("session policies are of the Enterprise edition", async () => {
  const made = LocalAccount.create({ edition: "STANDARD" });
  expect(await run(made, "CREATE DATABASE d; CREATE SESSION POLICY d.public.p")).toMatchObject({ code: "000002" });
  await must(made, "CREATE PASSWORD POLICY d.public.p");
});
