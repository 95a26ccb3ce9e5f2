import { exactly, type Fragment, id, parseDataType, sql, text, userSql } from "@snowtower/sql";
import type { Attachment } from "../../access/attachment.ts";
import { type ColumnFacet, columnDifferences, type TableColumn } from "./column.ts";
import { columnRenames, withNewNames } from "./rename-columns.ts";
import { nextValue, renderColumn } from "./render-column.ts";

/** What makes one list of columns of the other: clauses of ALTER TABLE, and the reasons why there may be no such clauses. */
interface ColumnChanges {
  readonly add: readonly Fragment[];
  readonly modify: readonly Fragment[];
  readonly drop: readonly Fragment[];
  /** In words; not empty: only a new table can have these columns. */
  readonly reasons: readonly string[];
}

/** Columns are only added at the end, and keep their order (docs: sql-reference/sql/alter-table, alter-table-column). `born`: what new ones are born with. */
export function columnChanges(from: readonly TableColumn[], to: readonly TableColumn[], born: readonly Attachment[] = []): ColumnChanges {
  const wanted = new Map(to.map((column) => [column.name, column]));
  const kept = from.filter((column) => wanted.has(column.name));
  const changes = kept.flatMap((column) => modify(column, wanted.get(column.name) as TableColumn));
  const added = to.slice(kept.length);
  const inOrder = kept.every((column, i) => to[i]?.name === column.name);
  return {
    add: inOrder ? added.map((column) => sql`ADD COLUMN ${renderColumn(column, born)}`) : [],
    modify: changes.filter((change): change is Fragment => typeof change !== "string"),
    drop: from.filter((column) => !wanted.has(column.name)).map((column) => sql`DROP COLUMN ${id(exactly(column.name))}`),
    reasons: [...changes.filter((change) => typeof change === "string"), ...(inOrder ? [] : [orderReason(kept, to)])],
  };
}

function orderReason(kept: readonly TableColumn[], to: readonly TableColumn[]): string {
  const there = new Set(kept.map((column) => column.name));
  const inserted = to.slice(0, kept.length).find((column) => !there.has(column.name));
  return inserted === undefined ? "the order of the columns changes" : `column ${inserted.name} is not at the end, where new columns are added`;
}

function modify(from: TableColumn, to: TableColumn): readonly (Fragment | string)[] {
  return columnDifferences(from, to).map((facet) => {
    const clause = MODIFY[facet](from, to);
    return typeof clause === "string" ? `column ${to.name}: ${clause}` : sql`MODIFY COLUMN ${id(exactly(to.name))} ${clause}`;
  });
}

/** The clause for each facet, or why there is none. */
const MODIFY: Readonly<Record<ColumnFacet, (from: TableColumn, to: TableColumn) => Fragment | string>> = {
  type: (from, to) => (isWidening(from.type, to.type) ? sql`SET DATA TYPE ${userSql(to.type)}` : `its type cannot go from ${from.type} to ${to.type}`),
  not_null: (_from, to) => userSql(to.not_null === true ? "SET NOT NULL" : "DROP NOT NULL"),
  default: changeDefault,
  expression: () => "the expression of a virtual column cannot change",
  collate: () => "its collation cannot change",
  comment: (_from, to) => (to.comment === undefined ? userSql("UNSET COMMENT") : sql`COMMENT ${text(to.comment)}`),
};

/** A default can be dropped, and one sequence can take another's place; nothing else. */
function changeDefault(from: TableColumn, to: TableColumn): Fragment | string {
  if (to.default === undefined && to.default_sequence === undefined) return userSql("DROP DEFAULT");
  if (from.default_sequence !== undefined && to.default_sequence !== undefined) return sql`SET DEFAULT ${nextValue(to.default_sequence)}`;
  const was = from.default ?? (from.default_sequence === undefined ? "none" : `${from.default_sequence}.NEXTVAL`);
  return `its default cannot go from ${was} to ${to.default ?? `${to.default_sequence ?? ""}.NEXTVAL`}`;
}

/** VARCHAR longer, NUMBER of another precision and the same scale: less precision is taken if the values fit. */
function isWidening(from: string, to: string): boolean {
  const [a, b] = [parseDataType(from), parseDataType(to)];
  if (a === null || b === null || a.base !== b.base) return false;
  if (a.base === "VARCHAR") return Number(b.parameters[0]) > Number(a.parameters[0]);
  return a.base === "NUMBER" && a.parameters[1] === b.parameters[1];
}

/** True if values are lost, or how far back they can be had: a column goes, or its precision shrinks (docs: sql-reference/sql/alter-table-column, usage notes). */
export function losesData(from: readonly TableColumn[], to: readonly TableColumn[]): boolean {
  const wanted = new Map(to.map((column) => [column.name, column]));
  return withNewNames(from, columnRenames(from, to)).some((column) => {
    const type = wanted.get(column.name)?.type;
    return type === undefined || (type !== column.type && !isGrowth(column.type, type));
  });
}

function isGrowth(from: string, to: string): boolean {
  const [a, b] = [parseDataType(from), parseDataType(to)];
  return a !== null && b !== null && isWidening(from, to) && Number(b.parameters[0]) >= Number(a.parameters[0]);
}
