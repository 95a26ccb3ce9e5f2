import type { Value } from "../catalog/entry.ts";
import type { Cursor } from "../parser/cursor.ts";
import { record } from "../parser/value.ts";
import { compilationError, invalidProperty, invalidValue } from "../sql-error.ts";

type Fields = Readonly<Record<string, Value>>;

const text = (value: Value): boolean => typeof value === "string" && value !== "";
// The pages write `assumed_role`, AWS `assumed-role`.
const arn = (value: Value): boolean => /^arn:aws[a-z-]*:(?:iam::\d{12}:(?:user|role)\/\S+|sts::\d{12}:assumed[-_]role\/\S+\/\S+)$/.test(String(value));
const tenant = (value: Value): boolean => /^https:\/\/login\.microsoftonline\.com\/[^/\s]+\/v2\.0$/.test(String(value));
const issuer = (value: Value): boolean => /^https:\/\/[^\s?#]+$/.test(String(value));
const audiences = (value: Value): boolean => Array.isArray(value) && value.every((item) => typeof item === "string");

/** What each provider's identity is made of: "Required for ...", "Not valid for other types" (docs: sql-reference/sql/create-user, WORKLOAD_IDENTITY). */
const PROVIDERS: Readonly<Record<string, Readonly<Record<string, (value: Value) => boolean>>>> = {
  AWS: { ARN: arn },
  AZURE: { ISSUER: tenant, SUBJECT: text },
  GCP: { SUBJECT: text },
  OIDC: { ISSUER: issuer, SUBJECT: text, OIDC_AUDIENCE_LIST: audiences },
};
const OPTIONAL = ["OIDC_AUDIENCE_LIST"];

/** `(TYPE = AWS ARN = '...')`. */
export function readWorkloadIdentity(cursor: Cursor, property: string): Value {
  const given = record(cursor, property) as Fields;
  const { TYPE: type, ...rest } = given;
  if (type === undefined) throw compilationError("001008", "22023", "Missing option(s): [TYPE].");
  const known = PROVIDERS[String(type).toUpperCase()];
  if (known === undefined) throw invalidValue(String(type), "TYPE");
  const missing = Object.keys(known).filter((name) => rest[name] === undefined && !OPTIONAL.includes(name));
  if (missing.length > 0) throw compilationError("001008", "22023", `Missing option(s): [${missing.join(", ")}].`);
  for (const [name, value] of Object.entries(rest)) {
    const check = known[name];
    if (check === undefined) throw invalidProperty(name, `WORKLOAD_IDENTITY of type ${String(type).toUpperCase()}`);
    if (!check(value)) throw invalidValue(Array.isArray(value) ? value.join(", ") : String(value), name);
  }
  return given;
}
