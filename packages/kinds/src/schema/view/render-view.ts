import { exactly, type Fragment, id, join, name, nothing, type Statement, sql, text, userSql } from "@snowtower/sql";
import type { Attachment } from "../../access/attachment.ts";
import { bornClauses } from "../../access/born-with.ts";
import type { ObjectChange } from "../../change.ts";
import { type AnyObject, known } from "../../object.ts";
import { sameNames, type ViewColumn } from "./view-columns.ts";

type HowToCreate = "create" | "replace" | "alter";

const CREATE: Readonly<Record<HowToCreate, string>> = { create: "CREATE", replace: "CREATE OR REPLACE", alter: "CREATE OR ALTER" };

/** CREATE VIEW; replacing keeps the grants, which a plain OR REPLACE would lose (RA 15). */
export function createView(object: AnyObject, how: HowToCreate, born: readonly Attachment[] = []): Statement {
  const columns = columnsOf(object);
  const [comment, query] = [known(object.fields.comment), known(object.fields.text)];
  const clauses: Fragment[] = [];
  if (columns.length > 0)
    clauses.push(
      sql`(\n  ${join(
        columns.map((column) => renderColumn(column, born)),
        ",\n  ",
      )}\n)`,
    );
  if (object.fields.change_tracking === true) clauses.push(userSql("CHANGE_TRACKING = TRUE"));
  if (how === "replace") clauses.push(userSql("COPY GRANTS"));
  if (typeof comment === "string") clauses.push(sql`COMMENT = ${text(comment)}`);
  clauses.push(...bornClauses(born, null));
  const secure = object.fields.is_secure === true ? userSql("SECURE ") : nothing;
  const lines = join([...clauses, sql`AS\n${userSql(String(query ?? ""))}`], "\n");
  return sql`${userSql(CREATE[how])} ${secure}VIEW ${name(object.name)}\n${lines}`;
}

function renderColumn({ name: column, comment }: ViewColumn, born: readonly Attachment[]): Fragment {
  const said = comment === undefined ? [] : [sql`COMMENT ${text(comment)}`];
  return join([id(exactly(column)), ...bornClauses(born, column), ...said], " ");
}

/** What is set on a column can stand in CREATE VIEW only where the columns are listed. CREATE OR ALTER sets nothing (docs: sql-reference/sql/create-view). */
export function isBornWith({ column }: Attachment, { how, to }: ObjectChange): boolean {
  if (how === "alter" || to === null) return false;
  return column === undefined || columnsOf(to).some(({ name: listed }) => listed === column);
}

/** The listed columns, whose types only the account knows; `null` without a list. */
export function columnNames(object: AnyObject): ReadonlyMap<string, null> | null {
  const columns = columnsOf(object);
  return columns.length === 0 ? null : new Map(columns.map((column) => [column.name, null]));
}

/**
 * Each property has its own ALTER VIEW (docs: sql-reference/sql/alter-view, "You must set each view property individually").
 * Comments of columns have none: CREATE OR ALTER VIEW sets them, and keeps grants, tags, policies and streams. `null` for another query or other columns.
 */
export function alterView(change: ObjectChange, fields: readonly string[]): readonly Statement[] | null {
  const { from, to } = change;
  if (from === null || to === null || fields.includes("text")) return null;
  if (fields.includes("columns")) return sameNames(columnsOf(from), columnsOf(to)) && known(to.fields.text) !== undefined ? [createView(to, "alter")] : null;
  const target = sql`ALTER VIEW ${name(to.name)}`;
  const is = (field: string): boolean => to.fields[field] === true;
  return [
    ...(fields.includes("is_secure") ? [sql`${target} ${userSql(is("is_secure") ? "SET" : "UNSET")} SECURE`] : []),
    ...(fields.includes("change_tracking") ? [sql`${target} SET CHANGE_TRACKING = ${userSql(is("change_tracking") ? "TRUE" : "FALSE")}`] : []),
    ...(fields.includes("comment") ? [commentOn(target, known(to.fields.comment))] : []),
  ];
}

function commentOn(target: Fragment, comment: unknown): Statement {
  return typeof comment === "string" ? sql`${target} SET COMMENT = ${text(comment)}` : sql`${target} UNSET COMMENT`;
}

function columnsOf(object: AnyObject): readonly ViewColumn[] {
  return (known(object.fields.columns) ?? []) as unknown as readonly ViewColumn[];
}
