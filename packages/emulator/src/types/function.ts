import type { Call } from "../query/tree/expression.ts";
import { compilationError } from "../sql-error.ts";
import { cast } from "./cast.ts";
import type { Settings } from "./settings.ts";
import type { Type } from "./type.ts";
import { made, own, type Typed } from "./typed.ts";

/** A call whose arguments are bound. */
export interface Bound {
  readonly name: string;
  readonly args: readonly Typed[];
  readonly call: Call;
  readonly settings: Settings;
}

/** What a function makes of its arguments: its type, and how it is computed. */
export interface ScalarFunction {
  readonly least: number;
  readonly most: number;
  bind(bound: Bound): Typed;
}

export function checkCount({ least, most }: ScalarFunction, { name, args }: Bound): void {
  if (args.length < least)
    throw compilationError("000938", "22023", `error line 1 at position 0\nnot enough arguments for function [${name}], expected ${least}, got ${args.length}`);
  if (args.length > most)
    throw compilationError("000939", "22023", `error line 1 at position 0\ntoo many arguments for function [${name}] expected ${most}, got ${args.length}`);
}

export function arg(bound: Bound, at: number): Typed {
  const found = bound.args[at];
  if (found === undefined) throw new Error(`${bound.name} has no argument ${at}`);
  return found;
}

/** An argument as the type the function takes; of another it is converted as Snowflake does by itself. */
export function as(bound: Bound, at: number, type: Type): Typed {
  return cast(arg(bound, at), type, { mode: "coerce", settings: bound.settings });
}

/** The text of an argument that has to be a constant. */
export function constantOf(bound: Bound, at: number): string | null {
  return arg(bound, at).constant ?? null;
}

/** Computed by one of this account's own functions, of the same name if none is given. */
export function byOwn(args: readonly Typed[], name: string, type: Type): Typed {
  return made(args, { type, sql: own(name, args, type) });
}

/** What cannot be run here, though its type is known. */
export function described(args: readonly Typed[], type: Type, name: string): Typed {
  const keys = args.map(({ sql }) => sql).join(", ");
  return made(args, { type, sql: `${name}(${keys})`, nullable: true, refusal: `SELECT ... ${name}(...)` });
}
