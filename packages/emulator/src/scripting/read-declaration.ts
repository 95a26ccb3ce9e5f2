import type { DataType } from "@snowtower/sql";
import { readNamedArguments } from "../parser/arguments.ts";
import type { Cursor, Position } from "../parser/cursor.ts";
import { compilationError } from "../sql-error.ts";
import type { Expression } from "./expression.ts";
import { readBlock } from "./read-block.ts";
import { readExpression } from "./read-expression.ts";
import { readRowSource, readSql } from "./read-sql.ts";
import { type Reading, scoped, scriptError } from "./reading.ts";
import type { Located, ScriptStatement } from "./script.ts";

/** What stands between DECLARE and BEGIN. (docs: sql-reference/snowflake-scripting/declare) */
export function readDeclarations(reading: Reading): readonly ScriptStatement[] {
  const found: ScriptStatement[] = [];
  do {
    found.push(readDeclaration(reading, { isLet: false, at: reading.cursor.position() }));
    reading.cursor.expect(";");
  } while (!reading.cursor.sees("BEGIN"));
  return found;
}

/** `name ...` of DECLARE and of LET, which knows no exceptions and no procedures. */
export function readDeclaration(reading: Reading, { isLet, at }: { readonly isLet: boolean; readonly at: Position }): ScriptStatement {
  const { cursor } = reading;
  const name = cursor.identifier();
  if (cursor.accept("CURSOR FOR")) return readCursor(reading, name, at);
  if (cursor.accept("RESULTSET")) return readResultset(reading, name, at);
  if (!isLet && cursor.accept("EXCEPTION")) return readException(reading, name, at);
  if (!isLet && cursor.sees("PROCEDURE (")) return readProcedure(reading, name, at);
  const type = cursor.sees("DEFAULT") || cursor.sees(":=") || cursor.sees(";") ? null : cursor.dataType();
  const hasInitial = cursor.acceptOneOf(["DEFAULT", ":="]) !== null;
  if (!hasInitial && type === null) cursor.fail();
  const initial = hasInitial ? located(reading, [";"]) : null;
  if (type === null && initial !== null && !isInferable(initial.expression)) throw notInferable(name, at);
  reading.names.declare(name, "variable");
  return { kind: "declare", at, name, type, initial };
}

export function located(reading: Reading, stops: readonly string[]): Located {
  const at = reading.cursor.position();
  return { at, expression: readExpression(reading, stops) };
}

/** The type of a row's column is not known before the cursor is open (docs: developer-guide/snowflake-scripting/variables, "How Snowflake Scripting infers the data type of a variable"). */
function isInferable(expression: Expression): boolean {
  const open: Expression[] = [expression];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at.kind === "field") return false;
    if (at.kind === "unary") open.push(at.operand);
    if (at.kind === "binary") open.push(at.left, at.right);
  }
  return true;
}

export function notInferable(name: string, at: Position) {
  return scriptError("092228", at, `variable '${name}' cannot have its type inferred from initializer`);
}

function readCursor(reading: Reading, name: string, at: Position): ScriptStatement {
  const { cursor, names } = reading;
  const isQuery = cursor.sees("SELECT") || cursor.sees("WITH") || cursor.sees("(");
  if (isQuery) {
    const query = readSql(reading);
    names.declare(name, "cursor");
    return { kind: "declare-cursor", at, name, query, resultset: null };
  }
  const resultset = declared(reading, "resultset");
  names.declare(name, "cursor");
  return { kind: "declare-cursor", at, name, query: null, resultset };
}

/** A name that has to be of a kind. */
export function declared(reading: Reading, kind: "variable" | "cursor" | "resultset" | "exception"): string {
  const at = reading.cursor.position();
  const name = reading.cursor.identifier();
  if (reading.names.kindOf(name) === kind) return name;
  throw compilationError("000904", "42000", `error line ${at.line} at position ${at.position}\ninvalid identifier '${name}'`);
}

function readResultset(reading: Reading, name: string, at: Position): ScriptStatement {
  const { cursor } = reading;
  const hasSource = cursor.acceptOneOf(["DEFAULT", ":="]) !== null;
  const source = hasSource ? readRowSource(reading, { inDeclaration: true }) : null;
  reading.names.declare(name, "resultset");
  return { kind: "declare-resultset", at, name, source };
}

/** (docs: sql-reference/snowflake-scripting/declare, "Exception declaration syntax") */
function readException(reading: Reading, name: string, at: Position): ScriptStatement {
  const { cursor, names } = reading;
  let [number, message] = [-20000, ""];
  if (cursor.accept("(")) {
    number = cursor.integer();
    cursor.expect(",");
    message = cursor.string();
    cursor.expect(")");
  }
  if (number > -20000 || number < -20999) throw scriptError("001008", at, `exception number ${number} of '${name}' is not between -20999 and -20000`);
  if (message.includes('"')) throw scriptError("001008", at, `the message of exception '${name}' has a double quote`);
  names.declare(name, "exception");
  return { kind: "declare-exception", at, name, number, message };
}

/** (docs: developer-guide/stored-procedure/stored-procedures-snowflake-scripting, "Using nested stored procedures") */
function readProcedure(reading: Reading, name: string, at: Position): ScriptStatement {
  const { cursor, names } = reading;
  if (reading.isNested || reading.constructs > 0)
    throw scriptError("001003", at, `procedure '${name}' is declared inside another procedure or a control structure`);
  if (names.isOwn(name)) throw scriptError("001003", at, `procedure '${name}' is declared twice`);
  cursor.expect("PROCEDURE");
  const args = readNamedArguments(cursor);
  if (args.some(({ out, default: fallback }) => out === true || fallback !== undefined)) cursor.refuse("OUT and DEFAULT of a nested procedure");
  cursor.expect("RETURNS");
  const returns = readReturns(cursor);
  cursor.expect("AS");
  // One nested procedure may call another of the block, and itself.
  names.declare(name, "procedure");
  const around = { jumps: reading.jumps, loops: reading.loops, isNested: reading.isNested };
  reading.loops = 0;
  reading.isNested = true;
  const body = scoped(reading, () => {
    for (const arg of args) reading.names.declare(arg.name, "variable");
    return readBlock(reading);
  });
  Object.assign(reading, around);
  return { kind: "declare-procedure", at, name, args, returns, body };
}

/** `null`: a table, whose columns may be left open. */
function readReturns(cursor: Cursor): DataType | null {
  if (!cursor.accept("TABLE")) return cursor.dataType();
  if (cursor.parenthesised().replace(/\s/g, "") !== "()") cursor.refuse("RETURNS TABLE (<columns>) of a nested procedure");
  return null;
}
