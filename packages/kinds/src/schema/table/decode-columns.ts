import { displayedName, lex, nameOf, parseQualifiedName, type QualifiedName } from "@snowtower/sql";
import type { RowView } from "../../rows.ts";
import { type Read, type Unknown, unknown } from "../../value.ts";
import type { TableColumn } from "./column.ts";
import { formatIdentity, readIdentity } from "./identity.ts";
import { readShownType } from "./shown-type.ts";

/** The columns of one table from its rows of SHOW COLUMNS. A table without any is one whose columns this role may not see (RA 9). */
export function decodeColumns(rows: readonly RowView[] | Unknown): Read<readonly TableColumn[]> {
  if ("$unknown" in rows) return rows;
  const columns: TableColumn[] = [];
  for (const row of rows as readonly RowView[]) {
    const column = decodeColumn(row);
    if (typeof column === "string") return unknown(column);
    columns.push(column);
  }
  return columns.length > 0 ? columns : unknown("SHOW COLUMNS tells nothing of the table to this role");
}

/** One column, or why it cannot be understood. */
function decodeColumn(row: RowView): TableColumn | string {
  const name = row.get("column_name");
  const type = readShownType(row.get("data_type") ?? "");
  if (!name) return "SHOW COLUMNS names no column";
  if (type === null) return `the type of column ${name} is not understood: ${row.get("data_type") ?? "NULL"}`;
  return {
    name,
    type: type.type,
    ...(isNullable(row, type.nullable) ? {} : { not_null: true }),
    ...defaultOf(row),
    ...expressionOf(row),
    ...(type.collation === undefined ? {} : { collate: type.collation }),
    ...(row.get("comment") ? { comment: row.get("comment") as string } : {}),
  };
}

/** The column `null?` says true or false; older answers say NOT_NULL. */
function isNullable(row: RowView, told: boolean | null): boolean {
  if (told !== null) return told;
  return !["false", "NOT_NULL", "N", "NO"].includes(row.get("null?") ?? "true");
}

/** A default, a sequence's next value, or an identity: three columns of SHOW for one place in CREATE TABLE. */
function defaultOf(row: RowView): Partial<TableColumn> {
  const identity = row.get("autoincrement");
  if (identity) {
    const read = readIdentity(identity);
    return { default: read === null ? identity : formatIdentity(read) };
  }
  const cell = row.get("default");
  if (!cell || isVirtual(row)) return {};
  const sequence = sequenceOf(cell, nameOf(row.get("database_name") ?? "", row.get("schema_name") ?? ""));
  return sequence === null ? { default: cell } : { default_sequence: displayedName(sequence) };
}

function expressionOf(row: RowView): Partial<TableColumn> {
  const cell = row.get("expression");
  return cell ? { expression: cell } : {};
}

function isVirtual(row: RowView): boolean {
  return row.get("kind") === "VIRTUAL_COLUMN";
}

/** `DB.SC.SEQ.NEXTVAL`, which Snowflake prints without the quotes of CREATE TABLE; `null` if it is another expression. */
function sequenceOf(cell: string, schema: QualifiedName): QualifiedName | null {
  const { tokens } = lex(cell);
  if (tokens.at(-2)?.value !== "NEXTVAL" || tokens.some((token) => token.text === "(")) return null;
  const parts = parseQualifiedName(cell)?.slice(0, -1);
  return parts === undefined || parts.length < 1 || parts.length > 3 ? null : [...schema.slice(0, 3 - parts.length), ...parts];
}
