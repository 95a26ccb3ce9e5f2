import { readDeclarations } from "./read-declaration.ts";
import { readStatement } from "./read-statement.ts";
import { deeper, type Reading, scoped } from "./reading.ts";
import type { Block, Handler, ScriptStatement } from "./script.ts";

/** [ DECLARE ... ] BEGIN ... [ EXCEPTION ... ] END [ label ]. (docs: sql-reference/snowflake-scripting/begin) */
export function readBlock(reading: Reading): Block {
  return deeper(reading, () => scoped(reading, () => readInside(reading)));
}

function readInside(reading: Reading): Block {
  const { cursor } = reading;
  const declarations = cursor.accept("DECLARE") ? readDeclarations(reading) : [];
  cursor.expect("BEGIN");
  // What LET declares is not seen by the handlers (docs: sql-reference/snowflake-scripting/exception).
  const body = scoped(reading, () => readStatements(reading, ["EXCEPTION", "END"]));
  const handlers = cursor.accept("EXCEPTION") ? readHandlers(reading) : [];
  cursor.expect("END");
  if (cursor.seesIdentifier()) cursor.identifier();
  return { kind: "block", declarations, body, handlers };
}

/** One or more statements, each with its semicolon, up to one of the words. */
export function readStatements(reading: Reading, ends: readonly string[]): readonly ScriptStatement[] {
  const { cursor } = reading;
  const statements: ScriptStatement[] = [];
  do {
    statements.push(deeper(reading, () => readStatement(reading)));
    cursor.expect(";");
  } while (!ends.some((end) => cursor.sees(end)));
  return statements;
}

function readHandlers(reading: Reading): readonly Handler[] {
  const handlers: Handler[] = [];
  if (!reading.cursor.sees("WHEN")) reading.cursor.fail();
  while (reading.cursor.accept("WHEN")) handlers.push(readHandler(reading));
  return handlers;
}

function readHandler(reading: Reading): Handler {
  const { cursor } = reading;
  const exceptions: string[] = [];
  do exceptions.push(cursor.identifier());
  while (cursor.accept("OR"));
  const how = cursor.acceptOneOf(["EXIT", "CONTINUE"]);
  cursor.expect("THEN");
  const { isHandling } = reading;
  reading.isHandling = true;
  const body = scoped(reading, () => readStatements(reading, ["WHEN", "END"]));
  reading.isHandling = isHandling;
  return { exceptions, continues: how === "CONTINUE", body };
}
