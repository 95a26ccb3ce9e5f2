import { SqlError, unsupported } from "../sql-error.ts";
import { decimalIn, decimalText, fitting, rescaled } from "./decimal.ts";
import { daysOf, momentOf, type Nanos, nanos, nanosOfDays, offsetAt, secondsText, timeOfDay, wallOf } from "./instant.ts";
import { notRecognised, readTime, readTimeOfDay } from "./read-time.ts";
import { writeTime } from "./write-time.ts";

const TRUE = new Set(["true", "t", "yes", "y", "on", "1"]);
const FALSE = new Set(["false", "f", "no", "n", "off", "0"]);

function notNumeric(text: string): SqlError {
  return new SqlError("100038", "22018", `Numeric value '${text}' is not recognized`);
}

/** No page says whether a decimal too many is rounded or cut off. */
function withScale(value: Nanos, scale: string | undefined): Nanos {
  const unit = 10n ** BigInt(9 - Number(scale ?? "9"));
  if (value % unit !== 0n) throw unsupported("a time with more decimals than its type");
  return value;
}

/** Digits beyond what a FLOAT tells apart, and where it needs an exponent: nobody knows here how Snowflake prints it. */
function floatText(text: string): string {
  const value = Number(text);
  const size = Math.abs(value);
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (size !== 0 && (size >= 1e15 || size < 1e-5)) throw unsupported("a FLOAT as text that is written with an exponent");
  return String(value);
}

export const CAST_FUNCTIONS: Readonly<Record<string, (args: readonly string[]) => string | null>> = {
  TEXT_TO_NUMBER: ([text = "", precision, scale]) => {
    const value = decimalIn(text);
    if (value === null) throw notNumeric(text);
    return decimalText(fitting(rescaled(value, Number(scale)), Number(precision)));
  },
  TEXT_TO_FLOAT: ([text = ""]) => {
    const named = { nan: "NaN", inf: "inf", "-inf": "-inf" }[text.trim().toLowerCase()];
    if (named !== undefined) return named;
    if (decimalIn(text) === null) throw notNumeric(text);
    return String(Number(text));
  },
  FLOAT_TO_NUMBER: ([text = "", precision, scale]) => {
    const value = decimalIn(String(Number(text)));
    if (value === null) throw notNumeric(text);
    return decimalText(fitting(rescaled(value, Number(scale)), Number(precision)));
  },
  FLOAT_TO_TEXT: ([text = ""]) => floatText(text),
  TEXT_TO_BOOLEAN: ([text = ""]) => {
    const word = text.trim().toLowerCase();
    if (TRUE.has(word)) return "true";
    if (FALSE.has(word)) return "false";
    throw new SqlError("100037", "22018", `Boolean value '${text}' is not recognized`);
  },
  TEXT_LIMIT: ([text = "", length, name = ""]) => {
    const all = [...text];
    if (all.length <= Number(length)) return text;
    // Only a cast cuts a text off (docs: sql-reference/data-types-text, sql-reference/functions/cast).
    if (name === "CAST") return all.slice(0, Number(length)).join("");
    throw new SqlError("100078", "22000", `String '${text}' is too long and would be truncated`);
  },
  TEXT_TO_HEX: ([text = "", length]) => {
    if (!/^(?:[0-9A-Fa-f]{2})*$/.test(text)) throw new SqlError("100115", "22000", `The following string is not a legal hex-encoded value: '${text}'`);
    if (text.length / 2 > Number(length)) throw new SqlError("100145", "22000", `Binary value '${text}' is too long and would be truncated`);
    return text.toUpperCase();
  },
  TEXT_TO_DATE: ([text = ""]) => {
    const read = readTime(text);
    if (read === null) throw notRecognised("Date", text);
    return daysOf(read.wall).toString();
  },
  TEXT_TO_TIME: ([text = "", scale]) => {
    const read = readTimeOfDay(text);
    if (read === null) throw notRecognised("Time", text);
    return secondsText(withScale(read, scale));
  },
  TEXT_TO_TIMESTAMP: ([text = "", kind, scale, zone = "UTC"]) => {
    const read = readTime(text);
    if (read === null) throw notRecognised("Timestamp", text);
    const wall = withScale(read.wall, scale);
    if (kind === "TIMESTAMP_NTZ") return secondsText(wall);
    const moment = read.offset === null ? momentOf(zone, wall) : wall - BigInt(read.offset) * 60_000_000_000n;
    if (kind === "TIMESTAMP_LTZ") return secondsText(moment);
    return `${secondsText(moment)} ${(read.offset ?? minutes(zone, moment)) + 1440}`;
  },
  DATE_TO_TEXT: ([days = "0", format = ""]) => writeTime(nanosOfDays(days), format, null),
  TIME_TO_TEXT: ([seconds = "0", format = ""]) => writeTime(nanos(seconds), format, null),
  TIMESTAMP_TO_TEXT: ([value = "0", kind, format = "", zone = "UTC"]) => {
    const [seconds = "0", offset] = value.split(" ");
    const at = nanos(seconds);
    if (kind === "TIMESTAMP_NTZ") return writeTime(at, format, null).trimEnd();
    const ahead = offset === undefined ? minutes(zone, at) : Number(offset) - 1440;
    return writeTime(at + BigInt(ahead) * 60_000_000_000n, format, ahead);
  },
  /** Between the three timestamps; `zone` is the session's. */
  RETIME: ([value = "0", from, to, zone = "UTC"]) => {
    const [seconds = "0", offset] = value.split(" ");
    const ahead = BigInt(Number(offset ?? "1440") - 1440) * 60_000_000_000n;
    const at = nanos(seconds);
    const moment = from === "TIMESTAMP_NTZ" ? momentOf(zone, at) : at;
    if (to === "TIMESTAMP_NTZ") return secondsText(from === "TIMESTAMP_TZ" ? at + ahead : from === "TIMESTAMP_LTZ" ? wallOf(zone, at) : at);
    return to === "TIMESTAMP_LTZ" ? secondsText(moment) : `${secondsText(moment)} ${minutes(zone, moment) + 1440}`;
  },
  RESCALE_TIME: ([value = "0", scale]) => secondsText(withScale(nanos(value), scale)),
  DATE_OF: ([value = "0"]) => daysOf(nanos(value)).toString(),
  TIME_OF: ([value = "0"]) => secondsText(timeOfDay(nanos(value))),
};

function minutes(zone: string, at: Nanos): number {
  return Number(offsetAt(zone, at) / 60_000_000_000n);
}
