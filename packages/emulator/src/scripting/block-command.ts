import type { Command, Conductor } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { STATEMENT_TYPE, textColumn } from "../result.ts";
import { parseBlock } from "./parse-script.ts";
import { Raised } from "./raised.ts";
import { newState, RETURNED_NOTHING, type Returned } from "./run.ts";
import { runBlock } from "./run-block.ts";
import { Scope } from "./scope.ts";
import type { Block } from "./script.ts";
import { valueResult } from "./value-result.ts";

/** The column of what an anonymous block returns (docs: developer-guide/snowflake-scripting/blocks). */
const ANONYMOUS = "anonymous block";

/** [ DECLARE ... ] BEGIN ... END as a statement. */
export function parseAnonymousBlock(cursor: Cursor): Command {
  if ((cursor.options.bindings ?? []).length > 0) cursor.refuse("bind variables in an anonymous block");
  return blockCommand(parseBlock(cursor.source));
}

export function blockCommand(block: Block): Command {
  return {
    type: STATEMENT_TYPE.select,
    readsOnly: false,
    describe: () => [textColumn(ANONYMOUS)],
    run: neverRun,
    async conduct(conductor) {
      const returned = await runScript(conductor, block);
      return returned.kind === "table" ? { ...returned.table, status: "" } : valueResult(returned.value, ANONYMOUS);
    },
  };
}

export function neverRun(): never {
  throw new Error("a statement that is made of others is conducted");
}

/** Runs a block to what it returns. What no handler took is Snowflake's error about it. */
export async function runScript(conductor: Conductor, block: Block, scope = new Scope(null)): Promise<Returned> {
  try {
    const flow = await runBlock({ conductor, state: newState(), scope, resume: null }, block);
    return flow.kind === "return" ? flow.result : RETURNED_NOTHING;
  } catch (error) {
    throw error instanceof Raised ? error.uncaught() : error;
  }
}
