import { type Fragment, join, name, type Statement, sql, userSql, word } from "@snowtower/sql";
import type { Attachment } from "../access/attachment.ts";
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

/**
 * The statements that make the change, in order; `born` is what new objects and new columns are born with. Throws if it is a replacement that the kind does not offer: the planner refuses those before.
 */
export function renderObjectChange(change: ObjectChange, born: readonly Attachment[] = []): readonly Statement[] {
  const object = change.to ?? change.from;
  if (object === null) return [];
  const kind = kindNamed(object.kind);
  if (change.how === "drop") return kind.drop?.(object) ?? [sql`DROP ${word(kind.label)} ${objectName(object)}`];
  if (change.how === "create") return create(kind, object, born);
  if (change.how === "alter") return alter(kind, change, born);
  if (change.how === "rename" && change.from !== null && kind.renames === true)
    return [sql`ALTER ${word(kind.label)} ${objectName(change.from)} RENAME TO ${name(object.name)}`];
  if (change.how === "replace" && kind.remake !== undefined) return kind.remake(change, born);
  if (change.how === "replace" && kind.replace !== undefined && kind.create !== undefined) return kind.create(object, "replace", born);
  throw new Error(`no statement makes a ${change.how} of a ${kind.name}`);
}

function create(kind: Kind, object: AnyObject, born: readonly Attachment[]): readonly Statement[] {
  if (kind.create !== undefined) return kind.create(object, "create", born);
  return [sql`CREATE ${word(kind.label)} ${objectName(object)}${onLines(createAssignments(kind, object))}`];
}

function alter(kind: Kind, change: ObjectChange, born: readonly Attachment[]): readonly Statement[] {
  const { to } = change;
  if (to === null) return [];
  const own = change.fields.filter((field) => kind.fields[field]?.sql === undefined);
  const statements: Statement[] = own.length === 0 ? [] : [...(kind.alter?.(change, own, born) ?? [])];
  const { set, unset } = alterAssignments(kind, to, change.fields);
  if (set.length > 0) statements.push(sql`ALTER ${word(kind.label)} ${objectName(to)} SET ${join(set, " ")}`);
  if (unset.length > 0) statements.push(sql`ALTER ${word(kind.label)} ${objectName(to)} UNSET ${join(unset)}`);
  return statements;
}
