import { mayActivate } from "../../access/active-roles.ts";
import { findByName } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Id } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { storedName } from "../../parser/cursor.ts";
import { doesNotExist, invalidValue, SqlError } from "../../sql-error.ts";
import { type AuthenticationRules, authenticationRules } from "../authentication-policy/rules.ts";
import { networkPolicyOf } from "../network/admits.ts";

/** What ADD PROGRAMMATIC ACCESS TOKEN was told. */
export interface TokenSpec {
  readonly role?: string;
  readonly days?: number;
  readonly bypassMins?: number;
  readonly comment?: string | null;
}

export function refuseCredential(reason: string): never {
  throw new SqlError("003657", "22023", `SQL execution error: ${reason}`);
}

const SERVICES = ["SERVICE", "SERVICE_AGENT", "LEGACY_SERVICE"];

/** Throws for a token that may not be generated; gives its role and its days (docs: user-guide/programmatic-access-tokens, "Prerequisites" and "Configuring ..."). */
export function checkNewToken(context: Context, user: Entry, spec: TokenSpec): { readonly role: Id | null; readonly days: number } {
  const type = String(user.properties.TYPE ?? "PERSON");
  const rules = authenticationRules(context.draft.catalog, user);
  if (!rules.allows("PROGRAMMATIC_ACCESS_TOKEN")) refuseCredential(`The authentication policy of user ${user.name} does not allow programmatic access tokens.`);
  checkNetwork(context, user, { type, rules });
  const { pat } = rules;
  const days = spec.days ?? pat.defaultDays;
  if (days < 1 || days > pat.maxDays) throw invalidValue(String(days), "DAYS_TO_EXPIRY");
  if (spec.bypassMins !== undefined && type !== "PERSON") refuseCredential(`Cannot set MINS_TO_BYPASS_NETWORK_POLICY_REQUIREMENT for users with TYPE=${type}.`);
  if (spec.role === undefined) {
    if (SERVICES.includes(type) ? pat.roleForServices : pat.roleForPersons)
      refuseCredential(`ROLE_RESTRICTION is required for a programmatic access token of user ${user.name}.`);
    return { role: null, days };
  }
  return { role: restriction(context, user, { role: spec.role, blocked: pat.blockedRoles }), days };
}

/** A person may generate a token without a network policy; he only cannot use it. A SERVICE_AGENT needs none at all. */
function checkNetwork(context: Context, user: Entry, { type, rules }: { readonly type: string; readonly rules: AuthenticationRules }): void {
  if (rules.pat.network !== "ENFORCED_REQUIRED" || (type !== "SERVICE" && type !== "LEGACY_SERVICE")) return;
  if (networkPolicyOf(context.draft.catalog, user) === null)
    refuseCredential(`User ${user.name} must be subject to a network policy to generate a programmatic access token.`);
}

/** "This must be one of the roles that has already been granted to the user" (docs: sql-reference/sql/alter-user-add-programmatic-access-token). */
export function roleGrantedTo(context: Context, user: Entry, given: string): Entry {
  const { catalog } = context.draft;
  const name = storedName(given);
  const role = findByName(catalog, { parent: ACCOUNT, class: "ROLE", name, args: null });
  if (role === undefined) throw doesNotExist("Role", name);
  if (!mayActivate(catalog, user.id, role.id)) refuseCredential(`Role ${name} is not granted to user ${user.name}.`);
  return role;
}

function restriction(context: Context, user: Entry, { role: given, blocked }: { readonly role: string; readonly blocked: readonly string[] }): Id {
  const { id, name } = roleGrantedTo(context, user, given);
  if (blocked.includes(name)) refuseCredential(`Role ${name} is in BLOCKED_ROLES_LIST of the authentication policy of user ${user.name}.`);
  return id;
}
