import type { Context } from "../context.ts";
import { booleanColumn, type Column, numberColumn, textColumn, timeColumn } from "../result.ts";
import type { Rows } from "./relations.ts";

/** What a column prints for a row: text as on the wire. */
export type Cell<Row> = (row: Row, context: Context) => string | null;

/** One column: its name, its type, and its cell for a row. */
export interface ViewColumn<Row> {
  readonly column: Column;
  readonly cell: Cell<Row>;
}

const TYPES: Readonly<Record<string, (name: string) => Column>> = {
  text: textColumn,
  n: numberColumn,
  b: booleanColumn,
  t: timeColumn,
  v: (name) => ({ ...booleanColumn(name), type: "variant" }),
};

/**
 * The columns of a page in its order: `NAME`, or `NAME:n` for a number, `:b` boolean, `:t` time, `:v` variant.
 * Those without a cell are NULL: not applicable, or nothing that this account knows.
 */
export function layout<Row>(names: string, cells: Readonly<Record<string, Cell<Row>>>): readonly ViewColumn<Row>[] {
  const columns = names.split(" ").map((written) => {
    const [name = "", type = "text"] = written.split(":");
    const column = TYPES[type]?.(name) ?? textColumn(name);
    return { column, cell: Object.hasOwn(cells, name) ? (cells[name] ?? nothing) : nothing };
  });
  const stranger = Object.keys(cells).find((name) => !columns.some(({ column }) => column.name === name));
  if (stranger !== undefined) throw new Error(`no column ${stranger} in ${names}`);
  return columns;
}

const nothing = (): null => null;

export function rowsOf<Row>(columns: readonly ViewColumn<Row>[], rows: readonly Row[], context: Context): Rows {
  return { columns: columns.map(({ column }) => column), rows: rows.map((row) => columns.map(({ cell }) => cell(row, context))) };
}
