import type { Identifier, QualifiedName } from "@snowtower/sql";
import type { ObjectId } from "./object-id.ts";
import { isUnknown, type Read, type Unknown, type Value } from "./value.ts";

type FieldValues = { readonly [field: string]: Read<Value> };

/** An object of an account: described by a project, or read from an account. A missing key in `fields` is an unset field. */
export interface AnyObject {
  readonly kind: string;
  readonly id: ObjectId;
  readonly name: QualifiedName;
  /** For kinds that overload: the base names of the argument types. */
  readonly argumentTypes?: readonly string[];
  /** The owner role; `null` where Snowflake itself owns it; unset in a description that leaves the owner to whoever creates. */
  readonly owner: Read<Identifier | null>;
  readonly fields: FieldValues;
  /** When it was created, as the account says it: tells a dropped-and-recreated object from the one that was read. Only on objects that were read. */
  readonly createdOn?: string;
}

/** What is known of a value that was read, else `undefined`. */
export function known<T>(value: T | Unknown | undefined): T | undefined {
  return isUnknown(value) ? undefined : value;
}
