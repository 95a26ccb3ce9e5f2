import type { Value } from "../catalog/entry.ts";
import { propertyOf } from "../objects/object-class.ts";
import { classNamed } from "../objects/registry.ts";
import { cell, flagCell, momentCell, type NamedRow, numberCell, textCell } from "./row.ts";
import type { Seeding } from "./seeding.ts";
import type { TwinEntry } from "./twin-entry.ts";

/** A row that is read, and where it goes. */
export interface Reading {
  readonly seeding: Seeding;
  readonly entry: TwinEntry;
  readonly row: NamedRow;
}

/** How the rows of one class become an entry: this package's own reading of what its own SHOW prints. */
export interface ClassReading {
  /** Columns of SHOW and rows of DESCRIBE that no statement here makes so: they are kept as they were read and given back. */
  readonly state?: readonly string[];
  show?(reading: Reading): void;
  describe?(reading: Omit<Reading, "row">, rows: readonly NamedRow[]): void;
  /** When all was read: what every statement here takes for granted of the class, where nothing was read of it. */
  complete?(reading: Omit<Reading, "row">): void;
}

/** Stores what a statement would have stored: what is the default anyway is left out. */
export function put(entry: TwinEntry, name: string, value: Value | undefined): void {
  if (value === undefined) return;
  const of = classNamed(entry.class);
  const blank = { ...entry, properties: {} };
  if (of !== null && JSON.stringify(propertyOf(of, blank, name)) === JSON.stringify(value)) return;
  entry.properties[name] = value;
}

type Form = "text" | "number" | "flag" | "moment" | "name";

/** Columns whose cell is the property's value. `null` in the row of a property that has a default means that it is not known. */
export function putCells({ entry, row }: Reading, columns: Readonly<Record<string, Form>>): void {
  for (const [column, form] of Object.entries(columns)) put(entry, column.toUpperCase(), valueIn(row, column, form));
}

function valueIn(row: NamedRow, column: string, form: Form): Value | undefined {
  if (form === "number") return numberCell(row, column) ?? undefined;
  if (form === "flag") return flagCell(row, column);
  if (form === "moment") return momentCell(row, column) ?? undefined;
  return textCell(row, column) ?? undefined;
}

/** DESCRIBE as `property, value` rows, by the property in upper case. */
export function described(rows: readonly NamedRow[], value = "value"): ReadonlyMap<string, string> {
  return new Map(
    rows.flatMap((row) => {
      const said = cell(row, value);
      return said === null || said === undefined ? [] : [[(textCell(row, "property") ?? textCell(row, "name") ?? "").toUpperCase(), said] as const];
    }),
  );
}

/** `[A, B]` as its items; `[]` none. */
export function listed(text: string): readonly string[] {
  const inner = text.trim().replace(/^\[/, "").replace(/\]$/, "").trim();
  return inner === "" ? [] : inner.split(/\s*,\s*/);
}
