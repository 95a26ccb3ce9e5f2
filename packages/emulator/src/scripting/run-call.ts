import { parseDataType } from "@snowtower/sql";
import { SqlError } from "../sql-error.ts";
import { assign } from "./assign.ts";
import { converted, valueAt } from "./evaluate.ts";
import { asRaised, Raised } from "./raised.ts";
import { type Env, RETURNED_NOTHING, type Returned } from "./run.ts";
import { runBlock } from "./run-block.ts";
import { runSql } from "./run-sql.ts";
import { type ProcedureSlot, Scope } from "./scope.ts";
import type { ScriptStatement } from "./script.ts";
import { NULL_VALUE } from "./value.ts";

type Call = Extract<ScriptStatement, { readonly kind: "call" }>;

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
  const procedure = env.scope.find(call.name, "procedure");
  if (procedure === null) throw new Error(`no procedure ${call.name}`);
  const scope = await givenArguments(env, procedure, call);
  const returned = await runNested({ ...env, scope, resume: null }, procedure, call);
  const [target, ...rest] = call.sql.into;
  if (rest.length > 0) throw asRaised(new SqlError("090251", "42601", "INTO of a CALL takes one variable"), "STATEMENT_ERROR", call.at);
  if (target === undefined) return;
  const value = returned.kind === "value" ? returned.value : NULL_VALUE;
  await assign(env, target, { value: procedure.returns === null ? value : await converted(env, value, procedure.returns), at: call.at });
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

async function runNested(env: Env, procedure: ProcedureSlot, { at }: Call): Promise<Returned> {
  await env.conductor.pause();
  env.state.calls++;
  try {
    if (env.state.calls > DEEPEST_CALL) throw new SqlError("090252", "54001", `procedures call one another more than ${DEEPEST_CALL} levels deep`);
    const flow = await runBlock(env, procedure.body);
    return flow.kind === "return" ? flow.result : RETURNED_NOTHING;
  } catch (error) {
    throw asRaised(error instanceof Raised ? error.uncaught() : error, "STATEMENT_ERROR", at);
  } finally {
    env.state.calls--;
  }
}

/** (docs: sql-reference/sql/call: "Nested calls can exceed the maximum allowed stack depth"; how deep that is, no page says) */
const DEEPEST_CALL = 50;
