import type { Unknown } from "./value.ts";

/** One row of an answer, read by column name: a new column is ignored, a missing one is told from NULL. */
export interface RowView {
  /** The cell; `undefined` if there is no such column. */
  get(column: string): string | null | undefined;
}

/** All that was read of one object: its row in the kind's list, and its rows in the other sources. */
export interface ObjectRows {
  readonly row: RowView;
  /** Rows of another source about this object: `also("COLUMNS")`, `also("DESCRIBE")`, `also("PARAMETERS")`. Unknown if that source could not be read. */
  also(source: string): readonly RowView[] | Unknown;
}
