import { compilationError, SqlError } from "../sql-error.ts";

export function notGranted(): SqlError {
  return new SqlError("003011", "42501", "SQL access control error:\nGrant not executed: Insufficient privileges.");
}

/** What no role may grant or revoke. Snowflake's words for it are on no page. */
export function notGrantable(reason: string): SqlError {
  return compilationError("003008", "42601", reason);
}

/** What Snowflake does not do either, so that it is nothing that this account lacks. */
export function notSupported(construct: string): SqlError {
  return new SqlError("000002", "0A000", `Unsupported feature '${construct}'.`);
}

/** The words are Snowflake's for a database made from a share. */
export function importedOnly(): SqlError {
  return new SqlError(
    "003041",
    "42710",
    "SQL access control error:\nGranting individual privileges on imported databases is not allowed. Use 'GRANT IMPORTED PRIVILEGES' instead.",
  );
}

/** What a database role can hold is in its own database (docs: sql-reference/sql/grant-privilege, "database_role_name"). */
export function notInDatabase(reason: string): SqlError {
  return new SqlError("003082", "42501", `SQL access control error:\n${reason}`);
}
