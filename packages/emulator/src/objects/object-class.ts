import type { Draft } from "../catalog/draft.ts";
import type { Entry, Value } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import type { ParameterLevel } from "../parameters/parameter.ts";
import type { Argument } from "../parser/arguments.ts";
import type { Cursor, CursorOptions, NameRef } from "../parser/cursor.ts";
import type { ReadValue } from "../parser/value.ts";
import type { QueryTree } from "../query/tree/query-tree.ts";
import type { ResultSet } from "../result.ts";
import type { Attach } from "./governance/apply.ts";

/** `KEY = value` of CREATE and ALTER ... SET. What was not set is not stored; the default is asked for when the object is shown. */
export interface Property {
  readonly name: string;
  readonly read: ReadValue;
  readonly default?: Value | ((entry: Entry) => Value);
  /** Where it may stand; everywhere if absent. `create`: not in ALTER; `alter`: not in CREATE. */
  readonly only?: "create" | "alter";
}

/** What the clauses of a CREATE or an ALTER ... SET said. */
export interface Spec {
  readonly properties: Record<string, Value>;
  readonly parameters: Record<string, string>;
  /** Parameters set to NULL: `ALTER USER u SET QUERY_TAG = NULL` is UNSET. */
  unset?: readonly string[];
  /** `undefined`: not said. */
  comment?: string | null;
  /** The query behind AS, and how its names and bound values are read; `null`: one that this account cannot take apart. */
  query?: { readonly tree: QueryTree | null; readonly options: CursorOptions };
  /** Policies and tags that CREATE attaches, once the object is there. */
  attach?: readonly Attach[];
}

export interface CreateHead {
  readonly orReplace: boolean;
  readonly orAlter: boolean;
  readonly ifNotExists: boolean;
  /** Words between CREATE and the class: `TRANSIENT`, `SECURE`. */
  readonly modifiers: readonly string[];
  readonly name: NameRef;
  /** Argument types of an overloaded class in stored form. */
  readonly args: string | null;
  /** The arguments of an overloaded class. */
  readonly arguments: readonly Argument[];
}

export interface ShowColumn {
  readonly name: string;
  readonly type: "text" | "number" | "boolean" | "time";
  value(entry: Entry, context: Context): string | null;
}

/** One form of SHOW: `SHOW USER FUNCTIONS`. */
export interface Show {
  /** What stands behind SHOW: `WAREHOUSES`. */
  readonly words: string;
  /** Classes it lists, if not only its own. */
  readonly classes?: readonly string[];
  readonly columns: readonly ShowColumn[];
  /** Columns of SHOW TERSE, in order, by name or (where TERSE prints something else) as they are; absent: TERSE is refused. */
  readonly terse?: readonly (string | ShowColumn)[];
  /** Rows over the limit are left out; elsewhere they are an error (docs: sql-reference/sql/show-sequences). */
  readonly cuts?: boolean;
  /** Its page knows STARTS WITH and LIMIT; where it does not say, if too many rows are an error. */
  readonly pages?: boolean;
  /** Its page knows HISTORY: what was dropped and is still retained. */
  readonly history?: boolean;
  /** Its page knows WITH PRIVILEGES. */
  readonly withPrivileges?: boolean;
  /** Only `IN DATABASE <name>` (docs: sql-reference/sql/show-database-roles). */
  readonly inDatabase?: boolean;
  readonly filter?: (entry: Entry, context: Context) => boolean;
  /** Words before LIMIT that leave rows out: `ROOT ONLY`. */
  readonly narrows?: { readonly words: string; keeps(entry: Entry): boolean };
}

export interface DescribeResult {
  readonly columns: ResultSet["columns"];
  readonly rows: ResultSet["rows"];
}

/** One form of ALTER behind the name, already read. */
export interface Alteration {
  /** One of these privileges is needed. OWNERSHIP always does. */
  readonly needs: readonly string[];
  /** Classes that this form takes besides: ALTER TABLE attaches policies to dynamic tables. */
  readonly also?: readonly string[];
  /** Who may do it without any of them: a user his own defaults. */
  allows?(context: Context, entry: Entry): boolean;
  run(context: Context, entry: Entry): ResultSet | undefined;
}

export interface DropHow {
  readonly restrict: boolean;
  /** CREATE OR REPLACE: the new object will have the catalog's next number. */
  readonly replacing?: boolean;
}

/** Everything particular about one class of objects; the statements do the rest. */
export interface ObjectClass {
  /** As in CREATE: `FILE FORMAT`. */
  readonly name: string;
  /** As in messages: `File format`. */
  readonly label: string;
  readonly container: "ACCOUNT" | "DATABASE" | "SCHEMA";
  /** Classes whose objects its name means besides: INTEGRATION stands for all integrations. */
  readonly also?: readonly string[];
  /** Names are followed by argument types, `f(NUMBER)`. */
  readonly overloaded?: boolean;
  readonly modifiers?: readonly string[];
  /** CREATE OR ALTER is known. */
  readonly orAlter?: boolean;
  /** DROP keeps it for UNDROP. */
  readonly undroppable?: boolean;
  /** Everybody may name it and list it; what a lesser role sees is up to the columns. */
  readonly seenByAll?: boolean;
  /** A global privilege that shows them all where their container is to be seen; `container`: everybody who sees that sees them. */
  readonly seenWith?: string;
  /** A global privilege that lists them all in SHOW. */
  readonly listedWith?: string;
  readonly properties: readonly Property[];
  /** The level of its parameters; they stand among the properties. */
  readonly parameterLevel?: ParameterLevel;
  /** Privilege on the container that CREATE needs, if it is not `CREATE <name>`. */
  readonly createPrivilege?: string;
  /** Privileges beside OWNERSHIP that a verb accepts. */
  readonly needs?: {
    /** A function where it depends on what is set. */
    readonly set?: readonly string[] | ((names: readonly string[]) => readonly string[]);
    readonly drop?: readonly string[];
    readonly describe?: readonly string[];
    readonly rename?: readonly string[];
  };
  /** DESCRIBE with this class's word takes these classes too: DESC TABLE a view (docs: sql-reference/sql/desc-table). */
  readonly describesAlso?: readonly string[];
  /** DROP with this class's word takes these classes too: DROP TABLE a dynamic table (docs: sql-reference/sql/drop-dynamic-table). */
  readonly dropsAlso?: readonly string[];
  /** RENAME TO needs the privilege to create, also where the object stays (docs: sql-reference/sql/alter-schema). */
  readonly renameNeedsCreate?: boolean;
  readonly shows: readonly Show[];
  describe?(entry: Entry, context: Context): DescribeResult;

  /** What the words before the class mean (`TRANSIENT`); before the clauses are read. */
  modified?(spec: Spec, head: CreateHead): void;
  /** Reads one clause of CREATE that is no property; false if it is not its. Called until it and the properties have read everything. */
  clause?(cursor: Cursor, spec: Spec, head: CreateHead): boolean;
  /** Behind the last clause: fails if one is missing, throws for clauses that do not go together. */
  complete?(cursor: Cursor, spec: Spec, head: CreateHead): void;
  /** Reads an ALTER form of its own; `null` if the words are not its. Asked before SET, UNSET and RENAME. */
  alter?(cursor: Cursor): Alteration | null;
  /** May these properties be set or unset without a privilege? (a user's own defaults) */
  maySet?(context: Context, entry: Entry, names: readonly string[]): boolean;
  /** ALTER without a name means this one (`ALTER USER SET ...`, `ALTER WAREHOUSE SUSPEND`); `null`: the name is needed. */
  implied?(context: Context): Entry | null;
  /** What takes its time before CREATE, as `Command.ahead`; `draft` is what CREATE would do. Asked only where `spec.query` is there. */
  ahead?(context: Context, spec: Spec, draft: Draft): Promise<unknown>;
  /** At CREATE, before what it replaces is dropped: looks at what the statement reads of it. */
  prepare?(context: Context, spec: Spec): Spec;
  /** Throws for what may not be together. `from` is the object before ALTER, `null` at CREATE. Gives the entry to store. */
  check?(context: Context, to: Entry, from: Entry | null): Entry;
  /** Throws for who may not create it, where no privilege on the container says so. */
  creatable?(context: Context): void;
  /** After CREATE: what Snowflake does besides. */
  created?(context: Context, entry: Entry): void;
  /** Before OWNERSHIP of this one object, not of all in its container, goes to another role: throws if it may not. */
  transferable?(context: Context, entry: Entry): void;
  /** After its OWNERSHIP, and that of all others the statement names, went to another role. */
  transferred?(context: Context, entry: Entry): void;
  /** How SHOW GRANTS prints its name, if not as a dotted name. */
  grantName?(entry: Entry, context: Context): string;
  /** May it be dropped by a role without a privilege on it? (the owner of its schema) */
  mayDrop?(context: Context, entry: Entry): boolean;
  /** Before anybody asks whether the session may: throws for what nobody can drop here. */
  droppable?(context: Context, entry: Entry): void;
  /** Before DROP (also by CREATE OR REPLACE): throws if it may not go. */
  dropping?(context: Context, entry: Entry, how: DropHow): void;
}

export function propertyOf(of: ObjectClass, entry: Entry, name: string): Value {
  const set = entry.properties[name];
  if (set !== undefined) return set;
  const fallback = of.properties.find((property) => property.name === name)?.default;
  return (typeof fallback === "function" ? fallback(entry) : fallback) ?? null;
}

/** The privileges beside OWNERSHIP with which these properties can be set or unset. */
export function neededToSet(of: ObjectClass, names: readonly string[]): readonly string[] {
  const set = of.needs?.set ?? [];
  return typeof set === "function" ? set(names) : set;
}
