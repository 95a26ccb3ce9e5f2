import { unsupported } from "../sql-error.ts";

/** PATTERN: a regular expression of Java for the whole name. What is not the same in JavaScript is refused. */
export function readPattern(written: string | undefined): (name: string) => boolean {
  if (written === undefined) return () => true;
  const isInsensitive = written.startsWith("(?i)");
  const pattern = isInsensitive ? written.slice(4) : written;
  // Possessive quantifiers, inline flags, atomic groups, \Q...\E, POSIX and intersected classes.
  if (/[*+?}]\+|\(\?[a-zA-Z>]|\\[QEGAZzhHRXpP]|\[:|&&/.test(pattern.replace(/\\\\/g, ""))) throw unsupported("PATTERN with syntax that only Java knows");
  let regexp: RegExp;
  try {
    regexp = new RegExp(`^(?:${pattern})$`, isInsensitive ? "i" : "");
  } catch {
    throw unsupported("PATTERN that is no regular expression");
  }
  return (name) => regexp.test(name);
}
