import { entryOf, findByName } from "../catalog/catalog.ts";
import { ACCOUNT } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { type Cursor, storedName } from "../parser/cursor.ts";
import type { QueryRecord } from "../query-history.ts";
import { type Cells, type Column, numberColumn, textColumn, timeCell, timeColumn } from "../result.ts";
import { invalidValue } from "../sql-error.ts";
import { acceptFunctionName } from "./governance/read-function.ts";
import type { Relation } from "./relations.ts";

/** The columns that this account knows the answer to (docs: sql-reference/functions/query_history). */
const COLUMNS: readonly (readonly [Column, (record: QueryRecord) => string | null])[] = [
  [textColumn("QUERY_ID"), ({ queryId }) => queryId],
  [textColumn("QUERY_TEXT"), ({ text }) => text],
  [numberColumn("SESSION_ID"), ({ sessionId }) => sessionId],
  [textColumn("USER_NAME"), ({ user }) => user],
  [textColumn("ROLE_NAME"), ({ role }) => role],
  [textColumn("QUERY_TAG"), ({ tag }) => tag],
  [textColumn("EXECUTION_STATUS"), ({ status }) => STATUS[status]],
  [numberColumn("ERROR_CODE"), ({ errorCode }) => (errorCode === null ? null : String(Number(errorCode)))],
  [textColumn("ERROR_MESSAGE"), ({ errorMessage }) => errorMessage],
  [timeColumn("START_TIME"), ({ startedOn }) => timeCell(startedOn)],
  // What still runs ended in 1970.
  [timeColumn("END_TIME"), ({ endedOn }) => timeCell(endedOn ?? 0)],
  [numberColumn("TOTAL_ELAPSED_TIME"), ({ startedOn, endedOn }) => String((endedOn ?? startedOn) - startedOn)],
];

const STATUS = { running: "RUNNING", done: "SUCCESS", failed: "FAILED_WITH_ERROR" } as const;
const MOST = 10_000;

/** TABLE([db.]INFORMATION_SCHEMA.QUERY_HISTORY[_BY_USER | _BY_SESSION](...)), behind `TABLE (`; `null` if it is another function. */
export function readQueryHistory(cursor: Cursor): Relation | null {
  const named = acceptFunctionName(cursor, ["QUERY_HISTORY", "QUERY_HISTORY_BY_USER", "QUERY_HISTORY_BY_SESSION"]);
  if (named === null) return null;
  const { name } = named;
  const args = readArguments(cursor, { QUERY_HISTORY: null, QUERY_HISTORY_BY_USER: "USER_NAME", QUERY_HISTORY_BY_SESSION: "SESSION_ID" }[name]);
  cursor.expect(")");
  return (context) => {
    named.requireKnown(context);
    const isWanted = {
      QUERY_HISTORY: () => true,
      QUERY_HISTORY_BY_USER: ({ user }: QueryRecord) => user === (args.of === null ? ownName(context) : storedName(args.of)),
      QUERY_HISTORY_BY_SESSION: ({ sessionId }: QueryRecord) => sessionId === (args.of ?? context.sessionId),
    }[name];
    const records = visible(context).filter(isWanted).slice(-args.limit).reverse();
    return { columns: COLUMNS.map(([column]) => column), rows: records.map((record): Cells => COLUMNS.map(([, cell]) => cell(record))) };
  };
}

function readArguments(cursor: Cursor, of: string | null): { readonly limit: number; readonly of: string | null } {
  let limit = 100;
  let value: string | null = null;
  cursor.expect("(");
  while (!cursor.accept(")")) {
    cursor.accept(",");
    if (cursor.accept("RESULT_LIMIT")) {
      cursor.expect("=>");
      limit = cursor.integer();
      if (limit < 1 || limit > MOST) throw invalidValue(String(limit), "RESULT_LIMIT");
    } else if (of !== null && cursor.accept(of)) {
      cursor.expect("=>");
      value = cursor.seesString() ? cursor.string() : String(cursor.integer());
    } else cursor.refuse(`QUERY_HISTORY(${cursor.peek().value})`);
  }
  return { limit, of: value };
}

function ownName({ draft, session }: Context): string {
  return entryOf(draft.catalog, session.user)?.name ?? "";
}

/** One's own; everybody's for ACCOUNTADMIN, who may monitor all warehouses. */
function visible(context: Context): readonly QueryRecord[] {
  const admin = findByName(context.draft.catalog, { parent: ACCOUNT, class: "ROLE", name: "ACCOUNTADMIN", args: null });
  const all = context.history.all();
  return admin !== undefined && context.active.all.has(admin.id) ? all : all.filter(({ user }) => user === ownName(context));
}
