import type { Position } from "../parser/cursor.ts";
import type { Expression } from "./expression.ts";
import { readExpression } from "./read-expression.ts";
import { readSql } from "./read-sql.ts";
import { readTemplate } from "./read-template.ts";
import type { Reading } from "./reading.ts";
import type { CallStatement, Located } from "./script.ts";

/** CALL in a script: its arguments may be variables that the procedure gives a value, and INTO takes what it returns. */
export function readCall(reading: Reading, at: Position): CallStatement {
  const { cursor } = reading;
  const mark = cursor.mark();
  cursor.expect("CALL");
  const name = cursor.peek(1).text === "(" && cursor.seesIdentifier() ? cursor.identifier() : "";
  const args = name === "" || name.startsWith("SYSTEM$") ? [] : readCallArguments(reading);
  cursor.reset(mark);
  const variables = args.map(({ expression, argument }) => (argument === null && expression.kind === "variable" ? expression.name : null));
  const isNested = reading.names.kindOf(name) === "procedure";
  // "They don't support named input arguments" (docs: developer-guide/stored-procedure/stored-procedures-snowflake-scripting)
  if (isNested && args.some(({ argument }) => argument !== null)) cursor.fail();
  return { kind: "call", at, sql: readSql(reading), variables, name: isNested ? name : "", args: isNested ? args : [] };
}

export interface CallArgument extends Located {
  /** `name => value`. */
  readonly argument: string | null;
}

/** `( a, b )` or `( x => a, y => b )`; an argument may be a query without parentheses (docs: sql-reference/sql/call). */
export function readCallArguments(reading: Reading): readonly CallArgument[] {
  const { cursor } = reading;
  cursor.expect("(");
  const found: CallArgument[] = [];
  while (!cursor.accept(")")) {
    if (found.length > 0) cursor.expect(",");
    const isNamed = cursor.peek().kind === "word" && cursor.peek(1).text === "=>";
    const argument = isNamed ? cursor.identifier() : null;
    if (isNamed) cursor.expect("=>");
    if (found.some((other) => (other.argument === null) !== (argument === null))) cursor.fail();
    const at = cursor.position();
    found.push({ argument, at, expression: readArgument(reading) });
  }
  return found;
}

function readArgument(reading: Reading): Expression {
  const { cursor } = reading;
  if (!cursor.sees("SELECT") && !cursor.sees("WITH")) return readExpression(reading, [",", ")"]);
  const from = cursor.mark();
  for (let depth = 0; ; ) {
    const { text, kind } = cursor.peek();
    if (kind === "symbol" && text === ")" && depth-- === 0) break;
    if (kind === "symbol" && text === "(") depth++;
    cursor.next();
  }
  return { kind: "query", template: readTemplate(reading, from, { bare: false }) };
}
