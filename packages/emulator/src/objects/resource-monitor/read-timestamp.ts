import type { Cursor } from "../../parser/cursor.ts";
import { invalidValue } from "../../sql-error.ts";

const FORM = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))? *(Z|UTC|[+-]\d{2}:?\d{2})?$/;

const DAY = 86_400_000;

/** A moment in a string, as epoch milliseconds; a day alone as text, for `momentAt`. "If you set a time without specifying a time zone, UTC is used" (docs: sql-reference/sql/create-resource-monitor). */
export function readTimestamp(cursor: Cursor, property: string): number | string {
  const given = cursor.string();
  const [, day, clock, zone] = FORM.exec(given.trim()) ?? [];
  const at = clock ?? "00:00";
  const offset = zone === undefined || zone === "UTC" ? "Z" : zone.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2");
  const moment = day === undefined ? Number.NaN : Date.parse(`${day}T${at}${offset}`);
  if (Number.isNaN(moment)) throw invalidValue(given, property);
  return clock === undefined ? new Date(moment).toISOString() : moment;
}

/** The moment that was read: "If you specify a date without a time, the current time is used." */
export function momentAt(read: number | string, now: number): number {
  return typeof read === "number" ? read : Date.parse(read) + (now % DAY);
}
