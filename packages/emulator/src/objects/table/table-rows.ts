import type { Entry, Value } from "../../catalog/entry.ts";

/** Rows are kept in segments that never change; a table says which ones make it up, so that whoever copies its entry shares them. */
export interface Segment {
  /** The number of its physical table. */
  readonly id: number;
  readonly rows: number;
  readonly bytes: number;
  /** For each physical column the table's column whose values it holds; `null`: that one was dropped. */
  readonly columns: readonly (string | null)[];
  /** Columns that came later: the default that all of these rows have there, as it is written. */
  readonly later?: Readonly<Record<string, string>>;
  /** Physical columns without a NULL. */
  readonly full: readonly number[];
}

export function segmentsOf(entry: Entry): readonly Segment[] {
  return (entry.properties.ROWS ?? []) as unknown as readonly Segment[];
}

export function withSegments(entry: Entry, segments: readonly Segment[]): Entry {
  const { ROWS: _before, ...rest } = entry.properties;
  return { ...entry, properties: segments.length === 0 ? rest : { ...rest, ROWS: segments as unknown as Value } };
}

function eachSegment(entry: Entry, change: (segment: Segment) => Segment): Entry {
  const segments = segmentsOf(entry);
  return segments.length === 0 ? entry : withSegments(entry, segments.map(change));
}

/** The rows follow a column's new name, or lose the column (`to` is `null`). */
export function followStoredColumn(entry: Entry, from: string, to: string | null): Entry {
  return eachSegment(entry, ({ later = {}, ...segment }) => {
    const { [from]: moved, ...rest } = later;
    return {
      ...segment,
      columns: segment.columns.map((name) => (name === from ? to : name)),
      later: moved === undefined || to === null ? rest : { ...rest, [to]: moved },
    };
  });
}

/** The rows that are there have a new column's default. */
export function addStoredColumn(entry: Entry, column: { readonly name: string; readonly default?: string }): Entry {
  const { name, default: value } = column;
  return value === undefined ? entry : eachSegment(entry, (segment) => ({ ...segment, later: { ...segment.later, [name]: value } }));
}

export function rowCount(entry: Entry): number {
  return segmentsOf(entry).reduce((sum, { rows }) => sum + rows, 0);
}

export function byteCount(entry: Entry): number {
  return segmentsOf(entry).reduce((sum, { bytes }) => sum + bytes, 0);
}
