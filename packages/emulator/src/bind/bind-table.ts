import type { Entry } from "../catalog/entry.ts";
import { type ColumnDefinition, columnsOf } from "../objects/table/table-definition.ts";
import { type Segment, segmentsOf } from "../objects/table/table-rows.ts";
import { Cursor } from "../parser/cursor.ts";
import { parseExpression } from "../query/tree/parse-expression.ts";
import { refusedConstruct, SqlError } from "../sql-error.ts";
import { cast } from "../types/cast.ts";
import { duckdbType } from "../types/duckdb-type.ts";
import { type Type, typeNamed } from "../types/type.ts";
import type { Typed } from "../types/typed.ts";
import { bind } from "./bind-expression.ts";
import { type Binder, type BoundColumn, type BoundQuery, fresh } from "./binder.ts";
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
  return withVirtual(definitions, { stored, columns, binder });
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
function withVirtual(definitions: readonly ColumnDefinition[], { stored, columns, binder }: Stored): BoundQuery {
  const table = fresh(binder, "v");
  const source = sourceOf(table, null, columns);
  const scope: Scope = { ...NO_SCOPE, sources: [{ ...source, columns: source.columns.filter((_column, i) => definitions[i]?.expression === undefined) }] };
  const computed = definitions.map(({ expression }, i) =>
    expression === undefined ? `${table}.c${i}` : virtualValue(expression, columns[i]?.type as Type, { scope, binder }),
  );
  const items = computed.map((value, i) => `${typeof value === "string" ? value : `CAST(NULL AS ${duckdbType(columns[i]?.type as Type)})`} AS c${i}`);
  return {
    columns: columns.map((column, i) => withRefusal(column, computed[i])),
    sql: `SELECT ${items.join(", ")} FROM (${stored}) AS ${table}`,
  };
}

interface Uncomputed {
  readonly refusal: string;
}

function withRefusal(column: BoundColumn, computed: string | Uncomputed | undefined): BoundColumn {
  return typeof computed === "object" ? { ...column, refusal: computed.refusal } : column;
}

/** How DuckDB computes it, or what of it cannot be run here. */
function virtualValue(expression: string, type: Type, { scope, binder }: { readonly scope: Scope; readonly binder: Binder }): string | Uncomputed {
  try {
    const value = cast(bind(parseExpression(new Cursor(expression)), scope, binder), type, { mode: "cast", settings: binder.settings });
    return value.refusal === null ? value.sql : { refusal: value.refusal };
  } catch (error) {
    const refusal = error instanceof SqlError ? refusedConstruct(error) : null;
    if (refusal === null) throw error;
    return { refusal };
  }
}
