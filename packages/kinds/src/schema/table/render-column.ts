import { exactly, type Fragment, id, join, name, parseQualifiedName, sql, text, userSql } from "@snowtower/sql";
import type { Attachment } from "../../access/attachment.ts";
import { bornClauses } from "../../access/born-with.ts";
import type { TableColumn } from "./column.ts";
import { readIdentity } from "./identity.ts";
import type { ForeignKey, Key } from "./keys.ts";

/** A column as CREATE TABLE and ADD COLUMN take it, with what it is born with. */
export function renderColumn(column: TableColumn, born: readonly Attachment[] = []): Fragment {
  const parts = [id(exactly(column.name)), userSql(column.type)];
  if (column.collate !== undefined) parts.push(sql`COLLATE ${text(column.collate)}`);
  parts.push(...renderDefault(column));
  if (column.not_null === true) parts.push(userSql("NOT NULL"));
  if (column.expression !== undefined) parts.push(sql`AS (${userSql(column.expression)})`);
  parts.push(...bornClauses(born, column.name));
  if (column.comment !== undefined) parts.push(sql`COMMENT ${text(column.comment)}`);
  return join(parts, " ");
}

/** `DEFAULT ...`; an identity stands without that word. */
function renderDefault(column: TableColumn): readonly Fragment[] {
  const { default: value, default_sequence: sequence } = column;
  if (sequence !== undefined) return [sql`DEFAULT ${nextValue(sequence)}`];
  if (value === undefined) return [];
  return [readIdentity(value) === null ? sql`DEFAULT ${userSql(value)}` : userSql(value)];
}

/** `"DB"."SC"."SEQ".NEXTVAL`. */
export function nextValue(sequence: string): Fragment {
  return sql`${name(parseQualifiedName(sequence) ?? [exactly(sequence)])}.NEXTVAL`;
}

/** `("A", "B")`. */
export function renderKey(columns: Key): Fragment {
  return sql`(${join(columns.map((column) => id(exactly(column))))})`;
}

/** `FOREIGN KEY ("A") REFERENCES "DB"."SC"."T" ("B")`. */
export function renderForeignKey(key: ForeignKey): Fragment {
  const table = name(parseQualifiedName(key.ref_table) ?? [exactly(key.ref_table)]);
  return sql`FOREIGN KEY ${renderKey(key.columns)} REFERENCES ${table} ${renderKey(key.ref_columns)}`;
}
