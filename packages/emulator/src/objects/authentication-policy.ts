import { findByName } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Value } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { storedName } from "../parser/cursor.ts";
import { oneOf, type ReadValue, record, strings } from "../parser/value.ts";
import { textColumn } from "../result.ts";
import { compilationError, doesNotExist, invalidValue, SqlError } from "../sql-error.ts";
import { checkNested, nestedInForce } from "./authentication-policy/nested-properties.ts";
import { type ObjectClass, propertyOf } from "./object-class.ts";
import { nameOfRole } from "./show-columns.ts";
import { userPolicyClass } from "./user-policy/user-policy-class.ts";

const METHODS = ["ALL", "SAML", "OIDC", "PASSWORD", "OAUTH", "KEYPAIR", "PROGRAMMATIC_ACCESS_TOKEN", "WORKLOAD_IDENTITY"];
const CLIENTS = ["ALL", "SNOWFLAKE_UI", "DRIVERS", "SNOWFLAKE_CLI", "SNOWSQL"];
const NESTED = ["CLIENT_POLICY", "MFA_POLICY", "PAT_POLICY", "WORKLOAD_IDENTITY_POLICY"];

function listOf(allowed: readonly string[]): ReadValue {
  return (cursor, property) => {
    const given = (strings(cursor, property) as readonly string[]).map((value) => value.toUpperCase());
    const wrong = given.find((value) => !allowed.includes(value));
    if (wrong !== undefined || given.length === 0) throw invalidValue(wrong ?? "", property);
    return given;
  };
}

const nested: ReadValue = (cursor, property) => {
  const given = record(cursor, property) as Readonly<Record<string, Value>>;
  checkNested(property, given);
  return given;
};

function list(entry: Entry, named: string): readonly string[] {
  return propertyOf(authenticationPolicy, entry, named) as readonly string[];
}

/** `[A, B]`, `{GO_DRIVER={MINIMUM_VERSION=3.14.1}}` (docs: sql-reference/sql/desc-authentication-policy). */
function printed(value: Value): string | null {
  if (value === null) return null;
  if (Array.isArray(value)) return `[${value.map((item) => printed(item as Value)).join(", ")}]`;
  if (typeof value !== "object") return String(value);
  // By name, however they were written: the pages do not say so, SnowDDL's tests (which run against Snowflake) do.
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${key}=${printed(field as Value)}`).join(", ")}}`;
}

const ROWS: readonly (readonly [string, string, string])[] = [
  ["AUTHENTICATION_METHODS", "[ALL]", "Authentication methods associated to this authentication policy."],
  ["CLIENT_TYPES", "[ALL]", "Clients allowed by this authentication policy."],
  ["CLIENT_POLICY", "null", "Least versions of the clients allowed by this authentication policy."],
  ["SECURITY_INTEGRATIONS", "[ALL]", "Security integrations associated to this authentication policy."],
  ["MFA_ENROLLMENT", "OPTIONAL", "Whether MFA enrollment is required."],
  ["MFA_POLICY", "null", "Policies for multi-factor authentication."],
  ["PAT_POLICY", "null", "Policies for programmatic access tokens."],
  ["WORKLOAD_IDENTITY_POLICY", "null", "Policies for workload identity federation."],
];

/** OPTIONAL is "retained for backward compatibility only": what DESCRIBE shows instead nobody can set (both: create-authentication-policy; SnowDDL's tests). */
function inForce(entry: Entry, named: string): Value {
  const value = propertyOf(authenticationPolicy, entry, named);
  return named === "MFA_ENROLLMENT" && value === "OPTIONAL" ? "REQUIRED_SNOWFLAKE_UI_PASSWORD_ONLY" : nestedInForce(named, value);
}

function describe(entry: Entry, context: Context) {
  const rows = [
    ["NAME", entry.name, "null", "Name of authentication policy."],
    ["OWNER", entry.owner === null ? null : nameOfRole(context, entry.owner.role), "null", "Owner of authentication policy."],
    ["COMMENT", entry.comment, "null", "user comment associated to an object in the dictionary"],
    ...ROWS.map(([named, fallback, says]) => [named, printed(inForce(entry, named)), fallback, says]),
  ];
  return { columns: ["property", "value", "default", "description"].map((column) => textColumn(column)), rows };
}

function checkClients(to: Entry): void {
  const clients = list(to, "CLIENT_TYPES");
  const has = (client: string): boolean => clients.includes("ALL") || clients.includes(client);
  // "If you want to exclude SNOWFLAKE_UI from the CLIENT_TYPES list, then you must set MFA_ENROLLMENT to OPTIONAL."
  const enrollment = to.properties.MFA_ENROLLMENT ?? "OPTIONAL";
  if (enrollment !== "OPTIONAL" && !has("SNOWFLAKE_UI"))
    throw compilationError("001008", "22023", `MFA_ENROLLMENT = '${String(enrollment)}' needs SNOWFLAKE_UI in CLIENT_TYPES.`);
  const [client] = Object.keys((to.properties.CLIENT_POLICY ?? {}) as Readonly<Record<string, Value>>);
  // (docs: sql-reference/sql/create-authentication-policy, "Examples")
  if (client !== undefined && !has("DRIVERS"))
    throw new SqlError("004800", "22023", `Authentication policy can not contain CLIENT_POLICY of '${client}' without including 'DRIVERS' in CLIENT_TYPES.`);
}

function checkIntegrations(context: Context, to: Entry): void {
  for (const named of list(to, "SECURITY_INTEGRATIONS")) {
    if (named.toUpperCase() === "ALL") continue;
    const key = { parent: ACCOUNT, class: "SECURITY INTEGRATION", name: storedName(named), args: null };
    const found = findByName(context.draft.catalog, key);
    if (found === undefined) throw doesNotExist("Integration", named);
    checkMethods(to, found);
  }
}

const METHOD_OF_TYPE: Readonly<Record<string, string>> = { SAML2: "SAML", EXTERNAL_OAUTH: "OAUTH", OAUTH: "OAUTH" };
const BY_INTEGRATION = ["SAML", "OIDC", "OAUTH"];

/** "if you add a SAML2 security integration in the list ..., and you only allow OAuth ..., then you cannot create an authentication policy" (docs: user-guide/authentication-policies) */
function checkMethods(to: Entry, integration: Entry): void {
  const methods = list(to, "AUTHENTICATION_METHODS");
  const method = METHOD_OF_TYPE[String(integration.properties.TYPE)] ?? "";
  // "This parameter has no effect when SAML, OIDC, or OAUTH are not in the AUTHENTICATION_METHODS list."
  if (methods.includes("ALL") || methods.includes(method) || !methods.some((each) => BY_INTEGRATION.includes(each))) return;
  throw compilationError("004800", "22023", `Security integration ${integration.name} does not go together with the AUTHENTICATION_METHODS of the policy.`);
}

/** (docs: sql-reference/sql/create-authentication-policy, alter-authentication-policy). What is in force of it, `rules.ts` says. */
export const authenticationPolicy: ObjectClass = userPolicyClass({
  name: "AUTHENTICATION POLICY",
  shows: "AUTHENTICATION POLICIES",
  orAlter: true,
  properties: [
    { name: "AUTHENTICATION_METHODS", read: listOf(METHODS), default: ["ALL"] },
    { name: "CLIENT_TYPES", read: listOf(CLIENTS), default: ["ALL"] },
    { name: "SECURITY_INTEGRATIONS", read: strings, default: ["ALL"] },
    { name: "MFA_ENROLLMENT", read: oneOf(["REQUIRED", "REQUIRED_PASSWORD_ONLY", "OPTIONAL"]), default: "OPTIONAL" },
    ...NESTED.map((name) => ({ name, read: nested })),
  ],
  describe,

  check(context, to) {
    checkClients(to);
    checkIntegrations(context, to);
  },
});
