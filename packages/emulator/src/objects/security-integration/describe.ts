import { createHash } from "node:crypto";
import { entryAt } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { storedName } from "../../parser/cursor.ts";
import type { Cells } from "../../result.ts";
import { readPublicKey } from "../rsa-key.ts";
import { accountUrls } from "./check.ts";
import { integrationProperties } from "./properties.ts";
import { partsOfType } from "./types.ts";

const LISTS = /(_LIST|_URIS|_SCOPES|_DOMAINS|_PATTERNS|_CLAIM|_KEYS_URL)$/;
/** Names in SHOW and DESCRIBE of what is not told as it is. */
const HIDDEN = new Set(["OAUTH_CLIENT", "OAUTH_CLIENT_SECRET", "EXTERNAL_OAUTH_TYPE", "SCIM_CLIENT"]);
const DEFAULTS = new Map(integrationProperties.map((property) => [property.name, property.default]));
const PRIVILEGED = ["ACCOUNTADMIN", "ORGADMIN", "GLOBALORGADMIN", "SECURITYADMIN"];
/** What adds the privileged roles to a list of blocked ones. */
const ADDS: Readonly<Record<string, string>> = {
  BLOCKED_ROLES_LIST: "OAUTH_ADD_PRIVILEGED_ROLES_TO_BLOCKED_LIST",
  EXTERNAL_OAUTH_BLOCKED_ROLES_LIST: "EXTERNAL_OAUTH_ADD_PRIVILEGED_ROLES_TO_BLOCKED_LIST",
};

function row(name: string, value: string, fallback = ""): Cells {
  const type = LISTS.test(name) ? "List" : fallback === "true" || fallback === "false" ? "Boolean" : /_VALIDITY$/.test(name) ? "Integer" : "String";
  return [name, type, value, fallback];
}

function defaultOf(entry: Entry, name: string): string {
  const fallback = DEFAULTS.get(name);
  if (name === "SAML2_REQUESTED_NAMEID_FORMAT") return "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
  if (name === "OAUTH_ACCESS_TOKEN_VALIDITY" && entry.properties.TYPE === "OAUTH") return "600";
  if (name === "OAUTH_REFRESH_TOKEN_VALIDITY" && entry.properties.TYPE === "OAUTH") return "7776000";
  if (name === "EXTERNAL_OAUTH_SCOPE_DELIMITER") return ",";
  if (LISTS.test(name)) return "[]";
  return fallback === undefined ? "" : String(fallback);
}

function propertyRow(context: Context, entry: Entry, name: string): readonly Cells[] {
  if (HIDDEN.has(name)) return [];
  const fallback = defaultOf(entry, name);
  const value = entry.properties[name];
  if (/^OAUTH_CLIENT_RSA_PUBLIC_KEY/.test(name)) return [row(`${name}_FP`, typeof value === "string" ? readPublicKey(value, name).fingerprint : "")];
  const added = ADDS[name];
  if (added !== undefined && entryAt(context.draft.catalog, ACCOUNT).parameters[added] !== "false")
    return [row(name, [...new Set([...PRIVILEGED, ...((value ?? []) as readonly string[]).map(storedName)])].join(","), "[]")];
  if (Array.isArray(value)) return [row(name, /_ROLES_LIST$/.test(name) ? value.map((role) => storedName(String(role))).join(",") : value.join(","), fallback)];
  return [row(name, value === undefined || value === null ? (fallback === "[]" ? "" : fallback) : String(value), fallback)];
}

/** What nobody sets: Snowflake's own side of the integration. */
function generated(context: Context, entry: Entry): readonly Cells[] {
  const urls = accountUrls(context);
  const [legacy = ""] = urls;
  const every = (path: string): string => urls.map((url) => `${url}${path}`).join(",");
  const id = createHash("sha256").update(`${context.account.locator}/${entry.id}`).digest("base64");
  switch (entry.properties.TYPE) {
    case "OAUTH":
      return [
        row("OAUTH_CLIENT_ID", id),
        row("OAUTH_AUTHORIZATION_ENDPOINT", `${legacy}/oauth/authorize`),
        row("OAUTH_TOKEN_ENDPOINT", `${legacy}/oauth/token-request`),
        ["OAUTH_ALLOWED_AUTHORIZATION_ENDPOINTS", "List", every("/oauth/authorize"), "[]"],
        ["OAUTH_ALLOWED_TOKEN_ENDPOINTS", "List", every("/oauth/token-request"), "[]"],
      ];
    case "SCIM":
      return [
        row(
          "SCIM_ENDPOINT_ID",
          createHash("sha256")
            .update(id)
            .digest("hex")
            .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5"),
        ),
      ];
    default:
      return [];
  }
}

/** What follows SAML2_SNOWFLAKE_ISSUER_URL (docs: user-guide/admin-security-fed-auth-security-integration). The metadata hold a certificate, which nobody makes here. */
const SAML2_GENERATED: readonly Cells[] = [
  row("SAML2_SNOWFLAKE_METADATA", ""),
  row("SAML2_DIGEST_METHODS_USED", "http://www.w3.org/2001/04/xmlenc#sha256"),
  row("SAML2_SIGNATURE_METHODS_USED", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"),
];

/** property, property_type, property_value, property_default (docs: sql-reference/sql/desc-integration). */
export function describeIntegration(context: Context, entry: Entry): readonly Cells[] {
  const type = String(entry.properties.TYPE);
  const [legacy = ""] = accountUrls(context);
  const derived: Readonly<Record<string, string>> = { SAML2_SNOWFLAKE_ISSUER_URL: legacy, SAML2_SNOWFLAKE_ACS_URL: `${legacy}/fed/login` };
  // Whether a SAML2 integration is on only SHOW says (docs: user-guide/admin-security-fed-auth-security-integration, where the certificate is "in row 7").
  const parts = partsOfType(type).flatMap((name) => {
    if (type === "SAML2" && name === "ENABLED") return [];
    const own = derived[name];
    const rows = own !== undefined && entry.properties[name] === undefined ? [row(name, own)] : propertyRow(context, entry, name);
    return name === "SAML2_SNOWFLAKE_ISSUER_URL" ? [...rows, ...SAML2_GENERATED] : rows;
  });
  return [...parts, row("COMMENT", entry.comment ?? ""), ...generated(context, entry)];
}
