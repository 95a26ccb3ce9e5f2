import { childrenOf, findByName } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Value } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { effectiveForAccount } from "../../parameters/effective.ts";
import { parameterNamed } from "../../parameters/known.ts";
import { storedName } from "../../parser/cursor.ts";
import { compilationError, invalidProperty, invalidValue } from "../../sql-error.ts";
import { NAMEID_FORMATS } from "./properties.ts";

type Properties = Readonly<Record<string, Value>>;

function refuse(message: string): never {
  throw compilationError("001008", "22023", message);
}

function need(properties: Properties, name: string, when: string): void {
  if (properties[name] === undefined || properties[name] === null) refuse(`Missing option(s): [${name}], which ${when} needs.`);
}

function listOf(properties: Properties, name: string): readonly string[] {
  return (properties[name] ?? []) as readonly string[];
}

function checkRange(properties: Properties, name: string, [min, max]: readonly [number, number]): void {
  const value = properties[name];
  if (typeof value === "number" && (value < min || value > max)) throw invalidValue(String(value), name);
}

const CUSTOM_ONLY =
  "OAUTH_CLIENT_TYPE OAUTH_ALLOW_NON_TLS_REDIRECT_URI OAUTH_ALTERNATE_REDIRECT_URIS OAUTH_ENFORCE_PKCE OAUTH_ENABLE_ROLE_SELECTION " +
  "PRE_AUTHORIZED_ROLES_LIST OAUTH_ANY_ROLE_MODE OAUTH_CLIENT_RSA_PUBLIC_KEY OAUTH_CLIENT_RSA_PUBLIC_KEY_2 IS_AGENTIC";
const PRIVILEGED = ["ACCOUNTADMIN", "ORGADMIN", "GLOBALORGADMIN", "SECURITYADMIN"];

function checkOauth({ properties }: Entry): void {
  const isCustom = properties.OAUTH_CLIENT === "CUSTOM";
  if (isCustom) for (const name of ["OAUTH_CLIENT_TYPE", "OAUTH_REDIRECT_URI"]) need(properties, name, "a custom client");
  if (properties.OAUTH_CLIENT === "LOOKER") need(properties, "OAUTH_REDIRECT_URI", "OAUTH_CLIENT = LOOKER");
  const stranger = CUSTOM_ONLY.split(" ").find((name) => properties[name] !== undefined);
  if (!isCustom && stranger !== undefined) throw invalidProperty(stranger, `OAUTH_CLIENT = ${String(properties.OAUTH_CLIENT)}`);
  const uris = [properties.OAUTH_REDIRECT_URI, ...listOf(properties, "OAUTH_ALTERNATE_REDIRECT_URIS")].filter((uri) => typeof uri === "string");
  const open = uris.find((uri) => !uri.startsWith("https://"));
  if (isCustom && open !== undefined && properties.OAUTH_ALLOW_NON_TLS_REDIRECT_URI !== true) throw invalidValue(open, "OAUTH_REDIRECT_URI");
  checkRange(properties, "OAUTH_ACCESS_TOKEN_VALIDITY", [60, 3600]);
  checkRange(properties, "OAUTH_REFRESH_TOKEN_VALIDITY", [isCustom ? 86_400 : 3600, 7_776_000]);
  const preAuthorized = listOf(properties, "PRE_AUTHORIZED_ROLES_LIST").map(storedName);
  if (preAuthorized.length > 0 && properties.OAUTH_CLIENT_TYPE === "PUBLIC") refuse("PRE_AUTHORIZED_ROLES_LIST is for confidential clients only.");
  const privileged = preAuthorized.find((role) => PRIVILEGED.includes(role));
  if (privileged !== undefined) throw invalidValue(privileged, "PRE_AUTHORIZED_ROLES_LIST");
  if (listOf(properties, "ALLOWED_ROLES_LIST").length > 0 && properties.OAUTH_USE_SECONDARY_ROLES === "IMPLICIT")
    refuse("ALLOWED_ROLES_LIST can only be set when OAUTH_USE_SECONDARY_ROLES is NONE.");
}

function checkExternalOauth({ properties }: Entry): void {
  const type = String(properties.EXTERNAL_OAUTH_TYPE);
  const urls = listOf(properties, "EXTERNAL_OAUTH_JWS_KEYS_URL");
  if (urls.length > (type === "AZURE" ? 3 : 1))
    refuse(`EXTERNAL_OAUTH_JWS_KEYS_URL has ${urls.length} URLs; the maximum for ${type} is ${type === "AZURE" ? 3 : 1}.`);
  for (const name of ["EXTERNAL_OAUTH_SCOPE_DELIMITER", "EXTERNAL_OAUTH_SCOPE_MAPPING_ATTRIBUTE"])
    if (properties[name] !== undefined && type !== "CUSTOM") throw invalidProperty(name, `EXTERNAL_OAUTH_TYPE = ${type}`);
  const { EXTERNAL_OAUTH_SCOPE_DELIMITER: delimiter, EXTERNAL_OAUTH_SCOPE_MAPPING_ATTRIBUTE: attribute } = properties;
  if (typeof delimiter === "string" && delimiter.length !== 1) throw invalidValue(delimiter, "EXTERNAL_OAUTH_SCOPE_DELIMITER");
  if (typeof attribute === "string" && attribute !== "scp" && attribute !== "scope") throw invalidValue(attribute, "EXTERNAL_OAUTH_SCOPE_MAPPING_ATTRIBUTE");
}

const IDP = ["SAML2_ISSUER", "SAML2_SSO_URL", "SAML2_PROVIDER", "SAML2_X509_CERT"];

function checkSaml(context: Context, entry: Entry): void {
  const { properties } = entry;
  const given = IDP.find((name) => properties[name] !== undefined);
  if (properties.METADATA_URL === undefined) for (const name of IDP) need(properties, name, "an integration without METADATA_URL");
  else if (given !== undefined) refuse(`${given} cannot be set with METADATA_URL.`);
  const { SAML2_PROVIDER: provider, SAML2_REQUESTED_NAMEID_FORMAT: format } = properties;
  if (typeof provider === "string" && !["OKTA", "ADFS", "CUSTOM"].includes(provider.toUpperCase())) throw invalidValue(provider, "SAML2_PROVIDER");
  if (typeof format === "string" && !NAMEID_FORMATS.includes(format)) throw invalidValue(format, "SAML2_REQUESTED_NAMEID_FORMAT");
  checkUrl(context, properties, { name: "SAML2_SNOWFLAKE_ISSUER_URL", path: "" });
  checkUrl(context, properties, { name: "SAML2_SNOWFLAKE_ACS_URL", path: "/fed/login" });
  checkOnlySso(context, entry);
}

/** "If an incorrect value is specified, Snowflake returns an error message indicating the acceptable values to use." */
function checkUrl(context: Context, properties: Properties, { name, path }: { readonly name: string; readonly path: string }): void {
  const given = properties[name];
  if (typeof given !== "string") return;
  const acceptable = accountUrls(context).map((url) => `${url}${path}`);
  if (!acceptable.includes(given.toLowerCase())) refuse(`Invalid ${name} '${given}'. Acceptable values: ${acceptable.join(", ")}.`);
}

/** With the locator first, which is the default. */
export function accountUrls({ account: { locator, region, organization, name } }: Context): readonly string[] {
  const cloud = /^AWS_(.*)$/.exec(region)?.[1] ?? region;
  const hosts = [`${locator}.${cloud.replaceAll("_", "-")}`, `${organization}-${name}`];
  return hosts
    .flatMap((host) => [`https://${host}.snowflakecomputing.com`, `https://${host}.privatelink.snowflakecomputing.com`])
    .map((url) => url.toLowerCase());
}

/** "Unless identifier-first login is enabled, only one SSO integration ... can be ENABLED=TRUE at a time" (docs: sql-reference/sql/create-security-integration-oidc) */
function checkOnlySso(context: Context, entry: Entry): void {
  const parameter = parameterNamed("ENABLE_IDENTIFIER_FIRST_LOGIN");
  if (entry.properties.ENABLED === false || parameter === null || effectiveForAccount(context.draft.catalog, parameter).value === "true") return;
  const other = childrenOf(context.draft.catalog, ACCOUNT, "SECURITY INTEGRATION").find(
    (each) => each.id !== entry.id && each.properties.TYPE === "SAML2" && each.properties.ENABLED !== false,
  );
  if (other !== undefined) refuse(`Only one SSO integration can be enabled at a time; ${other.name} is.`);
}

const GRANTS = ["CLIENT_CREDENTIALS", "AUTHORIZATION_CODE", "JWT_BEARER"];

function checkApiAuthentication({ properties }: Entry): void {
  const { OAUTH_GRANT: grant } = properties;
  if (typeof grant === "string" && !GRANTS.includes(grant)) throw invalidValue(grant, "OAUTH_GRANT");
  if (grant === "JWT_BEARER") need(properties, "OAUTH_ASSERTION_ISSUER", "OAUTH_GRANT = 'JWT_BEARER'");
}

/** What may not be together in one of a type. */
export function checkIntegration(context: Context, entry: Entry): void {
  const { TYPE: type } = entry.properties;
  if (type === "OAUTH") checkOauth(entry);
  if (type === "EXTERNAL_OAUTH") checkExternalOauth(entry);
  if (type === "SAML2") checkSaml(context, entry);
  if (type === "API_AUTHENTICATION") checkApiAuthentication(entry);
}

/** The policy's name in stored form: it must be there. */
export function networkPolicyNamed(context: Context, given: Value): string {
  const name = storedName(String(given));
  if (findByName(context.draft.catalog, { parent: ACCOUNT, class: "NETWORK POLICY", name, args: null }) === undefined)
    throw compilationError("002003", "02000", `Network policy '${name}' does not exist or not authorized.`);
  return name;
}
