import type { Command, Context } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { EXECUTED, type ResultSet, STATEMENT_TYPE, statusResult } from "../result.ts";
import { neverRun } from "../scripting/block-command.ts";
import { converted, evaluate } from "../scripting/evaluate.ts";
import type { Expression } from "../scripting/expression.ts";
import { readExpression } from "../scripting/read-expression.ts";
import { readingOf } from "../scripting/reading.ts";
import { newState } from "../scripting/run.ts";
import { Scope } from "../scripting/scope.ts";
import { plainText } from "../scripting/sql-literal.ts";
import type { Value } from "../scripting/value.ts";
import type { VariableFacts } from "../session-state.ts";
import { compilationError, unsupported } from "../sql-error.ts";

/** The most a session variable holds, in bytes, and the length of its name (docs: sql-reference/sql/set). */
const MOST_BYTES = 16384;
const LONGEST_NAME = 256;

/** "Reserved for future use by Snowflake" (docs: sql-reference/sql/set). */
const RESERVED = new Set(["CURRENT", "PUBLIC"]);

/** SET a = 1, SET (a, b) = (1, 'x'): all expressions are evaluated before the first variable is set. */
export function parseSetVariable(cursor: Cursor): Command {
  cursor.expect("SET");
  const names = readNames(cursor);
  cursor.expect("=");
  const isList = names.isList && cursor.accept("(");
  if (names.isList && !isList) cursor.fail();
  const reading = readingOf(cursor);
  const expressions = names.list.map((_name, i) => {
    if (i > 0) cursor.expect(",");
    return readExpression(reading, isList ? [",", ")"] : []);
  });
  if (isList) cursor.expect(")");
  cursor.end();
  const constants = expressions.flatMap((expression) => (expression.kind === "value" ? [expression.value] : []));
  if (constants.length < expressions.length) return evaluating(names.list, expressions, cursor.source);
  return setting(
    names.list,
    constants.map((value) => ({ value, text: plainText(value) })),
  );
}

function readNames(cursor: Cursor): { readonly list: readonly string[]; readonly isList: boolean } {
  const isList = cursor.accept("(");
  const list: string[] = [];
  do {
    const name = cursor.identifier().toUpperCase();
    if (RESERVED.has(name)) throw compilationError("001235", "42601", `Variable name '${name}' is reserved.`);
    if (name.length > LONGEST_NAME) throw compilationError("001480", "42601", `Variable name '${name.slice(0, 20)}...' is too long.`);
    list.push(name);
  } while (isList && cursor.accept(","));
  if (isList) cursor.expect(")");
  return { list, isList };
}

/** A value, and its text as `::VARCHAR` has it. */
interface Given {
  readonly value: Value;
  readonly text: string | null;
}

function setting(names: readonly string[], values: readonly Given[]): Command {
  return { type: STATEMENT_TYPE.alterSession, readsOnly: false, run: (context) => set(context, names, values) };
}

/** What is more than a constant may need a query, which runs before. */
function evaluating(names: readonly string[], expressions: readonly Expression[], source: string): Command {
  return {
    type: STATEMENT_TYPE.alterSession,
    readsOnly: false,
    run: neverRun,
    async conduct(conductor) {
      const env = { conductor, state: newState(), scope: new Scope(null), resume: null };
      const values: Given[] = [];
      for (const expression of expressions) {
        const value = await evaluate(env, expression);
        values.push({ value, text: (await converted(env, value, VARCHAR)).cell });
      }
      return conductor.run(source, [], { quiet: true, read: () => setting(names, values) });
    },
  };
}

const VARCHAR = { base: "VARCHAR", parameters: [16777216] };

function set(context: Context, names: readonly string[], values: readonly Given[]): ResultSet {
  const { session, now } = context;
  const variables: Record<string, string> = { ...session.variables };
  const variableFacts: Record<string, VariableFacts> = { ...session.variableFacts };
  for (const [i, name] of names.entries()) {
    const given = values[i];
    if (given?.text == null || given.value.cell === null) throw unsupported("SET <variable> = NULL");
    const { text, value } = given;
    if (Buffer.byteLength(text) > MOST_BYTES) {
      const words = `Assignment to '${name}' not done because value exceeds size limit for variables. Its size is limited to ${MOST_BYTES} bytes.`;
      throw compilationError("001234", "22023", words);
    }
    variables[name] = text;
    variableFacts[name] = { column: value.column, cell: given.value.cell, createdOn: variableFacts[name]?.createdOn ?? now, updatedOn: now };
  }
  context.session = { ...session, variables, variableFacts };
  return statusResult(EXECUTED);
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
      const facts = Object.entries(context.session.variableFacts ?? {}).filter(([name]) => !names.includes(name));
      context.session = { ...context.session, variables: Object.fromEntries(kept), variableFacts: Object.fromEntries(facts) };
      return statusResult(EXECUTED);
    },
  };
}
