import { unsupported } from "../sql-error.ts";
import { clockOf, daysOf, type Nanos } from "./instant.ts";

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const DAYS = "Thu Fri Sat Sun Mon Tue Wed".split(" ");
const ELEMENT = /"([^"]*)"|YYYY|YY|MMMM|MM|MON|DD|DY|HH24|HH12|AM|PM|MI|SS|FF\d?|TZHTZM|TZH:TZM|TZH|TZM|[A-Za-z]+|[^A-Za-z"]+/gi;

/** A time in one of Snowflake's formats (docs: sql-reference/date-time-input-output). `offset`: minutes ahead of UTC. */
export function writeTime(wall: Nanos, format: string, offset: number | null): string {
  const clock = clockOf(wall);
  const two = (value: number): string => String(value).padStart(2, "0");
  const size = Math.abs(offset ?? 0);
  const sign = (offset ?? 0) < 0 ? "-" : "+";
  const elements: Readonly<Record<string, () => string>> = {
    YYYY: () => String(clock.year).padStart(4, "0"),
    YY: () => two(clock.year % 100),
    MM: () => two(clock.month),
    MON: () => MONTHS[clock.month - 1] ?? "",
    DD: () => two(clock.day),
    DY: () => DAYS[Number(((daysOf(wall) % 7n) + 7n) % 7n)] ?? "",
    HH24: () => two(clock.hour),
    HH12: () => two(clock.hour % 12 === 0 ? 12 : clock.hour % 12),
    AM: () => (clock.hour < 12 ? "AM" : "PM"),
    PM: () => (clock.hour < 12 ? "AM" : "PM"),
    MI: () => two(clock.minute),
    SS: () => two(clock.second),
    TZHTZM: () => (offset === null ? "" : `${sign}${two(Math.floor(size / 60))}${two(size % 60)}`),
    "TZH:TZM": () => (offset === null ? "" : `${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`),
  };
  return format.replace(ELEMENT, (part, quoted: string | undefined) => {
    if (quoted !== undefined) return quoted;
    const upper = part.toUpperCase();
    if (/^FF\d?$/.test(upper))
      return String(clock.nano)
        .padStart(9, "0")
        .slice(0, upper.length === 2 ? 9 : Number(upper[2]));
    const element = elements[upper];
    if (element !== undefined) return element();
    // A lone T between date and time stands for itself.
    if (!/[A-Za-z]/.test(part) || part === "T") return part;
    throw unsupported(`the format '${format}'`);
  });
}
