import type { SeedResult, SeedRow } from "./seed.ts";

/** The names of a result's columns, in lower case, with where they stand. */
export type ColumnPlaces = ReadonlyMap<string, number>;

export function placesOf({ columns }: Pick<SeedResult, "columns">): ColumnPlaces {
  return new Map(columns.map((name, i) => [name.toLowerCase(), i]));
}

/** A raw row that is asked by column. */
export interface NamedRow {
  readonly places: ColumnPlaces;
  readonly cells: SeedRow;
}

/** The cell as it was read; `undefined`: the row has no such column, so nothing is known of it. */
export function cell({ places, cells }: NamedRow, column: string): string | null | undefined {
  const at = places.get(column);
  return at === undefined ? undefined : (cells[at] ?? null);
}

/** The cell as text; `null` also where it is empty or missing. */
export function textCell(row: NamedRow, column: string): string | null {
  const value = cell(row, column);
  return value === undefined || value === "" ? null : value;
}

/** `Y`, `true`, `1`, `ON`; `undefined`: not known. */
export function flagCell(row: NamedRow, column: string): boolean | undefined {
  const value = cell(row, column);
  return value === null || value === undefined || value === "" ? undefined : /^(y|yes|true|1|on)$/i.test(value);
}

export function numberCell(row: NamedRow, column: string): number | null {
  const value = textCell(row, column);
  return value === null || !/^-?\d+(\.\d+)?$/.test(value) ? null : Number(value);
}

export function momentCell(row: NamedRow, column: string): number | null {
  const value = textCell(row, column);
  return value === null ? null : momentOf(value);
}

const EPOCH = /^(-?\d+(?:\.\d+)?)(?: \d+)?$/;

/** Epoch milliseconds of a time as the wire has it (seconds, for a zoned one with its offset behind) or as a client prints it. */
export function momentOf(value: string): number | null {
  const [, seconds] = EPOCH.exec(value) ?? [];
  if (seconds !== undefined) return Math.round(Number(seconds) * 1000);
  const parsed = Date.parse(/\d$/.test(value) && !/[+-]\d{2}:?\d{2}$/.test(value) ? `${value.replace(" ", "T")}Z` : value);
  return Number.isNaN(parsed) ? null : parsed;
}
