import type { ScalarFunction } from "../function.ts";
import { CONDITIONAL } from "./conditional.ts";
import { CONVERSIONS } from "./conversions.ts";
import { DATES } from "./dates.ts";
import { NUMBERS } from "./numbers.ts";
import { SEMI_STRUCTURED } from "./semi-structured.ts";
import { STRINGS } from "./strings.ts";
import { TOLD_FUNCTIONS } from "./told.ts";

/** Scalar functions by name. A new one is a line in the table of its subject. */
const SCALARS: Readonly<Record<string, ScalarFunction>> = {
  ...TOLD_FUNCTIONS,
  ...CONDITIONAL,
  ...CONVERSIONS,
  ...DATES,
  ...NUMBERS,
  ...SEMI_STRUCTURED,
  ...STRINGS,
};

export function scalarFunction(name: string): ScalarFunction | null {
  return Object.hasOwn(SCALARS, name) ? (SCALARS[name] ?? null) : null;
}
