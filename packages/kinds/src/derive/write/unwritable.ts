import type { Field } from "../../field.ts";
import { isList, type Value } from "../../value.ts";

/** Why a value has no place in a file, or `null`. */
export function unwritable(field: Field, value: Value): string | null {
  if (field.secret === true || holdsSecret(value)) return "a secret is not written to a file";
  return field.type.isWhole?.(value) === false ? "the account tells only a part of it" : null;
}

/** A secret inside of a value stands there as its reference. */
function holdsSecret(value: Value): boolean {
  if (typeof value !== "object") return false;
  if (isList(value)) return value.some(holdsSecret);
  const keys = Object.keys(value);
  return (keys.length === 2 && "ref" in value && "digest" in value) || Object.values(value).some(holdsSecret);
}
