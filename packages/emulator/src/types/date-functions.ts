import { unsupported } from "../sql-error.ts";
import { type Clock, clockOf, daysOf, floorDivide, momentOf, type Nanos, nanos, nanosOf, nanosOfDays, secondsText, timeOfDay, wallOf } from "./instant.ts";

/** How a value is kept: its type, and the zone of a TIMESTAMP_LTZ. */
interface Of {
  readonly kind: string;
  readonly zone: string;
}

const BILLION = 1_000_000_000n;
const UNIT: Readonly<Record<string, bigint>> = {
  WEEK: 604_800n * BILLION,
  DAY: 86_400n * BILLION,
  HOUR: 3600n * BILLION,
  MINUTE: 60n * BILLION,
  SECOND: BILLION,
  MILLISECOND: 1_000_000n,
  MICROSECOND: 1000n,
  NANOSECOND: 1n,
};

function wall(text: string, { kind, zone }: Of): Nanos {
  if (kind === "DATE") return nanosOfDays(text);
  return kind === "TIMESTAMP_LTZ" ? wallOf(zone, nanos(text)) : nanos(text);
}

function kept(value: Nanos, { kind, zone }: Of): string {
  if (kind === "DATE") return daysOf(value).toString();
  if (kind === "TIME") return secondsText(timeOfDay(value));
  return secondsText(kind === "TIMESTAMP_LTZ" ? momentOf(zone, value) : value);
}

/** "If the result month has fewer days than the original day of the month", the last of them (docs: sql-reference/functions/dateadd). */
function addMonths(value: Nanos, months: number): Nanos {
  const clock = clockOf(value);
  // Beyond what a calendar here reaches.
  if (Number.isNaN(clock.year)) throw unsupported("months of a time outside the years that a calendar here has");
  const at = clock.year * 12 + clock.month - 1 + months;
  const [year, month] = [Math.floor(at / 12), (((at % 12) + 12) % 12) + 1];
  const start = nanosOf({ ...clock, year, month, day: 1 });
  const day = Math.min(clock.day, lastDay(year, month));
  return (start ?? 0n) + BigInt(day - 1) * 86_400n * BILLION;
}

function lastDay(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  return date.getUTCDate();
}

const MONTHS: Readonly<Record<string, number>> = { YEAR: 12, QUARTER: 3, MONTH: 1 };

function dateAdd(part: string, amount: string, text: string, of: Of): string {
  // "value" is an integer; what is none is rounded before it gets here.
  const months = MONTHS[part];
  if (months !== undefined) return kept(addMonths(wall(text, of), months * Number(amount)), of);
  const unit = UNIT[part];
  if (unit === undefined) throw unsupported(`DATEADD(${part}, ...)`);
  const added = BigInt(amount) * unit;
  if (of.kind === "TIMESTAMP_LTZ" && unit < (UNIT.DAY ?? 0n)) return secondsText(nanos(text) + added);
  return kept(wall(text, of) + added, of);
}

/** How often the part changes between two values (docs: sql-reference/functions/datediff). */
function dateDiff(part: string, a: Nanos, b: Nanos): string {
  const [x, y] = [clockOf(a), clockOf(b)];
  if (part === "YEAR") return String(y.year - x.year);
  if (part === "QUARTER") return String(quarters(y) - quarters(x));
  if (part === "MONTH") return String(y.year * 12 + y.month - (x.year * 12 + x.month));
  // 1970 began on a Thursday: weeks that begin on Monday are three days ahead of it.
  if (part === "WEEK") return (floorDivide(daysOf(b) + 3n, 7n) - floorDivide(daysOf(a) + 3n, 7n)).toString();
  const unit = UNIT[part];
  if (unit === undefined) throw unsupported(`DATEDIFF(${part}, ...)`);
  return (floorDivide(b, unit) - floorDivide(a, unit)).toString();
}

function quarters({ year, month }: Clock): number {
  return year * 4 + Math.floor((month - 1) / 3);
}

function truncate(part: string, value: Nanos): Nanos {
  const clock = { ...clockOf(value), hour: 0, minute: 0, second: 0, nano: 0, day: 1 };
  if (part === "YEAR") return nanosOf({ ...clock, month: 1 }) ?? 0n;
  if (part === "QUARTER") return nanosOf({ ...clock, month: clock.month - ((clock.month - 1) % 3) }) ?? 0n;
  if (part === "MONTH") return nanosOf(clock) ?? 0n;
  const days = daysOf(value);
  if (part === "WEEK") return (floorDivide(days + 3n, 7n) * 7n - 3n) * (UNIT.DAY ?? 0n);
  const unit = UNIT[part];
  if (unit === undefined) throw unsupported(`DATE_TRUNC(${part}, ...)`);
  return floorDivide(value, unit) * unit;
}

function datePart(part: string, value: Nanos, moment: Nanos): string {
  const clock = clockOf(value);
  const days = daysOf(value);
  const weekday = Number(((days % 7n) + 10n) % 7n);
  const parts: Readonly<Record<string, number>> = {
    YEAR: clock.year,
    QUARTER: Math.floor((clock.month - 1) / 3) + 1,
    MONTH: clock.month,
    DAY: clock.day,
    HOUR: clock.hour,
    MINUTE: clock.minute,
    SECOND: clock.second,
    NANOSECOND: clock.nano,
    DAYOFWEEKISO: weekday + 1,
    // WEEK_START 0: Sunday is 0 (docs: sql-reference/parameters).
    DAYOFWEEK: (weekday + 1) % 7,
    DAYOFYEAR: Number(days - daysOf(truncate("YEAR", value))) + 1,
  };
  const found = parts[part];
  if (found !== undefined) return String(found);
  if (part === "EPOCH_SECOND") return floorDivide(moment, BILLION).toString();
  if (part === "EPOCH_MILLISECOND") return floorDivide(moment, 1_000_000n).toString();
  throw unsupported(`DATE_PART(${part}, ...)`);
}

/** Values as `duckdb-type.ts` says; the last arguments are the type they are of and the session's zone. */
export const DATE_FUNCTIONS: Readonly<Record<string, (args: readonly string[]) => string | null>> = {
  DATEADD: ([part = "", amount = "0", text = "", kind = "", zone = ""]) => dateAdd(part, amount, text, { kind, zone }),
  DATEDIFF: ([part = "", a = "", b = "", kind = "", zone = ""]) => dateDiff(part, wall(a, { kind, zone }), wall(b, { kind, zone })),
  DATE_TRUNC: ([part = "", text = "", kind = "", zone = ""]) => kept(truncate(part, wall(text, { kind, zone })), { kind, zone }),
  DATE_PART: ([part = "", text = "", kind = "", zone = ""]) => datePart(part, wall(text, { kind, zone }), kind === "DATE" ? nanosOfDays(text) : nanos(text)),
  LAST_DAY: ([text = "", kind = "", zone = ""]) => {
    const clock = clockOf(wall(text, { kind, zone }));
    return daysOf(nanosOf({ ...clock, day: lastDay(clock.year, clock.month) }) ?? 0n).toString();
  },
};
