import type { Command } from "../context.ts";
import type { Binding, Cursor } from "../parser/cursor.ts";
import { STATEMENT_TYPE } from "../result.ts";
import { neverRun } from "./block-command.ts";
import { fillBindings } from "./fill-bindings.ts";
import { onlyStatement, readImmediate } from "./only-statement.ts";
import { NULL_VALUE, numberValue, textValue, type Value } from "./value.ts";

/** EXECUTE IMMEDIATE of a constant or a session variable; a script has its own (docs: sql-reference/sql/execute-immediate). */
export function parseExecute(cursor: Cursor): Command {
  cursor.expect("EXECUTE");
  if (!cursor.accept("IMMEDIATE")) cursor.refuse(`EXECUTE ${cursor.peek().value}`);
  if (cursor.accept("FROM")) cursor.refuse("EXECUTE IMMEDIATE FROM");
  const source = cursor.string();
  const using = cursor.accept("USING") ? readUsing(cursor) : [];
  cursor.end();
  return {
    type: STATEMENT_TYPE.select,
    readsOnly: false,
    describe: () => cursor.refuse("a description of EXECUTE IMMEDIATE"),
    run: neverRun,
    async conduct(conductor) {
      return conductor.run(fillBindings(onlyStatement(source), using), [], readImmediate(source));
    },
  };
}

function readUsing(cursor: Cursor): readonly Value[] {
  const values: Value[] = [];
  cursor.expect("(");
  do values.push(cursor.seesBinding() ? bound(cursor.binding()) : textValue(variable(cursor)));
  while (cursor.accept(","));
  cursor.expect(")");
  return values;
}

function variable(cursor: Cursor): string {
  return cursor.peek().kind === "variable" ? cursor.variable() : cursor.fail();
}

function bound({ type, value }: Binding): Value {
  if (value === null) return NULL_VALUE;
  return type === "FIXED" ? numberValue(value) : textValue(value);
}
