import { SqlError } from "../sql-error.ts";

/** What was made, or `null` if this account cannot read it: a seed is taken as it is, also where it is broken. */
export function quietly<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof SqlError || error instanceof SyntaxError) return null;
    throw error;
  }
}
