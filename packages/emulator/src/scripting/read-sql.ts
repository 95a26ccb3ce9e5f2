import { ScriptingBlock } from "../parser/scripting-block.ts";
import type { Template } from "./expression.ts";
import { readCall } from "./read-call.ts";
import { located } from "./read-declaration.ts";
import { isBuiltIn, readTemplate } from "./read-template.ts";
import { invalidName, type Reading } from "./reading.ts";
import type { RowSource, Sql } from "./script.ts";

/** A SQL statement up to its semicolon, or to the parenthesis it stands in; INTO of a SELECT or CALL is taken out. */
export function readSql(reading: Reading): Sql {
  const { cursor } = reading;
  const from = cursor.mark();
  const takesInto = cursor.sees("SELECT") || cursor.sees("WITH") || cursor.sees("CALL");
  const block = new ScriptingBlock();
  const before: Template[] = [];
  let start = from;
  let into: readonly string[] = [];
  let depth = 0;
  for (let token = cursor.peek(); token.kind !== "end"; token = cursor.peek()) {
    if (token.kind === "symbol" && token.text === "(") depth++;
    if (token.kind === "symbol" && token.text === ")" && --depth < 0) break;
    if (token.kind === "symbol" && token.text === ";" && !block.isOpen) break;
    if (takesInto && depth === 0 && into.length === 0 && token.kind === "word" && token.value === "INTO") {
      before.push(readTemplate(reading, start, { bare: false }));
      cursor.expect("INTO");
      into = readTargets(reading);
      start = cursor.mark();
      continue;
    }
    block.see(cursor.next(), cursor.peek());
  }
  if (cursor.mark() === from) cursor.fail();
  const shown = cursor.between(from, cursor.mark());
  const rest = cursor.mark() === start ? [] : [" ", ...readTemplate(reading, start, { bare: false })];
  return { template: [...before.flat(), ...rest], shown, into };
}

/** `:a, :b` behind INTO; the colon may be left out. */
export function readTargets(reading: Reading): readonly string[] {
  const { cursor } = reading;
  const names: string[] = [];
  do names.push(readVariable(reading));
  while (cursor.accept(","));
  return names;
}

/** A variable that is given a value or gives one, with or without its colon. */
function readVariable(reading: Reading): string {
  const { cursor, names } = reading;
  cursor.accept(":");
  const at = cursor.position();
  const name = cursor.identifier();
  if (names.kindOf(name) !== "variable" && !isBuiltIn(name)) throw invalidName(name, at);
  return name;
}

/** USING ( variable, ... ), if it comes next. */
export function readUsing(reading: Reading): readonly string[] {
  const { cursor } = reading;
  if (!cursor.accept("USING")) return [];
  cursor.expect("(");
  const names = readTargets(reading);
  cursor.expect(")");
  return names;
}

/** `( statement )` or `( EXECUTE IMMEDIATE ... )`. */
export function readRowSource(reading: Reading, { inDeclaration }: { readonly inDeclaration: boolean }): RowSource {
  const { cursor } = reading;
  if (cursor.sees("ASYNC")) cursor.refuse("ASYNC");
  cursor.expect("(");
  const source = readSource(reading);
  // "You can't combine declaration and assignment of a RESULTSET if you use the pipe operator" (docs: sql-reference/operators-flow)
  if (inDeclaration && source.kind === "sql" && hasPipe(reading, source.sql.shown)) cursor.refuse("a RESULTSET declared with a chain of ->>");
  cursor.expect(")");
  return source;
}

export function readSource(reading: Reading): RowSource {
  const { cursor } = reading;
  if (cursor.sees("CALL") && reading.names.kindOf(cursor.peek(1).value) === "procedure") {
    return { kind: "nested", call: readCall(reading, cursor.position()) };
  }
  if (!cursor.accept("EXECUTE IMMEDIATE")) return { kind: "sql", sql: readSql(reading) };
  const text = located(reading, [")", "USING", ";"]);
  return { kind: "immediate", text, using: readUsing(reading) };
}

function hasPipe(_reading: Reading, shown: string): boolean {
  return shown.includes("->>");
}
