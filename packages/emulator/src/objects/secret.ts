import { findByName } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Value } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { boolean, nameText, oneOf, strings, text as textValue } from "../parser/value.ts";
import { textColumn, timeColumn } from "../result.ts";
import { compilationError, doesNotExist, invalidProperty, invalidValue } from "../sql-error.ts";
import type { ObjectClass, ShowColumn } from "./object-class.ts";
import { comment, createdOn, databaseName, name, owner, ownerRoleType, schemaName, text } from "./show-columns.ts";

interface SecretType {
  readonly needs: readonly string[];
  readonly may: readonly string[];
}

/** What each type is made of (docs: sql-reference/sql/create-secret). */
const TYPES: Readonly<Record<string, SecretType>> = {
  OAUTH2: { needs: ["API_AUTHENTICATION"], may: ["OAUTH_SCOPES", "OAUTH_REFRESH_TOKEN", "OAUTH_REFRESH_TOKEN_EXPIRY_TIME"] },
  CLOUD_PROVIDER_TOKEN: { needs: ["API_AUTHENTICATION"], may: ["ENABLED"] },
  PASSWORD: { needs: ["USERNAME", "PASSWORD"], may: [] },
  GENERIC_STRING: { needs: ["SECRET_STRING"], may: [] },
  SYMMETRIC_KEY: { needs: ["ALGORITHM"], may: [] },
  WORKLOAD_IDENTITY_FEDERATION: { needs: [], may: [] },
};

/** Nothing reads them back, so nothing of them is kept: neither the text nor a hash that could be tried. */
const VALUES = ["SECRET_STRING", "PASSWORD", "OAUTH_REFRESH_TOKEN"];
const IS_SET = "(set)";

const TIME = /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?$/;

function propertyText(named: string): ShowColumn["value"] {
  return (entry) => {
    const value = entry.properties[named];
    return value === undefined || value === null ? null : String(value);
  };
}

function scopes(entry: Entry, separator = ","): string | null {
  const given = entry.properties.OAUTH_SCOPES;
  return Array.isArray(given) ? given.join(separator) : null;
}

/** In brackets in SHOW, unlike in DESCRIBE: no page says so, SnowDDL's tests (which run against Snowflake) do. */
function shownScopes(entry: Entry): string | null {
  const list = scopes(entry, ", ");
  return list === null ? null : `[${list}]`;
}

const isType = (entry: Entry, type: string): boolean => entry.properties.TYPE === type;
const common: readonly ShowColumn[] = [createdOn, name, schemaName, databaseName, owner, comment, text("secret_type", propertyText("TYPE"))];
const columns: readonly ShowColumn[] = [...common, text("oauth_scopes", shownScopes), ownerRoleType];
const described: readonly ShowColumn[] = [
  ...common.map((column) => (column === comment ? text("comment", (entry) => entry.comment) : column)),
  text("username", propertyText("USERNAME")),
  text("oauth_access_token_expiry_time", () => null),
  text("oauth_refresh_token_expiry_time", propertyText("OAUTH_REFRESH_TOKEN_EXPIRY_TIME")),
  text("oauth_scopes", (entry) => scopes(entry)),
  text("integration_name", propertyText("API_AUTHENTICATION")),
  text("algorithm", propertyText("ALGORITHM")),
  // "The only value supported is GENERIC, which generates a 256-bit key" (docs: sql-reference/sql/create-secret)
  text("key_length", (entry) => (isType(entry, "SYMMETRIC_KEY") ? "256" : null)),
  text("workload_identity_federation_issuer", (entry, { account }) =>
    isType(entry, "WORKLOAD_IDENTITY_FEDERATION") ? `https://${account.organization}-${account.name}.local`.toLowerCase() : null,
  ),
  text("workload_identity_federation_subject", (entry) => (isType(entry, "WORKLOAD_IDENTITY_FEDERATION") ? `secret/${entry.id}` : null)),
];

function checkProperties(to: Entry, from: Entry | null): void {
  const type = String(to.properties.TYPE);
  const { needs, may } = TYPES[type] ?? { needs: [], may: [] };
  const stranger = Object.keys(to.properties).find((named) => named !== "TYPE" && !needs.includes(named) && !may.includes(named));
  if (stranger !== undefined) throw invalidProperty(stranger, `SECRET of type ${type}`);
  const missing = needs.find((named) => to.properties[named] === undefined || to.properties[named] === null);
  if (missing !== undefined) throw compilationError("002029", "42601", `Missing option(s): [${missing}]`);
  const { OAUTH_SCOPES: withScopes, OAUTH_REFRESH_TOKEN: token, OAUTH_REFRESH_TOKEN_EXPIRY_TIME: expiry } = to.properties;
  // The client credentials flow has scopes, the authorization code flow a token; one secret is for one of them.
  if (withScopes !== undefined && (token !== undefined || expiry !== undefined))
    throw compilationError("001008", "22023", "OAUTH_SCOPES and OAUTH_REFRESH_TOKEN cannot be set together.");
  if (typeof expiry === "string" && expiry !== from?.properties.OAUTH_REFRESH_TOKEN_EXPIRY_TIME && !TIME.test(expiry))
    throw invalidValue(expiry, "OAUTH_REFRESH_TOKEN_EXPIRY_TIME");
}

/** The integration must be there; which scopes it allows is not looked at. */
function checkIntegration(context: Context, to: Entry, from: Entry | null): void {
  const named = to.properties.API_AUTHENTICATION;
  if (typeof named !== "string" || named === from?.properties.API_AUTHENTICATION) return;
  const integration = findByName(context.draft.catalog, { parent: ACCOUNT, class: "SECURITY INTEGRATION", name: named, args: null });
  if (integration === undefined) throw doesNotExist("Integration", named);
}

/** (docs: sql-reference/sql/create-secret, alter-secret, show-secrets, desc-secret) */
export const secret: ObjectClass = {
  name: "SECRET",
  label: "Secret",
  container: "SCHEMA",
  properties: [
    { name: "TYPE", read: oneOf(Object.keys(TYPES)), only: "create" },
    { name: "SECRET_STRING", read: textValue },
    { name: "USERNAME", read: textValue },
    { name: "PASSWORD", read: textValue },
    { name: "API_AUTHENTICATION", read: nameText },
    { name: "OAUTH_SCOPES", read: strings },
    { name: "OAUTH_REFRESH_TOKEN", read: textValue },
    { name: "OAUTH_REFRESH_TOKEN_EXPIRY_TIME", read: textValue },
    { name: "ENABLED", read: boolean },
    { name: "ALGORITHM", read: oneOf(["GENERIC"]), only: "create" },
  ],
  needs: { set: ["MODIFY"], describe: ["USAGE", "READ"] },
  shows: [{ words: "SECRETS", columns, cuts: true }],

  describe(entry, context) {
    return {
      columns: described.map((column) => (column.type === "time" ? timeColumn(column.name) : textColumn(column.name))),
      rows: [described.map((column) => column.value(entry, context))],
    };
  },

  // "ALTER SECRET doesn't support UNSET", and no page knows a RENAME.
  alter: (cursor) => (cursor.sees("UNSET") || cursor.sees("RENAME") ? cursor.fail() : null),

  complete(cursor, spec) {
    if (spec.properties.TYPE === undefined) cursor.fail();
  },

  check(context, to, from) {
    checkProperties(to, from);
    checkIntegration(context, to, from);
    const hidden = VALUES.filter((named) => to.properties[named] !== undefined).map((named): [string, Value] => [named, IS_SET]);
    return { ...to, properties: { ...to.properties, ...Object.fromEntries(hidden) } };
  },
};
