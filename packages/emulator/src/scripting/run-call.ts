import { parseDataType } from "@snowtower/sql";
import { DEEPEST_CALL, tooManyCalls } from "../conduct.ts";
import { SqlError } from "../sql-error.ts";
import { assign } from "./assign.ts";
import { converted, valueAt } from "./evaluate.ts";
import { asRaised, Raised } from "./raised.ts";
import { type Env, RETURNED_NOTHING, type Returned } from "./run.ts";
import { runBlock } from "./run-block.ts";
import { runSql } from "./run-sql.ts";
import { type ProcedureSlot, type Rows, Scope } from "./scope.ts";
import type { CallStatement as Call } from "./script.ts";
import { NULL_VALUE } from "./value.ts";
import { valueResult } from "./value-result.ts";

/** CALL of a stored procedure: it gives variables behind its OUT arguments their values. */
export async function runCall(env: Env, { sql, variables, at }: Call): Promise<void> {
  const takesBack = new Set(variables.flatMap((name, i) => (name === null ? [] : [i])));
  const result = await runSql(env, sql, { at, takesBack });
  for (const [i, value] of result.out) {
    const name = variables[i];
    if (name != null) await assign(env, name, { value, at });
  }
}

/** CALL of a procedure that the block declares: it runs with the block's own variables (docs: developer-guide/stored-procedure/stored-procedures-snowflake-scripting, "Using nested stored procedures"). */
export async function callNested(env: Env, call: Call): Promise<void> {
  const { procedure, returned } = await runNested(env, call);
  const [target, ...rest] = call.sql.into;
  if (rest.length > 0) throw asRaised(new SqlError("090251", "42601", "INTO of a CALL takes one variable"), "STATEMENT_ERROR", call.at);
  if (target === undefined) return;
  const value = returned.kind === "value" ? returned.value : NULL_VALUE;
  await assign(env, target, { value: procedure.returns === null ? value : await converted(env, value, procedure.returns), at: call.at });
}

/** What such a procedure returns, for a RESULTSET: the table, or its value as one. */
export async function rowsOfNested(env: Env, call: Call): Promise<Rows> {
  const { procedure, returned } = await runNested(env, call);
  return returned.kind === "table" ? returned.table : valueResult(returned.value, procedure.name);
}

async function givenArguments(env: Env, procedure: ProcedureSlot, { args, at }: Call): Promise<Scope> {
  if (args.length !== procedure.args.length) {
    throw asRaised(new SqlError("001044", "42P13", `Invalid number of arguments for procedure '${procedure.name}'`), "STATEMENT_ERROR", at);
  }
  const scope = new Scope(procedure.scope);
  for (const [i, argument] of procedure.args.entries()) {
    const given = args[i];
    const type = parseDataType(argument.type);
    if (given === undefined || type === null) continue;
    scope.declare(argument.name, { kind: "variable", type, value: await converted(env, await valueAt(env, given), type) });
  }
  return scope;
}

interface Nested {
  readonly procedure: ProcedureSlot;
  readonly returned: Returned;
}

async function runNested(caller: Env, call: Call): Promise<Nested> {
  const { at } = call;
  const procedure = caller.scope.find(call.name, "procedure");
  if (procedure === null) throw new Error(`no procedure ${call.name}`);
  const env: Env = { ...caller, scope: await givenArguments(caller, procedure, call), resume: null };
  await env.conductor.pause();
  env.state.calls++;
  try {
    if (env.state.calls > DEEPEST_CALL) throw tooManyCalls();
    const flow = await runBlock(env, procedure.body);
    return { procedure, returned: flow.kind === "return" ? flow.result : RETURNED_NOTHING };
  } catch (error) {
    throw asRaised(error instanceof Raised ? error.uncaught() : error, "STATEMENT_ERROR", at);
  } finally {
    env.state.calls--;
  }
}
