import type { Catalog } from "../../catalog/catalog.ts";
import type { Entry, Value } from "../../catalog/entry.ts";
import { storedName } from "../../parser/cursor.ts";
import type { LogInMethod } from "../../session-login.ts";
import { userPolicyInForce } from "../user-policy/in-force.ts";

type Fields = Readonly<Record<string, Value>>;

/** What the authentication policy in force says of a user; without a policy everything is allowed. */
export interface AuthenticationRules {
  allows(method: LogInMethod): boolean;
  /** `SNOWFLAKE_UI`, `DRIVERS`. */
  allowsClient(type: string): boolean;
  /** A security integration, for OAuth. */
  allowsIntegration(name: string): boolean;
  /** The least version of a client, `3.14.1`; `null`: any. */
  leastVersion(client: string): string | null;
  /** A person who logs in with a password must have a second factor. */
  readonly asksForMfa: boolean;
  readonly pat: PatPolicy;
}

/** (docs: user-guide/programmatic-access-tokens) */
interface PatPolicy {
  readonly defaultDays: number;
  readonly maxDays: number;
  readonly network: "ENFORCED_REQUIRED" | "ENFORCED_NOT_REQUIRED" | "NOT_ENFORCED";
  readonly roleForServices: boolean;
  readonly roleForPersons: boolean;
  /** Names in stored form that no token may be restricted to. */
  readonly blockedRoles: readonly string[];
}

function fields(policy: Entry | null, name: string): Fields {
  return (policy?.properties[name] ?? {}) as Fields;
}

function includes(policy: Entry | null, list: string, value: string): boolean {
  const allowed = (policy?.properties[list] ?? ["ALL"]) as readonly string[];
  return allowed.includes("ALL") || allowed.includes(value);
}

export function authenticationRules(catalog: Catalog, user: Entry | null): AuthenticationRules {
  const policy = userPolicyInForce(catalog, "AUTHENTICATION POLICY", user);
  const enrollment = policy?.properties.MFA_ENROLLMENT;
  return {
    allows: (method) => includes(policy, "AUTHENTICATION_METHODS", method),
    allowsClient: (type) => includes(policy, "CLIENT_TYPES", type),
    allowsIntegration: (name) => {
      const listed = (policy?.properties.SECURITY_INTEGRATIONS ?? ["ALL"]) as readonly string[];
      return listed.some((item) => item.toUpperCase() === "ALL" || storedName(item) === name);
    },
    leastVersion: (client) => {
      const least = (fields(policy, "CLIENT_POLICY")[client] as Fields | undefined)?.MINIMUM_VERSION;
      return typeof least === "string" ? least : null;
    },
    asksForMfa: enrollment === "REQUIRED" || enrollment === "REQUIRED_PASSWORD_ONLY",
    pat: patPolicy(fields(policy, "PAT_POLICY")),
  };
}

function patPolicy(given: Fields): PatPolicy {
  const maxDays = Number(given.MAX_EXPIRY_IN_DAYS ?? 365);
  return {
    defaultDays: Math.min(Number(given.DEFAULT_EXPIRY_IN_DAYS ?? 15), maxDays),
    maxDays,
    network: (given.NETWORK_POLICY_EVALUATION ?? "ENFORCED_REQUIRED") as PatPolicy["network"],
    roleForServices: given.REQUIRE_ROLE_RESTRICTION_FOR_SERVICE_USERS !== false,
    roleForPersons: given.REQUIRE_ROLE_RESTRICTION_FOR_PERSON_USERS === true,
    blockedRoles: ((given.BLOCKED_ROLES_LIST ?? []) as readonly string[]).map(storedName),
  };
}
