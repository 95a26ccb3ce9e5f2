import { type Field, isList, isUnknown, type Read, type Value } from "@snowtower/kinds";

export const SECRET = "(secret)";
const UNSET = "(unset)";

/** A field's value in a few words on one line. A secret's value is never told, also not whether two are the same. */
export function valueWords(value: Read<Value>, field?: Pick<Field, "secret">): string {
  if (value === undefined) return UNSET;
  if (field?.secret === true) return SECRET;
  if (isUnknown(value)) return `(unknown: ${value.$unknown})`;
  return plainWords(value);
}

function plainWords(value: Value): string {
  if (typeof value === "string") return needsQuotes(value) ? `"${value.replace(/\r?\n/g, "\\n")}"` : value;
  if (typeof value !== "object") return String(value);
  if (isList(value)) return value.length === 0 ? "(none)" : value.map(plainWords).join(", ");
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return entries.length === 0 ? "(none)" : entries.map(([key, each]) => (each === true ? key : `${key} ${plainWords(each)}`)).join(", ");
}

/** Text that is no single word would run into the words around it. */
function needsQuotes(text: string): boolean {
  return !/^[\w$./:@%+*()-][\w$./:@%+*(),-]*$/.test(text);
}
