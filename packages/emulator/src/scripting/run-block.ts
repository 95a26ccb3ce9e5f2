import { Raised } from "./raised.ts";
import { type Env, type Flow, NEXT } from "./run.ts";
import { runStatement } from "./run-statement.ts";
import { Scope } from "./scope.ts";
import type { Block, Handler, ScriptStatement } from "./script.ts";

/** Runs a block with a scope of its own. Throws what no handler took. */
export async function runBlock(env: Env, block: Block): Promise<Flow> {
  const own: Env = { ...env, scope: new Scope(env.scope), resume: null };
  // The handlers do not apply to the DECLARE section (docs: sql-reference/snowflake-scripting/exception).
  const declared = await runStatements(own, block.declarations);
  if (declared.kind !== "next") return declared;
  // What goes wrong in a handler is for the blocks around.
  const escaped = new Set<unknown>();
  const handlerFor = (error: unknown): Handler | null => (error instanceof Raised && !escaped.has(error) ? handlerOf(own, block, error) : null);
  const scope = new Scope(own.scope);
  const resume = async (raised: Raised): Promise<Flow | null> => {
    const handler = handlerFor(raised);
    if (handler?.continues !== true) return null;
    return handled({ ...own, scope }, handler, raised).catch((error: unknown) => {
      escaped.add(error);
      throw error;
    });
  };
  try {
    return await runStatements({ ...own, scope, resume }, block.body);
  } catch (error) {
    const handler = handlerFor(error);
    if (handler === null || !(error instanceof Raised)) throw error;
    return handled(own, handler, error);
  }
}

/** One after the other; a handler that continues does so behind the statement that failed. */
export async function runStatements(env: Env, statements: readonly ScriptStatement[]): Promise<Flow> {
  for (const statement of statements) {
    const flow = await guarded(env, () => runStatement(env, statement));
    if (flow.kind !== "next") return flow;
  }
  return NEXT;
}

/** The statement's end, or that of the handler which continues behind it. */
export async function guarded(env: Env, run: () => Promise<Flow>): Promise<Flow> {
  try {
    return await run();
  } catch (error) {
    const flow = error instanceof Raised && env.resume !== null ? await env.resume(error) : null;
    if (flow === null) throw error;
    return flow;
  }
}

/** The first WHEN that fits. */
function handlerOf(env: Env, { handlers }: Block, raised: Raised): Handler | null {
  return handlers.find(({ exceptions }) => exceptions.some((name) => isMeant(env, name, raised))) ?? null;
}

function isMeant({ scope }: Env, name: string, raised: Raised): boolean {
  if (name === "OTHER") return true;
  const declared = scope.find(name, "exception");
  // The same name in another block is another exception.
  return declared === null ? raised.declared === null && raised.type === name : raised.declared === declared;
}

async function handled(env: Env, handler: Handler, raised: Raised): Promise<Flow> {
  const before = env.state.handling;
  env.state.handling = raised;
  try {
    return await runStatements({ ...env, scope: new Scope(env.scope), resume: null }, handler.body);
  } finally {
    env.state.handling = before;
  }
}
