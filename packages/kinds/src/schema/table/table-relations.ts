import { displayedName, parseQualifiedName, type QualifiedName } from "@snowtower/sql";
import type { ObjectChange } from "../../change.ts";
import type { AnyObject } from "../../object.ts";
import { idOf, type ObjectId } from "../../object-id.ts";
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

/** What drops a table, or replaces it, takes the foreign keys of others to it along (docs: sql-reference/sql/drop-table, CASCADE). */
export function withoutForeignKeysTo(object: AnyObject, { from }: ObjectChange): AnyObject {
  const table = from === null ? null : displayedName(from.name);
  const keys = tableFields(object).foreignKeys;
  const left = keys.filter((key) => key.ref_table !== table);
  if (from?.kind !== object.kind || left.length === keys.length) return object;
  return left.length === 0 ? withoutForeignKeys(object) : { ...object, fields: { ...object.fields, foreign_keys: left } };
}

/** What another object's new name changes of a table: the foreign keys to it. */
export function followsName(object: AnyObject, { from, to }: { readonly from: QualifiedName; readonly to: QualifiedName }): AnyObject {
  const [was, is] = [displayedName(from), displayedName(to)];
  const { foreignKeys } = tableFields(object);
  if (!foreignKeys.some((key) => key.ref_table === was)) return object;
  return { ...object, fields: { ...object.fields, foreign_keys: foreignKeys.map((key) => (key.ref_table === was ? { ...key, ref_table: is } : key)) } };
}
