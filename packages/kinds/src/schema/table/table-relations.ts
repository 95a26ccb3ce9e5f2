import { displayedName, parseQualifiedName } from "@snowtower/sql";
import type { Change, ObjectChange } from "../../change.ts";
import type { World } from "../../kind.ts";
import type { AnyObject } from "../../object.ts";
import { idOf, type ObjectId } from "../../object-id.ts";
import type { ForeignKey } from "./keys.ts";
import { tableFields } from "./table-fields.ts";

/** Sequences of defaults, and tables that foreign keys refer to. */
export function tableRefs(object: AnyObject): readonly ObjectId[] {
  const { columns, foreignKeys } = tableFields(object);
  const own = displayedName(object.name);
  const sequences = columns.flatMap((column) => (column.default_sequence === undefined ? [] : [named("sequence", column.default_sequence)]));
  const tables = foreignKeys.filter((key) => key.ref_table !== own).map((key) => named("table", key.ref_table));
  return [...new Set([...sequences, ...tables])];
}

function named(kind: string, displayed: string): ObjectId {
  return idOf(kind, parseQualifiedName(displayed) ?? []);
}

/** Defaults and expressions may call functions. */
export function tableBodies(object: AnyObject): readonly string[] {
  return tableFields(object).columns.flatMap((column) => [column.default, column.expression].filter((each) => each !== undefined));
}

export function withoutForeignKeys(object: AnyObject): AnyObject {
  const { foreign_keys: _foreignKeys, ...fields } = object.fields;
  return { ...object, fields };
}

/** DROP TABLE takes the foreign keys of other tables that refer to it along (docs: sql-reference/sql/drop-table, CASCADE). */
export function foreignKeysGone(change: ObjectChange, world: World): readonly Change[] {
  const [dropped, database] = [change.from, change.from?.name[0]];
  if (change.how !== "drop" || dropped === null || database === undefined || !canBeReferredTo(dropped)) return [];
  const table = displayedName(dropped.name);
  const changes: Change[] = [];
  for (const other of world.inside(idOf("database", [database]))) {
    if (other.kind !== dropped.kind || other.id === dropped.id) continue;
    const keys = tableFields(other).foreignKeys;
    const left = keys.filter((key) => key.ref_table !== table);
    if (left.length < keys.length) changes.push({ kind: "object", how: "alter", from: other, to: withForeignKeys(other, left), fields: ["foreign_keys"] });
  }
  return changes;
}

function canBeReferredTo(object: AnyObject): boolean {
  return object.fields.primary_key !== undefined || object.fields.unique_keys !== undefined;
}

function withForeignKeys(object: AnyObject, keys: readonly ForeignKey[]): AnyObject {
  return keys.length === 0 ? withoutForeignKeys(object) : { ...object, fields: { ...object.fields, foreign_keys: keys } };
}
