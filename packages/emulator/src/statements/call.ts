import type { Command } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { STATEMENT_TYPE } from "../result.ts";
import { readExpression } from "../select/expression.ts";

/** CALL of a system function, as of SYSTEM$WAIT. Procedures are refused by name. */
export function parseCall(cursor: Cursor): Command {
  cursor.expect("CALL");
  const { value: name } = cursor.peek();
  if (!name.startsWith("SYSTEM$")) cursor.refuse("CALL");
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
