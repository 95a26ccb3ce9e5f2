import { type Fragment, join, parens, sql, text as textFragment, userSql, word } from "@snowtower/sql";
import { assignment } from "../../derive/assignments.ts";
import { isList, type Value } from "../../value.ts";
import { either, list, mapOf } from "../../value-types/collection.ts";
import { parameterValue } from "../../value-types/parameter-value.ts";
import { text } from "../../value-types/scalar.ts";

/** TYPE, ARN, ISSUER, SUBJECT, OIDC_AUDIENCE_LIST ... as ALTER USER takes them (docs: sql-reference/sql/alter-user). */
export const workloadIdentity = mapOf(
  either(parameterValue, list(text), (kind) => (kind === "list" ? "second" : "first")),
  { upper: true },
);

export type WorkloadIdentity = { readonly [property: string]: Value };

/** Issuer and subject are unique in an account, so an environment's copy of a user gets its prefix behind the subject, as SnowDDL writes it. */
export function inEnvironment(identity: WorkloadIdentity, prefix: string): WorkloadIdentity {
  const subject = identity.SUBJECT;
  if (prefix === "" || subject === undefined) return identity;
  return { ...identity, SUBJECT: `${String(subject)}:${prefix.replace(/[_$]+$/, "")}` };
}

/** `(TYPE = OIDC ISSUER = '...' ...)`. */
export function renderWorkloadIdentity(identity: WorkloadIdentity): Fragment {
  const properties = Object.entries(identity).map(([property, value]) => assignment(property, renderProperty(property, value)));
  return sql`(${join(properties, " ")})`;
}

function renderProperty(property: string, value: Value): Fragment {
  if (isList(value)) return parens(value.map((each) => textFragment(String(each))));
  if (property === "TYPE" && typeof value === "string" && /^[A-Za-z]+$/.test(value)) return word(value.toUpperCase());
  return typeof value === "string" ? textFragment(value) : userSql(String(value).toUpperCase());
}
