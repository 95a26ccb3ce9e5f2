import { holds, managesGrants, owns } from "../access/authorize.ts";
import type { Entry, Value } from "../catalog/entry.ts";
import { EXECUTED, statusResult, textColumn } from "../result.ts";
import { compilationError, insufficientPrivileges, invalidProperty, invalidValue, unsupported } from "../sql-error.ts";
import { integrationColumns } from "./integration.ts";
import type { Alteration, ObjectClass } from "./object-class.ts";
import { readPublicKey } from "./rsa-key.ts";
import { checkIntegration, networkPolicyNamed } from "./security-integration/check.ts";
import { describeIntegration } from "./security-integration/describe.ts";
import { integrationProperties } from "./security-integration/properties.ts";
import { INTEGRATION_TYPES, partsOfType } from "./security-integration/types.ts";

type Properties = Readonly<Record<string, Value>>;

/** Types that Snowflake has and this account has not. */
const OTHER_TYPES = ["OIDC", "API_AUTHENTICATION_EXTERNAL_SECRET_PROVIDER"];
const KEYS = /_RSA_PUBLIC_KEY(_2)?$/;

function checkParts(properties: Properties): void {
  const type = String(properties.TYPE);
  const parts = partsOfType(type);
  const stranger = Object.keys(properties).find((name) => name !== "TYPE" && !parts.includes(name));
  if (stranger !== undefined) throw invalidProperty(stranger, `SECURITY INTEGRATION of type ${type}`);
}

/** What ALTER may change (docs: the ALTER page of each type). */
function checkChange(to: Properties, from: Properties): void {
  const type = String(from.TYPE);
  const of = INTEGRATION_TYPES[type];
  const [fixed, unset] = [of?.fixed ?? [], of?.unset ?? []];
  if (to.TYPE !== from.TYPE) throw invalidValue(String(to.TYPE), "TYPE");
  const changed = fixed.find((name) => to[name] !== from[name]);
  if (changed !== undefined) throw invalidProperty(changed, `ALTER SECURITY INTEGRATION of type ${type}`);
  const gone = Object.keys(from).find((name) => to[name] === undefined && name !== "ENABLED" && !unset.includes(name));
  if (gone !== undefined) throw invalidProperty(gone, `UNSET of a security integration of type ${type}`);
}

/** A secret that nobody sees is made anew. */
const refreshing: Alteration = {
  needs: [],
  run(_context, entry) {
    if (entry.properties.TYPE !== "OAUTH") throw unsupported(`ALTER SECURITY INTEGRATION ... REFRESH of type ${String(entry.properties.TYPE)}`);
    return statusResult(EXECUTED);
  },
};

function mayDescribe(context: Parameters<NonNullable<ObjectClass["describe"]>>[1], entry: Entry): boolean {
  if (owns(context, entry) || managesGrants(context)) return true;
  // "For a security integration that isn't API_AUTHENTICATION, USAGE isn't enough." (docs: sql-reference/sql/desc-integration)
  const needed = { privilege: "USAGE", on: entry };
  return entry.properties.TYPE === "API_AUTHENTICATION" && holds(context.draft.catalog, context.active.all, needed);
}

/** (docs: sql-reference/sql/create-security-integration and the pages of its types, alter-security-integration, desc-integration, show-integrations) */
export const securityIntegration: ObjectClass = {
  name: "SECURITY INTEGRATION",
  label: "Integration",
  container: "ACCOUNT",
  createPrivilege: "CREATE INTEGRATION",
  properties: integrationProperties,
  shows: [{ words: "SECURITY INTEGRATIONS", columns: integrationColumns, cuts: true }],

  describe(entry, context) {
    if (!mayDescribe(context, entry)) throw insufficientPrivileges("integration", entry.name);
    const columns = ["property", "property_type", "property_value", "property_default"].map((column) => textColumn(column));
    return { columns, rows: describeIntegration(context, entry) };
  },

  alter(cursor) {
    if (cursor.accept("REFRESH OAUTH_CLIENT_SECRET_2") || cursor.accept("REFRESH OAUTH_CLIENT_SECRET")) return refreshing;
    if (cursor.sees("REFRESH")) cursor.refuse(`ALTER SECURITY INTEGRATION ... REFRESH ${cursor.peek(1).value}`);
    return cursor.sees("RENAME") ? cursor.fail() : null;
  },

  complete(_cursor, { properties }) {
    const type = properties.TYPE;
    if (type === undefined) throw compilationError("001008", "22023", "Missing option(s): [TYPE].");
    if (OTHER_TYPES.includes(String(type))) throw unsupported(`CREATE SECURITY INTEGRATION ... TYPE = ${String(type)}`);
    const of = INTEGRATION_TYPES[String(type)];
    if (of === undefined) throw invalidValue(String(type), "TYPE");
    if (type === "API_AUTHENTICATION" && properties.AUTH_TYPE !== undefined && properties.AUTH_TYPE !== "OAUTH2")
      throw unsupported(`CREATE SECURITY INTEGRATION ... AUTH_TYPE = ${String(properties.AUTH_TYPE)}`);
    const missing = of.needs.filter((name) => properties[name] === undefined);
    if (missing.length > 0) throw compilationError("001008", "22023", `Missing option(s): [${missing.join(", ")}].`);
    checkParts(properties);
  },

  check(context, given, from) {
    const properties: Record<string, Value> = { ...given.properties };
    checkParts(properties);
    if (from !== null) checkChange(properties, from.properties);
    for (const [name, key] of Object.entries(properties)) if (KEYS.test(name) && typeof key === "string") properties[name] = readPublicKey(key, name).key;
    const { NETWORK_POLICY: policy } = properties;
    if (policy === null || policy === "") delete properties.NETWORK_POLICY;
    else if (policy !== undefined && policy !== from?.properties.NETWORK_POLICY) properties.NETWORK_POLICY = networkPolicyNamed(context, policy);
    const to = { ...given, properties };
    checkIntegration(context, to);
    return to;
  },
};
