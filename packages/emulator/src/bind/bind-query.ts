import type { Expression } from "../query/tree/expression.ts";
import type { Body, CteTree, OrderKey, QueryTree, SelectTree } from "../query/tree/query-tree.ts";
import { compilationError, unsupported } from "../sql-error.ts";
import { cast } from "../types/cast.ts";
import { requirePlain } from "../types/comparison.ts";
import { commonType, typeText } from "../types/type.ts";
import { made, type Typed } from "../types/typed.ts";
import { keySql } from "./bind-call.ts";
import { bind } from "./bind-expression.ts";
import { bindSelect } from "./bind-select.ts";
import { bindValues } from "./bind-values.ts";
import { type Binder, type BoundColumn, type BoundQuery, fresh } from "./binder.ts";
import { NO_SCOPE, type Scope, sourceOf } from "./scope.ts";

/** Finds out what a query gives, and its SQL for DuckDB, whose columns are called c0, c1, ... `outer`: of the query it stands in. */
export function bindQuery(query: QueryTree, around: Binder, outer: Scope | null = null): BoundQuery {
  const { binder, withs } = bindCtes(query, around, outer);
  const limits = limitSql(query, binder);
  const { body } = query;
  const bound =
    body.kind === "select"
      ? bindSelect(body, { binder, outer, orderBy: query.orderBy, top: body.top })
      : ordered(bindBody(body, binder, outer), query.orderBy, binder);
  const sql = `${withs}${bound.sql}${limits}`;
  return { columns: bound.columns, sql };
}

function bindCtes(query: QueryTree, around: Binder, outer: Scope | null): { readonly binder: Binder; readonly withs: string } {
  let binder = around;
  const parts: string[] = [];
  for (const cte of query.ctes) {
    const table = fresh(binder, "w");
    const inner = namesItself(cte) ? bindRecursive(cte, table, { binder, outer }) : bindQuery(cte.query, binder, outer);
    const columns = renamed(inner.columns, cte.columns, cte.name);
    parts.push(`${table}(${columnList(columns)}) AS (${inner.sql})`);
    binder = { ...binder, ctes: new Map([...binder.ctes, [cte.name, { table, columns }]]) };
  }
  return { binder, withs: parts.length === 0 ? "" : `WITH RECURSIVE ${parts.join(", ")} ` };
}

/** The anchor gives names and types; a NULL of no type takes those of the recursive part (docs: user-guide/queries-cte, "Recursive CTEs"). */
function bindRecursive(cte: CteTree, table: string, { binder, outer }: { readonly binder: Binder; readonly outer: Scope | null }): BoundQuery {
  const { body } = cte.query;
  if (body.kind !== "set" || body.operator !== "UNION" || !body.isAll || cte.query.ctes.length > 0 || cte.query.orderBy.length > 0)
    throw unsupported("WITH RECURSIVE of more than two parts joined by UNION ALL");
  const anchor = bindPart(body.left, binder, outer);
  const known = (columns: readonly BoundColumn[]): Binder => ({
    ...binder,
    ctes: new Map([...binder.ctes, [cte.name, { table, columns: renamed(columns, cte.columns, cte.name) }]]),
  });
  const first = bindPart(body.right, known(anchor.columns), outer);
  if (first.columns.length !== anchor.columns.length) throw columnCount(anchor, first);
  const columns = anchor.columns.map((column, i) => united(column, first.columns[i] ?? column));
  const right = bindPart(body.right, known(columns), outer);
  return { columns, sql: `${convertedTo(anchor, columns, binder)} UNION ALL ${convertedTo(right, columns, binder)}` };
}

function bindPart(of: Body, binder: Binder, outer: Scope | null): BoundQuery {
  return of.kind === "select" ? bindSelect(of, { binder, outer, orderBy: [], top: of.top }) : bindBody(of, binder, outer);
}

function columnCount(left: BoundQuery, right: BoundQuery): Error {
  return compilationError(
    "001789",
    "42601",
    `invalid number of result columns for set operator input branches, expected ${left.columns.length}, got ${right.columns.length} in branch {2}`,
  );
}

/** Only a UNION can mean itself; elsewhere the name is that of a table. */
function namesItself({ name, query }: CteTree): boolean {
  return query.body.kind === "set" && JSON.stringify(query.body.right).includes(`{"parts":${JSON.stringify([name])}}`);
}

export function columnList(columns: readonly BoundColumn[]): string {
  return columns.map((_column, i) => `c${i}`).join(", ");
}

export function renamed(columns: readonly BoundColumn[], names: readonly string[] | null, of: string): readonly BoundColumn[] {
  if (names === null) return columns;
  if (names.length !== columns.length)
    throw compilationError("002026", "42601", `Invalid column definition list: ${of} has ${columns.length} column(s), and ${names.length} name(s) are given`);
  return columns.map((column, i) => ({ ...column, name: names[i] ?? column.name }));
}

function bindBody(body: Exclude<Body, SelectTree>, binder: Binder, outer: Scope | null): BoundQuery {
  if (body.kind === "query") {
    const inner = bindQuery(body, binder, outer);
    return { ...inner, sql: `(${inner.sql})` };
  }
  if (body.kind === "values") return bindValues(body.rows, binder, outer);
  return bindSet(body, binder, outer);
}

function bindSet(body: Extract<Body, { readonly kind: "set" }>, binder: Binder, outer: Scope | null): BoundQuery {
  const [left, right] = [bindPart(body.left, binder, outer), bindPart(body.right, binder, outer)];
  if (left.columns.length !== right.columns.length) throw columnCount(left, right);
  const columns = left.columns.map((column, i) => united(column, right.columns[i] ?? column));
  const word = body.isAll ? `${body.operator} ALL` : body.operator;
  if (!body.isAll) for (const column of columns) requirePlain(typed(column, ""));
  return { columns, sql: `${convertedTo(left, columns, binder)} ${word} ${convertedTo(right, columns, binder)}` };
}

function united(a: BoundColumn, b: BoundColumn): BoundColumn {
  const type = commonType(a.type, b.type);
  if (type === null) throw unsupported(`UNION of ${typeText(a.type)} and ${typeText(b.type)}`);
  return { name: a.name, type, nullable: a.nullable || b.nullable, vague: a.vague || b.vague };
}

function typed({ type, nullable, vague }: BoundColumn, sql: string): Typed {
  return made([], { type, nullable, vague, sql });
}

/** A branch whose columns have the types of the whole. */
function convertedTo({ columns, sql }: BoundQuery, to: readonly BoundColumn[], binder: Binder): string {
  const table = fresh(binder, "q");
  const items = columns.map((column, i) => {
    const target = to[i]?.type ?? column.type;
    return `${cast(typed(column, `${table}.c${i}`), target, { mode: "coerce", settings: binder.settings }).sql} AS c${i}`;
  });
  return `(SELECT ${items.join(", ")} FROM (${sql}) AS ${table})`;
}

/** ORDER BY of what is no SELECT itself: names and positions of its columns. */
function ordered(bound: BoundQuery, keys: readonly OrderKey[], binder: Binder): BoundQuery {
  if (keys.length === 0) return bound;
  const table = fresh(binder, "q");
  const scope: Scope = { ...NO_SCOPE, sources: [sourceOf(table, null, bound.columns)] };
  const by = keys.map((key) => {
    const at = positionOf(key.of, bound.columns.length);
    const of = at === null ? bind(key.of, scope, binder) : typed(bound.columns[at] as BoundColumn, `${table}.c${at}`);
    requirePlain(of);
    return keySql(key, of.sql);
  });
  return { columns: bound.columns, sql: `SELECT ${columnList(bound.columns)} FROM (${bound.sql}) AS ${table} ORDER BY ${by.join(", ")}` };
}

/** A number in ORDER BY and GROUP BY is a column's position. */
export function positionOf(of: Expression, count: number): number | null {
  if (of.kind !== "number" || !/^\d+$/.test(of.text)) return null;
  const at = Number(of.text) - 1;
  if (at < 0 || at >= count) throw compilationError("000965", "42601", `Sort or group by position ${of.text} is out of range`);
  return at;
}

function limitSql({ limit, offset }: QueryTree, binder: Binder): string {
  const rows = (of: Expression, word: string): string => {
    if (of.kind === "null" || (of.kind === "string" && of.value === "")) return "";
    const { constant } = bind(of, NO_SCOPE, binder);
    if (constant === undefined || !/^\d+$/.test(constant))
      throw compilationError("001003", "42000", `syntax error: ${word} takes a number that is a constant.`);
    return ` ${word} ${constant}`;
  };
  return `${limit === null ? "" : rows(limit, "LIMIT")}${offset === null ? "" : rows(offset, "OFFSET")}`;
}
