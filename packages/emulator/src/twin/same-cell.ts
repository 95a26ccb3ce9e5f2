import { momentOf } from "./row.ts";

/** Do two cells say the same? A time may be in another form, an empty text stand for NULL nowhere. */
export function isSameCell(a: string | null, b: string | null, type: string): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (type === "time" || type.startsWith("timestamp")) return momentOf(a) === momentOf(b);
  if (type === "number" || type === "fixed") return Number(a) === Number(b);
  if (type === "boolean") return /^(1|true)$/i.test(a) === /^(1|true)$/i.test(b);
  return false;
}
