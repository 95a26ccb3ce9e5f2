import { requireWarehouse } from "../access/require-warehouse.ts";
import { bind } from "../bind/bind-expression.ts";
import { bindRelation } from "../bind/bind-relation.ts";
import { bindTable } from "../bind/bind-table.ts";
import { type Binder, binderOf } from "../bind/binder.ts";
import { isProtected } from "../bind/protected.ts";
import { NO_SCOPE, type Scope, sourceOf } from "../bind/scope.ts";
import { pathOf } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Command, Context } from "../context.ts";
import { dataOf } from "../objects/table/table-data.ts";
import { columnsOf } from "../objects/table/table-definition.ts";
import { rowCount, segmentsOf } from "../objects/table/table-rows.ts";
import type { Cursor, NameRef } from "../parser/cursor.ts";
import type { Expression } from "../query/tree/expression.ts";
import { parseExpression } from "../query/tree/parse-expression.ts";
import { parseFrom } from "../query/tree/parse-relation.ts";
import type { RelationTree } from "../query/tree/query-tree.ts";
import { numberColumn, type ResultSet, STATEMENT_TYPE } from "../result.ts";
import { compilationError, invalidIdentifier, unsupported } from "../sql-error.ts";
import { cast } from "../types/cast.ts";
import { condition } from "../types/comparison.ts";
import { number, typeNamed } from "../types/type.ts";
import type { Typed } from "../types/typed.ts";
import { requireRunnable } from "./read-command.ts";
import { checkNulls, storedNames } from "./store-rows.ts";
import { requireKnown, takeOver, targetOf, type Written } from "./target.ts";

interface Change {
  readonly statement: "DELETE" | "UPDATE";
  readonly ref: NameRef;
  readonly alias: string | null;
  readonly set: readonly { readonly name: string; readonly of: Expression }[];
  /** Relations beside the table that its rows are joined with. */
  readonly from: RelationTree | null;
  readonly where: Expression | null;
}

/** DELETE FROM t [USING relations] [WHERE condition] (docs: sql-reference/sql/delete). */
export function parseDelete(cursor: Cursor): Command {
  cursor.expect("DELETE FROM");
  const ref = cursor.name();
  const alias = readAlias(cursor);
  const from = cursor.accept("USING") ? parseFrom(cursor) : null;
  return command(cursor, { statement: "DELETE", ref, alias, set: [], from, where: readWhere(cursor) });
}

/** UPDATE t SET column = value, ... [FROM relations] [WHERE condition] (docs: sql-reference/sql/update). */
export function parseUpdate(cursor: Cursor): Command {
  cursor.expect("UPDATE");
  const ref = cursor.name();
  const alias = readAlias(cursor);
  cursor.expect("SET");
  const set: { readonly name: string; readonly of: Expression }[] = [];
  do {
    const { parts } = cursor.name();
    cursor.expect("=");
    if (cursor.sees("DEFAULT")) cursor.refuse("UPDATE ... SET column = DEFAULT");
    set.push({ name: parts.at(-1) ?? "", of: parseExpression(cursor) });
  } while (cursor.accept(","));
  const from = cursor.accept("FROM") ? parseFrom(cursor) : null;
  return command(cursor, { statement: "UPDATE", ref, alias, set, from, where: readWhere(cursor) });
}

function readAlias(cursor: Cursor): string | null {
  const isWord = ["SET", "USING", "WHERE"].some((word) => cursor.sees(word));
  return cursor.accept("AS") || (!isWord && cursor.seesIdentifier()) ? cursor.identifier() : null;
}

function readWhere(cursor: Cursor): Expression | null {
  const where = cursor.accept("WHERE") ? parseExpression(cursor) : null;
  cursor.end();
  return where;
}

const COLUMNS = {
  DELETE: [numberColumn("number of rows deleted")],
  UPDATE: [numberColumn("number of rows updated"), numberColumn("number of multi-joined rows updated")],
} as const;

interface Changed extends Written {
  readonly count: number;
}

function command(cursor: Cursor, change: Change): Command {
  const { statement } = change;
  return {
    type: statement === "DELETE" ? STATEMENT_TYPE.delete : STATEMENT_TYPE.update,
    readsOnly: false,
    describe: () => COLUMNS[statement],
    async ahead(context) {
      return context.describeOnly ? null : await changed(context, change, cursor.options);
    },
    run(context): ResultSet {
      const written = context.ahead as Changed;
      takeOver(context, written);
      const counts = statement === "DELETE" ? [String(written.count)] : [String(written.count), "0"];
      return { columns: COLUMNS[statement], rows: [counts], status: "" };
    },
  };
}

async function changed(context: Context, change: Change, options: Cursor["options"]): Promise<Changed> {
  const { statement, where } = change;
  const table = targetOf(context, change.ref, { statement, privileges: [statement] });
  const binder = binderOf(context, options);
  const rows = rowsOf(table, change, binder);
  const meant = where === null ? null : checked(condition(bind(where, rows.scope, binder), binder.settings));
  const values = updated(table, change, { scope: rows.scope, binder });
  requireWarehouse(context);
  requireRunnable(binder);
  const base = { table: table.id, seen: table, how: "replace" } as const;
  // Without a condition nothing has to be known of what goes.
  if (statement === "DELETE" && meant === null && rows.beside === null && dataOf(table) === "rows") return { ...base, segments: [], count: rowCount(table) };
  requireKnown(context, table, statement);
  if (isProtected(context, table)) throw unsupported(`${statement} of a table with a policy`);
  const match = joined(rows.beside, meant?.sql ?? "TRUE");
  const loads = binder.findings.loads;
  const counting = `SELECT count(*) FILTER (WHERE ${match.hit}), count(*) FILTER (WHERE ${match.several}) FROM ${rows.sql}`;
  const [[count = "0", several = "0"] = []] = await context.rows.query({ sql: counting, loads }, [number(18), number(18)]);
  // Which of the joined rows is taken Snowflake does not promise either (docs: sql-reference/sql/update, "multi-joined row").
  if (statement === "UPDATE" && several !== "0") throw unsupported("UPDATE ... FROM that joins a row with several");
  if (count === "0") return { ...base, segments: segmentsOf(table), count: 0 };
  const items = values.map(
    ({ is, becomes }, i) => `${becomes === null ? is : `CASE WHEN ${match.hit} THEN ${match.valueOf(becomes)} ELSE ${is} END`} AS c${i}`,
  );
  const left = statement === "DELETE" ? ` WHERE NOT ${match.hit}` : "";
  const segment = await context.rows.write({ sql: `SELECT ${items.join(", ")} FROM ${rows.sql}${left}`, loads }, storedNames(table));
  const columns = columnsOf(table).filter(({ expression }) => expression === undefined);
  checkNulls(context, columns, segment);
  return { ...base, segments: segment.rows === 0 ? [] : [segment], count: Number(count) };
}

/** Is a row of the table meant, perhaps by a row of the relations beside it, and what a value is then. */
function joined(beside: string | null, test: string): { readonly hit: string; readonly several: string; valueOf(sql: string): string } {
  if (beside === null) return { hit: `coalesce(${test}, FALSE)`, several: "FALSE", valueOf: (sql) => sql };
  const from = `FROM ${beside} WHERE ${test}`;
  return { hit: `EXISTS (SELECT 1 ${from})`, several: `((SELECT count(*) ${from}) > 1)`, valueOf: (sql) => `(SELECT any_value(${sql}) ${from})` };
}

function checked(of: Typed): Typed {
  if (of.refusal !== null) throw unsupported(of.refusal);
  if (of.holds !== "values") throw compilationError("002035", "42601", "Invalid aggregate function in where clause");
  return of;
}

interface Rows {
  readonly scope: Scope;
  readonly sql: string;
  readonly beside: string | null;
}

function rowsOf(table: Entry, { alias, from }: Change, binder: Binder): Rows {
  const bound = bindTable(table, binder);
  const path = pathOf(binder.context.draft.catalog, table).map(({ name }) => name);
  const own = sourceOf("t", alias === null ? path : [alias], bound.columns);
  const others = from === null ? null : bindRelation(from, binder, NO_SCOPE);
  return {
    scope: { ...NO_SCOPE, sources: [own, ...(others?.sources ?? [])] },
    sql: `(${bound.sql}) AS t`,
    beside: others?.sql ?? null,
  };
}

/** For each stored column what it is and, if it is set, what it becomes. */
function updated(table: Entry, { set }: Change, { scope, binder }: { readonly scope: Scope; readonly binder: Binder }) {
  const columns = columnsOf(table);
  const unknown = set.find(({ name }) => !columns.some((column) => column.name === name && column.expression === undefined));
  if (unknown !== undefined) throw invalidIdentifier(unknown.name, { line: 1, position: 0 });
  return columns.flatMap(({ name, type, expression }, i) => {
    if (expression !== undefined) return [];
    const to = set.find((one) => one.name === name);
    const value = to === undefined ? null : checked(cast(bind(to.of, scope, binder), typeNamed(type), { mode: "store", settings: binder.settings }));
    return [{ is: `t.c${i}`, becomes: value?.sql ?? null }];
  });
}
