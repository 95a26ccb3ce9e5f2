import type { Expression } from "../query/tree/expression.ts";
import type { QueryTree } from "../query/tree/query-tree.ts";
import { compilationError } from "../sql-error.ts";
import { comparable } from "../types/comparison.ts";
import { BOOLEAN } from "../types/type.ts";
import { made, type Typed } from "../types/typed.ts";
import { bind } from "./bind-expression.ts";
import { bindQuery } from "./bind-query.ts";
import { type Binder, type BoundQuery, fresh } from "./binder.ts";
import type { Scope } from "./scope.ts";

export function bindExists(query: QueryTree, scope: Scope, binder: Binder): Typed {
  const { sql } = bindQuery(query, binder, scope);
  return made([], { type: BOOLEAN, sql: `EXISTS (${sql})`, nullable: false });
}

/** `(SELECT one column ...)`: NULL without a row, an error with several. */
export function bindScalar(query: QueryTree, scope: Scope, binder: Binder): Typed {
  const bound = bindQuery(query, binder, scope);
  const [column] = single(bound);
  return made([], { type: column.type, sql: `(${bound.sql})`, nullable: true, vague: column.vague });
}

function single({ columns }: BoundQuery): readonly [BoundQuery["columns"][number]] {
  const [column] = columns;
  if (column === undefined || columns.length > 1) throw compilationError("002059", "42601", "Subquery returns more than one column");
  return [column];
}

export function bindIn(expression: Extract<Expression, { readonly kind: "in" }>, scope: Scope, binder: Binder): Typed {
  const of = bind(expression.of, scope, binder);
  const query = expression.among as QueryTree;
  const bound = bindQuery(query, binder, scope);
  const [column] = single(bound);
  const table = fresh(binder, "q");
  const other = made([], { type: column.type, sql: `${table}.c0`, nullable: column.nullable });
  const [left, right] = comparable(of, other, binder.settings);
  return made([left], {
    type: BOOLEAN,
    sql: `(${left.sql} IN (SELECT ${right.sql} FROM (${bound.sql}) AS ${table}))`,
    nullable: left.nullable || column.nullable,
  });
}
