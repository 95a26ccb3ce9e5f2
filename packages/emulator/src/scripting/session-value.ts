import type { Context } from "../context.ts";
import { compilationError, SqlError } from "../sql-error.ts";
import { textValue, type Value } from "./value.ts";

/** A session variable with the type it was SET with. A procedure with owner's rights sees none (docs: developer-guide/stored-procedure/stored-procedures-rights). */
export function sessionValue({ session }: Context, name: string): Value {
  if (session.procedure?.isOwners === true) {
    throw new SqlError("090237", "42601", `Use of session variable '$${name}' is not allowed in owners rights stored procedure`);
  }
  const value = session.variables[name];
  if (value === undefined) throw compilationError("000904", "42000", `error line 1 at position 0\nSession variable '$${name}' does not exist`);
  const facts = session.variableFacts?.[name];
  return facts === undefined ? textValue(value) : { column: facts.column, cell: facts.cell };
}
