import type { ObjectRows } from "../../rows.ts";
import { isUnknown, type Read, unknown, type Value } from "../../value.ts";
import { type FormatOptions, optionsOfType, withoutDefaults } from "./format-options.ts";

/**
 * The options, from the bulk list: its column `format_options` has the values of all options of the type, so no file format has to be
 * described by itself (docs: sql-reference/sql/show-file-formats).
 */
export function decodeFormat({ row }: ObjectRows): { readonly [field: string]: Read<Value> } {
  const cell = row.get("format_options");
  if (cell === undefined || cell === null) return { format_options: unknown("SHOW FILE FORMATS has no column format_options") };
  const told = readJson(cell);
  if (told === null) return { format_options: unknown("format_options of SHOW FILE FORMATS is no JSON") };
  const options = readOptions((row.get("type") ?? "CSV").toUpperCase(), told);
  return { format_options: isUnknown(options) || Object.keys(options).length > 0 ? options : undefined };
}

function readJson(cell: string): object | null {
  try {
    const told: unknown = JSON.parse(cell);
    return typeof told === "object" ? told : null;
  } catch {
    return null;
  }
}

/** Options that are told as JSON has them. What is null is not set. */
export function readOptions(type: string, told: object): Read<FormatOptions> & object {
  const options: { [name: string]: Value } = {};
  for (const [name, value] of Object.entries(told)) {
    const option = optionsOfType(type)[name];
    if (option === undefined || value === null) continue;
    const read: Read<Value> = Array.isArray(value) ? value.map(String) : option.type.decode(String(value));
    if (isUnknown(read)) return unknown(`${name}: ${read.$unknown}`);
    if (read !== undefined) options[name] = read;
  }
  return withoutDefaults(type, options);
}
