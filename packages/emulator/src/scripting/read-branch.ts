import type { Position } from "../parser/cursor.ts";
import { readStatements } from "./read-block.ts";
import { located } from "./read-declaration.ts";
import { inConstruct, type Reading } from "./reading.ts";
import type { Located, ScriptStatement } from "./script.ts";

type Branch = readonly [Located, readonly ScriptStatement[]];

/** `( expression )`. */
export function readCondition(reading: Reading): Located {
  reading.cursor.expect("(");
  const condition = located(reading, [")"]);
  reading.cursor.expect(")");
  return condition;
}

function readBody(reading: Reading, ends: readonly string[]): readonly ScriptStatement[] {
  return inConstruct(reading, () => readStatements(reading, ends));
}

/** (docs: sql-reference/snowflake-scripting/if) */
export function readIf(reading: Reading, at: Position): ScriptStatement {
  const { cursor } = reading;
  const ends = ["ELSEIF", "ELSE", "END"];
  const branches: Branch[] = [];
  cursor.expect("IF");
  do {
    const condition = readCondition(reading);
    cursor.expect("THEN");
    branches.push([condition, readBody(reading, ends)]);
  } while (cursor.accept("ELSEIF"));
  const otherwise = cursor.accept("ELSE") ? readBody(reading, ["END"]) : [];
  cursor.expect("END IF");
  return { kind: "if", at, branches, otherwise };
}

/** (docs: sql-reference/snowflake-scripting/case) */
export function readCase(reading: Reading, at: Position): ScriptStatement {
  const { cursor } = reading;
  cursor.expect("CASE");
  const subject = cursor.sees("WHEN") ? null : readCondition(reading);
  const branches: Branch[] = [];
  while (cursor.accept("WHEN")) {
    const when = located(reading, ["THEN"]);
    cursor.expect("THEN");
    branches.push([when, readBody(reading, ["WHEN", "ELSE", "END"])]);
  }
  if (branches.length === 0) cursor.fail();
  const otherwise = cursor.accept("ELSE") ? readBody(reading, ["END"]) : [];
  cursor.expect("END");
  cursor.accept("CASE");
  return { kind: "case", at, subject, branches, otherwise };
}
