import type { Context } from "../context.ts";
import { resolveDatabase } from "../objects/resolve.ts";
import type { Cursor, NameRef } from "../parser/cursor.ts";
import type { Cells, Column } from "../result.ts";
import { compilationError, noWarehouse, SqlError, unsupported } from "../sql-error.ts";
import { readNetworkRuleReferences } from "./governance/network-rule-references.ts";
import { readPolicyReferences } from "./governance/policy-references.ts";
import { readTagReferences } from "./governance/tag-references.ts";
import { INFORMATION_SCHEMA, OTHER_VIEWS } from "./information-schema.ts";
import { readOrder } from "./order-by.ts";
import { readPredicates } from "./predicates.ts";
import { readQueryHistory } from "./query-history.ts";

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
    : (readQueryHistory(cursor) ?? readPolicyReferences(cursor) ?? readTagReferences(cursor) ?? readNetworkRuleReferences(cursor));
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

function readView(cursor: Cursor): Relation {
  const ref = cursor.name();
  const { parts } = ref;
  if (parts.at(-2) !== "INFORMATION_SCHEMA") cursor.refuse("SELECT ... FROM <table>");
  return (context) => readInformationSchema(context, ref);
}

function readInformationSchema(context: Context, { parts }: NameRef): Rows {
  const view = INFORMATION_SCHEMA.get(parts.at(-1) ?? "");
  const database = parts.length === 3 ? resolveDatabase(context, { parts: parts.slice(0, 1) }).id : context.session.database;
  if (database === null)
    throw compilationError(
      "090105",
      "22000",
      "Cannot perform SELECT. This session does not have a current database. Call 'USE DATABASE', or use a qualified name.",
    );
  if (view === undefined && OTHER_VIEWS.has(parts.at(-1) ?? "")) throw unsupported(`INFORMATION_SCHEMA.${parts.at(-1)}`);
  if (view === undefined) throw compilationError("002003", "42S02", `Object '${parts.join(".")}' does not exist or not authorized.`);
  // "Warehouse must be running and currently in use to query the views" (docs: sql-reference/info-schema).
  if (context.session.warehouse === null) throw noWarehouse();
  return view(context, database);
}
