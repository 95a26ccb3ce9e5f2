import { SqlError } from "../sql-error.ts";
import { converted, valueAt } from "./evaluate.ts";
import { asRaised } from "./raised.ts";
import { type Env, type Flow, NEXT } from "./run.ts";
import { guarded, runStatements } from "./run-block.ts";
import { resultOf } from "./run-cursor.ts";
import { runStatement } from "./run-statement.ts";
import { type Rows, Scope } from "./scope.ts";
import type { Located, Loop, ScriptStatement } from "./script.ts";
import { numberValue, truth } from "./value.ts";

/** Runs a loop to its end; how it ended otherwise. */
export async function runLoop(env: Env, loop: Loop & { readonly at: ScriptStatement["at"] }): Promise<Flow> {
  switch (loop.kind) {
    case "while":
      while (await isTrue(env, loop.condition)) {
        const end = await iterate(env, loop);
        if (end !== null) return end;
      }
      return NEXT;
    case "repeat":
      do {
        const end = await iterate(env, loop);
        if (end !== null) return end;
      } while (!(await isTrue(env, loop.until)));
      return NEXT;
    case "loop":
      for (;;) {
        const end = await iterate(env, loop);
        if (end !== null) return end;
      }
    case "for-counter":
      return runCounter(env, loop);
    case "for-rows":
      return runRows(env, loop);
  }
}

async function isTrue(env: Env, condition: Located): Promise<boolean> {
  await env.conductor.pause();
  return truth(await valueAt(env, condition)) === true;
}

const INTEGER = { base: "NUMBER", parameters: [38, 0] } as const;

async function runCounter(env: Env, loop: Extract<Loop, { kind: "for-counter" }>): Promise<Flow> {
  const [first, last] = [await bound(env, loop.from), await bound(env, loop.to)];
  for (let step = 0n; step <= last - first; step++) {
    const counter = loop.reverse ? last - step : first + step;
    const scope = new Scope(env.scope);
    scope.declare(loop.counter, { kind: "variable", type: INTEGER, value: numberValue(String(counter)) });
    const end = await iterate({ ...env, scope }, loop);
    if (end !== null) return end;
  }
  return NEXT;
}

async function bound(env: Env, at: Located): Promise<bigint> {
  const value = await converted(env, await valueAt(env, at), INTEGER);
  if (value.cell === null) throw asRaised(new SqlError("002025", "22000", "a bound of a FOR loop is NULL"), "EXPRESSION_ERROR", at.at);
  return BigInt(value.cell);
}

async function runRows(env: Env, loop: Extract<Loop, { kind: "for-rows" }> & { readonly at: ScriptStatement["at"] }): Promise<Flow> {
  const result = await rowsOf(env, loop.rows, loop.at);
  const cursor = env.scope.find(loop.rows, "cursor");
  // A FETCH in the loop takes rows away from it (docs: developer-guide/snowflake-scripting/cursors, "Troubleshooting").
  const position = cursor?.open ?? { at: 0 };
  while (position.at < result.rows.length) {
    const cells = result.rows[position.at++] ?? [];
    const scope = new Scope(env.scope);
    scope.declare(loop.row, { kind: "row", columns: result.columns, cells });
    const end = await iterate({ ...env, scope }, loop);
    if (end !== null) return end;
  }
  return NEXT;
}

function rowsOf(env: Env, name: string, at: ScriptStatement["at"]): Promise<Rows> {
  return resultOf(env, name, at);
}

/** One time through the body; `null`: the loop goes on. */
async function iterate(env: Env, { body, label }: Pick<Loop, "body" | "label">): Promise<Flow | null> {
  await env.conductor.pause();
  const flow = await runBody({ ...env, scope: new Scope(env.scope) }, body);
  if (flow.kind !== "jump") return flow.kind === "next" ? null : flow;
  if (flow.label !== null && flow.label !== label) return flow;
  return flow.how === "break" ? NEXT : null;
}

/** After an error in a statement of the body a handler that continues goes on with the next iteration, after one in a branch behind the branch (docs: sql-reference/snowflake-scripting/exception). */
async function runBody(env: Env, body: readonly ScriptStatement[]): Promise<Flow> {
  for (const statement of body) {
    if (statement.kind === "if" || statement.kind === "case") {
      const flow = await runStatements(env, [statement]);
      if (flow.kind !== "next") return flow;
      continue;
    }
    let isDone = false;
    const flow = await guarded(env, async () => {
      const end = await runStatement(env, statement);
      isDone = true;
      return end;
    });
    if (flow.kind !== "next") return flow;
    if (!isDone) return NEXT;
  }
  return NEXT;
}
