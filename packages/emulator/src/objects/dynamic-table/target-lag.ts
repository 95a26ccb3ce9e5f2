import type { Value } from "../../catalog/entry.ts";
import type { ReadValue } from "../../parser/value.ts";
import { invalidValue } from "../../sql-error.ts";

const DOWNSTREAM = "DOWNSTREAM";
const SECONDS: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 };
/** "Must be a minimum of 60 seconds" (docs: sql-reference/sql/create-dynamic-table). */
const LEAST = 60;

/** `'5 minute'` is kept as `5 minutes`, as SHOW prints it; DOWNSTREAM may be a word or a text. */
export const targetLag: ReadValue = (cursor, property) => {
  if (cursor.accept(DOWNSTREAM)) return DOWNSTREAM;
  const given = cursor.string();
  if (given.trim().toUpperCase() === DOWNSTREAM) return DOWNSTREAM;
  const [, amount = "", unit = ""] = /^\s*(\d+)\s*(second|minute|hour|day)s?\s*$/i.exec(given) ?? [];
  const lag = `${Number(amount)} ${unit.toLowerCase()}${Number(amount) === 1 ? "" : "s"}`;
  if ((lagSeconds(lag) ?? 0) < LEAST) throw invalidValue(given, property);
  return lag;
};

/** `null`: it has none of its own. */
export function lagSeconds(lag: Value | undefined): number | null {
  const [, amount, unit = ""] = /^(\d+) (second|minute|hour|day)s?$/.exec(String(lag)) ?? [];
  return amount === undefined ? null : Number(amount) * (SECONDS[unit] ?? 0);
}
