import { type Fragment, join, sql, userSql, word } from "@snowtower/sql";
import type { Field } from "../field.ts";
import type { Kind } from "../kind.ts";
import { type AnyObject, known } from "../object.ts";
import { isUnknown } from "../value.ts";

/** The pieces of `SET a = 1 b = 2` and of `UNSET c, d`. */
export interface Assignments {
  readonly set: Fragment[];
  readonly unset: Fragment[];
}

/** `KEY = value`. */
export function assignment(property: string, value: Fragment): Fragment {
  return sql`${word(property)} = ${value}`;
}

/** What CREATE says: the fields that name a property and have a value. */
export function createAssignments(kind: Kind, object: AnyObject): readonly Fragment[] {
  return Object.entries(kind.fields).flatMap(([name, field]) => {
    const value = known(object.fields[name]);
    return field.sql === undefined || value === undefined ? [] : [assignment(field.sql, field.type.render(value))];
  });
}

/** What ALTER says of these fields: a value is set, an unset field is unset. What is unknown is not touched. */
export function alterAssignments(kind: Kind, object: AnyObject, fields: readonly string[]): Assignments {
  const result: Assignments = { set: [], unset: [] };
  for (const name of fields) {
    const field: Field | undefined = kind.fields[name];
    const value = object.fields[name];
    if (field?.sql === undefined || isUnknown(value)) continue;
    if (value === undefined) result.unset.push(word(field.sql));
    else result.set.push(assignment(field.sql, field.type.render(value)));
  }
  return result;
}

/** `\n  a = 1\n  b = 2`, or nothing. */
export function onLines(clauses: readonly Fragment[]): Fragment {
  return clauses.length === 0 ? userSql("") : sql`\n  ${join(clauses, "\n  ")}`;
}
