import { lex, type Token } from "@snowtower/sql";
import type { ProcedureState, SessionState } from "../session-state.ts";
import { SqlError } from "../sql-error.ts";

/** First words of what a procedure with owner's rights may run (docs: developer-guide/stored-procedure/stored-procedures-rights, "Restrictions on SQL statements"). */
const ALLOWED = new Set(
  (
    "SELECT WITH INSERT UPDATE DELETE MERGE TRUNCATE COPY CREATE ALTER DROP UNDROP COMMENT GRANT REVOKE DESC DESCRIBE SHOW CALL EXECUTE " +
    "DECLARE BEGIN START COMMIT ROLLBACK"
  ).split(" "),
);

/** SHOW commands that tell of the session or its user. */
const OF_SESSION = new Set(["VARIABLES", "LOCKS", "TRANSACTIONS", "DELEGATED"]);

/** Refuses what a procedure may not run, and what owner's rights do not allow. `user`: the name of the session's user. */
export function checkProcedureStatement(text: string, procedure: ProcedureState, user: string): void {
  const { tokens } = lex(text);
  const [first, second] = tokens;
  if (first?.kind !== "word") return;
  // "Do not change AUTOCOMMIT settings inside a stored procedure. You will get an error message." (docs: sql-reference/transactions)
  if (first.value === "ALTER" && second?.value === "SESSION" && tokens.some(({ kind, value }) => kind === "word" && value === "AUTOCOMMIT")) {
    throw new SqlError("090236", "42601", "Stored procedure execution error: AUTOCOMMIT cannot be changed in a stored procedure.");
  }
  if (procedure.isOwners) checkOwnersStatement(tokens, { user, isForeign: procedure.isForeign });
}

function checkOwnersStatement(tokens: readonly Token[], { user, isForeign }: { readonly user: string; readonly isForeign: boolean }): void {
  const [first, second] = tokens;
  if (first === undefined) return;
  // "This prevents users other than the stored procedure owner from viewing the source code."
  if (isForeign && tokens.some(({ kind, value }, i) => kind === "word" && value === "GET_DDL" && tokens[i + 1]?.text === "("))
    throw unsupportedStatement("GET_DDL");
  const words = first.value === "ALTER" && second?.value === "SESSION" && tokens[2]?.value !== "POLICY" ? "ALTER_SESSION" : first.value;
  if (words === "ALTER_SESSION" || !ALLOWED.has(first.value)) throw unsupportedStatement(words);
  if (first.value === "SHOW" && tellsOfSession(tokens)) {
    throw new SqlError("090234", "42601", "Stored procedure execution error: Requested information on the current user is not accessible in stored procedure.");
  }
  if (first.value === "ALTER" && second?.value === "USER" && altersCurrentUser(tokens, user)) throw unsupportedStatement("ALTER_USER");
  const variable = tokens.find((token) => token.kind === "variable" && !/^\$\d+$/.test(token.text));
  if (variable !== undefined) throw notAllowed(variable.text);
}

function notAllowed(variable: string): SqlError {
  return new SqlError("090237", "42601", `Use of session variable '${variable.toUpperCase()}' is not allowed in owners rights stored procedure`);
}

function unsupportedStatement(type: string): SqlError {
  return new SqlError("090236", "42601", `Stored procedure execution error: Unsupported statement type '${type}'.`);
}

function tellsOfSession(tokens: readonly Token[]): boolean {
  const words = tokens.slice(1).map(({ value }) => value);
  if (OF_SESSION.has(words[0] ?? "")) return true;
  if (words[0] === "GRANTS") return !["IN", "ON", "TO", "OF"].includes(words[1] ?? "");
  if (words[0] !== "PARAMETERS") return false;
  const scope = words.findIndex((word) => word === "IN" || word === "FOR");
  return scope < 0 || words[scope + 1] === "SESSION";
}

/** "You cannot execute ALTER USER statements that implicitly use the current user ... as long as the user is not the current user." */
function altersCurrentUser(tokens: readonly Token[], user: string): boolean {
  const name = tokens[2]?.value === "IF" ? tokens[4] : tokens[2];
  return name === undefined || name.kind === "end" || name.value === user || ["SET", "UNSET", "ADD", "REMOVE", "MODIFY", "ROTATE"].includes(name.value);
}

/** Session parameters of the caller that hold for a procedure with owner's rights ("Understanding the effects of a caller's session parameters"). */
const KEPT = new Set(
  (
    "AUTOCOMMIT BINARY_INPUT_FORMAT BINARY_OUTPUT_FORMAT DATE_INPUT_FORMAT DATE_OUTPUT_FORMAT ENABLE_UNLOAD_PHYSICAL_TYPE_OPTIMIZATION " +
    "ERROR_ON_NONDETERMINISTIC_MERGE ERROR_ON_NONDETERMINISTIC_UPDATE JDBC_TREAT_DECIMAL_AS_INT JSON_INDENT LOCK_TIMEOUT MAX_CONCURRENCY_LEVEL " +
    "ODBC_USE_CUSTOM_SQL_DATA_TYPES PERIODIC_DATA_REKEYING QUERY_TAG QUERY_WAREHOUSE_NAME ROWS_PER_RESULTSET STATEMENT_QUEUED_TIMEOUT_IN_SECONDS " +
    "STATEMENT_TIMEOUT_IN_SECONDS STRICT_JSON_OUTPUT TIMESTAMP_DAY_IS_ALWAYS_24H TIMESTAMP_INPUT_FORMAT TIMESTAMP_LTZ_OUTPUT_FORMAT " +
    "TIMESTAMP_NTZ_OUTPUT_FORMAT TIMESTAMP_OUTPUT_FORMAT TIMESTAMP_TYPE_MAPPING TIMESTAMP_TZ_OUTPUT_FORMAT TIMEZONE TIME_INPUT_FORMAT " +
    "TIME_OUTPUT_FORMAT TRANSACTION_ABORT_ON_ERROR TRANSACTION_DEFAULT_ISOLATION_LEVEL TWO_DIGIT_CENTURY_START UNSUPPORTED_DDL_ACTION " +
    "USE_CACHED_RESULT WEEK_OF_YEAR_POLICY WEEK_START"
  ).split(" "),
);

interface OwnersRights {
  readonly owner: number;
  readonly database: number;
  readonly schema: number;
  readonly isForeign: boolean;
}

/** Where a procedure with owner's rights runs: as its owner, in its own schema, without the caller's variables. */
export function ownersState(caller: SessionState, of: OwnersRights): SessionState {
  const parameters = Object.fromEntries(Object.entries(caller.parameters).filter(([name]) => KEPT.has(name)));
  return {
    ...caller,
    role: of.owner,
    secondaryRoles: "NONE",
    database: of.database,
    schema: of.schema,
    variables: {},
    parameters,
    procedure: { isOwners: true, isForeign: of.isForeign, isOuterTransaction: false },
  };
}
