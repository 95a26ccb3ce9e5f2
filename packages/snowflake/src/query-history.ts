import {
  type Account,
  AccountError,
  displayed,
  exactly,
  id,
  num,
  parseIdentifier,
  type QualifiedName,
  rowsOf,
  type SeenStatement,
  sql,
  text,
} from "@snowtower/sql";

/** Snowflake's limit for RESULT_LIMIT; it is applied before WHERE (docs: sql-reference/functions/query_history). */
const RESULT_LIMIT = 10_000;

type Execute = Account["execute"];

/**
 * The user's own statements with this tag, among the last 10,000 of the last seven days. Needs a running warehouse, and any database,
 * because the function lives in every INFORMATION_SCHEMA and nowhere else.
 */
export async function findStatements(
  execute: Execute,
  tag: string,
  among: { readonly user: string; readonly database?: string },
): Promise<readonly SeenStatement[]> {
  const [database] = await databaseOf(execute, among.database);
  if (database === undefined) throw new AccountError({ kind: "statement", message: "the role sees no database, so there is no query history it could ask" });
  // A name with small letters stands in double quotes inside the single ones (docs: query_history, USER_NAME).
  const user = displayed(exactly(among.user));
  const [outcome] = await execute({
    statements: [
      sql`SELECT QUERY_ID, QUERY_TEXT, EXECUTION_STATUS, QUERY_TAG FROM TABLE(${id(database)}.INFORMATION_SCHEMA.QUERY_HISTORY_BY_USER(USER_NAME => ${text(user)}, RESULT_LIMIT => ${num(RESULT_LIMIT)})) WHERE QUERY_TAG = ${text(tag)} ORDER BY START_TIME`,
    ],
  });
  const { rows } = await rowsOf(outcome);
  return rows.map(([queryId, queryText, status]) => ({ queryId: queryId ?? "", text: queryText ?? "", status: statusOf(status ?? ""), tag }));
}

async function databaseOf(execute: Execute, given: string | undefined): Promise<QualifiedName> {
  if (given !== undefined) return [parseIdentifier(given) ?? exactly(given)];
  const [outcome] = await execute({ statements: [sql`SHOW TERSE DATABASES LIMIT 1`] });
  const { columns, rows } = await rowsOf(outcome);
  const name = rows[0]?.[columns.indexOf("name")];
  return name === null || name === undefined ? [] : [exactly(name)];
}

function statusOf(word: string): SeenStatement["status"] {
  const status = word.toUpperCase();
  if (status === "SUCCESS") return "done";
  return status.startsWith("FAIL") || status === "INCIDENT" ? "failed" : "running";
}

/** Ends a statement of any session of the user. A statement that has ended already is no error: the server says so in words. */
export async function cancelStatement(execute: Execute, queryId: string): Promise<void> {
  const [outcome] = await execute({ statements: [sql`SELECT SYSTEM$CANCEL_QUERY(${text(queryId)})`] });
  await rowsOf(outcome);
}
