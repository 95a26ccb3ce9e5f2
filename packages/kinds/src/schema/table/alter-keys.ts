import { type Fragment, sql, userSql } from "@snowtower/sql";
import type { ForeignKey, Key } from "./keys.ts";
import { renderForeignKey, renderKey } from "./render-column.ts";
import type { TableFields } from "./table-fields.ts";

/** Keys that go, before columns change, and keys that come, after. */
interface KeyChanges {
  readonly drop: readonly Fragment[];
  readonly add: readonly Fragment[];
}

/** A key cannot change: it is dropped and added. It is named by its columns. (docs: sql-reference/sql/alter-table) */
export function keyChanges(from: TableFields, to: TableFields, fields: readonly string[]): KeyChanges {
  const drop: Fragment[] = [];
  const add: Fragment[] = [];
  if (fields.includes("foreign_keys")) {
    const { gone, come } = foreignKeyChanges(from.foreignKeys, to.foreignKeys);
    drop.push(...gone.map((columns) => sql`DROP FOREIGN KEY ${renderKey(columns)}`));
    add.push(...come.map((key) => sql`ADD ${renderForeignKey(key)}`));
  }
  if (fields.includes("unique_keys")) {
    drop.push(...missingFrom(to.uniqueKeys, from.uniqueKeys).map((columns) => sql`DROP UNIQUE ${renderKey(columns)}`));
    add.unshift(...missingFrom(from.uniqueKeys, to.uniqueKeys).map((columns) => sql`ADD UNIQUE ${renderKey(columns)}`));
  }
  if (fields.includes("primary_key")) {
    if (from.primaryKey.length > 0) drop.push(userSql("DROP PRIMARY KEY"));
    if (to.primaryKey.length > 0) add.unshift(sql`ADD PRIMARY KEY ${renderKey(to.primaryKey)}`);
  }
  return { drop, add };
}

/** Foreign keys of the same columns go together, since it is by their columns that they are named. */
function foreignKeyChanges(from: readonly ForeignKey[], to: readonly ForeignKey[]): { readonly gone: readonly Key[]; readonly come: readonly ForeignKey[] } {
  const gone = new Map(missingFrom(to, from).map((key) => [textOf(key.columns), key.columns]));
  const come = to.filter((key) => gone.has(textOf(key.columns)) || missingFrom(from, [key]).length > 0);
  return { gone: [...gone.values()], come };
}

function missingFrom<T>(there: readonly T[], wanted: readonly T[]): readonly T[] {
  const known = new Set(there.map(textOf));
  return wanted.filter((each) => !known.has(textOf(each)));
}

function textOf(value: unknown): string {
  return JSON.stringify(value);
}
