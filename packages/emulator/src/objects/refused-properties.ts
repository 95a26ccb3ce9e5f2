import type { Property } from "./object-class.ts";

/** Properties that Snowflake knows and this account does not: naming one is refused, never ignored. */
export function refusedProperties(className: string, names: readonly string[]): readonly Property[] {
  return names.map((name) => ({ name, read: (cursor) => cursor.refuse(`${className} ... ${name}`) }));
}
