import type { Value } from "../../catalog/entry.ts";
import { compilationError, invalidProperty, invalidValue } from "../../sql-error.ts";

type Fields = Readonly<Record<string, Value>>;
type Check = (value: Value) => boolean;

const isText: Check = (value) => typeof value === "string";
const word =
  (...allowed: readonly string[]): Check =>
  (value) =>
    typeof value === "string" && allowed.includes(value.toUpperCase());
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length > 0 && value.every((item) => check(item as Value));
const days: Check = (value) => typeof value === "number" && value >= 1 && value <= 365;
const version: Check = (value) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const fields = value as Fields;
  return Object.keys(fields).join() === "MINIMUM_VERSION" && /^\d+\.\d+\.\d+$/.test(String(fields.MINIMUM_VERSION));
};

const CLIENTS =
  "JDBC_DRIVER ODBC_DRIVER PYTHON_DRIVER JAVASCRIPT_DRIVER C_DRIVER GO_DRIVER PHP_DRIVER DOTNET_DRIVER SQL_API SNOWPIPE_STREAMING_CLIENT_SDK PY_CORE " +
  "SPROC_PYTHON PYTHON_SNOWPARK SQL_ALCHEMY SNOWPARK SNOWFLAKE_CLIENT";

/** What stands inside the parentheses of each property (docs: sql-reference/sql/create-authentication-policy). */
const KNOWN: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  CLIENT_POLICY: Object.fromEntries(CLIENTS.split(" ").map((client) => [client, version])),
  MFA_POLICY: { ALLOWED_METHODS: listOf(word("ALL", "PASSKEY", "TOTP", "OTP", "DUO")), ENFORCE_MFA_ON_EXTERNAL_AUTHENTICATION: word("ALL", "NONE") },
  PAT_POLICY: {
    DEFAULT_EXPIRY_IN_DAYS: days,
    MAX_EXPIRY_IN_DAYS: days,
    NETWORK_POLICY_EVALUATION: word("ENFORCED_REQUIRED", "ENFORCED_NOT_REQUIRED", "NOT_ENFORCED"),
    REQUIRE_ROLE_RESTRICTION_FOR_SERVICE_USERS: (value) => typeof value === "boolean",
    // Only on the page user-guide/programmatic-access-tokens.
    REQUIRE_ROLE_RESTRICTION_FOR_PERSON_USERS: (value) => typeof value === "boolean",
    BLOCKED_ROLES_LIST: (value) => Array.isArray(value) && value.every((item) => typeof item === "string"),
  },
  WORKLOAD_IDENTITY_POLICY: {
    ALLOWED_PROVIDERS: listOf(word("ALL", "AWS", "AZURE", "GCP", "OIDC")),
    ALLOWED_AWS_ACCOUNTS: listOf((value) => /^\d{12}$/.test(String(value))),
    ALLOWED_AZURE_ISSUERS: listOf(isText),
    ALLOWED_OIDC_ISSUERS: listOf(isText),
  },
};

/** What holds where nothing is said (docs: sql-reference/sql/create-authentication-policy). */
const DEFAULTS: Readonly<Record<string, Fields>> = {
  MFA_POLICY: { ALLOWED_METHODS: ["ALL"], ENFORCE_MFA_ON_EXTERNAL_AUTHENTICATION: "NONE" },
  PAT_POLICY: {
    DEFAULT_EXPIRY_IN_DAYS: 15,
    MAX_EXPIRY_IN_DAYS: 365,
    NETWORK_POLICY_EVALUATION: "ENFORCED_REQUIRED",
    REQUIRE_ROLE_RESTRICTION_FOR_SERVICE_USERS: true,
  },
  WORKLOAD_IDENTITY_POLICY: { ALLOWED_PROVIDERS: ["ALL"], ALLOWED_AWS_ACCOUNTS: ["ALL"], ALLOWED_AZURE_ISSUERS: ["ALL"], ALLOWED_OIDC_ISSUERS: ["ALL"] },
};

/** What DESCRIBE shows: also the fields that were not given. */
export function nestedInForce(property: string, given: Value): Value {
  const defaults = DEFAULTS[property];
  return defaults === undefined ? given : { ...defaults, ...(given as Fields | null) };
}

export function checkNested(property: string, given: Fields): void {
  const known = KNOWN[property] ?? {};
  for (const [field, value] of Object.entries(given)) {
    const check = known[field];
    if (check === undefined) throw invalidProperty(field, property);
    if (!check(value)) throw invalidValue(typeof value === "object" ? JSON.stringify(value) : String(value), field);
  }
  if (property === "PAT_POLICY" && Number(given.DEFAULT_EXPIRY_IN_DAYS ?? 15) > Number(given.MAX_EXPIRY_IN_DAYS ?? 365))
    throw compilationError("001008", "22023", "DEFAULT_EXPIRY_IN_DAYS must not be greater than MAX_EXPIRY_IN_DAYS.");
}
