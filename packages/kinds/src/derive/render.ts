import { type Fragment, join, name, type Statement, sql, userSql, word } from "@snowtower/sql";
import { kindNamed } from "../catalogue.ts";
import type { ObjectChange } from "../change.ts";
import type { Kind } from "../kind.ts";
import type { AnyObject } from "../object.ts";
import { alterAssignments, createAssignments, onLines } from "./assignments.ts";

/** `"DB"."SC"."F"(VARCHAR, NUMBER)`: how a statement names the object. */
export function objectName(object: AnyObject): Fragment {
  const types = object.argumentTypes;
  return types === undefined ? name(object.name) : sql`${name(object.name)}(${userSql(types.join(", "))})`;
}

/** The statements that make the change, in order. Throws if it is a replacement that the kind does not offer: the planner refuses those before. */
export function renderObjectChange(change: ObjectChange): readonly Statement[] {
  const object = change.to ?? change.from;
  if (object === null) return [];
  const kind = kindNamed(object.kind);
  if (change.how === "drop") return kind.drop?.(object) ?? [sql`DROP ${word(kind.label)} ${objectName(object)}`];
  if (change.how === "create") return create(kind, object);
  if (change.how === "alter") return alter(kind, change, object);
  if (change.how === "replace" && kind.replace !== undefined && kind.create !== undefined) return kind.create(object, "replace");
  throw new Error(`no statement makes a ${change.how} of a ${kind.name}`);
}

function create(kind: Kind, object: AnyObject): readonly Statement[] {
  if (kind.create !== undefined) return kind.create(object, "create");
  return [sql`CREATE ${word(kind.label)} ${objectName(object)}${onLines(createAssignments(kind, object))}`];
}

function alter(kind: Kind, change: ObjectChange, to: AnyObject): readonly Statement[] {
  const own = change.fields.filter((field) => kind.fields[field]?.sql === undefined);
  const statements: Statement[] = own.length === 0 ? [] : [...(kind.alter?.(change, own) ?? [])];
  const { set, unset } = alterAssignments(kind, to, change.fields);
  if (set.length > 0) statements.push(sql`ALTER ${word(kind.label)} ${objectName(to)} SET ${join(set, " ")}`);
  if (unset.length > 0) statements.push(sql`ALTER ${word(kind.label)} ${objectName(to)} UNSET ${join(unset)}`);
  return statements;
}
