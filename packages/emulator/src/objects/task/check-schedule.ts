import { invalidValue } from "../../sql-error.ts";

const SECONDS: Readonly<Record<string, number>> = { H: 3600, M: 60, S: 1 };
const INTERVAL = /^\s*(\d+)\s*(h|hours?|m|minutes?|s|seconds?)\s*$/i;
const WORDS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
/** minute, hour, day of month, month, day of week. */
const RANGES: readonly (readonly [number, number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
];

function secondsOf(text: string): number | null {
  const [, amount, unit = ""] = INTERVAL.exec(text) ?? [];
  return amount === undefined ? null : Number(amount) * (SECONDS[unit.charAt(0).toUpperCase()] ?? 0);
}

/** `'60 MINUTES'`, `'USING CRON 0 9-17 * * SUN America/Los_Angeles'` (docs: sql-reference/sql/create-task, "SCHEDULE"). */
export function checkSchedule(text: string): void {
  const cron = /^\s*USING\s+CRON\s+(.*?)\s*$/is.exec(text)?.[1];
  if (cron === undefined) {
    const seconds = secondsOf(text);
    // From 10 seconds to 8 days.
    if (seconds === null || seconds < 10 || seconds > 691_200) throw invalidValue(text, "SCHEDULE");
    return;
  }
  const parts = cron.split(/\s+/);
  const isValid = parts.length === 6 && parts.slice(0, 5).every((field, i) => isField(field, i)) && isTimeZone(parts[5] ?? "");
  if (!isValid) throw invalidValue(text, "SCHEDULE");
}

function isField(field: string, at: number): boolean {
  const [least, most] = RANGES[at] ?? [0, 0];
  const isWord = (text: string): boolean => at >= 3 && WORDS.slice(at === 3 ? 7 : 0, at === 3 ? undefined : 7).includes(text.toUpperCase());
  const isValue = (text: string): boolean => isWord(text) || (/^\d+$/.test(text) && Number(text) >= least && Number(text) <= most);
  return field.split(",").every((item) => {
    const [range = "", step, ...more] = item.split("/");
    if (more.length > 0 || (step !== undefined && !(/^\d+$/.test(step) && Number(step) > 0))) return false;
    if (range === "*") return true;
    if (/^L$/i.test(range)) return at === 2 || at === 4;
    const last = /^(.+)L$/i.exec(range)?.[1] ?? /^(.+)#[1-5]$/.exec(range)?.[1];
    if (at === 4 && last !== undefined) return isValue(last);
    const ends = range.split("-");
    return ends.length <= 2 && ends.every(isValue);
  });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** TARGET_COMPLETION_INTERVAL: "from 10 seconds to the equivalent of 1 day". */
export function checkInterval(text: string): void {
  const seconds = secondsOf(text);
  if (seconds === null || seconds < 10 || seconds > 86_400) throw invalidValue(text, "TARGET_COMPLETION_INTERVAL");
}
