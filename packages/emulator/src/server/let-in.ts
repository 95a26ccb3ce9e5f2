import type { Entry } from "../catalog/entry.ts";
import type { LoginData } from "../login-data.ts";
import { authenticationRules } from "../objects/authentication-policy/rules.ts";
import { admits, networkPolicyOf } from "../objects/network/admits.ts";
import type { SessionLogin } from "../session-login.ts";
import { SqlError } from "../sql-error.ts";
import type { Front } from "./call.ts";
import { isAtLeast } from "./client.ts";
import type { LogInRequest } from "./log-in-request.ts";
import { requireAdmitted } from "./network-gate.ts";
import { type Candidate, prove } from "./prove.ts";
import { oauthIntegrationOf, userOfToken } from "./verify-oauth.ts";
import { WireError } from "./wire-error.ts";

interface Admitted {
  readonly user: LoginData;
  readonly login: SessionLogin;
}

/** Lets in who may come in, and opens what he asked for. Throws what the client is told; both stand in the history of log-ins. */
export async function letIn<T>(front: Front, request: LogInRequest, open: (admitted: Admitted) => T): Promise<T> {
  const { account } = front;
  const integration = request.method === "OAUTH" ? integrationOf(front, request) : null;
  const entry = integration === null ? account.userEntry(request.loginName) : userOfToken(account.catalog, integration, request.secret);
  const candidate: Candidate = { request, entry, integration, rules: authenticationRules(account.catalog, entry) };
  try {
    const { admitted, credential } = await admit(front, candidate);
    const opened = open(admitted);
    await front.guard.succeeded(admitted.user.name);
    note(front, candidate, { credential, error: null });
    return opened;
  } catch (error) {
    if (error instanceof WireError || error instanceof SqlError) note(front, candidate, { credential: null, error });
    throw error;
  }
}

function integrationOf(front: Front, request: LogInRequest): Entry {
  try {
    return oauthIntegrationOf(front.account.catalog, request.secret);
  } catch (error) {
    const candidate: Candidate = { request, entry: null, integration: null, rules: authenticationRules(front.account.catalog, null) };
    if (error instanceof WireError) note(front, candidate, { credential: null, error });
    throw error;
  }
}

/** Network policies go before authentication policies, and both before the password (docs: user-guide/authentication-policies, "Security policy precedence"). */
async function admit(front: Front, candidate: Candidate): Promise<{ readonly admitted: Admitted; readonly credential: string | null }> {
  const { request, entry, rules, integration } = candidate;
  const { catalog } = front.account;
  const { method, origin } = request;
  const anyNetwork = method === "PROGRAMMATIC_ACCESS_TOKEN" && rules.pat.network === "NOT_ENFORCED";
  const policy = anyNetwork ? null : networkPolicyOf(catalog, entry, integration);
  requireAdmitted(policy === null || admits(catalog, policy, origin), origin);
  if (!isAllowed(candidate)) throw new WireError("390202", "Authentication attempt rejected by the current authentication policy.");
  const { user, role, credential } = await prove(front, candidate);
  checkState(user, candidate);
  const login: SessionLogin = { method, role, integration: integration?.id ?? null, endpoint: origin.endpoint, anyNetwork };
  return { admitted: { user, login }, credential };
}

function isAllowed({ request, rules, integration }: Candidate): boolean {
  const { client, isRest, method } = request;
  if (!rules.allows(method) || (integration !== null && !rules.allowsIntegration(integration.name))) return false;
  if (isRest) return true;
  const least = rules.leastVersion(client.type);
  return rules.allowsClient(client.group) && (least === null || isAtLeast(client.version, least));
}

/** Only who has proven to be the user learns what is the matter with him. */
function checkState(user: LoginData, { request, rules }: Candidate): void {
  if (user.disabled || user.expired) throw new WireError("390101", "User access disabled. Contact your local system administrator.");
  if (request.method !== "PASSWORD") return;
  if (user.mustChangePassword)
    throw new WireError("390106", "Specified password has expired.  Password must be changed using the Snowflake web console.", { nextAction: "PWD_CHANGE" });
  // Services "are not subject to authentication policy MFA enforcement" (docs: user-guide/admin-user-management).
  if (user.bypassesMfa || user.type !== "PERSON") return;
  if (user.hasMfa)
    throw new WireError(
      "394507",
      "MFA authentication is required, but none of the user's MFA methods can be used with the local account. Set MINS_TO_BYPASS_MFA, or use a key pair.",
    );
  if (rules.asksForMfa) throw new WireError("390197", "Multi-factor authentication is required for this account. Log in to Snowsight to enroll.");
}

function note(
  front: Front,
  { request, entry, integration }: Candidate,
  of: { readonly credential: string | null; readonly error: WireError | SqlError | null },
): void {
  const { client, method, origin } = request;
  front.account.logins.put({
    at: front.account.now(),
    user: entry?.name ?? null,
    address: origin.address,
    endpoint: origin.endpoint,
    clientType: client.type,
    clientVersion: client.version,
    method,
    credential: of.credential,
    integration: integration?.name ?? null,
    error: of.error === null ? null : { code: of.error.code, message: of.error.message },
  });
}
