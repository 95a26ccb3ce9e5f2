import type { Command } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { startsTransaction } from "../parser/scripting-block.ts";
import { EXECUTED, STATEMENT_TYPE, statusResult } from "../result.ts";
import { parseAnonymousBlock } from "../scripting/block-command.ts";

/**
 * BEGIN, START TRANSACTION, COMMIT, ROLLBACK. DDL commits by itself in Snowflake (docs: sql-reference/transactions, "DDL"),
 * and this account has no DML that a transaction could hold back, so there is nothing to begin and nothing to lose.
 */
export function parseTransaction(cursor: Cursor): Command {
  if (cursor.sees("BEGIN") && !startsTransaction(cursor.peek(1))) return parseAnonymousBlock(cursor);
  if (cursor.accept("BEGIN")) {
    cursor.acceptOneOf(["TRANSACTION", "WORK"]);
    if (cursor.accept("NAME")) cursor.identifier();
  } else if (cursor.accept("START TRANSACTION")) {
    if (cursor.accept("NAME")) cursor.identifier();
  } else if (cursor.acceptOneOf(["COMMIT", "ROLLBACK"]) !== null) cursor.accept("WORK");
  else cursor.fail();
  cursor.end();
  return { type: STATEMENT_TYPE.transaction, readsOnly: false, run: () => statusResult(EXECUTED) };
}
