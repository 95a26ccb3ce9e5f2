import { type Fragment, join, name, type Statement, sql, word } from "@snowtower/sql";
import type { ObjectChange } from "../../change.ts";
import { assignment, createAssignments, onLines } from "../../derive/assignments.ts";
import { setParameters } from "../../derive/set-parameters.ts";
import { type AnyObject, known } from "../../object.ts";
import { type SecretValue, secretText } from "../../value-types/secret-text.ts";
import { user } from "../user.ts";
import { droppedParams, type SessionParams } from "./session-params.ts";
import { renderWorkloadIdentity, type WorkloadIdentity } from "./workload-identity.ts";

/** Properties that a SERVICE user cannot have: they are unset before a user becomes one, and set after he is none (docs: sql-reference/sql/alter-user, TYPE). */
const PERSONS_ONLY: Readonly<Record<string, string>> = { first_name: "FIRST_NAME", last_name: "LAST_NAME" };

export const renderUser = {
  create(object: AnyObject): readonly Statement[] {
    const clauses = [...createAssignments(user, object), ...Object.keys(PERSONS_ONLY).flatMap((field) => property(object, field))];
    clauses.push(...property(object, "password"), ...property(object, "type"), ...property(object, "workload_identity"));
    return [sql`CREATE USER ${name(object.name)}${onLines([...clauses, ...setParameters(params(object))])}`];
  },

  alter(change: ObjectChange, fields: readonly string[]): readonly Statement[] | null {
    const { to } = change;
    if (to === null) return null;
    const target = sql`ALTER USER ${name(to.name)}`;
    const set = (field: string): Statement[] => (fields.includes(field) ? property(to, field).map((clause) => sql`${target} SET ${clause}`) : []);
    const unset = (field: string, what: string): Statement[] =>
      fields.includes(field) && to.fields[field] === undefined ? [sql`${target} UNSET ${word(what)}`] : [];
    const persons = Object.entries(PERSONS_ONLY);
    return [
      // A password is compared with nothing, so this is what takes back the setting of one.
      ...unset("password", "PASSWORD"),
      ...unset("workload_identity", "WORKLOAD_IDENTITY"),
      ...persons.flatMap(([field, what]) => unset(field, what)),
      ...(fields.includes("type") ? [sql`${target} SET ${assignment("TYPE", word(typeOf(to)))}`] : []),
      ...persons.flatMap(([field]) => set(field)),
      // A statement with a secret travels alone.
      ...set("password"),
      ...set("workload_identity"),
      ...alterParams(change, fields, target),
    ];
  },
};

/** `FIRST_NAME = 'x'`, or nothing if the field is unset. */
function property(object: AnyObject, field: string): Fragment[] {
  const value = known(object.fields[field]);
  if (value === undefined) return [];
  if (field === "password") return [assignment("PASSWORD", secretText.render(value as SecretValue))];
  if (field === "type") return [assignment("TYPE", word(value as string))];
  if (field === "workload_identity") return [assignment("WORKLOAD_IDENTITY", renderWorkloadIdentity(value as WorkloadIdentity))];
  return [assignment(PERSONS_ONLY[field] ?? field.toUpperCase(), user.fields.first_name.type.render(value as string))];
}

/** A user of no type is a person, and an existing user's type cannot be NULL again (docs: sql-reference/sql/alter-user). */
function typeOf(object: AnyObject): string {
  return (known(object.fields.type) as string | undefined) ?? "PERSON";
}

function alterParams(change: ObjectChange, fields: readonly string[], target: Fragment): Statement[] {
  if (!fields.includes("session_params") || change.to === null) return [];
  const from = change.from === null ? {} : params(change.from);
  const to = params(change.to);
  const set = setParameters(Object.fromEntries(Object.entries(to).filter(([key, value]) => String(from[key]) !== String(value))));
  const dropped = droppedParams(from, to).map(word);
  return [...(set.length > 0 ? [sql`${target} SET ${join(set, " ")}`] : []), ...(dropped.length > 0 ? [sql`${target} UNSET ${join(dropped)}`] : [])];
}

function params(object: AnyObject): SessionParams {
  return (known(object.fields.session_params) ?? {}) as SessionParams;
}
