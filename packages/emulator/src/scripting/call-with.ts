import { formatDataType } from "@snowtower/sql";
import type { Command } from "../context.ts";
import { type Argument, readNamedArguments } from "../parser/arguments.ts";
import type { Cursor } from "../parser/cursor.ts";
import { STATEMENT_TYPE } from "../result.ts";
import { compilationError, unsupported } from "../sql-error.ts";
import { neverRun, runScript } from "./block-command.ts";
import { typeOf } from "./call-procedure.ts";
import { converted, valueAt } from "./evaluate.ts";
import { parseBlock } from "./parse-script.ts";
import { type CallArgument, readCallArguments } from "./read-call.ts";
import { readingOf } from "./reading.ts";
import { type Env, newState } from "./run.ts";
import { Scope } from "./scope.ts";
import { inTransactionScope } from "./transaction-scope.ts";
import { valueResult } from "./value-result.ts";

/** WITH <name> AS PROCEDURE ... CALL <name>(...): with the caller's rights (docs: sql-reference/sql/call-with). */
export function seesWithProcedure(cursor: Cursor): boolean {
  return cursor.sees("WITH") && cursor.peek(2).value === "AS" && cursor.peek(3).value === "PROCEDURE";
}

interface Anonymous {
  readonly name: string;
  readonly args: readonly Argument[];
  /** `null`: RETURNS TABLE. */
  readonly returns: string | null;
  readonly isStrict: boolean;
  readonly body: string;
}

export function parseWithProcedure(cursor: Cursor): Command {
  const procedure = readProcedure(cursor);
  if (cursor.sees(",")) cursor.refuse("WITH <name> AS PROCEDURE ... , <cte>");
  cursor.expect("CALL");
  if (cursor.identifier() !== procedure.name) throw compilationError("002140", "42601", `Unknown function ${procedure.name}.`);
  const given = readCallArguments(readingOf(cursor));
  cursor.end();
  return {
    type: STATEMENT_TYPE.select,
    readsOnly: false,
    describe: () => cursor.refuse("a description of WITH <name> AS PROCEDURE"),
    run: neverRun,
    async conduct(conductor) {
      const env: Env = { conductor, state: newState(), scope: new Scope(null), resume: null };
      const scope = await scopeOf(env, procedure, given);
      const isSkipped = procedure.isStrict && procedure.args.some(({ name }) => scope.find(name, "variable")?.value.cell === null);
      if (isSkipped && procedure.returns === null) throw unsupported("RETURNS NULL ON NULL INPUT of a procedure that returns a table");
      const block = parseBlock(
        isSkipped ? "BEGIN RETURN NULL; END" : procedure.body,
        procedure.args.map(({ name }) => name),
      );
      const inside = conductor.called(null);
      const returned = await inTransactionScope(conductor, inside, () => runScript(inside, block, scope));
      if (returned.kind === "table") return { ...returned.table, status: "" };
      if (procedure.returns === null) throw compilationError("090255", "42601", "stored procedure is missing a return statement");
      return valueResult(await converted(env, returned.value, typeOf(procedure.returns)), procedure.name);
    },
  };
}

function readProcedure(cursor: Cursor): Anonymous {
  cursor.expect("WITH");
  const name = cursor.identifier();
  cursor.expect("AS PROCEDURE");
  const args = readNamedArguments(cursor);
  cursor.expect("RETURNS");
  const isTable = cursor.accept("TABLE");
  if (isTable && cursor.parenthesised().replace(/\s/g, "") !== "()") cursor.refuse("WITH <name> AS PROCEDURE ... RETURNS TABLE (<columns>)");
  const returns = isTable ? null : formatDataType(cursor.dataType());
  if (!isTable && !cursor.accept("NOT NULL")) cursor.accept("NULL");
  let isStrict = false;
  while (!cursor.accept("AS")) {
    if (cursor.accept("LANGUAGE")) {
      if (!cursor.accept("SQL")) cursor.refuse(`WITH <name> AS PROCEDURE ... LANGUAGE ${cursor.peek().value}`);
    } else if (cursor.accept("STRICT") || cursor.accept("RETURNS NULL ON NULL INPUT")) isStrict = true;
    else cursor.expect("CALLED ON NULL INPUT");
  }
  // "You must use string literal delimiters" for the body.
  return { name, args, returns, isStrict, body: cursor.string() };
}

async function scopeOf(env: Env, { name, args }: Anonymous, given: readonly CallArgument[]): Promise<Scope> {
  const scope = new Scope(null);
  for (const [i, arg] of args.entries()) {
    const one = given.find(({ argument }, at) => (argument === null ? at === i : argument === arg.name));
    if (one === undefined || given.length > args.length) {
      throw compilationError("001044", "42P13", `Invalid argument types for function '${name}'`);
    }
    const type = typeOf(arg.type);
    scope.declare(arg.name, { kind: "variable", type, value: await converted(env, await valueAt(env, one), type) });
  }
  return scope;
}
