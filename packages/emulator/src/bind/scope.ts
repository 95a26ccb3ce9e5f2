import { displayedName, nameOf } from "@snowtower/sql";
import type { Position } from "../parser/cursor.ts";
import type { Expression } from "../query/tree/expression.ts";
import { compilationError, invalidIdentifier } from "../sql-error.ts";
import type { Typed } from "../types/typed.ts";
import type { BoundColumn } from "./binder.ts";

/** A relation behind FROM, under its name in DuckDB. */
export interface Source {
  /** The alias, or the whole name; what stands before a column's dot is its end. */
  readonly called: readonly string[] | null;
  readonly table: string;
  readonly columns: readonly SourceColumn[];
}

interface SourceColumn extends BoundColumn {
  /** `c0` */
  readonly sql: string;
}

/** What names in an expression may mean. */
export interface Scope {
  readonly sources: readonly Source[];
  /** Columns that USING and NATURAL made one of two. */
  readonly merged: ReadonlyMap<string, Typed>;
  /** Of the select list: used where no column has the name. */
  readonly aliases: ReadonlyMap<string, Expression>;
  readonly outer: Scope | null;
  /** The SQL of what it is grouped by. */
  readonly groups: ReadonlySet<string> | null;
}

export const NO_SCOPE: Scope = { sources: [], merged: new Map(), aliases: new Map(), outer: null, groups: null };

export function sourceOf(table: string, called: readonly string[] | null, columns: readonly BoundColumn[]): Source {
  return { called, table, columns: columns.map((column, i) => ({ ...column, sql: `c${i}` })) };
}

export function columnTyped(source: Source, column: SourceColumn): Typed {
  const { type, nullable, vague, name } = column;
  return { type, nullable, vague, sql: `${source.table}.${column.sql}`, refusal: column.refusal ?? null, loose: [name], holds: "values" };
}

function isCalled(source: Source, qualifier: readonly string[]): boolean {
  const { called } = source;
  if (called === null || qualifier.length > called.length) return false;
  return qualifier.every((part, i) => called[called.length - qualifier.length + i] === part);
}

export function sourcesCalled(scope: Scope, qualifier: readonly string[]): readonly Source[] {
  return scope.sources.filter((source) => isCalled(source, qualifier));
}

/** The column a name means here or in a query around; `null` if there is none. Throws if it may mean several. */
export function findColumn(scope: Scope, parts: readonly string[]): Typed | null {
  const name = parts.at(-1) ?? "";
  const qualifier = parts.slice(0, -1);
  const merged = qualifier.length === 0 ? scope.merged.get(name) : undefined;
  if (merged !== undefined) return merged;
  const sources = qualifier.length === 0 ? scope.sources : sourcesCalled(scope, qualifier);
  const hits = sources.flatMap((source) => source.columns.filter((column) => column.name === name).map((column) => columnTyped(source, column)));
  if (hits.length > 1) throw compilationError("002028", "42702", `ambiguous column name '${displayedName(nameOf(...parts))}'`);
  return hits[0] ?? null;
}

/** `$1`, `t.$2` */
export function columnAt(scope: Scope, { of, number, at }: { readonly of: readonly string[]; readonly number: number; readonly at: Position }): Typed {
  const sources = of.length === 0 ? scope.sources : sourcesCalled(scope, of);
  const all = sources.flatMap((source) => source.columns.map((column) => columnTyped(source, column)));
  const found = all[number - 1];
  if (found === undefined) throw invalidIdentifier(`$${number}`, at);
  return found;
}
