import type { Position } from "../parser/cursor.ts";
import { converted } from "./evaluate.ts";
import { asRaised } from "./raised.ts";
import { invalidName } from "./reading.ts";
import type { Env } from "./run.ts";
import type { Value } from "./value.ts";

/** Gives a declared variable a value, converted to its type; what does not fit is an EXPRESSION_ERROR. */
export async function assign(env: Env, name: string, of: { readonly value: Value; readonly at: Position }): Promise<void> {
  const slot = env.scope.find(name, "variable");
  // A handler that continues may know of a LET which was not reached.
  if (slot === null) throw asRaised(invalidName(name, of.at), "EXPRESSION_ERROR", of.at);
  try {
    slot.value = await converted(env, of.value, slot.type);
  } catch (error) {
    throw asRaised(error, "EXPRESSION_ERROR", of.at);
  }
}
