import { parseQualifiedName, type QualifiedName } from "@snowtower/sql";

interface Signature {
  readonly name: QualifiedName;
  /** For what overloads; an empty list is a function without arguments. */
  readonly argumentTypes?: readonly string[];
}

/** Reads `DB.SC.T` and `DB.SC.F(VARCHAR, NUMBER)`: the inverse of `signature`. `null` if it is neither. */
export function parseSignature(text: string): Signature | null {
  const open = indexOutsideQuotes(text, "(");
  const name = parseQualifiedName(open < 0 ? text : text.slice(0, open));
  if (name === null) return null;
  if (open < 0) return { name };
  if (!text.endsWith(")")) return null;
  const argumentTypes = splitArguments(text.slice(open + 1, -1));
  return argumentTypes.every((t) => ARGUMENT_TYPE.test(t)) ? { name, argumentTypes } : null;
}

/** Words of a type, with its parameters if it has some: `NUMBER`, `DOUBLE PRECISION`, `TABLE(NUMBER, VARCHAR)`. */
const ARGUMENT_TYPE = /^[A-Z][A-Z0-9_ ]*(?:\([A-Z0-9_, ()]*\))?$/;

/** Splits at the commas that stand in no parentheses. */
export function splitArguments(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "(") depth++;
    else if (text[i] === ")") depth--;
    else if (text[i] === "," && depth === 0) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  const last = text.slice(start).trim();
  return parts.length === 0 && last === "" ? [] : [...parts, last];
}

/** The first place of a character that stands outside double quotes; -1 if there is none. */
export function indexOutsideQuotes(text: string, character: string): number {
  let inQuotes = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') inQuotes = !inQuotes;
    else if (!inQuotes && text[i] === character) return i;
  }
  return -1;
}
