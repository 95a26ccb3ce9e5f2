import type { Command, Context } from "../context.ts";
import { analyse } from "../objects/view/analyse.ts";
import type { Cursor } from "../parser/cursor.ts";
import { readQuery } from "../query/read-query.ts";
import { STATEMENT_TYPE } from "../result.ts";
import { parseReading } from "../rows/read-command.ts";
import { SqlError } from "../sql-error.ts";
import { describeQuery } from "./from-object.ts";
import { parseSelect } from "./select.ts";

/** SELECT. Constants, and columns of what this account lists by itself, need no DuckDB. */
export function parseQuery(cursor: Cursor): Command {
  const mark = cursor.mark();
  try {
    return parseSelect(cursor);
  } catch (refusal) {
    if (!(refusal instanceof SqlError)) throw refusal;
    cursor.reset(mark);
    return parseAnew(cursor, refusal);
  }
}

/** A bound value that the first reading found wrong stays wrong where the second leads nowhere. */
function parseAnew(cursor: Cursor, refusal: SqlError): Command {
  const told = (error: unknown): unknown => (refusal.code.startsWith("100") && error instanceof SqlError && error.code === UNSUPPORTED ? refusal : error);
  const command = parseWith(cursor);
  const { ahead } = command;
  return {
    ...command,
    async ahead(context) {
      try {
        return (await ahead?.(context)) ?? null;
      } catch (error) {
        throw told(error);
      }
    },
  };
}

/** Any query. One that cannot be taken apart here is refused by name when it is run, and described as far as its columns can be traced. */
export function parseWith(cursor: Cursor): Command {
  const mark = cursor.mark();
  try {
    const reading = parseReading(cursor);
    cursor.reset(mark);
    return { ...reading, describe: (context) => describedBy(context, reading, cursor) };
  } catch (refusal) {
    if (!(refusal instanceof SqlError) || refusal.code !== UNSUPPORTED) throw refusal;
    cursor.reset(mark);
    return parseDescribable(cursor, refusal);
  }
}

const UNSUPPORTED = "000002";

/** What is told of an expression that this account does not know is what a cast at its end says. */
function describedBy(context: Context, reading: Command, cursor: Cursor): ReturnType<NonNullable<Command["describe"]>> {
  const mark = cursor.mark();
  try {
    return reading.describe?.(context) ?? [];
  } catch (refusal) {
    if (!(refusal instanceof SqlError) || refusal.code !== UNSUPPORTED) throw refusal;
    try {
      return describeQuery(context, readQuery(cursor));
    } finally {
      cursor.reset(mark);
    }
  }
}

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
