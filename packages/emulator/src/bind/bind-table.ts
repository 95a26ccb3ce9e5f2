import type { Entry } from "../catalog/entry.ts";
import { type ColumnDefinition, columnsOf } from "../objects/table/table-definition.ts";
import { type Segment, segmentsOf } from "../objects/table/table-rows.ts";
import { Cursor } from "../parser/cursor.ts";
import { parseExpression } from "../query/tree/parse-expression.ts";
import { cast } from "../types/cast.ts";
import { duckdbType } from "../types/duckdb-type.ts";
import { type Type, typeNamed } from "../types/type.ts";
import type { Typed } from "../types/typed.ts";
import { bind } from "./bind-expression.ts";
import { type Binder, type BoundQuery, fresh } from "./binder.ts";
import { NO_SCOPE, type Scope, sourceOf } from "./scope.ts";

/** The rows of a table: those of all its segments, with its columns as they are now. */
export function bindTable(entry: Entry, binder: Binder): BoundQuery {
  const definitions = columnsOf(entry);
  const columns = definitions.map(({ name, type, nullable, collation }) => ({ name, type: typeNamed(type, collation), nullable, vague: false }));
  const kept = definitions.map(({ expression }, i) => ({ expression, i })).filter(({ expression }) => expression === undefined);
  const parts = segmentsOf(entry).map((segment) => {
    const items = kept.map(({ i }) => `${valueIn(segment, definitions[i] as ColumnDefinition, binder)} AS c${i}`);
    return `SELECT ${items.join(", ")} FROM s${segment.id}`;
  });
  const nothing = `SELECT ${kept.map(({ i }) => `CAST(NULL AS ${duckdbType(columns[i]?.type as Type)}) AS c${i}`).join(", ")} WHERE FALSE`;
  const stored = parts.length === 0 ? nothing : parts.join(" UNION ALL ");
  if (kept.length === definitions.length) return { columns, sql: stored };
  return { columns, sql: withVirtual(definitions, { stored, columns, binder }) };
}

/** What a segment holds of a column; for one that came later, its default. */
function valueIn(segment: Segment, column: ColumnDefinition, binder: Binder): string {
  const type = typeNamed(column.type);
  const at = segment.columns.indexOf(column.name);
  if (at >= 0) return `CAST(c${at} AS ${duckdbType(type)})`;
  const text = segment.later?.[column.name];
  return text === undefined ? `CAST(NULL AS ${duckdbType(type)})` : defaultValue(text, type, binder).sql;
}

/** What the text of a default gives, as the column's type. */
export function defaultValue(text: string, type: Type, binder: Binder): Typed {
  const cursor = new Cursor(text);
  const expression = parseExpression(cursor);
  cursor.end();
  return cast(bind(expression, NO_SCOPE, binder), type, { mode: "store", settings: binder.settings });
}

interface Stored {
  readonly stored: string;
  readonly columns: BoundQuery["columns"];
  readonly binder: Binder;
}

/** Virtual columns are computed from the others when they are read (docs: sql-reference/virtual-columns). */
function withVirtual(definitions: readonly ColumnDefinition[], { stored, columns, binder }: Stored): string {
  const table = fresh(binder, "v");
  const source = sourceOf(table, null, columns);
  const scope: Scope = { ...NO_SCOPE, sources: [{ ...source, columns: source.columns.filter((_column, i) => definitions[i]?.expression === undefined) }] };
  const items = definitions.map(({ expression }, i) => {
    if (expression === undefined) return `${table}.c${i} AS c${i}`;
    const cursor = new Cursor(expression);
    const bound = bind(parseExpression(cursor), scope, binder);
    return `${cast(bound, columns[i]?.type as Type, { mode: "cast", settings: binder.settings }).sql} AS c${i}`;
  });
  return `SELECT ${items.join(", ")} FROM (${stored}) AS ${table}`;
}
