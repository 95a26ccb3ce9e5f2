import { bindTable, defaultValue } from "../bind/bind-table.ts";
import { type Binder, type BoundQuery, binderOf } from "../bind/binder.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { isCoercible } from "../objects/table/coercion.ts";
import { type ColumnDefinition, columnsOf } from "../objects/table/table-definition.ts";
import type { Segment } from "../objects/table/table-rows.ts";
import { compilationError, SqlError, unsupported } from "../sql-error.ts";
import { cast } from "../types/cast.ts";
import { duckdbType } from "../types/duckdb-type.ts";
import { number, type Type, typeNamed, typeText } from "../types/type.ts";
import { made, type Typed } from "../types/typed.ts";

interface Storing {
  readonly table: Entry;
  /** The columns that the source gives, in its order. */
  readonly targets: readonly string[];
  readonly source: BoundQuery;
  readonly binder: Binder;
}

/** The identities that the next row of a table gets, by column. */
function nextIdentities(table: Entry): Readonly<Record<string, number>> {
  return (table.properties.NEXT_IDENTITY ?? {}) as Readonly<Record<string, number>>;
}

/** Writes a source's rows as the table's columns would have them: converted, completed with defaults, checked. */
export async function writeRows(
  context: Context,
  { table, targets, source, binder }: Storing,
): Promise<{ readonly segment: Segment; readonly properties: Entry["properties"] }> {
  if (source.columns.length !== targets.length)
    throw compilationError("002020", "21S01", `Insert value list does not match column list expecting ${targets.length} but got ${source.columns.length}`);
  const columns = columnsOf(table).filter(({ expression }) => expression === undefined);
  const next = nextIdentities(table);
  const values = columns.map((column) => {
    const at = targets.indexOf(column.name);
    return at < 0 ? leftOut(column, next, binder) : stored(source, at, { column, binder });
  });
  const sql = `SELECT ${values.map((value, i) => `${value} AS c${i}`).join(", ")} FROM (${source.sql}) AS src`;
  const loads = binder.findings.loads;
  const names = columns.map(({ name }) => name);
  let segment: Segment;
  try {
    segment = await context.rows.write({ sql, loads }, names);
  } catch (error) {
    throw error instanceof SqlError ? await placed(error, { context, table, columns, values, source, loads }) : error;
  }
  checkNulls(context, columns, segment);
  const later = columns.filter(({ identity, name }) => identity !== undefined && !targets.includes(name));
  const moved = Object.fromEntries(later.map(({ name }) => [name, (next[name] ?? 0) + segment.rows]));
  return { segment, properties: later.length === 0 ? {} : { NEXT_IDENTITY: { ...next, ...moved } } };
}

/** A value of the source as the column keeps it. */
function stored(source: BoundQuery, at: number, { column, binder }: { readonly column: ColumnDefinition; readonly binder: Binder }): string {
  const from = source.columns[at];
  if (from === undefined) throw new Error(`no column ${at}`);
  if (!isCoercible(typeText(from.type), column.type) && from.type.kind !== "NULL")
    throw compilationError(
      "002023",
      "22000",
      `Expression type does not match column data type, expecting ${column.type} but got ${typeText(from.type)} for column ${column.name}`,
    );
  const of = made([], { type: from.type, sql: `src.c${at}`, nullable: from.nullable });
  return storing(of, typeNamed(column.type), { column, binder }).sql;
}

function storing(of: Typed, to: Type, { column, binder }: { readonly column: ColumnDefinition; readonly binder: Binder }): Typed {
  const typed = cast(of, to, { mode: "store", settings: binder.settings });
  if (typed.refusal !== null || to.kind === "OTHER") throw unsupported(`INSERT into column ${column.name} of type ${column.type}`);
  return typed;
}

/** A column that is not named: its default, its identity, or NULL. */
function leftOut(column: ColumnDefinition, next: Readonly<Record<string, number>>, binder: Binder): string {
  const type = typeNamed(column.type);
  const { identity } = column;
  if (identity !== undefined) {
    const first = identity.start + (next[column.name] ?? 0) * identity.increment;
    const row = `CAST(${first} + (row_number() OVER () - 1) * ${identity.increment} AS DECIMAL(38,0))`;
    return cast(made([], { type: number(38), sql: row, nullable: false }), type, { mode: "store", settings: binder.settings }).sql;
  }
  if (column.default?.endsWith(".NEXTVAL") === true) throw unsupported("INSERT with a default of a sequence");
  return column.default === undefined ? `CAST(NULL AS ${duckdbType(type)})` : defaultValue(column.default, type, binder).sql;
}

interface Attempt {
  readonly context: Context;
  readonly table: Entry;
  readonly columns: readonly ColumnDefinition[];
  readonly values: readonly string[];
  readonly source: BoundQuery;
  readonly loads: Binder["findings"]["loads"];
}

/** Which column could not take its value: "DML operation to table ... failed on column ... with error: ..." (docs: sql-reference/sql/insert). */
async function placed(error: SqlError, { context, table, columns, values, source, loads }: Attempt): Promise<SqlError> {
  if (!error.code.startsWith("100")) return error;
  for (const [i, column] of columns.entries()) {
    try {
      await context.rows.query({ sql: `SELECT count(${values[i]}) FROM (${source.sql}) AS src`, loads }, [number(18)]);
    } catch {
      return new SqlError(error.code, error.sqlState, `DML operation to table ${table.name} failed on column ${column.name} with error: ${error.message}`);
    }
  }
  return error;
}

/** "NULL result in a non-nullable column"; what was written is nobody's then. */
export function checkNulls(context: Context, columns: readonly ColumnDefinition[], segment: Segment): void {
  if (segment.rows === 0 || columns.every(({ nullable }, i) => nullable || segment.full.includes(i))) return;
  context.rows.release([segment]);
  throw new SqlError("100072", "22000", "NULL result in a non-nullable column");
}

/** A table of more segments than this is slow to read: they become one. */
const MOST_SEGMENTS = 16;

export async function compacted(context: Context, table: Entry, segments: readonly Segment[]): Promise<Segment | null> {
  if (segments.length < MOST_SEGMENTS) return null;
  return context.rows.write({ sql: storedSql(table, binderOf(context)), loads: [] }, storedNames(table));
}

export function storedNames(table: Entry): readonly string[] {
  return columnsOf(table)
    .filter(({ expression }) => expression === undefined)
    .map(({ name }) => name);
}

/** The rows of a table without its virtual columns, as a segment holds them. */
function storedSql(table: Entry, binder: Binder): string {
  const columns = columnsOf(table);
  const kept = columns.flatMap(({ expression }, i) => (expression === undefined ? [i] : []));
  return `SELECT ${kept.map((i, at) => `t.c${i} AS c${at}`).join(", ")} FROM (${bindTable(table, binder).sql}) AS t`;
}
