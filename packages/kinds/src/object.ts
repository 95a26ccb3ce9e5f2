import type { Identifier, QualifiedName } from "@snowtower/sql";
import type { ObjectId } from "./object-id.ts";
import type { Read, Unknown, Value } from "./value.ts";

export type FieldValues = { readonly [field: string]: Read<Value> };

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

/** The value of a field that is known, else `undefined`. */
export function known<T extends Value>(value: Read<T>): T | undefined {
  return typeof value === "object" && value !== null && "$unknown" in value ? undefined : (value as Exclude<Read<T>, Unknown>);
}
