import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

const KEY = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ type: "spki", format: "der" }).toString("base64");

async function described(account: LocalAccount, name: string): Promise<Readonly<Record<string, string | null>>> {
  const rows = await show(account, `DESC SECURITY INTEGRATION ${name}`);
  return Object.fromEntries(rows.map((row) => [row.property ?? "", row.property_value ?? null]));
}

const IDP = "SAML2_ISSUER = 'i' SAML2_SSO_URL = 'https://idp.example.com' SAML2_PROVIDER = 'Custom' SAML2_X509_CERT = 'MIIC'";
const EXTERNAL =
  "TYPE = EXTERNAL_OAUTH ENABLED = TRUE EXTERNAL_OAUTH_ISSUER = 'https://idp' EXTERNAL_OAUTH_TOKEN_USER_MAPPING_CLAIM = 'sub' " +
  "EXTERNAL_OAUTH_SNOWFLAKE_USER_MAPPING_ATTRIBUTE = 'login_name'";

test.each([
  ["TYPE = OAUTH OAUTH_CLIENT = TABLEAU_DESKTOP", "OAUTH - TABLEAU_DESKTOP"],
  ["TYPE = OAUTH OAUTH_CLIENT = CUSTOM OAUTH_CLIENT_TYPE = 'PUBLIC' OAUTH_REDIRECT_URI = 'https://localhost'", "OAUTH - CUSTOM"],
  [`${EXTERNAL} EXTERNAL_OAUTH_TYPE = OKTA`, "EXTERNAL_OAUTH - OKTA"],
  [`TYPE = SAML2 ENABLED = TRUE ${IDP}`, "SAML2"],
  ["TYPE = SCIM SCIM_CLIENT = 'AZURE' RUN_AS_ROLE = 'AAD_PROVISIONER'", "SCIM - AZURE"],
  ["TYPE = API_AUTHENTICATION AUTH_TYPE = OAUTH2 ENABLED = TRUE", "API_AUTHENTICATION"],
])("CREATE SECURITY INTEGRATION %s", async (text, type) => {
  const account = LocalAccount.create();
  expect(await run(account, `CREATE SECURITY INTEGRATION i ${text} COMMENT = 'c'`)).toBe("Integration I successfully created.");
  for (const words of ["SECURITY INTEGRATIONS", "INTEGRATIONS"])
    expect(await show(account, `SHOW ${words}`)).toMatchObject([{ name: "I", type, category: "SECURITY", enabled: "true", comment: "c" }]);
  // Whether a SAML2 integration is on only SHOW says.
  expect(await described(account, "i")).toMatchObject({ ...(type === "SAML2" ? {} : { ENABLED: "true" }), COMMENT: "c" });
  expect(await show(account, "DESC INTEGRATION i")).toEqual(await show(account, "DESC SECURITY INTEGRATION i"));
  await must(account, "ALTER INTEGRATION i SET ENABLED = FALSE; ALTER SECURITY INTEGRATION i UNSET COMMENT; DROP INTEGRATION i");
});

test.each([
  ["ENABLED = TRUE", "Missing option(s): [TYPE]"],
  ["TYPE = MAGIC", "invalid value [MAGIC] for parameter 'TYPE'"],
  ["TYPE = OIDC OIDC_PROVIDER = 'GOOGLE'", "invalid property 'OIDC_PROVIDER'"],
  ["TYPE = OIDC", "Unsupported feature 'CREATE SECURITY INTEGRATION ... TYPE = OIDC'"],
  ["TYPE = SCIM SCIM_CLIENT = 'OKTA'", "Missing option(s): [RUN_AS_ROLE]"],
  ["TYPE = SCIM SCIM_CLIENT = 'OKTA' RUN_AS_ROLE = 'R' SAML2_ISSUER = 'i'", "invalid property 'SAML2_ISSUER'"],
  ["TYPE = SCIM SCIM_CLIENT = 'OKTA' RUN_AS_ROLE = 'R' NETWORK_POLICY = 'nowhere'", "Network policy 'NOWHERE' does not exist"],
  ["TYPE = SCIM SCIM_CLIENT = 'OKTA' RUN_AS_ROLE = 'R' REJECT_TOKENS_ISSUED_BEFORE = '2025-09-30'", "invalid property 'REJECT_TOKENS_ISSUED_BEFORE'"],
  ["TYPE = OAUTH OAUTH_CLIENT = LOOKER", "Missing option(s): [OAUTH_REDIRECT_URI]"],
  ["TYPE = OAUTH OAUTH_CLIENT = CUSTOM OAUTH_REDIRECT_URI = 'https://x'", "Missing option(s): [OAUTH_CLIENT_TYPE]"],
  ["TYPE = OAUTH OAUTH_CLIENT = CUSTOM OAUTH_CLIENT_TYPE = PUBLIC OAUTH_REDIRECT_URI = 'http://x'", "invalid value [http://x]"],
  ["TYPE = OAUTH OAUTH_CLIENT = TABLEAU_SERVER OAUTH_ENFORCE_PKCE = TRUE", "invalid property 'OAUTH_ENFORCE_PKCE'"],
  ["TYPE = OAUTH OAUTH_CLIENT = TABLEAU_SERVER OAUTH_ACCESS_TOKEN_VALIDITY = 59", "invalid value [59]"],
  ["TYPE = OAUTH OAUTH_CLIENT = TABLEAU_SERVER OAUTH_REFRESH_TOKEN_VALIDITY = 7776001", "invalid value [7776001]"],
  ["TYPE = OAUTH OAUTH_CLIENT = TABLEAU_SERVER OAUTH_USE_SECONDARY_ROLES = IMPLICIT ALLOWED_ROLES_LIST = ('R')", "ALLOWED_ROLES_LIST can only be set"],
  [
    "TYPE = OAUTH OAUTH_CLIENT = CUSTOM OAUTH_CLIENT_TYPE = CONFIDENTIAL OAUTH_REDIRECT_URI = 'https://x' PRE_AUTHORIZED_ROLES_LIST = ('ACCOUNTADMIN')",
    "invalid value [ACCOUNTADMIN]",
  ],
  [`${EXTERNAL} EXTERNAL_OAUTH_TYPE = OKTA EXTERNAL_OAUTH_JWS_KEYS_URL = ('https://a', 'https://b')`, "the maximum for OKTA is 1"],
  [`${EXTERNAL} EXTERNAL_OAUTH_TYPE = OKTA EXTERNAL_OAUTH_SCOPE_DELIMITER = ' '`, "invalid property 'EXTERNAL_OAUTH_SCOPE_DELIMITER'"],
  [`${EXTERNAL} EXTERNAL_OAUTH_TYPE = CUSTOM EXTERNAL_OAUTH_SCOPE_MAPPING_ATTRIBUTE = 'roles'`, "invalid value [roles]"],
  [`${EXTERNAL} EXTERNAL_OAUTH_TYPE = CUSTOM EXTERNAL_OAUTH_RSA_PUBLIC_KEY = 'MIIB'`, "Invalid public key"],
  ["TYPE = SAML2 ENABLED = TRUE SAML2_ISSUER = 'i'", "Missing option(s): [SAML2_SSO_URL]"],
  [`TYPE = SAML2 ENABLED = TRUE METADATA_URL = 'https://idp' ${IDP}`, "cannot be set with METADATA_URL"],
  [`TYPE = SAML2 ENABLED = TRUE ${IDP} SAML2_REQUESTED_NAMEID_FORMAT = 'name'`, "invalid value [name]"],
  [
    `TYPE = SAML2 ENABLED = TRUE ${IDP} SAML2_SNOWFLAKE_ACS_URL = 'https://elsewhere'`,
    "Acceptable values: https://local.us-west-2.snowflakecomputing.com/fed/login",
  ],
  ["TYPE = API_AUTHENTICATION AUTH_TYPE = AWS_IAM ENABLED = TRUE", "Unsupported feature 'CREATE SECURITY INTEGRATION ... AUTH_TYPE = AWS_IAM'"],
  ["TYPE = API_AUTHENTICATION AUTH_TYPE = OAUTH2 ENABLED = TRUE OAUTH_GRANT = 'JWT_BEARER'", "Missing option(s): [OAUTH_ASSERTION_ISSUER]"],
])("CREATE SECURITY INTEGRATION %s is refused", async (text, words) => {
  const refused = await run(LocalAccount.create(), `CREATE SECURITY INTEGRATION i ${text}`);
  expect(typeof refused === "string" ? refused : refused.message).toContain(words);
});

test("DESCRIBE prints what is set, what is not, and what Snowflake adds", async () => {
  const account = LocalAccount.create();
  await must(
    account,
    `CREATE SECURITY INTEGRATION o TYPE = OAUTH OAUTH_CLIENT = CUSTOM OAUTH_CLIENT_TYPE = 'CONFIDENTIAL' OAUTH_REDIRECT_URI = 'https://localhost.com'
       OAUTH_REFRESH_TOKEN_VALIDITY = 86400 BLOCKED_ROLES_LIST = ('SYSADMIN') OAUTH_CLIENT_RSA_PUBLIC_KEY = '${KEY}'`,
  );
  const [row] = await show(account, "DESC SECURITY INTEGRATION o");
  expect(Object.keys(row ?? {})).toEqual(["property", "property_type", "property_value", "property_default"]);
  expect(await described(account, "o")).toMatchObject({
    OAUTH_CLIENT_TYPE: "CONFIDENTIAL",
    OAUTH_REDIRECT_URI: "https://localhost.com",
    OAUTH_ALLOW_NON_TLS_REDIRECT_URI: "false",
    OAUTH_USE_SECONDARY_ROLES: "NONE",
    OAUTH_ISSUE_REFRESH_TOKENS: "true",
    OAUTH_REFRESH_TOKEN_VALIDITY: "86400",
    BLOCKED_ROLES_LIST: "ACCOUNTADMIN,ORGADMIN,GLOBALORGADMIN,SECURITYADMIN,SYSADMIN",
    OAUTH_CLIENT_RSA_PUBLIC_KEY_FP: expect.stringMatching(/^SHA256:/),
    OAUTH_AUTHORIZATION_ENDPOINT: "https://local.us-west-2.snowflakecomputing.com/oauth/authorize",
  });
  await must(account, "ALTER ACCOUNT SET OAUTH_ADD_PRIVILEGED_ROLES_TO_BLOCKED_LIST = FALSE; ALTER SECURITY INTEGRATION o REFRESH OAUTH_CLIENT_SECRET");
  expect(await described(account, "o")).toMatchObject({ BLOCKED_ROLES_LIST: "SYSADMIN" });
});

test("what ALTER changes, and what not", async () => {
  const account = LocalAccount.create();
  await must(
    account,
    `CREATE NETWORK POLICY p ALLOWED_IP_LIST = ('10.0.0.1');
     CREATE SECURITY INTEGRATION s TYPE = SCIM SCIM_CLIENT = 'OKTA' RUN_AS_ROLE = 'R' NETWORK_POLICY = 'p';
     ALTER SECURITY INTEGRATION s SET SYNC_PASSWORD = TRUE REJECT_TOKENS_ISSUED_BEFORE = '2025-09-30 12:00:00'`,
  );
  expect(await described(account, "s")).toMatchObject({ NETWORK_POLICY: "P", SYNC_PASSWORD: "true", RUN_AS_ROLE: "R" });
  for (const text of ["SET SCIM_CLIENT = 'AZURE'", "SET RUN_AS_ROLE = 'Q'", "SET SAML2_ISSUER = 'i'", "UNSET RUN_AS_ROLE", "RENAME TO t", "SET TYPE = SAML2"])
    expect(await run(account, `ALTER SECURITY INTEGRATION s ${text}`)).toMatchObject({ code: expect.stringMatching(/^00(1420|1008|1003)$/) });
  expect(await run(account, "DROP NETWORK POLICY p")).toMatchObject({ code: "003112" });
  await must(account, "ALTER NETWORK POLICY p RENAME TO q");
  expect(await described(account, "s")).toMatchObject({ NETWORK_POLICY: "Q" });
  await must(account, "ALTER SECURITY INTEGRATION s UNSET NETWORK_POLICY; DROP NETWORK POLICY q");
});

test("USAGE shows what API_AUTHENTICATION is made of, and no other type; a secret is not kept", async () => {
  const account = LocalAccount.create();
  await must(
    account,
    `CREATE SECURITY INTEGRATION a TYPE = API_AUTHENTICATION AUTH_TYPE = OAUTH2 ENABLED = TRUE OAUTH_CLIENT_ID = 'me' OAUTH_CLIENT_SECRET = 'C4nary-of-a-secret';
     CREATE SECURITY INTEGRATION s TYPE = SCIM SCIM_CLIENT = 'OKTA' RUN_AS_ROLE = 'R';
     CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON INTEGRATION a TO ROLE r; GRANT USAGE ON INTEGRATION s TO ROLE r`,
  );
  await must(as(account, "R"), "DESC SECURITY INTEGRATION a");
  expect(await run(as(account, "R"), "DESC SECURITY INTEGRATION s")).toMatchObject({ code: "003001" });
  expect(await described(account, "a")).not.toHaveProperty("OAUTH_CLIENT_SECRET");
  expect(JSON.stringify([account.catalog, account.history.all()])).not.toContain("C4nary");
  expect(await run(as(account, "SYSADMIN"), "CREATE SECURITY INTEGRATION t TYPE = SCIM SCIM_CLIENT = 'OKTA' RUN_AS_ROLE = 'R'")).toMatchObject({
    code: "003001",
  });
});

test("one integration for single sign-on at a time, where the login does not ask for the name first", async () => {
  const account = LocalAccount.create();
  await must(account, "ALTER ACCOUNT SET ENABLE_IDENTIFIER_FIRST_LOGIN = TRUE");
  await must(account, `CREATE SECURITY INTEGRATION a TYPE = SAML2 ENABLED = TRUE ${IDP}; CREATE SECURITY INTEGRATION b TYPE = SAML2 ENABLED = TRUE ${IDP}`);
  await must(account, "ALTER ACCOUNT SET ENABLE_IDENTIFIER_FIRST_LOGIN = FALSE; ALTER SECURITY INTEGRATION b SET ENABLED = FALSE");
  expect(await run(account, "ALTER SECURITY INTEGRATION b SET ENABLED = TRUE")).toMatchObject({ code: "001008" });
});
