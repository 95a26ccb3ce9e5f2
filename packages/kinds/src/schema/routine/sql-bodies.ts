import { type AnyObject, known } from "../../object.ts";
import type { RoutineArgument } from "./arguments.ts";

/** SQL in which names may stand: defaults of arguments, and the code if its language is SQL. */
export function sqlBodies(object: AnyObject): readonly string[] {
  const code = known(object.fields.body);
  const isSql = (known(object.fields.language) ?? "SQL") === "SQL";
  const defaults = ((known(object.fields.arguments) ?? []) as readonly RoutineArgument[]).flatMap((argument) =>
    argument.default === undefined ? [] : [argument.default],
  );
  return isSql && typeof code === "string" ? [...defaults, code] : defaults;
}
