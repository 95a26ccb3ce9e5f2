import { displayed, displayedName, exactly, type QualifiedName } from "@snowtower/sql";
import type { ColumnRename } from "../../kind.ts";
import type { AnyObject } from "../../object.ts";
import type { TableColumn } from "./column.ts";
import type { ForeignKey, Key } from "./keys.ts";
import { tableFields } from "./table-fields.ts";

/**
 * Columns that have another name in `to`, because one of the two sides says so; the other way round it is what takes a rename back. One whose new name is
 * taken is no rename.
 */
export function columnRenames(from: readonly TableColumn[], to: readonly TableColumn[]): readonly ColumnRename[] {
  const [before, after] = [namesOf(from), namesOf(to)];
  const isMoved = (each: ColumnRename): boolean => before.has(each.from) && !before.has(each.to) && after.has(each.to) && !after.has(each.from);
  const forth = to.flatMap(({ name, renamed_from: was }) => (was === undefined ? [] : [{ from: was, to: name }]));
  const back = from.flatMap(({ name, renamed_from: was }) => (was === undefined ? [] : [{ from: name, to: was }]));
  return [...forth, ...back].filter(isMoved);
}

export function renamedColumns(from: AnyObject, to: AnyObject): readonly ColumnRename[] {
  return columnRenames(tableFields(from).columns, tableFields(to).columns);
}

/** Columns that are to have a name which the account has given to another one, and are to go therefore. */
export function takenNames(from: AnyObject, to: AnyObject): readonly ColumnRename[] {
  const [before, after] = [namesOf(tableFields(from).columns), namesOf(tableFields(to).columns)];
  const wanted = tableFields(to).columns.flatMap(({ name, renamed_from: was }) => (was === undefined ? [] : [{ from: was, to: name }]));
  return wanted.filter((each) => before.has(each.from) && before.has(each.to) && !after.has(each.from));
}

function namesOf(columns: readonly TableColumn[]): ReadonlySet<string> {
  return new Set(columns.map(({ name }) => name));
}

/** The columns as they are called after it; each knows its former name, so that the way back is known as well. */
export function withNewNames(columns: readonly TableColumn[], renames: readonly ColumnRename[]): readonly TableColumn[] {
  return columns.map((column) => {
    const rename = renames.find(({ from }) => from === column.name);
    if (rename === undefined) return column;
    const { renamed_from: was, ...rest } = column;
    return { ...rest, name: rename.to, ...(was === rename.to ? {} : { renamed_from: column.name }) };
  });
}

/** A table after columns of its own, or of one that its foreign keys refer to, were renamed: keys and the clustering key follow (docs: sql-reference/sql/alter-table). */
export function followsColumns(object: AnyObject, { of, columns }: { readonly of: QualifiedName; readonly columns: readonly ColumnRename[] }): AnyObject {
  const table = displayedName(of);
  const isOwn = displayedName(object.name) === table;
  const names = new Map(columns.map(({ from, to }) => [from, to]));
  const key = (each: Key): Key => each.map((column) => names.get(column) ?? column);
  const fields = tableFields(object);
  const foreignKeys = fields.foreignKeys.map(
    (each): ForeignKey => ({
      columns: isOwn ? key(each.columns) : each.columns,
      ref_table: each.ref_table,
      ref_columns: each.ref_table === table ? key(each.ref_columns) : each.ref_columns,
    }),
  );
  const own = isOwn
    ? {
        columns: withNewNames(fields.columns, columns),
        primary_key: key(fields.primaryKey),
        unique_keys: fields.uniqueKeys.map(key),
        cluster_by: fields.clusterBy.map((each) => clusteredBy(each, columns)),
      }
    : {};
  const following = Object.entries({ ...own, foreign_keys: foreignKeys }).filter(([field]) => object.fields[field] !== undefined);
  return { ...object, fields: { ...object.fields, ...Object.fromEntries(following) } };
}

/** Only where it is the column itself; what becomes of an expression no page says. */
function clusteredBy(expression: string, columns: readonly ColumnRename[]): string {
  const rename = columns.find(({ from }) => expression === from || expression === displayed(exactly(from)));
  return rename === undefined ? expression : displayed(exactly(rename.to));
}
