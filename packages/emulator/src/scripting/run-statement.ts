import { SqlError } from "../sql-error.ts";
import { assign } from "./assign.ts";
import { equality, valueAt } from "./evaluate.ts";
import { asRaised, raisedBy } from "./raised.ts";
import { notInferable } from "./read-declaration.ts";
import { type Env, type Flow, NEXT } from "./run.ts";
import { runBlock, runStatements } from "./run-block.ts";
import { callNested, rowsOfNested, runCall } from "./run-call.ts";
import { closeCursor, fetchRow, openCursor, resultOf } from "./run-cursor.ts";
import { runImmediate } from "./run-immediate.ts";
import { runLoop } from "./run-loop.ts";
import { runSql } from "./run-sql.ts";
import { type Rows, Scope } from "./scope.ts";
import type { RowSource, ScriptStatement } from "./script.ts";
import { columnOf, inferredType, nullOf, truth } from "./value.ts";

type Of<K extends ScriptStatement["kind"]> = Extract<ScriptStatement, { readonly kind: K }>;

/** Runs one statement of a script. Throws `Raised` for what its handlers may take. */
export async function runStatement(env: Env, statement: ScriptStatement): Promise<Flow> {
  switch (statement.kind) {
    case "block":
      return runBlock(env, statement);
    case "if":
      return runIf(env, statement);
    case "case":
      return runCase(env, statement);
    case "while":
    case "repeat":
    case "loop":
    case "for-counter":
    case "for-rows":
      return runLoop(env, statement);
    case "jump":
      return { kind: "jump", how: statement.how, label: statement.label };
    case "return":
      return { kind: "return", result: { kind: "value", value: await valueAt(env, statement.value) } };
    case "return-rows":
      return { kind: "return", result: { kind: "table", table: await returnedRows(env, statement) } };
    case "raise":
      throw raised(env, statement);
    default:
      await runSimple(env, statement);
      return NEXT;
  }
}

type Simple = Exclude<
  ScriptStatement,
  Of<"block" | "if" | "case" | "while" | "repeat" | "loop" | "for-counter" | "for-rows" | "jump" | "return" | "return-rows" | "raise">
>;

/** What only goes on behind itself. */
async function runSimple(env: Env, statement: Simple): Promise<void> {
  switch (statement.kind) {
    case "null":
      return;
    case "assign":
      return assign(env, statement.name, { value: await valueAt(env, statement.value), at: statement.value.at });
    case "assign-rows": {
      const slot = env.scope.find(statement.name, "resultset");
      const result = await rowsFrom(env, statement.source, statement.at);
      if (slot !== null) slot.result = result;
      return;
    }
    case "open":
      return openCursor(env, statement.cursor, statement);
    case "fetch":
      return fetchRow(env, statement.cursor, statement);
    case "close":
      return closeCursor(env, statement.cursor, statement.at);
    case "immediate":
      await runImmediate(env, statement);
      return;
    case "call":
      return statement.name === "" ? runCall(env, statement) : callNested(env, statement);
    case "sql":
      await runSql(env, statement.sql, { at: statement.at });
      return;
    default:
      return declare(env, statement);
  }
}

type Declaring = Extract<Simple, { readonly kind: `declare${string}` }>;

async function declare({ ...env }: Env, statement: Declaring): Promise<void> {
  const { scope } = env;
  const { name } = statement;
  switch (statement.kind) {
    case "declare":
      return declareVariable(env, statement);
    case "declare-exception":
      return scope.declare(name, { kind: "exception", name, number: statement.number, message: statement.message });
    case "declare-cursor":
      return scope.declare(name, { kind: "cursor", query: statement.query, resultset: statement.resultset, open: null });
    case "declare-resultset": {
      const result = statement.source === null ? null : await rowsFrom(env, statement.source, statement.at);
      return scope.declare(name, { kind: "resultset", result });
    }
    case "declare-procedure":
      return scope.declare(name, { kind: "procedure", name, args: statement.args, returns: statement.returns, body: statement.body, scope });
  }
}

async function declareVariable(env: Env, { name, type, initial, at }: Of<"declare">): Promise<void> {
  const value = initial === null ? null : await valueAt(env, initial);
  const own = type ?? (value === null ? null : inferredType(value));
  if (own === null) throw notInferable(name, at);
  const slot = { kind: "variable" as const, type: own, value: nullOf(columnOf(own)) };
  env.scope.declare(name, slot);
  if (value !== null) await assign(env, name, { value, at: initial?.at ?? at });
}

/** Rows of a RESULTSET's statement. */
async function rowsFrom(env: Env, source: RowSource, at: ScriptStatement["at"]): Promise<Rows> {
  if (source.kind === "sql") return runSql(env, source.sql, { at });
  if (source.kind === "nested") return rowsOfNested(env, source.call);
  return runImmediate(env, { ...source, into: [], at });
}

async function returnedRows(env: Env, { source, at }: Of<"return-rows">): Promise<Rows> {
  return source.kind === "declared" ? resultOf(env, source.name, at) : rowsFrom(env, source, at);
}

async function runIf(env: Env, { branches, otherwise }: Of<"if">): Promise<Flow> {
  for (const [condition, body] of branches) {
    if (truth(await valueAt(env, condition)) === true) return runBranch(env, body);
  }
  return runBranch(env, otherwise);
}

async function runCase(env: Env, { subject, branches, otherwise }: Of<"case">): Promise<Flow> {
  const wanted = subject === null ? null : await valueAt(env, subject);
  for (const [when, body] of branches) {
    const value = await valueAt(env, when);
    if (truth(wanted === null ? value : await equality(env, wanted, value)) === true) return runBranch(env, body);
  }
  return runBranch(env, otherwise);
}

/** After an error in a branch, a handler that continues does so behind the whole construct: no statement inside is gone back to. */
function runBranch(env: Env, body: readonly ScriptStatement[]): Promise<Flow> {
  return runStatements({ ...env, scope: new Scope(env.scope), resume: null }, body);
}

function raised({ state, scope }: Env, { name, at }: Of<"raise">): unknown {
  if (name === null) return state.handling ?? asRaised(new SqlError("001003", "42000", "nothing to raise again"), "STATEMENT_ERROR", at);
  const slot = scope.find(name, "exception");
  if (slot === null) throw new Error(`no exception ${name}`);
  return raisedBy(slot, at);
}
