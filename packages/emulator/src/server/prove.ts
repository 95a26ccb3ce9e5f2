import { mayActivate } from "../access/active-roles.ts";
import { entryOf } from "../catalog/catalog.ts";
import type { Entry, Id } from "../catalog/entry.ts";
import { type LoginData, loginDataOf } from "../login-data.ts";
import { statusOf, tokenOfSecret, userOfSecret } from "../objects/access-token/access-token.ts";
import type { AuthenticationRules } from "../objects/authentication-policy/rules.ts";
import { networkPolicyOf } from "../objects/network/admits.ts";
import { storedName } from "../parser/cursor.ts";
import type { Front } from "./call.ts";
import { checkPassword } from "./check-password.ts";
import type { LogInRequest } from "./log-in-request.ts";
import { verifyJwt } from "./verify-jwt.ts";
import { roleOfToken, verifyOauth } from "./verify-oauth.ts";
import { WireError } from "./wire-error.ts";

/** What is known of who wants in. */
export interface Candidate {
  readonly request: LogInRequest;
  /** `null`: there is no such user. */
  readonly entry: Entry | null;
  readonly rules: AuthenticationRules;
  /** Of an OAuth token. */
  readonly integration: Entry | null;
}

interface Proof {
  readonly user: LoginData;
  /** The only role the session may be in. */
  readonly role: Id | null;
  /** The name of the token that proved it. */
  readonly credential: string | null;
}

/** Who the request proves to be from. Throws what the driver tells its user. */
export async function prove(front: Front, candidate: Candidate): Promise<Proof> {
  const { request, entry } = candidate;
  const user = entry === null ? null : loginDataOf(front.account.catalog, entry, front.account.now());
  if (request.method === "PASSWORD") return { user: await byPassword(front, user, request), role: null, credential: null };
  try {
    if (request.method === "KEYPAIR") return byKeyPair(front, candidate, user);
    return request.method === "OAUTH" ? byOauth(front, candidate) : byAccessToken(front, candidate);
  } catch (error) {
    // A signature or a token cannot be guessed, so it does not count against the user; it only must not be tried fast.
    await front.guard.failed(null);
    throw error;
  }
}

async function byPassword(front: Front, user: LoginData | null, { secret }: LogInRequest): Promise<LoginData> {
  if (user?.locked === true) throw locked();
  if (user !== null && (await checkPassword(user, secret))) {
    // Guessing many at once does not outrun the lock.
    if (front.account.user(user.loginName)?.locked === true) throw locked();
    return user;
  }
  if (user === null) await checkPassword(null, secret);
  await front.guard.failed(user?.name ?? null);
  throw new WireError("390100", "Incorrect username or password was specified.");
}

function byKeyPair(front: Front, { request, entry }: Candidate, user: LoginData | null): Proof {
  const invalid = (): WireError => new WireError("394300", "JWT token is invalid.");
  if (entry === null || user === null) throw invalid();
  if (user.locked) throw locked();
  const { pair } = verifyJwt(request.secret, { user, loginName: request.loginName, now: front.account.now() });
  if (pair === null || pair.role === null) return { user, role: null, credential: pair?.name ?? null };
  // "If this role is revoked from the user [...], any attempts to use the key pair for authentication will fail" (docs: sql-reference/sql/alter-user-add-key-pair).
  checkRole(front, { entry, role: pair.role, asked: request.role, invalid });
  return { user, role: pair.role, credential: pair.name };
}

interface Restricted {
  readonly entry: Entry;
  readonly role: Id;
  readonly asked: string | null;
  invalid(): WireError;
}

/** What a token or key is restricted to must still be the user's, and be what is asked for. */
function checkRole({ account: { catalog } }: Front, { entry, role: id, asked, invalid }: Restricted): Entry {
  const role = entryOf(catalog, id);
  if (role === undefined || !mayActivate(catalog, entry.id, id)) throw invalid();
  if (asked !== null && storedName(asked) !== role.name)
    throw new WireError("390189", `Role '${storedName(asked)}' specified in the connect string is not the one that the token is restricted to.`);
  return role;
}

const SERVICES = ["SERVICE", "SERVICE_AGENT", "LEGACY_SERVICE"];

/** (docs: user-guide/programmatic-access-tokens) A temporary lock does not stop who has a token. */
function byAccessToken(front: Front, { request, entry, rules: { pat } }: Candidate): Proof {
  const { catalog, now } = { catalog: front.account.catalog, now: front.account.now() };
  const invalid = (): WireError => new WireError("394400", "Programmatic access token is invalid.");
  if (entry === null || userOfSecret(request.secret) !== entry.id) throw invalid();
  const token = tokenOfSecret(entry, request.secret, now);
  if (token === null || statusOf(token, now) !== "ACTIVE" || token.days > pat.maxDays) throw invalid();
  const user = loginDataOf(catalog, entry, now);
  if (token.role === null) {
    if (SERVICES.includes(user.type) ? pat.roleForServices : pat.roleForPersons) throw invalid();
  } else {
    const role = checkRole(front, { entry, role: token.role, asked: request.role, invalid });
    if (pat.blockedRoles.includes(role.name)) throw invalid();
  }
  const needsPolicy = pat.network === "ENFORCED_REQUIRED" && user.type !== "SERVICE_AGENT" && (token.bypassEnds ?? 0) <= now;
  if (needsPolicy && networkPolicyOf(catalog, entry) === null) throw new WireError("390432", "Network policy is required.");
  return { user, role: token.role, credential: token.name };
}

function byOauth(front: Front, { request, entry, integration }: Candidate): Proof {
  const { catalog, info } = front.account;
  const now = front.account.now();
  if (integration === null) throw new Error("an OAuth token without its integration");
  const of = { catalog, info, integration, now };
  const claims = verifyOauth(request.secret, of);
  if (entry === null) throw new WireError("390304", "The OAuth access token does not map to a user.");
  const user = loginDataOf(catalog, entry, now);
  if (request.loginName !== "" && request.loginName.toUpperCase() !== user.loginName.toUpperCase())
    throw new WireError("390309", "The user you were trying to authenticate as differs from the user tied to the access token.");
  const { role, isFree } = roleOfToken(of, { user: entry, claims, role: request.role });
  return { user, role: isFree ? null : role, credential: null };
}

function locked(): WireError {
  return new WireError(
    "390102",
    "Your user account has been temporarily locked due to too many failed attempts. Try again after 15 minutes or contact your account administrator for assistance.",
  );
}
