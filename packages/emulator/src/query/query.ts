import type { NameRef, Position } from "../parser/cursor.ts";

/** What a query text says about where its rows and columns come from. Whatever else it says is left out. */
export interface Query {
  readonly ctes: readonly Cte[];
  /** The parts between UNION and the like; the first one names the columns. */
  readonly branches: readonly Branch[];
  /** Subqueries behind the branches: in ORDER BY, LIMIT. */
  readonly nested: readonly Query[];
}

export interface Cte {
  readonly name: string;
  readonly columns: readonly string[] | null;
  readonly query: Query;
}

/** `null`: VALUES, or what has no SELECT of its own. */
export type Branch = { readonly kind: "select"; readonly select: Select } | { readonly kind: "query"; readonly query: Query } | { readonly kind: "values" };

export interface Select {
  readonly items: readonly Item[];
  readonly from: readonly Relation[];
  /** A join may leave out a row of some relation, so that its columns are null. */
  readonly isOuter: boolean;
  /** NATURAL or USING: `*` gives some columns once. */
  readonly merges: boolean;
  /** Subqueries in expressions. */
  readonly nested: readonly Query[];
}

export type Item =
  /** `*`, `a.*`; `isPlain`: without EXCLUDE, RENAME, REPLACE, ILIKE. */
  | { readonly kind: "star"; readonly of: NameRef | null; readonly isPlain: boolean }
  /** `a.b [AS c]` */
  | { readonly kind: "column"; readonly ref: NameRef; readonly alias: string | null; readonly at: Position }
  /** Anything else; `type` is told by a cast that ends it. */
  | { readonly kind: "expression"; readonly alias: string | null; readonly type: string | null };

export type Relation =
  | { readonly kind: "name"; readonly ref: NameRef; readonly alias: string | null }
  | { readonly kind: "query"; readonly query: Query; readonly alias: string | null; readonly columns: readonly string[] | null; readonly isLateral: boolean }
  /** A table function, a stage, VALUES, a pivot: no plain name. */
  | { readonly kind: "other"; readonly alias: string | null };
