import type { Command, Context } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { type Cells, type Column, type ResultSet, STATEMENT_TYPE } from "../result.ts";
import { compilationError } from "../sql-error.ts";
import { type Expression, readExpression } from "./expression.ts";
import { type Relation, readRelation } from "./relations.ts";

type Item =
  | { readonly kind: "expression"; readonly expression: Expression; readonly alias: string }
  | { readonly kind: "star" }
  | { readonly kind: "column"; readonly name: string; readonly alias: string };

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
  if (!cursor.seesIdentifier() || cursor.peek(1).text === "(") cursor.refuse("SELECT <expression> FROM");
  const name = cursor.identifier();
  return { kind: "column", name, alias: readAlias(cursor) ?? name };
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
  const chosen = items.flatMap((item) => {
    if (item.kind === "star") return columns.map((column, at) => ({ at, column }));
    if (item.kind !== "column") return [];
    const at = columns.findIndex((column) => column.name === item.name);
    const column = columns[at];
    if (column === undefined) throw compilationError("000904", "42000", `error line 1 at position 7\ninvalid identifier '${item.name}'`);
    return [{ at, column: { ...column, name: item.alias } }];
  });
  const cut = (row: Cells): Cells => chosen.map(({ at }) => row[at] ?? null);
  return { columns: chosen.map(({ column }) => column), rows: rows.map(cut), status: "" };
}
