import { displayed, exactly, type Identifier, parseIdentifier, quoted } from "./identifier.ts";

/** The parts of an object's name from the outside in: `[DB, SCHEMA, TABLE]`, `[DB, SCHEMA]`, `[WAREHOUSE]`. */
export type QualifiedName = readonly Identifier[];

/** `DB.SCHEMA."my table"`: for people and keys; the inverse of `parseQualifiedName`. */
export function displayedName(name: QualifiedName): string {
  return name.map(displayed).join(".");
}

/** `"DB"."SCHEMA"."my table"`: for SQL. */
export function quotedName(name: QualifiedName): string {
  return name.map(quoted).join(".");
}

/** Reads a dotted name as SQL would: `db.sc.t` is three folded identifiers, `"a.b".c` is two. `null` if it is no such name. */
export function parseQualifiedName(text: string): QualifiedName | null {
  const parts = splitName(text);
  if (parts === null) return null;
  const name: Identifier[] = [];
  for (const part of parts) {
    const id = parseIdentifier(part);
    if (id === null) return null;
    name.push(id);
  }
  return name;
}

/** Splits at the dots that stand outside quotes; `null` if a quote is left open. */
export function splitName(text: string): readonly string[] | null {
  const parts: string[] = [];
  let start = 0;
  let inQuotes = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') inQuotes = !inQuotes;
    else if (text[i] === "." && !inQuotes) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  if (inQuotes) return null;
  parts.push(text.slice(start));
  return parts;
}

/** Names whose parts are already in stored form. */
export function nameOf(...stored: readonly string[]): QualifiedName {
  return stored.map(exactly);
}
