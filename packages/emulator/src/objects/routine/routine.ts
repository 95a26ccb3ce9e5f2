import type { Entry } from "../../catalog/entry.ts";
import type { Argument } from "../../parser/arguments.ts";
import { baseOf } from "../table/table-definition.ts";

/** A column of RETURNS TABLE. */
export interface ReturnedColumn {
  readonly name: string;
  readonly type: string;
}

/** What stands behind RETURNS. */
export type Returns =
  | { readonly kind: "value"; readonly type: string; readonly notNull: boolean }
  | { readonly kind: "table"; readonly columns: readonly ReturnedColumn[] };

/** The catalog keeps plain JSON; ARGUMENTS and RETURNS are only ever written by CREATE. */
export function argumentsOf(entry: Entry): readonly Argument[] {
  return (entry.properties.ARGUMENTS ?? []) as unknown as readonly Argument[];
}

export function returnsOf(entry: Entry): Returns {
  return entry.properties.RETURNS as unknown as Returns;
}

export function languageOf(entry: Entry): string {
  return (entry.properties.LANGUAGE as string | undefined) ?? "SQL";
}

export function isSecure(entry: Entry): boolean {
  return entry.properties.SECURE === true;
}

/** `NUMBER` of `NUMBER(38,0)`; a vector keeps its elements, as Snowflake prints it. */
export function shownType(type: string): string {
  return type.startsWith("VECTOR(") ? type : baseOf(type);
}

/** `A NUMBER`; a name that could not be told from its type otherwise is quoted. */
export function namedType(name: string, type: string): string {
  return `${/^[\w$]+$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`} ${shownType(type)}`;
}

/** `TABLE (A NUMBER, B VARCHAR)`. */
export function tableType(columns: readonly ReturnedColumn[]): string {
  return `TABLE (${columns.map(({ name, type }) => namedType(name, type)).join(", ")})`;
}
