import type { Command } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { startsTransaction } from "../parser/scripting-block.ts";
import { EXECUTED, STATEMENT_TYPE, statusResult } from "../result.ts";
import { commitRows, endTransaction } from "../rows/transaction.ts";
import { parseAnonymousBlock } from "../scripting/block-command.ts";
import { SqlError, unsupported } from "../sql-error.ts";

/**
 * BEGIN, START TRANSACTION, COMMIT, ROLLBACK. DDL commits by itself in Snowflake (docs: sql-reference/transactions, "DDL"),
 * what DML does in a transaction is the session's own until COMMIT (see `rows/transaction.ts`).
 */
export function parseTransaction(cursor: Cursor): Command {
  if (cursor.sees("BEGIN") && !startsTransaction(cursor.peek(1))) return parseAnonymousBlock(cursor);
  let ends: "COMMIT" | "ROLLBACK" | null = null;
  if (cursor.accept("BEGIN")) {
    cursor.acceptOneOf(["TRANSACTION", "WORK"]);
    if (cursor.accept("NAME")) cursor.identifier();
  } else if (cursor.accept("START TRANSACTION")) {
    if (cursor.accept("NAME")) cursor.identifier();
  } else {
    ends = cursor.acceptOneOf(["COMMIT", "ROLLBACK"] as const);
    if (ends === null) cursor.fail();
    cursor.accept("WORK");
  }
  cursor.end();
  return {
    type: STATEMENT_TYPE.transaction,
    readsOnly: false,
    run(context) {
      if (context.session.procedure?.isOuterTransaction === true) refuseInProcedure(ends);
      if (ends === "COMMIT") commitRows(context);
      if (ends === "ROLLBACK") endTransaction(context);
      // "If a transaction is already active, any subsequent BEGIN statement is ignored" (docs: sql-reference/sql/begin).
      if (ends === null) context.session = { ...context.session, inTransaction: true };
      return statusResult(EXECUTED);
    },
  };
}

/** In a procedure that was called in a transaction (docs: sql-reference/transactions, "Stored procedures and transactions"). */
function refuseInProcedure(ends: "COMMIT" | "ROLLBACK" | null): never {
  if (ends === null) throw unsupported("BEGIN TRANSACTION in a procedure that is called in a transaction");
  throw new SqlError("090231", "25000", "Modifying a transaction that has started at a different scope is not allowed.");
}
