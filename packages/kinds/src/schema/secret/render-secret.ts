import { type Fragment, join, name, nothing, type Statement, sql, text as textFragment, userSql } from "@snowtower/sql";
import type { ObjectChange } from "../../change.ts";
import { assignment, onLines } from "../../derive/assignments.ts";
import { type AnyObject, known } from "../../object.ts";
import { secret } from "../secret.ts";

/** The order of the documentation. */
const PROPERTIES = [
  "type",
  "api_authentication",
  "oauth_scopes",
  "oauth_refresh_token",
  "oauth_refresh_token_expiry_time",
  "enabled",
  "username",
  "password",
  "secret_string",
  "algorithm",
  "comment",
] as const;

export function createSecret(object: AnyObject, how: "create" | "replace"): Statement {
  const verb = how === "replace" ? userSql("OR REPLACE ") : nothing;
  return sql`CREATE ${verb}SECRET ${name(object.name)}${onLines(clauses(object, PROPERTIES))}`;
}

/** One statement: a user name and its password belong together. `null` where only a new secret would do. */
export function alterSecret(change: ObjectChange, fields: readonly string[]): readonly Statement[] | null {
  const { to } = change;
  if (to === null || secretReplaceReasons(change).length > 0) return null;
  const set = clauses(
    to,
    PROPERTIES.filter((field) => fields.includes(field)),
  );
  // "ALTER SECRET doesn't support UNSET. To remove the comment from a secret, set it to an empty string" (docs: sql-reference/sql/alter-secret).
  if (fields.includes("comment") && known(to.fields.comment) === undefined) set.push(assignment("COMMENT", textFragment("")));
  return set.length === 0 ? [] : [sql`ALTER SECRET ${name(to.name)} SET ${join(set, " ")}`];
}

/** What ALTER SECRET does not know, in words (docs: sql-reference/sql/alter-secret). */
export function secretReplaceReasons({ to, fields }: ObjectChange): readonly string[] {
  if (to === null) return [];
  const has = (field: string): boolean => fields.includes(field);
  const goes = (field: string): boolean => has(field) && known(to.fields[field]) === undefined;
  return [
    ...(has("type") ? ["the type of a secret cannot be changed"] : []),
    ...(has("algorithm") ? ["the algorithm of a key cannot be changed"] : []),
    // Only of a cloud provider's token the page of ALTER names it.
    ...(has("api_authentication") && known(to.fields.type) !== "CLOUD_PROVIDER_TOKEN" ? ["no ALTER gives an OAuth secret another integration"] : []),
    ...["oauth_scopes", "oauth_refresh_token", "oauth_refresh_token_expiry_time", "username"].filter(goes).map((field) => `no ALTER takes ${field} away`),
  ];
}

function clauses(object: AnyObject, fields: readonly (typeof PROPERTIES)[number][]): Fragment[] {
  return fields.flatMap((field) => {
    const value = known(object.fields[field]);
    return value === undefined ? [] : [assignment(field.toUpperCase(), secret.fields[field].type.render(value as never))];
  });
}
