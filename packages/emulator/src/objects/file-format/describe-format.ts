import type { Value } from "../../catalog/entry.ts";
import type { Cells } from "../../result.ts";
import { type FormatOption, OPTIONS } from "./format-options.ts";

export type FormatValues = Readonly<Record<string, Value>>;

export function formatType(values: FormatValues): string {
  return typeof values.TYPE === "string" ? values.TYPE : "CSV";
}

export function optionsOf(values: FormatValues): readonly FormatOption[] {
  return OPTIONS[formatType(values)] ?? [];
}

/** `format_options` of SHOW FILE FORMATS: "Values of all options for the file format type". */
export function formatJson(values: FormatValues): string {
  const pairs = optionsOf(values).map(({ name, default: fallback }) => [name, values[name] ?? fallback]);
  return JSON.stringify(Object.fromEntries([["TYPE", formatType(values)], ...pairs]));
}

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"' };

/** A text as DESCRIBE prints it: a new line is `\n`, a backslash two. */
export function escaped(text: string): string {
  return text.replace(/[\\\n\r\t"]/g, (character) => ESCAPES[character] ?? character);
}

export function printed(value: Value): string {
  if (value === null) return "";
  if (Array.isArray(value)) return `[${value.map((item) => escaped(String(item))).join(", ")}]`;
  return typeof value === "string" ? escaped(value) : String(value);
}

/** The default printed is that of CSV wherever CSV has the option (docs: sql-reference/sql/desc-file-format, the examples of JSON and PARQUET). */
function shownDefault(option: FormatOption): Value {
  return OPTIONS.CSV?.find(({ name }) => name === option.name)?.default ?? option.default;
}

/** `property, property_type, property_value, property_default`. */
export function formatRows(values: FormatValues): readonly Cells[] {
  const rows = optionsOf(values).map((option) => [option.name, option.type, printed(values[option.name] ?? option.default), printed(shownDefault(option))]);
  return [["TYPE", "String", formatType(values), "CSV"], ...rows];
}
