import type { Position } from "../parser/cursor.ts";
import { readBlock } from "./read-block.ts";
import { readCase, readIf } from "./read-branch.ts";
import { readCall } from "./read-call.ts";
import { declared, located, readDeclaration } from "./read-declaration.ts";
import { readFor, readLoop, readRepeat, readWhile } from "./read-loop.ts";
import { readRowSource, readSource, readSql, readTargets, readUsing } from "./read-sql.ts";
import { invalidName, type Reading, scriptError } from "./reading.ts";
import type { ScriptStatement } from "./script.ts";

type Read = (reading: Reading, at: Position) => ScriptStatement;

/** By their first word; everything else is an assignment or SQL. */
const STATEMENTS: Readonly<Record<string, Read>> = {
  DECLARE: (reading, at) => ({ ...readBlock(reading), at }),
  BEGIN: (reading, at) => (startsTransaction(reading) ? { kind: "sql", at, sql: readSql(reading) } : { ...readBlock(reading), at }),
  LET: readLet,
  IF: readIf,
  CASE: readCase,
  FOR: readFor,
  WHILE: readWhile,
  REPEAT: readRepeat,
  LOOP: readLoop,
  BREAK: readJump,
  EXIT: readJump,
  CONTINUE: readJump,
  ITERATE: readJump,
  RETURN: readReturn,
  RAISE: readRaise,
  NULL: readNull,
  OPEN: readOpen,
  FETCH: readFetch,
  CLOSE: readClose,
  AWAIT: ({ cursor }) => cursor.refuse("AWAIT"),
  ASYNC: ({ cursor }) => cursor.refuse("ASYNC"),
  CANCEL: ({ cursor }) => cursor.refuse("CANCEL"),
  CALL: readCall,
  EXECUTE: readExecute,
};

/** One statement of a block, without its semicolon. */
export function readStatement(reading: Reading): ScriptStatement {
  const { cursor } = reading;
  const at = cursor.position();
  if (cursor.peek(1).text === ":=" && cursor.seesIdentifier()) return readAssignment(reading, at);
  const first = cursor.peek();
  const read = first.kind === "word" && Object.hasOwn(STATEMENTS, first.value) ? STATEMENTS[first.value] : undefined;
  return read === undefined ? { kind: "sql", at, sql: readSql(reading) } : read(reading, at);
}

/** BEGIN TRANSACTION, BEGIN WORK, BEGIN NAME x, BEGIN; */
function startsTransaction({ cursor }: Reading): boolean {
  return ["BEGIN ;", "BEGIN TRANSACTION", "BEGIN WORK", "BEGIN NAME"].some((words) => cursor.sees(words));
}

function readLet(reading: Reading, at: Position): ScriptStatement {
  reading.cursor.expect("LET");
  return readDeclaration(reading, { isLet: true, at });
}

function readAssignment(reading: Reading, at: Position): ScriptStatement {
  const { cursor, names } = reading;
  const name = cursor.identifier();
  cursor.expect(":=");
  const kind = names.kindOf(name);
  if (kind === "resultset") return { kind: "assign-rows", at, name, source: readRowSource(reading, { inDeclaration: false }) };
  if (kind !== "variable") throw invalidName(name, at);
  return { kind: "assign", at, name, value: located(reading, [";"]) };
}

function readJump(reading: Reading, at: Position): ScriptStatement {
  const { cursor } = reading;
  const how = cursor.acceptOneOf(["BREAK", "EXIT"]) === null ? "continue" : "break";
  if (how === "continue") cursor.next();
  const label = cursor.seesIdentifier() ? cursor.identifier() : null;
  if (reading.loops === 0) throw scriptError("001003", at, `${how.toUpperCase()} outside of a loop`);
  reading.jumps = [...reading.jumps, { label, at }];
  return { kind: "jump", at, how, label };
}

function readReturn(reading: Reading, at: Position): ScriptStatement {
  const { cursor } = reading;
  cursor.expect("RETURN");
  if (!cursor.sees("TABLE (")) return { kind: "return", at, value: located(reading, [";"]) };
  cursor.expect("TABLE (");
  const source = readTable(reading);
  cursor.expect(")");
  return { kind: "return-rows", at, source };
}

/** `TABLE(resultset)`, `TABLE(RESULTSET_FROM_CURSOR(cursor))`, `TABLE(SELECT ...)`. */
function readTable(reading: Reading): Extract<ScriptStatement, { kind: "return-rows" }>["source"] {
  const { cursor } = reading;
  if (cursor.accept("RESULTSET_FROM_CURSOR (")) {
    const name = declared(reading, "cursor");
    cursor.expect(")");
    return { kind: "declared", name };
  }
  if (cursor.peek(1).text !== ")") return readSource(reading);
  return { kind: "declared", name: declared(reading, "resultset") };
}

function readRaise(reading: Reading, at: Position): ScriptStatement {
  const { cursor } = reading;
  cursor.expect("RAISE");
  if (!cursor.sees(";")) return { kind: "raise", at, name: declared(reading, "exception") };
  if (!reading.isHandling) throw scriptError("001003", at, "RAISE without an exception outside of an exception handler");
  return { kind: "raise", at, name: null };
}

function readNull({ cursor }: Reading, at: Position): ScriptStatement {
  cursor.expect("NULL");
  return { kind: "null", at };
}

function readOpen(reading: Reading, at: Position): ScriptStatement {
  reading.cursor.expect("OPEN");
  const cursor = declared(reading, "cursor");
  return { kind: "open", at, cursor, using: readUsing(reading) };
}

function readFetch(reading: Reading, at: Position): ScriptStatement {
  reading.cursor.expect("FETCH");
  const cursor = declared(reading, "cursor");
  reading.cursor.expect("INTO");
  return { kind: "fetch", at, cursor, into: readTargets(reading) };
}

function readClose(reading: Reading, at: Position): ScriptStatement {
  reading.cursor.expect("CLOSE");
  return { kind: "close", at, cursor: declared(reading, "cursor") };
}

function readExecute(reading: Reading, at: Position): ScriptStatement {
  const { cursor } = reading;
  if (!cursor.sees("EXECUTE IMMEDIATE")) return { kind: "sql", at, sql: readSql(reading) };
  if (cursor.sees("EXECUTE IMMEDIATE FROM")) cursor.refuse("EXECUTE IMMEDIATE FROM");
  cursor.expect("EXECUTE IMMEDIATE");
  const text = located(reading, [";", "USING", "INTO"]);
  const using = readUsing(reading);
  return { kind: "immediate", at, text, using, into: cursor.accept("INTO") ? readTargets(reading) : [] };
}
