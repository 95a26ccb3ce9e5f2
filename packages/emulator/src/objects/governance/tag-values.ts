import type { Entry } from "../../catalog/entry.ts";
import { compilationError } from "../../sql-error.ts";

/** (docs: user-guide/object-tagging/work, "Set a list of allowed tag values") */
const MOST_VALUES = 5_000;
const LONGEST_VALUE = 256;

/** `null`: every value is allowed. */
export function allowedValues(tag: Entry): readonly string[] | null {
  return (tag.properties.ALLOWED_VALUES as readonly string[] | undefined) ?? null;
}

export function checkAllowedValues(values: readonly string[] | null): void {
  if (values === null) return;
  if (values.length > MOST_VALUES) throw compilationError("003605", "22023", `A tag cannot have more than ${MOST_VALUES} allowed values.`);
  values.forEach(checkLength);
}

function checkLength(value: string): void {
  if (value.length > LONGEST_VALUE)
    throw compilationError("003606", "22023", `Tag value '${value.slice(0, 20)}...' exceeds the maximum length of ${LONGEST_VALUE} characters.`);
}

/** A value that is about to be set. What was set before the list changed stays. */
export function checkTagValue(tag: Entry, value: string): void {
  const allowed = allowedValues(tag);
  checkLength(value);
  if (allowed !== null && !allowed.includes(value)) throw compilationError("003608", "22023", `Tag value '${value}' is not allowed for tag '${tag.name}'.`);
}
