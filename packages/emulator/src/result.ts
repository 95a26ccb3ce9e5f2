import type { Transfer } from "./files/transfer.ts";

/** Types of the wire protocol's row type. */
export type ColumnType =
  | "text"
  | "fixed"
  | "real"
  | "boolean"
  | "date"
  | "time"
  | "timestamp_ltz"
  | "timestamp_ntz"
  | "timestamp_tz"
  | "variant"
  | "object"
  | "array"
  | "binary";

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly length: number | null;
  readonly precision: number | null;
  readonly scale: number | null;
}

/** Cells are text as on the wire: booleans `1`/`0`, timestamps in epoch seconds with as many decimals as the column's scale. */
export type Cells = readonly (string | null)[];

export interface ResultSet {
  readonly columns: readonly Column[];
  readonly rows: readonly Cells[];
  /** Snowflake's words for a statement without rows, otherwise empty. */
  readonly status: string;
  /** Files for the client to move. */
  readonly transfer?: Transfer;
  /** It holds a secret that is told once: RESULT_SCAN does not find it. */
  readonly once?: true;
}

/** (protocol notes 1.5; drivers test these by range) */
export const STATEMENT_TYPE = {
  select: 0x1000,
  alterSession: 0x4100,
  use: 0x4300,
  show: 0x4400,
  describe: 0x4500,
  list: 0x4701,
  insert: 0x3100,
  update: 0x3200,
  delete: 0x3300,
  transaction: 0x5000,
  ddl: 0x6000,
  get: 0x7101,
  put: 0x7102,
  remove: 0x7103,
  multi: 0xa000,
} as const;

export function textColumn(name: string, length = 16777216): Column {
  return { name, type: "text", nullable: true, length, precision: null, scale: null };
}

export function numberColumn(name: string, precision = 38, scale = 0): Column {
  return { name, type: "fixed", nullable: true, length: null, precision, scale };
}

export function booleanColumn(name: string): Column {
  return { name, type: "boolean", nullable: true, length: null, precision: null, scale: null };
}

/** SHOW prints its times with milliseconds. */
export function timeColumn(name: string): Column {
  return { name, type: "timestamp_ltz", nullable: true, length: null, precision: 0, scale: 3 };
}

export function timeCell(milliseconds: number | null): string | null {
  return milliseconds === null ? null : (milliseconds / 1000).toFixed(3);
}

export function statusResult(status: string): ResultSet {
  return { columns: [textColumn("status")], rows: [[status]], status };
}

export const EXECUTED = "Statement executed successfully.";
