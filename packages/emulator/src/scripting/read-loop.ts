import type { Position } from "../parser/cursor.ts";
import { readStatements } from "./read-block.ts";
import { readCondition } from "./read-branch.ts";
import { located } from "./read-declaration.ts";
import { inConstruct, invalidName, type Jump, type Reading, scoped, scriptError } from "./reading.ts";
import type { ScriptStatement } from "./script.ts";

/** The body up to `ends`, and what jumps out of it. */
function readBody(reading: Reading, ends: string): { readonly body: readonly ScriptStatement[]; readonly jumps: readonly Jump[] } {
  const outer = reading.jumps;
  reading.jumps = [];
  reading.loops++;
  const body = inConstruct(reading, () => readStatements(reading, [ends.startsWith("END") ? "END" : ends]));
  reading.loops--;
  const { jumps } = reading;
  reading.jumps = outer;
  return { body, jumps };
}

/** `END FOR [label]`: jumps to another label go on to the loop around this one. */
function readEnd(reading: Reading, words: string, jumps: readonly Jump[]): string | null {
  const { cursor } = reading;
  cursor.expect(words);
  const label = cursor.seesIdentifier() ? cursor.identifier() : null;
  const further = jumps.filter((jump) => jump.label !== null && jump.label !== label);
  const [lost] = further;
  if (lost !== undefined && reading.loops === 0) throw scriptError("001003", lost.at, `label '${lost.label}' is not that of a loop around it`);
  reading.jumps = [...reading.jumps, ...further];
  return label;
}

/** DO pairs with END <loop>, LOOP with END LOOP. */
function readWord(reading: Reading, loop: string): string {
  if (reading.cursor.accept("LOOP")) return "END LOOP";
  reading.cursor.expect("DO");
  return `END ${loop}`;
}

/** (docs: sql-reference/snowflake-scripting/while) */
export function readWhile(reading: Reading, at: Position): ScriptStatement {
  reading.cursor.expect("WHILE");
  const condition = readCondition(reading);
  const end = readWord(reading, "WHILE");
  const { body, jumps } = readBody(reading, end);
  return { kind: "while", at, condition, body, label: readEnd(reading, end, jumps) };
}

/** (docs: sql-reference/snowflake-scripting/repeat) */
export function readRepeat(reading: Reading, at: Position): ScriptStatement {
  reading.cursor.expect("REPEAT");
  const { body, jumps } = readBody(reading, "UNTIL");
  reading.cursor.expect("UNTIL");
  const until = readCondition(reading);
  return { kind: "repeat", at, until, body, label: readEnd(reading, "END REPEAT", jumps) };
}

/** (docs: sql-reference/snowflake-scripting/loop) */
export function readLoop(reading: Reading, at: Position): ScriptStatement {
  reading.cursor.expect("LOOP");
  const { body, jumps } = readBody(reading, "END LOOP");
  return { kind: "loop", at, body, label: readEnd(reading, "END LOOP", jumps) };
}

/** Over a counter, a cursor or a RESULTSET. (docs: sql-reference/snowflake-scripting/for) */
export function readFor(reading: Reading, at: Position): ScriptStatement {
  const { cursor } = reading;
  cursor.expect("FOR");
  const variable = cursor.identifier();
  cursor.expect("IN");
  if (cursor.seesIdentifier() && (cursor.peek(1).value === "DO" || cursor.peek(1).value === "LOOP")) return readForRows(reading, variable, at);
  const reverse = cursor.accept("REVERSE");
  const from = located(reading, ["TO"]);
  cursor.expect("TO");
  const to = located(reading, ["DO", "LOOP"]);
  const end = readWord(reading, "FOR");
  const { body, jumps } = scoped(reading, () => {
    reading.names.declare(variable, "variable");
    return readBody(reading, end);
  });
  return { kind: "for-counter", at, counter: variable, reverse, from, to, body, label: readEnd(reading, end, jumps) };
}

function readForRows(reading: Reading, row: string, at: Position): ScriptStatement {
  const { cursor, names } = reading;
  const where = cursor.position();
  const rows = cursor.identifier();
  const kind = names.kindOf(rows);
  if (kind !== "cursor" && kind !== "resultset") throw invalidName(rows, where);
  const end = readWord(reading, "FOR");
  const { body, jumps } = scoped(reading, () => {
    reading.names.declare(row, "row");
    return readBody(reading, end);
  });
  return { kind: "for-rows", at, row, rows, body, label: readEnd(reading, end, jumps) };
}
