import type { AccountFacts, Edition } from "@snowtower/sql";
import type { Value } from "./value.ts";
import type { ValueType } from "./value-type.ts";

/** `body`: what the object is. `columns`: its columns. `envelope`: grants, policies, retention, comment. `state`: running or not, counters. */
type FieldGroup = "body" | "columns" | "envelope" | "state";

export interface Field<T extends Value = Value> {
  readonly type: ValueType<T>;
  /** One sentence, for the reference page and the editor. */
  readonly doc: string;
  /** The property's name in CREATE and in ALTER ... SET, where the generic rendering writes it. Absent: the kind's own hooks write it, or nothing does. */
  readonly sql?: string;
  /** Where it is read from: a column of the kind's SHOW, a row of DESCRIBE, a parameter. Absent: the kind's `decode` hook, or it is never read. */
  readonly from?:
    | {
        readonly show: string /** What is listed is in force; what is set on the object itself is this parameter, asked for where it matters. */;
        readonly parameter?: string;
      }
    | { readonly describe: string }
    | { readonly parameter: string };
  readonly group: FieldGroup;
  /** `replace`: only a new object can have another value. `ignore`: a difference produces no step. */
  readonly change: "alter" | "replace" | "ignore";
  /** What an absent field means: this value. A function where it depends on the account. */
  default?(facts: AccountFacts): T | undefined;
  /** Snowflake's own default is another one: CREATE says the value even where the file does not. */
  readonly stated?: true;
  /** What an absent field means when there is no default: `unset` it, or leave it alone. */
  readonly absent: "unset" | "unmanaged";
  /** Absent, it is unset only where it names an object of the project: what others have put there is not the project's to take away. */
  readonly othersStay?: true;
  /** It is of use only with the other field's value: a version with its language. A replacement that changes that one does not keep it. */
  readonly belongsTo?: string;
  /** The value is never shown, stored or compared by itself. */
  readonly secret?: true;
  /** A secret without which Snowflake makes no such object: where nobody knows it, nothing brings the object back. */
  readonly vital?: true;
  /** Fields that are set along with it where they are described, since they are worth nothing apart: a password with its user name. */
  readonly brings?: readonly string[];
  /** A change acts at once on whoever depends on the object. That of an account's object does anyway. */
  readonly acts?: true;
  /** Only the account says it; a file that does is refused. What should be is its default: a stream that is not stale. */
  readonly observed?: true;
  /** Snowflake may tell it to nobody: made again from what was read, the object has the default. */
  readonly untold?: true;
  /** True if going from one value to the other loses data, or shortens how far back it can be had. */
  destroys?(from: T | undefined, to: T | undefined): boolean;
  /** The lowest edition in which the property exists; below it, it is neither written nor compared. */
  readonly edition?: Edition;
}

export type Fields = { readonly [name: string]: Field };

export type FieldOptions<T extends Value> = Partial<Omit<Field<T>, "type" | "doc" | "default">> & {
  readonly default?: T | ((facts: AccountFacts) => T | undefined);
};

/** A field of the account's object. By default it is part of the body, changed by ALTER, and unset when absent. */
export function field<T extends Value>(type: ValueType<T>, doc: string, options: FieldOptions<T> = {}): Field<T> {
  const { default: fallback, ...rest } = options;
  const byDefault =
    fallback === undefined ? {} : { default: typeof fallback === "function" ? (fallback as (facts: AccountFacts) => T | undefined) : () => fallback };
  return { group: "body", change: "alter", absent: "unset", ...rest, ...byDefault, type, doc };
}

/** Type of the value of a field. */
export type ValueOf<F> = F extends Field<infer T> ? T : never;
