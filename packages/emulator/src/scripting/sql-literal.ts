import { stringLiteral } from "@snowtower/sql";
import { unsupported } from "../sql-error.ts";
import { printJson, readJson, withoutUndefined } from "./json-text.ts";
import type { Value } from "./value.ts";

/** The value as SQL, with its type: what a statement of a script gets in the place of `:name`. */
export function sqlLiteral({ column, cell }: Value): string {
  if (cell === null) return "NULL";
  switch (column.type) {
    case "text":
      return stringLiteral(cell);
    case "fixed":
      return cell;
    case "real":
      return /^-?\d+(\.\d+)?$/.test(cell) ? `${cell}::FLOAT` : `${stringLiteral(cell)}::FLOAT`;
    case "boolean":
      return cell === "1" ? "TRUE" : "FALSE";
    case "date":
      return `${stringLiteral(dateText(cell))}::DATE`;
    case "time":
      return `${stringLiteral(timeText(cell, 9))}::TIME(${column.scale ?? 9})`;
    case "timestamp_ntz":
      return `${stringLiteral(momentText(cell))}::TIMESTAMP_NTZ(${column.scale ?? 9})`;
    case "timestamp_ltz":
      return `${stringLiteral(`${momentText(cell)} +00:00`)}::TIMESTAMP_LTZ(${column.scale ?? 9})`;
    case "variant":
      return `PARSE_JSON(${stringLiteral(withoutUndefined(printJson(cell, 0)))})`;
    default:
      throw unsupported(`a bind of type ${column.type.toUpperCase()}`);
  }
}

/** What `::VARCHAR` gives, or `null` where a format of the session decides. */
export function plainText({ column, cell }: Value): string | null {
  switch (column.type) {
    case "text":
    case "fixed":
    case "real":
      return cell;
    case "boolean":
      return cell === null ? null : cell === "1" ? "true" : "false";
    case "variant":
      return cell === null ? null : jsonAsText(cell);
    default:
      return null;
  }
}

/** A string in a VARIANT stands without its quotes. */
function jsonAsText(json: string): string | null {
  if (/^\s*null\s*$/.test(json)) return null;
  const compact = printJson(json, 0);
  return compact.startsWith('"') ? String(readJson(compact)) : compact;
}

/** `18535` days are `2020-09-30`. */
export function dateText(days: string): string {
  return new Date(Number(days) * 86_400_000).toISOString().slice(0, 10);
}

function timeText(seconds: string, decimals: number): string {
  const [whole = "0", fraction = ""] = seconds.split(".");
  const clock = new Date(Number(whole) * 1000).toISOString().slice(11, 19);
  return `${clock}.${fraction.padEnd(decimals, "0").slice(0, decimals)}`;
}

/** Epoch seconds as `2020-09-30 12:00:00.000000000`. */
function momentText(seconds: string): string {
  const [whole = "0", fraction = ""] = seconds.split(".");
  const isBefore = seconds.startsWith("-") && Number(`0.${fraction || "0"}`) > 0;
  if (isBefore) throw unsupported("a bind of a time before 1970 with fractions of a second");
  const [day = "", clock = ""] = new Date(Number(whole) * 1000).toISOString().split("T");
  return `${day} ${clock.slice(0, 8)}.${fraction.padEnd(9, "0").slice(0, 9)}`;
}
