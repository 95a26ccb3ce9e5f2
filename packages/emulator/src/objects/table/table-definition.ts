import type { Entry, Id, Value } from "../../catalog/entry.ts";

/** A column as the catalog keeps it: `type` is in the normal form that SHOW and DESC print, without its collation. */
export interface ColumnDefinition {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  /** The expression behind DEFAULT, as DESC prints it. */
  readonly default?: string;
  readonly identity?: Identity;
  /** Of a virtual column: the expression behind AS. */
  readonly expression?: string;
  readonly collation?: string;
  readonly comment?: string;
  /** It came by ALTER TABLE with its default, which can then not be dropped (docs: sql-reference/sql/alter-table-column). */
  readonly addedWithDefault?: true;
  /** It came when nothing was known of the table's rows: they all have its default there, or NULL. */
  readonly addedToUnknown?: true;
}

export interface Identity {
  readonly start: number;
  readonly increment: number;
  readonly ordered: boolean;
  /** Between reading and running: neither ORDER nor NOORDER was said. */
  readonly unsaid?: true;
}

/** A key. Snowflake keeps keys and does not enforce them. */
export interface Constraint {
  readonly kind: "PRIMARY KEY" | "UNIQUE" | "FOREIGN KEY";
  readonly name: string;
  readonly columns: readonly string[];
  readonly createdOn: number;
  readonly rely: boolean;
  readonly comment?: string;
  /** Of a foreign key. */
  readonly target?: { readonly table: Id; readonly columns: readonly string[] };
}

/** The catalog keeps plain JSON; these two lists are only ever written by `withColumns` and `withConstraints`. */
export function columnsOf(entry: Entry): readonly ColumnDefinition[] {
  return columnDefinitions(entry.properties.COLUMNS);
}

export function columnDefinitions(stored: Value | undefined): readonly ColumnDefinition[] {
  return (stored ?? []) as unknown as readonly ColumnDefinition[];
}

export function constraintsOf(entry: Entry): readonly Constraint[] {
  return (entry.properties.CONSTRAINTS ?? []) as unknown as readonly Constraint[];
}

export function withColumns(entry: Entry, columns: readonly ColumnDefinition[]): Entry {
  return { ...entry, properties: { ...entry.properties, COLUMNS: columns as unknown as Value } };
}

export function withConstraints(entry: Entry, constraints: readonly Constraint[]): Entry {
  return { ...entry, properties: { ...entry.properties, CONSTRAINTS: constraints as unknown as Value } };
}

/** Tables that may hold a foreign key to this one; who reads it looks whether they still do. */
export function referrersOf(entry: Entry): readonly Id[] {
  return (entry.properties.REFERENCED_BY ?? []) as readonly Id[];
}

/** `NUMBER(38,0)`: `NUMBER`. */
export function baseOf(type: string): string {
  return type.split("(")[0] ?? type;
}
