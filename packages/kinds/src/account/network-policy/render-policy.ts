import { type Fragment, join, name, type Statement, sql, word } from "@snowtower/sql";
import type { ObjectChange } from "../../change.ts";
import { assignment, onLines } from "../../derive/assignments.ts";
import { type AnyObject, known } from "../../object.ts";
import { networkPolicy } from "../network-policy.ts";

const FIELDS = ["allowed_network_rule_list", "blocked_network_rule_list", "allowed_ip_list", "blocked_ip_list", "comment"] as const;

export function createPolicy(object: AnyObject): Statement {
  return sql`CREATE NETWORK POLICY ${name(object.name)}${onLines(clauses(object, FIELDS))}`;
}

/** What is to be set in one statement; what is to go after it, each in one of its own: a policy is at no moment emptier than before and after. */
export function alterPolicy({ to }: ObjectChange, fields: readonly string[]): readonly Statement[] {
  if (to === null) return [];
  const target = sql`ALTER NETWORK POLICY ${name(to.name)}`;
  const changed = FIELDS.filter((field) => fields.includes(field));
  const set = clauses(to, changed);
  const unset = changed.filter((field) => known(to.fields[field]) === undefined);
  return [
    ...(set.length > 0 ? [sql`${target} SET ${join(set, " ")}`] : []),
    // UNSET of a list is not in the documentation; SnowDDL has used it on live accounts for years.
    ...unset.map((field) => sql`${target} UNSET ${word(field.toUpperCase())}`),
  ];
}

function clauses(object: AnyObject, fields: readonly (typeof FIELDS)[number][]): Fragment[] {
  return fields.flatMap((field) => {
    const value = known(object.fields[field]);
    return value === undefined ? [] : [assignment(field.toUpperCase(), networkPolicy.fields[field].type.render(value as never))];
  });
}
