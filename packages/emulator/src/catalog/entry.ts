/** What a property holds: plain JSON, so that an entry can go to the log as it is. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** Objects and roles are known by number inside the account: a rename touches one entry, whatever hangs on it. */
export type Id = number;

/** The account itself is the entry every other one hangs under. */
export const ACCOUNT: Id = 0;

export interface Ownership {
  readonly role: Id;
  /** The role that gave it; `null` is Snowflake's SYSTEM role. */
  readonly by: Id | null;
  readonly since: number;
}

/** One object of the account. */
export interface Entry {
  readonly id: Id;
  /** As in CREATE: `WAREHOUSE`, `FILE FORMAT`. */
  readonly class: string;
  /** The account, a database or a schema. */
  readonly parent: Id;
  /** Its own name in stored form, without its containers. */
  readonly name: string;
  /** Overloaded classes: the argument types, `NUMBER, VARCHAR`; otherwise `null`. */
  readonly args: string | null;
  /** `null`: nobody's (users and roles that Snowflake made). */
  readonly owner: Ownership | null;
  readonly createdOn: number;
  /** Epoch milliseconds; `null` while it lives. */
  readonly droppedOn: number | null;
  readonly comment: string | null;
  readonly properties: Readonly<Record<string, Value>>;
  /** Parameters set on this very object, under their upper-case names, as text. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Of an object that came with a seed: cells that nothing here makes so. */
  readonly seen?: Readonly<Record<string, Seen>>;
}

/** What this account would print in a cell, and what was read there instead. */
export type Seen = readonly [here: string | null, read: string | null];
