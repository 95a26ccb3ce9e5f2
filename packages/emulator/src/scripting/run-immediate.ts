import type { ConductedResult } from "../context.ts";
import type { Position } from "../parser/cursor.ts";
import { SqlError } from "../sql-error.ts";
import { valueAt } from "./evaluate.ts";
import { fillBindings } from "./fill-bindings.ts";
import { onlyStatement, readImmediate } from "./only-statement.ts";
import { asRaised } from "./raised.ts";
import type { Env } from "./run.ts";
import { bindingsOf, giveInto, note } from "./run-sql.ts";
import type { Located } from "./script.ts";
import { plainText } from "./sql-literal.ts";

interface Immediate {
  readonly text: Located;
  readonly using: readonly string[];
  readonly into: readonly string[];
  readonly at: Position;
}

/** EXECUTE IMMEDIATE in a script: a text that is one statement. It does not see the script's variables but those behind USING. (docs: sql-reference/sql/execute-immediate) */
export async function runImmediate(env: Env, { text, using, into, at }: Immediate): Promise<ConductedResult> {
  const value = await valueAt(env, text);
  try {
    const source = value.cell === null ? null : plainText(value);
    if (source === null) throw new SqlError("000900", "42601", "SQL compilation error:\nEmpty SQL statement.");
    const result = await env.conductor.run(fillBindings(onlyStatement(source), bindingsOf(env, using)), [], { shown: source, ...readImmediate(source) });
    note(env, result);
    await giveInto(env, result, { into, at });
    return result;
  } catch (error) {
    throw asRaised(error, "STATEMENT_ERROR", at);
  }
}
