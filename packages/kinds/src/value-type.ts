import type { Fragment, Identifier, SecretRef } from "@snowtower/sql";
import type { ConfigNode } from "./config-node.ts";
import type { Report } from "./diagnostic.ts";
import type { Read, Value } from "./value.ts";

/** What a description's names are relative to. */
export interface ParseContext {
  /** The environment's prefix with its separator, `DEV__`; empty without one. It stands before the names of account-level objects. */
  readonly prefix: string;
  /** The database of the file, with its prefix, and its schema: what a relative name is completed with. */
  readonly database: Identifier | null;
  readonly schema: Identifier | null;
  readonly report: Report;
  readonly secrets: SecretKeeper;
}

/** Takes a secret's value out of the reader's hands: what goes on into specs, objects and plans is the reference. */
export interface SecretKeeper {
  keep(ref: string, value: string): SecretRef;
}

export type JsonSchema = { readonly [key: string]: unknown };

/** The type of a field's value: how it is read from a file, from a cell, and written to SQL, to a file and to a schema. */
export interface ValueType<T extends Value = Value> {
  /** For people: "a whole number", "one of STANDARD, ECONOMY". */
  readonly says: string;
  /** Reports what is wrong with the node and returns `undefined`. */
  parse(node: ConfigNode, context: ParseContext): T | undefined;
  /** The value of a cell of SHOW, DESCRIBE or PARAMETERS; NULL is unset. Unknown where the text cannot be understood. */
  decode(cell: string | null): Read<T>;
  /** The value in `KEY = <value>`. */
  render(value: T): Fragment;
  /** What a file would hold; the inverse of `parse` on a plain value. */
  write(value: T): Value;
  readonly schema: JsonSchema;
  /** False for a value of which the account did not tell all: an object made from it would be another one. Absent: values are always whole. */
  isWhole?(value: T): boolean;
  /** Equality where it is not that of plain data. */
  same?(a: T, b: T): boolean;
}
