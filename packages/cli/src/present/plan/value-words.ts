import { type Field, isList, isUnknown, type Read, type Value } from "@snowtower/kinds";
import { isOpaque, shortened } from "./opaque-text.ts";

export const SECRET = "(secret)";
const UNSET = "(unset)";

interface ValueLook extends Partial<Pick<Field, "secret">> {
  /** Keys and the like are not shortened. */
  readonly full?: boolean;
}

/** A field's value in a few words on one line. A secret's value is never told, also not whether two are the same. */
export function valueWords(value: Read<Value>, { secret, full = false }: ValueLook = {}): string {
  if (value === undefined) return UNSET;
  if (secret === true) return SECRET;
  if (isUnknown(value)) return `(unknown: ${value.$unknown})`;
  return plainWords(value, full);
}

function plainWords(value: Value, full: boolean): string {
  if (typeof value === "string") return textWords(value, full);
  if (typeof value !== "object") return String(value);
  if (isList(value)) return value.length === 0 ? "(none)" : value.map((item) => plainWords(item, full)).join(", ");
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return entries.length === 0 ? "(none)" : entries.map(([key, each]) => (each === true ? key : `${key} ${plainWords(each, full)}`)).join(", ");
}

function textWords(text: string, full: boolean): string {
  if (!full && isOpaque(text)) return shortened(text);
  return needsQuotes(text) ? `"${text.replace(/\r?\n/g, "\\n")}"` : text;
}

/** Text that is no single word would run into the words around it. */
function needsQuotes(text: string): boolean {
  return !/^[\w$./:@%+*()-][\w$./:@%+*(),-]*$/.test(text);
}
