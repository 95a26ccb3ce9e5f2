import type { Value } from "../../catalog/entry.ts";
import { boolean, integer, oneOf, type ReadValue, strings, text, textOrWord } from "../../parser/value.ts";
import type { Property } from "../object-class.ts";
import { INTEGRATION_TYPES } from "./types.ts";

/** `'a'`, `('a', 'b')`: a list of one is kept as a list. */
const list: ReadValue = (cursor, property) => strings(cursor, property);

/** Nothing reads a secret back: only that it is set is kept. */
const secret: ReadValue = (cursor, property) => (text(cursor, property) === null ? null : "(set)");

const upper: ReadValue = (cursor, property) => {
  const value = textOrWord(cursor, property);
  return typeof value === "string" ? value.toUpperCase() : value;
};

const ANY_ROLE = oneOf(["DISABLE", "ENABLE", "ENABLE_FOR_PRIVILEGE"]);

const NAMEID = ["1.1:nameid-format:unspecified", "1.1:nameid-format:emailAddress", "1.1:nameid-format:X509SubjectName"].concat([
  "1.1:nameid-format:WindowsDomainQualifiedName",
  "2.0:nameid-format:kerberos",
  "2.0:nameid-format:persistent",
  "2.0:nameid-format:transient",
]);
export const NAMEID_FORMATS: readonly string[] = NAMEID.map((end) => `urn:oasis:names:tc:SAML:${end}`);

type Read = readonly [names: string, read: ReadValue, fallback?: Value];

const READ: readonly Read[] = [
  ["OAUTH_CLIENT", oneOf(["CUSTOM", "TABLEAU_DESKTOP", "TABLEAU_SERVER", "LOOKER"])],
  ["OAUTH_CLIENT_TYPE", oneOf(["CONFIDENTIAL", "PUBLIC"])],
  ["ENABLED", boolean, true],
  [
    "OAUTH_ALLOW_NON_TLS_REDIRECT_URI OAUTH_ENFORCE_PKCE OAUTH_ENABLE_ROLE_SELECTION OAUTH_SINGLE_USE_REFRESH_TOKENS_REQUIRED IS_AGENTIC " +
      "USE_PRIVATELINK_FOR_AUTHORIZATION_ENDPOINT SAML2_ENABLE_SP_INITIATED SAML2_SIGN_REQUEST SAML2_FORCE_AUTHN SYNC_PASSWORD",
    boolean,
    false,
  ],
  ["OAUTH_ISSUE_REFRESH_TOKENS", boolean, true],
  ["OAUTH_USE_SECONDARY_ROLES", oneOf(["IMPLICIT", "NONE"]), "NONE"],
  ["OAUTH_ANY_ROLE_MODE EXTERNAL_OAUTH_ANY_ROLE_MODE", ANY_ROLE, "DISABLE"],
  ["OAUTH_ACCESS_TOKEN_VALIDITY OAUTH_REFRESH_TOKEN_VALIDITY", integer()],
  [
    "OAUTH_ALTERNATE_REDIRECT_URIS PRE_AUTHORIZED_ROLES_LIST ALLOWED_ROLES_LIST BLOCKED_ROLES_LIST EXTERNAL_OAUTH_BLOCKED_ROLES_LIST " +
      "EXTERNAL_OAUTH_ALLOWED_ROLES_LIST EXTERNAL_OAUTH_AUDIENCE_LIST EXTERNAL_OAUTH_TOKEN_USER_MAPPING_CLAIM EXTERNAL_OAUTH_JWS_KEYS_URL " +
      "ALLOWED_USER_DOMAINS ALLOWED_EMAIL_PATTERNS OAUTH_ALLOWED_SCOPES",
    list,
  ],
  ["EXTERNAL_OAUTH_TYPE", oneOf(["OKTA", "AZURE", "PING_FEDERATE", "CUSTOM"])],
  ["EXTERNAL_OAUTH_SNOWFLAKE_USER_MAPPING_ATTRIBUTE", oneOf(["LOGIN_NAME", "EMAIL_ADDRESS"])],
  ["SCIM_CLIENT", oneOf(["OKTA", "AZURE", "GENERIC"])],
  ["RUN_AS_ROLE", textOrWord],
  ["AUTH_TYPE OAUTH_GRANT", upper],
  ["OAUTH_CLIENT_AUTH_METHOD", oneOf(["CLIENT_SECRET_BASIC", "CLIENT_SECRET_POST"]), "CLIENT_SECRET_BASIC"],
  ["OAUTH_CLIENT_SECRET", secret],
  ["NETWORK_POLICY", textOrWord],
];

const BY_NAME = new Map(READ.flatMap(([names, read, fallback]) => names.split(" ").map((name) => [name, { read, fallback }] as const)));

const NAMES = [...new Set(Object.values(INTEGRATION_TYPES).flatMap(({ needs, may }) => [...needs, ...may]))];

/** Of all types: which belong together is looked at when the statement has been read. */
export const integrationProperties: readonly Property[] = [
  { name: "TYPE", read: upper },
  ...NAMES.map((name): Property => {
    const { read = text, fallback } = BY_NAME.get(name) ?? {};
    const only = name === "REJECT_TOKENS_ISSUED_BEFORE" ? { only: "alter" as const } : {};
    return { name, read, ...only, ...(fallback === undefined ? {} : { default: fallback }) };
  }),
];
