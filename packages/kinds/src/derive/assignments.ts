import { type Fragment, join, sql, userSql, word } from "@snowtower/sql";
import type { Field } from "../field.ts";
import type { Kind } from "../kind.ts";
import { type AnyObject, known } from "../object.ts";

/** The pieces of `SET a = 1 b = 2` and of `UNSET c, d`. */
export interface Assignments {
  readonly set: Fragment[];
  readonly unset: Fragment[];
}

/** `KEY = value`. */
export function assignment(property: string, value: Fragment): Fragment {
  return sql`${word(property)} = ${value}`;
}

/** The fields that name a property, as assignments: all of an object's, or the given ones. An unset field goes to `unset`. */
export function genericAssignments(kind: Kind, object: AnyObject, fields: readonly string[] = Object.keys(kind.fields)): Assignments {
  const result: Assignments = { set: [], unset: [] };
  for (const fieldName of fields) {
    const field: Field | undefined = kind.fields[fieldName];
    if (field?.sql === undefined) continue;
    const value = known(object.fields[fieldName]);
    if (value !== undefined) result.set.push(assignment(field.sql, field.type.render(value)));
    else if (!(fieldName in object.fields)) result.unset.push(word(field.sql));
  }
  return result;
}

/** `\n  a = 1\n  b = 2`, or nothing. */
export function onLines(clauses: readonly Fragment[]): Fragment {
  return clauses.length === 0 ? userSql("") : sql`\n  ${join(clauses, "\n  ")}`;
}
