import type { Command, Context } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { booleanColumn, type Cells, type Column, numberColumn, type ResultSet, STATEMENT_TYPE, textColumn } from "../result.ts";
import { compilationError } from "../sql-error.ts";
import { type Expression, readExpression } from "./expression.ts";
import { type Relation, readRelation } from "./relations.ts";
import { cellOf, type RowExpression, readRowExpression } from "./row-expression.ts";

type Item =
  | { readonly kind: "expression"; readonly expression: Expression; readonly alias: string }
  | { readonly kind: "star" }
  | { readonly kind: "column"; readonly name: string; readonly alias: string }
  | { readonly kind: "computed"; readonly expression: RowExpression; readonly alias: string };

/** SELECT of constants and context functions, or of columns FROM one known relation. Everything else is refused by name. */
export function parseSelect(cursor: Cursor): Command {
  cursor.expect("SELECT");
  if (cursor.sees("DISTINCT") || cursor.sees("TOP")) cursor.refuse(`SELECT ${cursor.peek().value}`);
  const hasRelation = seesFrom(cursor);
  const items: Item[] = [];
  do items.push(hasRelation ? readColumn(cursor) : readItem(cursor));
  while (cursor.accept(","));
  const relation = hasRelation ? readFrom(cursor) : null;
  if (!cursor.atEnd && cursor.peek().kind === "word") cursor.refuse(`SELECT ... ${cursor.peek().value}`);
  cursor.end();
  return {
    type: STATEMENT_TYPE.select,
    readsOnly: true,
    run: (context) => (relation === null ? computed(context, items) : selected(context, items, relation)),
  };
}

/** Is there a FROM in this SELECT, outside parentheses? */
function seesFrom(cursor: Cursor): boolean {
  let depth = 0;
  for (let ahead = 0; cursor.peek(ahead).kind !== "end"; ahead++) {
    const token = cursor.peek(ahead);
    if (token.kind === "symbol" && token.text === "(") depth++;
    if (token.kind === "symbol" && token.text === ")") depth--;
    if (depth === 0 && token.kind === "word" && token.value === "FROM") return true;
  }
  return false;
}

function readAlias(cursor: Cursor): string | null {
  if (cursor.accept("AS")) return cursor.identifier();
  return cursor.seesIdentifier() ? cursor.identifier() : null;
}

function readItem(cursor: Cursor): Item {
  const expression = readExpression(cursor);
  return { kind: "expression", expression, alias: readAlias(cursor) ?? expression.label };
}

function readColumn(cursor: Cursor): Item {
  if (cursor.accept("*")) return { kind: "star" };
  const next = cursor.peek(1);
  const isColumn = cursor.seesIdentifier() && (next.kind !== "symbol" || next.text === ",");
  if (isColumn) {
    const name = cursor.identifier();
    const isAlone = !["IS", "NOT", "AND", "OR"].some((word) => cursor.sees(word));
    if (isAlone) return { kind: "column", name, alias: readAlias(cursor) ?? name };
    cursor.refuse("SELECT <expression> FROM");
  }
  const from = cursor.mark();
  const expression = readRowExpression(cursor);
  const label = cursor.between(from, cursor.mark()).toUpperCase();
  return { kind: "computed", expression, alias: readAlias(cursor) ?? label };
}

function readFrom(cursor: Cursor): Relation {
  cursor.expect("FROM");
  return readRelation(cursor);
}

function computed(context: Context, items: readonly Item[]): ResultSet {
  const columns: Column[] = [];
  const row: (string | null)[] = [];
  for (const item of items) {
    if (item.kind !== "expression") continue;
    const { column, cell } = item.expression.evaluate(context);
    columns.push({ ...column, name: item.alias });
    row.push(cell);
  }
  return { columns, rows: [row], status: "" };
}

function selected(context: Context, items: readonly Item[], relation: Relation): ResultSet {
  const { columns, rows } = relation(context);
  const chosen = items.flatMap((item): readonly Chosen[] => {
    if (item.kind === "star") return columns.map((column, at) => ({ column, cell: (row) => row[at] ?? null }));
    if (item.kind === "computed") return [computedFor(columns, item)];
    if (item.kind !== "column") return [];
    const at = columns.findIndex((column) => column.name === item.name);
    const column = columns[at];
    if (column === undefined) throw compilationError("000904", "42000", `error line 1 at position 7\ninvalid identifier '${item.name}'`);
    return [{ column: { ...column, name: item.alias }, cell: (row) => row[at] ?? null }];
  });
  return { columns: chosen.map(({ column }) => column), rows: rows.map((row) => chosen.map(({ cell }) => cell(row))), status: "" };
}

interface Chosen {
  readonly column: Column;
  cell(row: Cells): string | null;
}

function computedFor(columns: readonly Column[], item: Extract<Item, { readonly kind: "computed" }>): Chosen {
  const { kind, of } = item.expression(columns);
  const column = kind === "number" ? numberColumn(item.alias) : kind === "boolean" ? booleanColumn(item.alias) : textColumn(item.alias);
  return { column: kind === "json" ? { ...column, type: "variant" } : column, cell: (row) => cellOf(of(row)) };
}
