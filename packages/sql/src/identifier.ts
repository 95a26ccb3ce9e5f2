declare const identifier: unique symbol;

/**
 * A name as Snowflake stores it: `FOO` for the unquoted text `foo`, `foo bar` for the quoted text `"foo bar"`.
 * Only the functions of this file make one; it reaches SQL only through `quoted`, so it can hold any character.
 * (docs: sql-reference/identifiers-syntax)
 */
export type Identifier = string & { readonly [identifier]: true };

/** Snowflake's limit for an identifier, in characters (docs: sql-reference/identifiers-syntax). */
export const MAX_IDENTIFIER_LENGTH = 255;

const UNQUOTED = /^[A-Za-z_][A-Za-z0-9_$]*$/;
const STORED_PLAIN = /^[A-Z_][A-Z0-9_$]*$/;

/** Takes a name that is already in its stored form: what SHOW returned, what a quoted identifier holds. */
export function exactly(stored: string): Identifier {
  return stored as Identifier;
}

/** The identifier that `text` denotes in SQL: unquoted text is folded to upper case, quoted text is taken as it is; `null` if it is neither. */
export function parseIdentifier(text: string): Identifier | null {
  if (UNQUOTED.test(text)) return text.toUpperCase() as Identifier;
  if (text.length < 3 || !text.startsWith('"') || !text.endsWith('"')) return null;
  const inner = text.slice(1, -1);
  if (/(?<!")(?:"")*"(?!")/.test(inner)) return null;
  return inner.replaceAll('""', '"') as Identifier;
}

/** `"FOO"`: always quoted, so that no stored name can be read as anything else. */
export function quoted(name: Identifier): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `FOO` or `"foo bar"`: quoted only where reading it back needs the quotes. For people and keys, not for SQL: it does not know reserved words. */
export function displayed(name: Identifier): string {
  return STORED_PLAIN.test(name) ? name : quoted(name);
}

/** True if the text may stand unquoted in SQL (it says nothing about reserved words). */
export function isUnquoted(text: string): boolean {
  return UNQUOTED.test(text);
}
