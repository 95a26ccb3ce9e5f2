import { bindQuery } from "../../bind/bind-query.ts";
import { type BoundColumn, binderOf } from "../../bind/binder.ts";
import type { Id } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import type { CursorOptions } from "../../parser/cursor.ts";
import type { Output } from "../../query/output-columns.ts";
import type { Query } from "../../query/query.ts";
import type { QueryTree } from "../../query/tree/query-tree.ts";
import { SqlError } from "../../sql-error.ts";
import { typeText } from "../../types/type.ts";
import { analyse } from "./analyse.ts";

interface Of {
  /** Its rough shape, for what is not understood of it. */
  readonly rough: Query;
  /** `null`: there is something in it that this account does not know. */
  readonly tree: QueryTree | null;
  readonly options?: CursorOptions;
  /** The schema its names are meant in; `null`: the session's. */
  readonly schema: Id | null;
  readonly itself: string | null;
}

/** A query is not understood, or its metadata cannot be looked at without a warehouse: then its plain columns are traced. */
const NOT_HERE = new Set(["000002", "000606"]);

/** What a query gives. Throws as Snowflake does for what is not there. */
export function tracedOutput(context: Context, { rough, tree, options, schema, itself }: Of): Output {
  if (tree !== null && itself === null)
    try {
      return bindQuery(tree, { ...binderOf(context, options), home: schema }).columns.map(outputColumn);
    } catch (error) {
      if (!(error instanceof SqlError) || !NOT_HERE.has(error.code)) throw error;
    }
  return analyse(context, rough, { schema, itself });
}

function outputColumn(column: BoundColumn) {
  const { name, type, nullable, vague, isUnnamed = false } = column;
  const collation = type.kind === "VARCHAR" && type.collation !== undefined ? { collation: type.collation } : {};
  return { name: isUnnamed ? null : name, definition: vague ? null : { name, type: typeText(type), nullable, ...collation } };
}
