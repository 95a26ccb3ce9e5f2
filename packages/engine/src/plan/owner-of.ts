import { type AnyObject, isUnknown } from "@snowtower/kinds";
import type { Identifier } from "@snowtower/sql";

/** The owner as far as it is known: `null` for Snowflake itself, `undefined` where it is open or could not be read. */
export function ownerOf({ owner }: AnyObject): Identifier | null | undefined {
  return isUnknown(owner) ? undefined : owner;
}
