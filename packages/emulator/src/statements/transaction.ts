import type { Command } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { startsTransaction } from "../parser/scripting-block.ts";
import { EXECUTED, STATEMENT_TYPE, statusResult } from "../result.ts";
import { parseAnonymousBlock } from "../scripting/block-command.ts";

/**
 * BEGIN, START TRANSACTION, COMMIT, ROLLBACK. DDL commits by itself in Snowflake (docs: sql-reference/transactions, "DDL"),
 * and DML is refused between BEGIN and COMMIT, so there is nothing that a transaction could hold back or lose.
 */
export function parseTransaction(cursor: Cursor): Command {
  if (cursor.sees("BEGIN") && !startsTransaction(cursor.peek(1))) return parseAnonymousBlock(cursor);
  const begins = cursor.sees("BEGIN") || cursor.sees("START");
  if (cursor.accept("BEGIN")) {
    cursor.acceptOneOf(["TRANSACTION", "WORK"]);
    if (cursor.accept("NAME")) cursor.identifier();
  } else if (cursor.accept("START TRANSACTION")) {
    if (cursor.accept("NAME")) cursor.identifier();
  } else if (cursor.acceptOneOf(["COMMIT", "ROLLBACK"]) !== null) cursor.accept("WORK");
  else cursor.fail();
  cursor.end();
  return {
    type: STATEMENT_TYPE.transaction,
    readsOnly: false,
    run(context) {
      context.session = { ...context.session, inTransaction: begins };
      return statusResult(EXECUTED);
    },
  };
}
