import type { Command } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { STATEMENT_TYPE } from "../result.ts";
import { callCommand } from "../scripting/call-procedure.ts";
import { readCallArguments } from "../scripting/read-call.ts";
import { readingOf } from "../scripting/reading.ts";
import { readExpression } from "../select/expression.ts";

/** CALL of a stored procedure, or of a system function, as of SYSTEM$WAIT. */
export function parseCall(cursor: Cursor): Command {
  cursor.expect("CALL");
  const { value: name } = cursor.peek();
  if (!name.startsWith("SYSTEM$")) return parseProcedureCall(cursor);
  const expression = readExpression(cursor);
  cursor.end();
  return {
    type: STATEMENT_TYPE.select,
    readsOnly: true,
    run(context) {
      const { column, cell } = expression.evaluate(context);
      return { columns: [{ ...column, name }], rows: [[cell]], status: "" };
    },
  };
}

function parseProcedureCall(cursor: Cursor): Command {
  const ref = cursor.name();
  const args = readCallArguments(readingOf(cursor));
  cursor.end();
  return callCommand(ref, args);
}
