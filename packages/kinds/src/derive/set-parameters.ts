import type { Fragment } from "@snowtower/sql";
import type { Value } from "../value.ts";
import { parameterValue } from "../value-types/parameter-value.ts";
import { assignment } from "./assignments.ts";

/** `KEY = value` for each parameter, in code-point order. */
export function setParameters(parameters: { readonly [key: string]: Value }): Fragment[] {
  return Object.keys(parameters)
    .sort()
    .map((key) => assignment(key, parameterValue.render(parameters[key] as string | number | boolean)));
}
