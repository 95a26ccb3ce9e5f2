import { randomUUID } from "node:crypto";
import { closureOf, directRoles, mayActivate } from "../access/active-roles.ts";
import { holds } from "../access/authorize.ts";
import { type Catalog, childrenOf, entryAt, findByName } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Id } from "../catalog/entry.ts";
import type { AccountInfo } from "../context.ts";
import { loginNameOf } from "../objects/user.ts";
import { storedName } from "../parser/cursor.ts";
import { type Claims, isSignedBy, parseJwt, secondsOf } from "./jwt.ts";
import { WireError } from "./wire-error.ts";

function listOf(value: unknown): readonly string[] {
  return typeof value === "string" ? [value] : Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

function notValid(): WireError {
  return new WireError("390303", `Invalid OAuth access token. [${randomUUID()}]`);
}

/** The integration an External OAuth token is for: by its issuer, which is proven later. Throws if there is none. */
export function oauthIntegrationOf(catalog: Catalog, token: string): Entry {
  const issuer = parseJwt(token)?.claims.iss;
  const found = childrenOf(catalog, ACCOUNT, "SECURITY INTEGRATION").find(
    ({ properties }) => properties.TYPE === "EXTERNAL_OAUTH" && properties.ENABLED !== false && properties.EXTERNAL_OAUTH_ISSUER === issuer,
  );
  if (found === undefined) throw notValid();
  return found;
}

/** The user that a token's claims mean; `null` if there is none. */
export function userOfToken(catalog: Catalog, integration: Entry, token: string): Entry | null {
  const claims = parseJwt(token)?.claims ?? {};
  const { EXTERNAL_OAUTH_TOKEN_USER_MAPPING_CLAIM: claim, EXTERNAL_OAUTH_SNOWFLAKE_USER_MAPPING_ATTRIBUTE: attribute } = integration.properties;
  const users = childrenOf(catalog, ACCOUNT, "USER");
  const said = (user: Entry): string => (attribute === "EMAIL_ADDRESS" ? String(user.properties.EMAIL ?? "") : loginNameOf(user)).toUpperCase();
  for (const value of listOf(claim).flatMap((name) => listOf(claims[name]))) {
    const user = users.find((each) => said(each) !== "" && said(each) === value.toUpperCase());
    if (user !== undefined) return user;
  }
  return null;
}

interface Verified {
  readonly catalog: Catalog;
  readonly info: AccountInfo;
  readonly integration: Entry;
  readonly now: number;
}

/** Throws unless the token was signed with a key of the integration, for this account, and is of this moment (docs: user-guide/oauth-ext-custom). */
export function verifyOauth(token: string, { info, integration, now }: Verified): Claims {
  const jwt = parseJwt(token);
  if (jwt === null) throw notValid();
  const { EXTERNAL_OAUTH_RSA_PUBLIC_KEY: first, EXTERNAL_OAUTH_RSA_PUBLIC_KEY_2: second } = integration.properties;
  const keys = [first, second].filter((key) => typeof key === "string");
  if (keys.length === 0)
    throw new WireError(
      "390400",
      `The local account does not download keys from EXTERNAL_OAUTH_JWS_KEYS_URL. Set EXTERNAL_OAUTH_RSA_PUBLIC_KEY of ${integration.name}.`,
    );
  const invalid = (): WireError => new WireError("390144", `JWT token is invalid. [${randomUUID()}]`);
  const { claims } = jwt;
  const [expires, issued] = [secondsOf(claims.exp), secondsOf(claims.iat)];
  if (!keys.some((key) => isSignedBy(jwt, key)) || expires === null || issued === null || !isAudience(info, integration, claims.aud)) throw invalid();
  if (expires <= now / 1000) throw new WireError("390318", `OAuth access token expired. [${randomUUID()}]`);
  if ((secondsOf(claims.nbf) ?? 0) > now / 1000) throw invalid();
  return claims;
}

/** "on top of using the Customer's Snowflake Account URL" */
function isAudience({ organization, name, locator }: AccountInfo, integration: Entry, aud: unknown): boolean {
  const own = [`${organization}-${name}`, locator].map((account) => `https://${account}.snowflakecomputing.com`.toLowerCase());
  const listed = listOf(integration.properties.EXTERNAL_OAUTH_AUDIENCE_LIST);
  return listOf(aud).some((audience) => listed.includes(audience) || own.includes(audience.toLowerCase().replace(/\/$/, "")));
}

const PRIVILEGED = ["ACCOUNTADMIN", "ORGADMIN", "GLOBALORGADMIN", "SECURITYADMIN"];
const PREFIX = "session:role:";

/** The role of the session, and whether it may be left for another. Throws if the token does not allow the role that is asked for, or the user's default. */
export function roleOfToken(
  { catalog, integration }: Pick<Verified, "catalog" | "integration">,
  of: { readonly user: Entry; readonly claims: Claims; readonly role: string | null },
): { readonly role: Id; readonly isFree: boolean } {
  const { user, claims } = of;
  const name = of.role === null ? String(user.properties.DEFAULT_ROLE ?? "PUBLIC") : storedName(of.role);
  const scopes = scopesIn(integration, claims).map((scope) => scope.toLowerCase());
  const isFree = scopes.includes("session:role-any") && mayUseAnyRole(catalog, integration, user);
  const role = findByName(catalog, { parent: ACCOUNT, class: "ROLE", name, args: null });
  const isListed = isFree || scopes.includes(`${PREFIX}${name.toLowerCase()}`);
  if (!isListed || isBlocked(catalog, integration, name) || role === undefined || !mayActivate(catalog, user.id, role.id)) {
    const which = `The role requested in the connection, or the default role if none was requested in the connection ('${name}')`;
    throw new WireError(
      "390317",
      `${which}, is not listed in the Access Token or was filtered. Please specify another role, or contact your OAuth Authorization server administrator.`,
    );
  }
  return { role: role.id, isFree };
}

function scopesIn({ properties }: Entry, claims: Claims): readonly string[] {
  const attribute = properties.EXTERNAL_OAUTH_SCOPE_MAPPING_ATTRIBUTE ?? "scp";
  const delimiter = String(properties.EXTERNAL_OAUTH_SCOPE_DELIMITER ?? ",");
  return listOf(claims[String(attribute)]).flatMap((text) => text.split(delimiter).map((scope) => scope.trim()));
}

function mayUseAnyRole(catalog: Catalog, integration: Entry, user: Entry): boolean {
  const mode = integration.properties.EXTERNAL_OAUTH_ANY_ROLE_MODE;
  if (mode !== "ENABLE_FOR_PRIVILEGE") return mode === "ENABLE";
  const roles = new Set(directRoles(catalog, user.id).flatMap((role) => [...closureOf(catalog, role)]));
  return holds(catalog, roles, { privilege: "USE_ANY_ROLE", on: integration });
}

function isBlocked(catalog: Catalog, { properties }: Entry, role: string): boolean {
  const blocked = listOf(properties.EXTERNAL_OAUTH_BLOCKED_ROLES_LIST).map(storedName);
  const allowed = listOf(properties.EXTERNAL_OAUTH_ALLOWED_ROLES_LIST).map(storedName);
  const addsPrivileged = entryAt(catalog, ACCOUNT).parameters.EXTERNAL_OAUTH_ADD_PRIVILEGED_ROLES_TO_BLOCKED_LIST !== "false";
  return blocked.includes(role) || (addsPrivileged && PRIVILEGED.includes(role)) || (allowed.length > 0 && !allowed.includes(role));
}
