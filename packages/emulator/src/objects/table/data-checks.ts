import { displayedName, nameOf, parseDataType } from "@snowtower/sql";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { compilationError, dependsOnData, SqlError, unsupported } from "../../sql-error.ts";
import { dataOf, requireKnownData, unknownSizeOf, writtenName } from "./table-data.ts";
import { baseOf, type ColumnDefinition } from "./table-definition.ts";
import { rowCount, segmentsOf } from "./table-rows.ts";

/** How many rows a table has: 0, more, or nobody here knows. */
function rowsIn(table: Entry): "none" | "some" | "unknown" {
  if (dataOf(table) === "rows") return rowCount(table) === 0 ? "none" : "some";
  return unknownSizeOf(table)?.rows === null ? "unknown" : "some";
}

/** Throws `depends on data` with the question whether the table is empty. */
function requireCount(context: Context, table: Entry, statement: string): never {
  const name = writtenName(context.draft.catalog, table);
  throw dependsOnData(statement, { table: name, column: null, probe: `SELECT COUNT(*) FROM ${name}` });
}

const SEMI_STRUCTURED = ["ARRAY", "OBJECT", "VARIANT"];
const SET_NOT_NULL = "ALTER TABLE ... SET NOT NULL";

/** "if the column contains NULL values, an error is returned and no changes are applied to the column" (docs: sql-reference/sql/alter-table-column). */
export function checkNoNulls(context: Context, table: Entry, column: ColumnDefinition, statement = SET_NOT_NULL): void {
  const rows = rowsIn(table);
  if (!column.nullable || rows === "none") return;
  // "cannot be set to NOT NULL, except when the table is empty"
  if (SEMI_STRUCTURED.includes(baseOf(column.type))) {
    if (rows === "unknown") requireCount(context, table, statement);
    throw unsupported(`SET NOT NULL on column '${column.name}' of type ${column.type} of a table that is not empty`);
  }
  if (dataOf(table) === "unknown") {
    if (column.addedWithDefault === true && column.addedToUnknown === true) return;
    if (column.addedToUnknown !== true)
      requireKnownData(context.draft.catalog, table, { statement, column: column.name, offends: (name) => `${name} IS NULL` });
    if (rows === "unknown") requireCount(context, table, statement);
    throw nullInColumn();
  }
  if (hasNulls(table, column.name)) throw nullInColumn();
}

function nullInColumn(): SqlError {
  return new SqlError("100072", "22000", "NULL result in a non-nullable column");
}

function hasNulls(table: Entry, column: string): boolean {
  return segmentsOf(table).some(({ columns, later, full, rows }) => {
    const at = columns.indexOf(column);
    if (rows === 0) return false;
    return at < 0 ? (later?.[column] ?? "NULL").toUpperCase() === "NULL" : !full.includes(at);
  });
}

/** A new column that a table with rows cannot take: one that would have to be NULL in them, or another value in each. */
export function checkAddedColumn(context: Context, table: Entry, column: ColumnDefinition): void {
  const rows = rowsIn(table);
  if (rows === "none" || column.expression !== undefined) return;
  const isConstant = column.identity === undefined && column.default?.endsWith(".NEXTVAL") !== true;
  const isNull = column.default === undefined || column.default.toUpperCase() === "NULL";
  if (isConstant && (column.nullable || !isNull)) return;
  if (rows === "unknown") requireCount(context, table, `ALTER TABLE ... ADD COLUMN ${column.nullable ? "with a default that is no constant" : "NOT NULL"}`);
  throw isConstant
    ? compilationError(
        "002216",
        "22000",
        `Non-nullable column '${column.name}' cannot be added to non-empty table '${table.name}' unless it has a non-null default value.`,
      )
    : compilationError("002217", "22000", `Cannot add column '${column.name}' with non-constant default to non-empty table '${table.name}'.`);
}

/** What is known of a column's values from now on, where nothing is known of the table's. */
export function addedTo(table: Entry, column: ColumnDefinition): ColumnDefinition {
  return dataOf(table) === "unknown" ? { ...column, addedToUnknown: true } : column;
}

/** "Only allowed if the new precision is sufficient to hold all values currently in the column" (docs: sql-reference/sql/alter-table-column). */
export function checkFits(context: Context, table: Entry, from: ColumnDefinition, to: ColumnDefinition): void {
  const [before, after] = [from, to].map(({ type }) => parseDataType(type)?.parameters.map(Number) ?? []);
  const [precision = 0, scale = 0] = after ?? [];
  if (baseOf(from.type) !== "NUMBER" || rowsIn(table) === "none" || precision >= (before?.[0] ?? 0)) return;
  // Every row has NULL there.
  if (from.addedToUnknown === true && from.default === undefined) return;
  if (dataOf(table) === "rows") throw unsupported("ALTER TABLE ... SET DATA TYPE with less precision of a table that is not empty");
  const statement = "ALTER TABLE ... SET DATA TYPE with less precision";
  requireKnownData(context.draft.catalog, table, { statement, column: from.name, offends: (name) => `ABS(${name}) >= 1e${precision - scale}` });
}

/** A seeded table of which only the name was read: nothing can be said of its columns. */
export function requireColumns(table: Entry): void {
  if (table.properties.COLUMNS === undefined) throw unsupported(`columns of ${displayedName(nameOf(table.name))}, which were not read`);
}
