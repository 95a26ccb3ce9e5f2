import type { Context } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import type { Cells, Column } from "../result.ts";
import { compilationError, SqlError, unsupported } from "../sql-error.ts";
import { readDirectoryTable } from "./directory-table.ts";
import { readNetworkRuleReferences } from "./governance/network-rule-references.ts";
import { readPolicyReferences } from "./governance/policy-references.ts";
import { readTagReferences } from "./governance/tag-references.ts";
import { readLoginHistory } from "./login-history.ts";
import { mayBeMetadata, metadataRows } from "./metadata-rows.ts";
import { readOrder } from "./order-by.ts";
import { readPredicates } from "./predicates.ts";
import { readQueryHistory } from "./query-history.ts";
import { readTaskDependents } from "./task-dependents.ts";

export interface Rows {
  readonly columns: readonly Column[];
  readonly rows: readonly Cells[];
}

/** What stands behind FROM, with its WHERE: gives its rows when asked. */
export type Relation = (context: Context) => Rows;

/** TABLE(RESULT_SCAN(...)), TABLE(INFORMATION_SCHEMA.QUERY_HISTORY...(...)) and [db.]INFORMATION_SCHEMA.<view>. */
export function readRelation(cursor: Cursor): Relation {
  const base = cursor.accept("TABLE (") ? readTableFunction(cursor) : readView(cursor);
  if (cursor.accept("AS")) cursor.identifier();
  const filter = cursor.accept("WHERE") ? readPredicates(cursor) : null;
  const order = readOrder(cursor);
  return (context) => order(filter === null ? base(context) : filter(base(context)));
}

function readTableFunction(cursor: Cursor): Relation {
  const known = cursor.sees("RESULT_SCAN")
    ? null
    : (readQueryHistory(cursor) ??
      readLoginHistory(cursor) ??
      readPolicyReferences(cursor) ??
      readTagReferences(cursor) ??
      readNetworkRuleReferences(cursor) ??
      readTaskDependents(cursor));
  if (known !== null) return known;
  if (!cursor.accept("RESULT_SCAN (")) cursor.refuse(`TABLE(${cursor.peek().value})`);
  const id = cursor.seesString() ? cursor.string() : null;
  if (id === null) {
    cursor.expect("LAST_QUERY_ID (");
    cursor.expect(")");
  }
  cursor.expect(") )");
  return (context) => {
    const queryId = id ?? context.lastQueryId;
    const result = queryId === null ? null : context.resultOf(queryId);
    if (result === null) throw new SqlError("000709", "02000", `Statement ${queryId ?? ""} not found`);
    return result;
  };
}

/** `$1` in a chain of `->>` is the result before, `$2` the one before that (docs: sql-reference/operators-flow). */
function piped(name: string): Relation {
  return ({ pipe }) => {
    const rows = pipe[Number(name.slice(1)) - 1];
    if (rows === undefined) throw compilationError("002003", "42S02", `Object '${name}' does not exist or not authorized.`);
    return rows;
  };
}

/** A name alone may mean a view of the current schema or a table, which only the session tells: left to who knows tables. */
function readView(cursor: Cursor): Relation {
  if (cursor.peek().kind === "variable" && /^\$\d+$/.test(cursor.peek().text)) return piped(cursor.next().text);
  const directory = readDirectoryTable(cursor);
  if (directory !== null) return directory;
  const ref = cursor.name();
  const isOwn = ref.parts.at(-2) === "INFORMATION_SCHEMA" || ref.parts.length === 3;
  if (!isOwn || !mayBeMetadata(ref)) cursor.refuse("SELECT ... FROM <table>");
  return (context) => {
    const rows = metadataRows(context, ref);
    if (rows === null) throw unsupported("SELECT ... FROM <table>");
    return rows;
  };
}
