import { displayedName, nameOf } from "@snowtower/sql";
import { type Catalog, pathOf } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import { dependsOnData } from "../../sql-error.ts";

/** How much a table held in the account it was seeded from; `null`: not known either. */
export interface TableSize {
  readonly rows: number | null;
  readonly bytes: number | null;
}

const UNKNOWN_DATA = "UNKNOWN_DATA";

/**
 * `rows`: what is in the table is what was written here, at first nothing.
 * `unknown`: it came with a seed and is full of data that nobody brought along; it stays so until all of it is gone.
 */
export function dataOf(entry: Entry): "rows" | "unknown" {
  return entry.properties[UNKNOWN_DATA] === undefined ? "rows" : "unknown";
}

/** How much is in a table whose data is unknown; `null` for every other one. */
export function unknownSizeOf(entry: Entry): TableSize | null {
  return (entry.properties[UNKNOWN_DATA] ?? null) as unknown as TableSize | null;
}

/** The table with data that is not here. One that is known to hold no row is certain. */
export function withUnknownData(entry: Entry, { rows, bytes }: TableSize): Entry {
  return rows === 0 ? entry : { ...entry, properties: { ...entry.properties, [UNKNOWN_DATA]: { rows, bytes } } };
}

/** The table after everything in it was removed, or replaced by what is known (TRUNCATE, INSERT OVERWRITE, DELETE without WHERE). */
export function withKnownData(entry: Entry): Entry {
  const { [UNKNOWN_DATA]: _gone, ...properties } = entry.properties;
  return { ...entry, properties };
}

/** The table's name and the probe's, as SQL writes them. */
export function writtenName(catalog: Catalog, entry: Entry): string {
  return displayedName(nameOf(...pathOf(catalog, entry).map(({ name }) => name)));
}

interface DataQuestion {
  /** The statement's shape for the message: `SELECT`, `ALTER TABLE ... SET NOT NULL`. */
  readonly statement: string;
  /** In stored form. */
  readonly column?: string;
  /** What a row must not be, over the written column: gives the probe `SELECT COUNT_IF(<this>) FROM <table>`. */
  readonly offends?: (column: string) => string;
}

/** Throws `depends on data` for a table whose data is unknown; for every other one the statement goes on and looks at the rows that are here. */
export function requireKnownData(catalog: Catalog, entry: Entry, { statement, column, offends }: DataQuestion): void {
  if (dataOf(entry) === "rows") return;
  const table = writtenName(catalog, entry);
  const written = column === undefined ? null : displayedName(nameOf(column));
  const probe = offends === undefined ? null : `SELECT COUNT_IF(${offends(written ?? "")}) FROM ${table}`;
  throw dependsOnData(statement, { table, column: written, probe });
}
