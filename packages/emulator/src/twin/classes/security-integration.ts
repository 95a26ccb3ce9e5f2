import type { Value } from "../../catalog/entry.ts";
import { integrationProperties } from "../../objects/security-integration/properties.ts";
import { partsOfType } from "../../objects/security-integration/types.ts";
import { type ClassReading, described } from "../class-reading.ts";
import { flagCell, textCell } from "../row.ts";

/** Which of its properties says with whom an integration is, and stands behind its type. */
const CLIENTS: Readonly<Record<string, string>> = { OAUTH: "OAUTH_CLIENT", EXTERNAL_OAUTH: "EXTERNAL_OAUTH_TYPE", SCIM: "SCIM_CLIENT" };
/** DESCRIBE adds them to the lists of blocked roles, where the account's parameters say so. */
const PRIVILEGED = ["ACCOUNTADMIN", "ORGADMIN", "GLOBALORGADMIN", "SECURITYADMIN"];
const LISTS = /(_LIST|_URIS|_SCOPES|_DOMAINS|_PATTERNS|_CLAIM|_KEYS_URL)$/;
const DEFAULTS = new Map(integrationProperties.map((property) => [property.name, property.default]));

export const securityIntegration: ClassReading = {
  // Snowflake's own side of it, and keys of which only the fingerprint is told.
  state: [
    "desc oauth_client_id",
    "desc oauth_client_rsa_public_key_fp",
    "desc oauth_client_rsa_public_key_2_fp",
    "desc oauth_authorization_endpoint",
    "desc oauth_token_endpoint",
    "desc oauth_allowed_authorization_endpoints",
    "desc oauth_allowed_token_endpoints",
    "desc scim_endpoint_id",
    "desc saml2_snowflake_metadata",
    "desc saml2_digest_methods_used",
    "desc saml2_signature_methods_used",
    "desc saml2_snowflake_issuer_url",
    "desc saml2_snowflake_acs_url",
  ],
  show({ entry, row }) {
    const [type = "", client] = (textCell(row, "type") ?? "").split(" - ");
    if (type !== "") entry.properties.TYPE = type;
    const property = CLIENTS[type];
    if (client !== undefined && property !== undefined) entry.properties[property] = client;
    if (flagCell(row, "enabled") === false) entry.properties.ENABLED = false;
  },
  describe({ entry }, rows) {
    const said = described(rows, "property_value");
    const kinds = new Map(rows.map((row) => [textCell(row, "property"), textCell(row, "property_type")]));
    for (const name of partsOfType(String(entry.properties.TYPE))) {
      const text = said.get(name);
      if (text === undefined || text === "") continue;
      const value = valueOfRow(name, text, kinds.get(name) ?? "String");
      const isDefault = value === (DEFAULTS.get(name) ?? null) || (Array.isArray(value) && value.length === 0);
      if (!isDefault) entry.properties[name] = value;
    }
  },
};

function valueOfRow(name: string, text: string, kind: string): Value {
  // A list is kept as one whatever a row calls it.
  if (LISTS.test(name)) return text.split(",").filter((item) => !name.endsWith("BLOCKED_ROLES_LIST") || !PRIVILEGED.includes(item));
  if (kind === "Boolean") return text === "true";
  return kind === "Integer" && /^\d+$/.test(text) ? Number(text) : text;
}
