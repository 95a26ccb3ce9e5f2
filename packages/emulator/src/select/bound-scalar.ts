import type { Binding } from "../parser/cursor.ts";
import type { Column, ColumnType } from "../result.ts";
import { SqlError, unsupported } from "../sql-error.ts";

interface BoundScalar {
  readonly column: Column;
  readonly cell: string | null;
}

interface BoundType {
  readonly type: ColumnType;
  readonly fits: RegExp;
  /** Its form on the wire, where that is another one. */
  readonly cell?: (value: string) => string;
}

const INTEGER = /^-?\d+$/;

/** How drivers send values (docs: developer-guide/sql-api/submitting-requests, "Binding types"): dates in milliseconds, times in nanoseconds since the epoch. */
const TYPES: Readonly<Record<string, BoundType>> = {
  REAL: { type: "real", fits: /^(-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?|nan|-?inf)$/i },
  DATE: { type: "date", fits: INTEGER, cell: (value) => String(Math.floor(Number(value) / 86_400_000)) },
  TIME: { type: "time", fits: /^\d+$/, cell: seconds },
  TIMESTAMP_NTZ: { type: "timestamp_ntz", fits: INTEGER, cell: seconds },
  TIMESTAMP_LTZ: { type: "timestamp_ltz", fits: INTEGER, cell: seconds },
  TIMESTAMP_TZ: { type: "timestamp_tz", fits: /^-?\d+ \d{1,4}$/, cell: (value) => value.replace(/^\S+/, seconds) },
  VARIANT: { type: "variant", fits: /^[\s\S]*$/ },
};

/** What a bound value is where it stands alone; text, numbers and booleans are as constants are. Throws `SqlError` for one that is not of its type. */
export function boundScalar({ type, value }: Binding): BoundScalar {
  const known = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (known === undefined) throw unsupported(`A binding of type ${type}`);
  const { cell = (text: string) => text } = known;
  const text = checked(type, value, known.fits);
  return { column: column(known.type), cell: text === null ? null : cell(text) };
}

/** Throws for a value that is not of the type it came with. */
export function checked(type: string, value: string | null, fits: RegExp): string | null {
  if (value === null || fits.test(value)) return value;
  throw new SqlError("100037", "22018", `${type} value '${value}' is not recognized`);
}

function column(type: ColumnType): Column {
  const scale = type === "time" || type.startsWith("timestamp") ? 9 : null;
  return { name: "", type, nullable: true, length: null, precision: scale === null ? null : 0, scale };
}

/** Nanoseconds as seconds with nine decimals, exactly. */
function seconds(nanoseconds: string): string {
  const whole = BigInt(nanoseconds);
  const negative = whole < 0n;
  const digits = String(negative ? -whole : whole).padStart(10, "0");
  return `${negative ? "-" : ""}${digits.slice(0, -9)}.${digits.slice(-9)}`;
}
