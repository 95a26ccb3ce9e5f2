import { unsupported } from "../sql-error.ts";

const BILLION = 1_000_000_000n;
const DAY = 86_400n * BILLION;

/** A moment, or a wall clock read as one, in nanoseconds since 1970. */
export type Nanos = bigint;

/** `1.500000000`: seconds with up to nine decimals. */
export function nanos(text: string): Nanos {
  const negative = text.startsWith("-");
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const value = BigInt(whole) * BILLION + BigInt(fraction.padEnd(9, "0").slice(0, 9));
  return negative ? -value : value;
}

export function secondsText(value: Nanos): string {
  const size = value < 0n ? -value : value;
  return `${value < 0n ? "-" : ""}${size / BILLION}.${(size % BILLION).toString().padStart(9, "0")}`;
}

export function nanosOfDays(days: string): Nanos {
  return BigInt(days) * DAY;
}

export function daysOf(value: Nanos): bigint {
  return floorDivide(value, DAY);
}

export function timeOfDay(value: Nanos): Nanos {
  return value - daysOf(value) * DAY;
}

export function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** The parts of a wall clock. */
export interface Clock {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nano: number;
}

export function clockOf(value: Nanos): Clock {
  const date = new Date(Number(daysOf(value)) * 86_400_000);
  const time = timeOfDay(value);
  const seconds = Number(time / BILLION);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    nano: Number(time % BILLION),
  };
}

/** `null` for a day that no calendar has. */
export function nanosOf(clock: Clock): Nanos | null {
  const { year, month, day, hour, minute, second, nano } = clock;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() + 1 !== month || date.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) return null;
  return BigInt(Math.round(date.getTime() / 86_400_000)) * DAY + (BigInt(hour * 3600 + minute * 60 + second) * BILLION + BigInt(nano));
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** How far a zone's clocks are ahead of UTC at a moment, in nanoseconds. */
export function offsetAt(zone: string, at: Nanos): bigint {
  if (zone === "UTC" || zone === "Etc/UTC") return 0n;
  const format = formatOf(zone);
  const milliseconds = Number(floorDivide(at, 1_000_000n));
  const parts = Object.fromEntries(format.formatToParts(new Date(milliseconds)).map(({ type, value }) => [type, value]));
  const wall = Date.UTC(Number(parts.year), Number(parts.month) - 1, Number(parts.day), Number(parts.hour) % 24, Number(parts.minute), Number(parts.second));
  return BigInt(wall - Math.floor(milliseconds / 1000) * 1000) * 1_000_000n;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = FORMATS.get(zone);
  if (format === undefined) {
    try {
      const numeric = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
      format = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", ...numeric });
    } catch {
      throw unsupported(`the time zone '${zone}'`);
    }
    FORMATS.set(zone, format);
  }
  return format;
}

export function wallOf(zone: string, at: Nanos): Nanos {
  return at + offsetAt(zone, at);
}

/** The moment when a zone's clocks show this; of one that they skip or show twice, what the offset before gives. */
export function momentOf(zone: string, wall: Nanos): Nanos {
  const first = wall - offsetAt(zone, wall);
  return wall - offsetAt(zone, first);
}
