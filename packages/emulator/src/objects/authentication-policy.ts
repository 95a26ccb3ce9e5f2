import { findByName } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Value } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { storedName } from "../parser/cursor.ts";
import { oneOf, type ReadValue, record, strings } from "../parser/value.ts";
import { textColumn } from "../result.ts";
import { compilationError, doesNotExist, invalidValue } from "../sql-error.ts";
import { checkNested } from "./authentication-policy/nested-properties.ts";
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

function describe(entry: Entry, context: Context) {
  const rows = [
    ["NAME", entry.name, "null", "Name of authentication policy."],
    ["OWNER", entry.owner === null ? null : nameOfRole(context, entry.owner.role), "null", "Owner of authentication policy."],
    ["COMMENT", entry.comment, "null", "user comment associated to an object in the dictionary"],
    ...ROWS.map(([named, fallback, says]) => [named, printed(propertyOf(authenticationPolicy, entry, named)), fallback, says]),
  ];
  return { columns: ["property", "value", "default", "description"].map((column) => textColumn(column)), rows };
}

function checkClients(to: Entry): void {
  const clients = list(to, "CLIENT_TYPES");
  const has = (client: string): boolean => clients.includes("ALL") || clients.includes(client);
  // "If you want to exclude SNOWFLAKE_UI from the CLIENT_TYPES list, then you must set MFA_ENROLLMENT to OPTIONAL."
  if (to.properties.MFA_ENROLLMENT === "REQUIRED" && !has("SNOWFLAKE_UI"))
    throw compilationError("001008", "22023", "MFA_ENROLLMENT = 'REQUIRED' needs SNOWFLAKE_UI in CLIENT_TYPES.");
  if (to.properties.CLIENT_POLICY !== undefined && !has("DRIVERS")) throw compilationError("001008", "22023", "CLIENT_POLICY needs DRIVERS in CLIENT_TYPES.");
}

function checkIntegrations(context: Context, to: Entry): void {
  for (const named of list(to, "SECURITY_INTEGRATIONS")) {
    if (named.toUpperCase() === "ALL") continue;
    const key = { parent: ACCOUNT, class: "SECURITY INTEGRATION", name: storedName(named), args: null };
    if (findByName(context.draft.catalog, key) === undefined) throw doesNotExist("Integration", named);
  }
}

/** (docs: sql-reference/sql/create-authentication-policy, alter-authentication-policy). Kept and shown; who logs in here is not asked for a second factor. */
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
