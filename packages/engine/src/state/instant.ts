/**
 * The moment that a cell of SHOW or of CURRENT_TIMESTAMP() tells, in milliseconds: seconds since 1970 as on the wire
 * (`1763727998.123000000`), or text with an offset (`2026-11-21 12:26:38.123 +0000`). `null` if it is neither.
 */
export function instantOf(cell: string | null | undefined): number | null {
  if (cell === null || cell === undefined) return null;
  if (/^-?\d+(?:\.\d+)?(?: \d+)?$/.test(cell)) return Math.round(Number(cell.split(" ")[0]) * 1000);
  const parts = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d{1,3})?\d* ?(?:(Z)|([+-]\d\d):?(\d\d))$/.exec(cell);
  if (parts === null) return null;
  const [, date, time, fraction = "", utc, hours, minutes] = parts;
  const at = Date.parse(`${date}T${time}${fraction}${utc ?? `${hours}:${minutes}`}`);
  return Number.isNaN(at) ? null : at;
}
