import { Names } from "./names.ts";
import { readDeclarations } from "./read-declaration.ts";
import { readStatement } from "./read-statement.ts";
import { deeper, invalidName, type Reading, scoped, within } from "./reading.ts";
import type { Block, Handler, ScriptStatement } from "./script.ts";

/** [ DECLARE ... ] BEGIN ... [ EXCEPTION ... ] END [ label ]. (docs: sql-reference/snowflake-scripting/begin) */
export function readBlock(reading: Reading): Block {
  return deeper(reading, () => scoped(reading, () => readInside(reading)));
}

function readInside(reading: Reading): Block {
  const { cursor } = reading;
  const declarations = cursor.accept("DECLARE") ? readDeclarations(reading) : [];
  cursor.expect("BEGIN");
  const inside = new Names(reading.names);
  const body = within(reading, inside, () => readStatements(reading, ["EXCEPTION", "END"]));
  const handlers = cursor.accept("EXCEPTION") ? readHandlers(reading, inside) : [];
  cursor.expect("END");
  if (cursor.seesIdentifier()) cursor.identifier();
  return { kind: "block", declarations, body, handlers };
}

/** One or more statements, each with its semicolon, up to one of the words. */
export function readStatements(reading: Reading, ends: readonly string[]): readonly ScriptStatement[] {
  const { cursor } = reading;
  const statements: ScriptStatement[] = [];
  if (ends.some((end) => cursor.sees(end))) cursor.fail();
  do {
    statements.push(deeper(reading, () => readStatement(reading)));
    cursor.expect(";");
  } while (!ends.some((end) => cursor.sees(end)));
  return statements;
}

function readHandlers(reading: Reading, inside: Names): readonly Handler[] {
  const handlers: Handler[] = [];
  if (!reading.cursor.sees("WHEN")) reading.cursor.fail();
  while (reading.cursor.accept("WHEN")) handlers.push(readHandler(reading, inside));
  return handlers;
}

const BUILT_IN = new Set(["STATEMENT_ERROR", "EXPRESSION_ERROR", "OTHER"]);

function readException({ cursor, names }: Reading): string {
  const at = cursor.position();
  const name = cursor.identifier();
  if (names.kindOf(name) !== "exception" && !BUILT_IN.has(name)) throw invalidName(name, at);
  return name;
}

/** What LET declares in the block is seen by handlers that continue in it, by others not (docs: sql-reference/snowflake-scripting/exception, its examples). */
function readHandler(reading: Reading, inside: Names): Handler {
  const { cursor } = reading;
  const exceptions: string[] = [];
  do exceptions.push(readException(reading));
  while (cursor.accept("OR"));
  const how = cursor.acceptOneOf(["EXIT", "CONTINUE"]);
  cursor.expect("THEN");
  const { isHandling } = reading;
  reading.isHandling = true;
  const continues = how === "CONTINUE";
  const body = within(reading, new Names(continues ? inside : reading.names), () => readStatements(reading, ["WHEN", "END"]));
  reading.isHandling = isHandling;
  return { exceptions, continues, body };
}
