import { childrenOf } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Value } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { record } from "../parser/value.ts";
import { compilationError, invalidProperty, invalidValue, SqlError } from "../sql-error.ts";

type Fields = Readonly<Record<string, Value>>;

// "The SUBJECT property can't exceed 255 characters", ISSUER 2048 (docs: user-guide/workload-identity-federation, "Limitations and considerations").
const text = (value: Value): boolean => typeof value === "string" && value !== "" && value.length <= 255;
// Some pages write `assumed_role`, others and AWS `assumed-role`.
const arn = (value: Value): boolean => /^arn:aws[a-z-]*:(?:iam::\d{12}:(?:user|role)\/\S+|sts::\d{12}:assumed[-_]role\/\S+\/\S+)$/.test(String(value));
const tenant = (value: Value): boolean => /^https:\/\/login\.microsoftonline\.com\/[^/\s]+\/v2\.0$/.test(String(value));
const issuer = (value: Value): boolean => /^https:\/\/[^\s?#]{1,2040}$/.test(String(value));
const audiences = (value: Value): boolean => Array.isArray(value) && value.every((item) => typeof item === "string");

/** What each provider's identity is made of: "Required for ...", "Not valid for other types" (docs: sql-reference/sql/create-user, WORKLOAD_IDENTITY). */
const PROVIDERS: Readonly<Record<string, Readonly<Record<string, (value: Value) => boolean>>>> = {
  // For tokens instead of signed requests (docs: user-guide/workload-identity-federation, "Upgrade to JWT-based authentication").
  AWS: { ARN: arn, ISSUER: issuer },
  AZURE: { ISSUER: tenant, SUBJECT: text },
  GCP: { SUBJECT: text },
  OIDC: { ISSUER: issuer, SUBJECT: text, OIDC_AUDIENCE_LIST: audiences },
};
const OPTIONAL = ["AWS.ISSUER", "OIDC.OIDC_AUDIENCE_LIST"];
/** Who issues the tokens of Google's workloads. */
const GOOGLE = "https://accounts.google.com";

/** `(TYPE = AWS ARN = '...')`. */
export function readWorkloadIdentity(cursor: Cursor, property: string): Value {
  const given = record(cursor, property) as Fields;
  const { TYPE: type, ...rest } = given;
  if (type === undefined) throw compilationError("001008", "22023", "Missing option(s): [TYPE].");
  const provider = String(type).toUpperCase();
  const known = PROVIDERS[provider];
  if (known === undefined) throw invalidValue(String(type), "TYPE");
  const missing = Object.keys(known).filter((name) => rest[name] === undefined && !OPTIONAL.includes(`${provider}.${name}`));
  if (missing.length > 0) throw compilationError("001008", "22023", `Missing option(s): [${missing.join(", ")}].`);
  for (const [name, value] of Object.entries(rest)) {
    const check = known[name];
    if (check === undefined) throw invalidProperty(name, `WORKLOAD_IDENTITY of type ${provider}`);
    if (!check(value)) throw invalidValue(Array.isArray(value) ? value.join(", ") : String(value), name);
  }
  return { ...given, TYPE: provider };
}

/** Whom a token must be from and about; `null` for who is known by a signed request. */
function tokenOf(user: Entry): { readonly issuer: string; readonly subject: string } | null {
  const { TYPE: type, ISSUER: given, SUBJECT: subject } = (user.properties.WORKLOAD_IDENTITY ?? {}) as Fields;
  if (typeof subject !== "string") return null;
  return { issuer: type === "GCP" ? GOOGLE : String(given), subject };
}

const SET_TIME = "WORKLOAD_IDENTITY_SET_TIME";

/** The user's properties with the time at which his identity was set, which is another's no more. */
export function keepWorkloadIdentity(context: Context, to: Entry, from: Entry | null): Readonly<Record<string, Value>> {
  const { WORKLOAD_IDENTITY: identity, [SET_TIME]: _before, ...rest } = to.properties;
  if (identity === from?.properties.WORKLOAD_IDENTITY && identity !== undefined) return to.properties;
  if (identity === undefined || identity === null) return rest;
  checkUnique(context, to);
  return { ...to.properties, [SET_TIME]: context.now };
}

/** "The combination of ISSUER and SUBJECT must be unique in the account" (docs: user-guide/workload-identity-federation). */
function checkUnique(context: Context, to: Entry): void {
  const token = tokenOf(to);
  if (token === null) return;
  const isTaken = childrenOf(context.draft.catalog, ACCOUNT, "USER").some((user) => {
    const his = user.id === to.id ? null : tokenOf(user);
    return his !== null && his.issuer === token.issuer && his.subject === token.subject;
  });
  if (isTaken) throw new SqlError("099706", "42710", `OIDC Authenticator for Issuer '${token.issuer}' and Subject '${token.subject}' already exists`);
}
