/** A cell as people write it: on the wire a boolean is 1 or 0, a date a number of days, a timestamp a number of seconds. Anything else is its own text. */
export function shownCell(cell: string | null, type: string | undefined): string | null {
  if (cell === null) return null;
  if (type === "boolean") return cell === "1" || cell.toLowerCase() === "true" ? "true" : "false";
  if (type === "date") return isoOf(Number(cell) * 86_400_000, cell, (iso) => iso.slice(0, 10));
  if (type === "timestamp_ltz" || type === "timestamp_ntz") return timestamp(cell, type === "timestamp_ltz" ? "Z" : "");
  if (type === "timestamp_tz") return withOffset(cell);
  return cell;
}

/** Keeps all the digits that the wire has; a number of seconds alone would lose nanoseconds. */
function timestamp(cell: string, zone: string): string {
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(cell);
  if (match === null) return cell;
  const [, seconds = "", fraction = ""] = match;
  const digits = fraction.replace(/0+$/, "");
  return isoOf(Number(seconds) * 1000, cell, (iso) => `${iso.slice(0, 10)} ${iso.slice(11, 19)}${digits === "" ? "" : `.${digits}`}${zone}`);
}

/** `<seconds> <offset in minutes + 1440>`. */
function withOffset(cell: string): string {
  const [seconds = "", shifted = ""] = cell.split(" ");
  const offset = Number(shifted) - 1440;
  if (!Number.isInteger(offset) || !/^-?\d+(\.\d+)?$/.test(seconds)) return cell;
  const [whole = "", fraction = ""] = seconds.split(".");
  const pad = (n: number): string => String(Math.floor(n)).padStart(2, "0");
  const zone = `${offset < 0 ? "-" : "+"}${pad(Math.abs(offset) / 60)}:${pad(Math.abs(offset) % 60)}`;
  return timestamp(`${Number(whole) + offset * 60}${fraction === "" ? "" : `.${fraction}`}`, ` ${zone}`);
}

function isoOf(milliseconds: number, cell: string, cut: (iso: string) => string): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? cell : cut(date.toISOString());
}
