import type { Command, Context } from "../context.ts";
import { analyse } from "../objects/view/analyse.ts";
import type { Cursor } from "../parser/cursor.ts";
import { readQuery } from "../query/read-query.ts";
import { STATEMENT_TYPE } from "../result.ts";
import { SqlError } from "../sql-error.ts";
import { describeQuery } from "./from-object.ts";
import { parseSelect } from "./select.ts";

/** SELECT and WITH. What can only be described here, and not run, is refused by name when it is run. */
export function parseQuery(cursor: Cursor): Command {
  const mark = cursor.mark();
  try {
    return parseSelect(cursor);
  } catch (refusal) {
    if (!(refusal instanceof SqlError) || refusal.code !== UNSUPPORTED) throw refusal;
    cursor.reset(mark);
    return parseDescribable(cursor, refusal);
  }
}

/** WITH ... SELECT. */
export function parseWith(cursor: Cursor): Command {
  return parseDescribable(cursor, new SqlError(UNSUPPORTED, "0A000", "Unsupported feature 'WITH ... SELECT'."));
}

const UNSUPPORTED = "000002";

function parseDescribable(cursor: Cursor, refusal: SqlError): Command {
  const query = readQuery(cursor);
  cursor.end();
  return {
    type: STATEMENT_TYPE.select,
    readsOnly: true,
    describe: (context: Context) => describeQuery(context, query),
    run(context) {
      // What is not there is Snowflake's answer, whatever else is missing here.
      analyse(context, query, { schema: context.session.schema, itself: null });
      throw refusal;
    },
  };
}
