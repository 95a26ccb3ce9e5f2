import type { Cursor } from "../parser/cursor.ts";
import type { Cells, Column } from "../result.ts";
import { compilationError } from "../sql-error.ts";
import type { Rows } from "./relations.ts";

interface Key {
  readonly name: string;
  readonly descending: boolean;
}

/** ORDER BY <columns of the relation> and LIMIT. */
export function readOrder(cursor: Cursor): (rows: Rows) => Rows {
  const keys: Key[] = [];
  if (cursor.accept("ORDER BY")) {
    do {
      if (!cursor.seesIdentifier()) cursor.refuse("ORDER BY <expression>");
      keys.push({ name: cursor.identifier(), descending: cursor.acceptOneOf(["ASC", "DESC"]) === "DESC" });
    } while (cursor.accept(","));
    if (cursor.sees("NULLS")) cursor.refuse("ORDER BY ... NULLS");
  }
  const limit = cursor.accept("LIMIT") ? cursor.integer() : Number.POSITIVE_INFINITY;
  return ({ columns, rows }) => {
    const compares = keys.map((key) => comparison(columns, key));
    const compare = (a: Cells, b: Cells): number => compares.reduce((so, next) => so || next(a, b), 0);
    return { columns, rows: (keys.length === 0 ? rows : [...rows].sort(compare)).slice(0, limit) };
  };
}

function comparison(columns: readonly Column[], { name, descending }: Key): (a: Cells, b: Cells) => number {
  const at = columns.findIndex((column) => column.name === name);
  const column = columns[at];
  if (column === undefined) throw compilationError("000904", "42000", `error line 1 at position 0\ninvalid identifier '${name}'`);
  const isText = column.type === "text" || column.type === "variant";
  const order = (a: string, b: string): number => (isText ? (a < b ? -1 : a > b ? 1 : 0) : Number(a) - Number(b));
  return (rowA, rowB) => {
    const [a, b] = [rowA[at] ?? null, rowB[at] ?? null];
    // NULL is the greatest value (docs: sql-reference/constructs/order-by).
    const ascending = a === null || b === null ? Number(a === null) - Number(b === null) : order(a, b);
    return descending ? -ascending : ascending;
  };
}
