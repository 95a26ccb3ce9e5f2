import type { Row } from "@snowtower/sql";
import type { Column, RowStatement } from "snowflake-sdk";

/** How many rows a page has. */
const PAGE = 1000;

/** What the driver's row stream asks of a column and of a row; nothing else in the driver gives cells as they came over the wire. */
interface WireColumn extends Column {
  _getRowValue(row: WireRow): unknown;
  _getRowValueAsString(row: WireRow): unknown;
}
interface WireRow {
  readonly values: readonly unknown[];
}

/**
 * The rows of a statement in pages, cells as on the wire. Every conversion is taken out of the driver's columns: a NUMBER of 38 digits, a
 * TIMESTAMP with nanoseconds and a VARIANT pass through untouched, while streaming, prefetch and renewal of expired links stay the driver's.
 */
export async function* rawRows(statement: RowStatement): AsyncGenerator<readonly Row[]> {
  for (const column of (statement.getColumns() ?? []) as readonly Column[] as WireColumn[]) {
    const index = column.getIndex();
    column._getRowValue = column._getRowValueAsString = (row) => cell(row.values[index]);
  }
  let page: Row[] = [];
  for await (const row of statement.streamRows()) {
    page.push(row as Row);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

function cell(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : typeof value === "object" ? JSON.stringify(value) : String(value);
}
