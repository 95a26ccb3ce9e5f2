import type { Command } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { EXECUTED, STATEMENT_TYPE, statusResult } from "../result.ts";
import { compilationError } from "../sql-error.ts";

/** The most a session variable holds, in bytes (docs: sql-reference/session-variables). */
const MOST_BYTES = 256;

function constant(cursor: Cursor): string {
  if (cursor.seesString()) return cursor.string();
  if (cursor.peek().kind === "number" || cursor.sees("-")) return String(cursor.integer());
  const word = cursor.acceptOneOf(["TRUE", "FALSE"]);
  return word === null ? cursor.refuse("SET <variable> = <expression>") : word.toLowerCase();
}

/** SET a = 1, SET (a, b) = (1, 'x'). */
export function parseSetVariable(cursor: Cursor): Command {
  cursor.expect("SET");
  const names: string[] = [];
  const isList = cursor.accept("(");
  do names.push(cursor.identifier().toUpperCase());
  while (isList && cursor.accept(","));
  if (isList) cursor.expect(")");
  cursor.expect("=");
  if (isList) cursor.expect("(");
  const values = names.map((_name, i) => {
    if (i > 0) cursor.expect(",");
    return constant(cursor);
  });
  if (isList) cursor.expect(")");
  cursor.end();
  const long = names.find((_name, i) => Buffer.byteLength(values[i] ?? "") > MOST_BYTES);
  if (long !== undefined)
    throw compilationError(
      "001234",
      "22023",
      `Assignment to '${long}' not done because value exceeds size limit for variables. Its size is limited to ${MOST_BYTES} bytes.`,
    );
  return {
    type: STATEMENT_TYPE.alterSession,
    readsOnly: false,
    run(context) {
      const set = Object.fromEntries(names.map((name, i) => [name, values[i] ?? ""]));
      context.session = { ...context.session, variables: { ...context.session.variables, ...set } };
      return statusResult(EXECUTED);
    },
  };
}

/** UNSET a, UNSET (a, b). */
export function parseUnsetVariable(cursor: Cursor): Command {
  cursor.expect("UNSET");
  const isList = cursor.accept("(");
  const names: string[] = [];
  do names.push(cursor.identifier().toUpperCase());
  while (isList && cursor.accept(","));
  if (isList) cursor.expect(")");
  cursor.end();
  return {
    type: STATEMENT_TYPE.alterSession,
    readsOnly: false,
    run(context) {
      const kept = Object.entries(context.session.variables).filter(([name]) => !names.includes(name));
      context.session = { ...context.session, variables: Object.fromEntries(kept) };
      return statusResult(EXECUTED);
    },
  };
}
