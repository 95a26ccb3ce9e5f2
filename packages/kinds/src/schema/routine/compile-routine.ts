import { displayed } from "@snowtower/sql";
import type { CompileContext } from "../../kind.ts";
import type { Spec } from "../../spec.ts";
import type { Read, Value } from "../../value.ts";
import type { RoutineArgument } from "./arguments.ts";
import { baseOf } from "./routine-type.ts";

/** Checks what one field alone cannot tell: code or a handler is there, and the file's name fits the arguments. */
export function compileRoutine(spec: Spec, context: CompileContext): { readonly [field: string]: Read<Value> } {
  const { body, handler } = spec.fields;
  if (body === undefined && handler === undefined) {
    context.report({
      severity: "error",
      code: "ST1102",
      message: `"body" is missing`,
      at: spec.at,
      hint: "give the code as body, or the name of a handler in an imported file",
    });
  }
  const types = ((spec.fields.arguments ?? []) as readonly RoutineArgument[]).map((argument) => baseOf(argument.type));
  if (types.join() !== (spec.argumentTypes ?? []).join()) reportNames(spec, types, context);
  return spec.fields;
}

function reportNames(spec: Spec, types: readonly string[], context: CompileContext): void {
  const name = displayed(spec.name.at(-1) ?? ("" as never)).toLowerCase();
  const file = (all: readonly string[]): string => `${name}(${all.join(",").toLowerCase()}).yaml`;
  const message = `the file is named ${file(spec.argumentTypes ?? [])}, its arguments ask for ${file(types)}`;
  context.report({ severity: "error", code: "ST1108", message, at: spec.places.arguments ?? spec.at, hint: `rename it to ${file(types)}` });
}
