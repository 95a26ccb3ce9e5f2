import { SqlError, unsupported } from "../sql-error.ts";
import { type Nanos, nanosOf } from "./instant.ts";

interface ReadTime {
  /** The wall clock. */
  readonly wall: Nanos;
  /** Minutes ahead of UTC, if it says so. */
  readonly offset: number | null;
}

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2})(?::(\d{2})(?::(\d{2})(?:\.(\d{0,9}))?)?)?\s*(Z|[+-]\d{1,2}(?::?\d{2})?)?)?$/;
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{0,9}))?)?$/;
/** Other forms that Snowflake recognises by itself (docs: sql-reference/date-time-input-output), and this account does not. */
const OTHER_FORMS = [/^\d{1,2}-[A-Za-z]{3}-\d{2,4}/, /^\d{1,2}\/\d{1,2}\/\d{4}/, /^[A-Za-z]{3},? /, /^\d{4}-\d{2}$/, /^\d{4}-[A-Za-z]{3}/];

/** A date or a timestamp as text in ISO form, or as seconds since 1970; `null` if it is none. */
export function readTime(text: string): ReadTime | null {
  const given = text.trim();
  if (/^-?\d+$/.test(given)) return { wall: epochNanos(given), offset: null };
  const match = ISO.exec(given);
  if (match === null) {
    if (OTHER_FORMS.some((form) => form.test(given))) throw unsupported(`the date '${given}' in another form than YYYY-MM-DD`);
    return null;
  }
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", zone] = match;
  const wall = nanosOf({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    nano: Number(fraction.padEnd(9, "0")),
  });
  return wall === null ? null : { wall, offset: zone === undefined ? null : offsetOf(zone) };
}

/** Seconds, milliseconds, microseconds or nanoseconds, by their size (docs: sql-reference/functions/to_timestamp). */
function epochNanos(text: string): Nanos {
  const value = BigInt(text);
  const size = value < 0n ? -value : value;
  if (size < 31_536_000_000n) return value * 1_000_000_000n;
  if (size < 31_536_000_000_000n) return value * 1_000_000n;
  return size < 31_536_000_000_000_000n ? value * 1000n : value;
}

function offsetOf(zone: string): number {
  if (zone === "Z") return 0;
  const digits = zone.slice(1).replace(":", "");
  const hours = Number(digits.length <= 2 ? digits : digits.slice(0, -2));
  const minutes = digits.length <= 2 ? 0 : Number(digits.slice(-2));
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

export function readTimeOfDay(text: string): Nanos | null {
  const match = TIME.exec(text.trim());
  if (match === null) return null;
  const [, hour = "0", minute = "0", second = "0", fraction = ""] = match;
  const clock = { year: 1970, month: 1, day: 1, hour: Number(hour), minute: Number(minute), second: Number(second), nano: Number(fraction.padEnd(9, "0")) };
  return nanosOf(clock);
}

export function notRecognised(what: "Date" | "Time" | "Timestamp", text: string): SqlError {
  const code = { Date: "100040", Time: "100108", Timestamp: "100035" }[what];
  return new SqlError(code, "22007", `${what} '${text}' is not recognized`);
}
