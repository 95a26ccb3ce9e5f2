import type { Fragment } from "@snowtower/sql";
import { assignment } from "../../derive/assignments.ts";
import { isUnknown, sameValue, type Value } from "../../value.ts";
import type { ParseContext, ValueType } from "../../value-type.ts";
import { type Properties, properties } from "../../value-types/properties.ts";
import { refuse } from "../../value-types/refuse.ts";
import { oneOf } from "../../value-types/scalar.ts";
import { FORMAT_OPTIONS, FORMAT_TYPES, type FormatOption, type FormatType } from "./format-option.ts";

/** Options under their upper-case names; what is the type's default is left out. */
export type FormatOptions = Properties;

const COMPRESSIONS = oneOf(["AUTO", "GZIP", "BZ2", "BROTLI", "ZSTD", "DEFLATE", "RAW_DEFLATE", "LZO", "SNAPPY", "NONE"]);

/** What an option takes, of whatever type the format is; that the two fit is looked at when both are known. */
const ANY: Readonly<Record<string, ValueType>> = {
  ...Object.fromEntries(FORMAT_TYPES.flatMap((type) => Object.entries(FORMAT_OPTIONS[type]).map(([name, option]) => [name, option.type] as const))),
  COMPRESSION: COMPRESSIONS as unknown as ValueType,
};

/** The options of one type of file format. */
export function optionsOfType(type: string): Readonly<Record<string, FormatOption>> {
  return FORMAT_OPTIONS[type as FormatType] ?? {};
}

/** The field `format_options`. */
export const formatOptions: ValueType<FormatOptions> = {
  ...properties(ANY, { says: "the options of a file format", each: "option of a file format" }),
  same: (a, b) => [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => sameOption(name, a[name], b[name])),
};

function lowerCase(names: readonly string[]): readonly string[] {
  return names.map((name) => name.toLowerCase());
}

function sameOption(name: string, a: Value | undefined, b: Value | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return ANY[name]?.same?.(a, b) ?? sameValue(a, b);
}

interface Checked {
  readonly type: string;
  readonly options: FormatOptions;
  readonly at: Parameters<typeof refuse>[1]["at"];
}

/** The options without those that say what is so anyway; what does not fit the type, or each other, is told. */
export function checkedOptions({ type, options, at }: Checked, context: ParseContext): FormatOptions {
  const known = optionsOfType(type);
  for (const [name, value] of Object.entries(options)) {
    const option = known[name];
    if (option === undefined) {
      const hint = `${type} has ${lowerCase(Object.keys(known)).join(", ")}`;
      refuse(context, { code: "ST1104", message: `a file format of type ${type} has no option ${name.toLowerCase()}`, at, hint });
    } else if (typeof value === "string" && isUnknown(option.type.decode(value)))
      refuse(context, { code: "ST1104", message: `${name.toLowerCase()} of type ${type}: expected ${option.type.says}, found ${value}`, at });
  }
  const { PARSE_HEADER: parses, SKIP_HEADER: skips, RECORD_DELIMITER: record, FIELD_DELIMITER: field } = options;
  if (parses === true && skips !== undefined && skips !== 0) refuse(context, { code: "ST1104", message: "skip_header cannot be used with parse_header", at });
  if (typeof record === "string" && typeof field === "string" && record !== "NONE" && field !== "NONE" && (record.includes(field) || field.includes(record)))
    refuse(context, { code: "ST1104", message: "record_delimiter and field_delimiter cannot be a part of each other", at });
  return withoutDefaults(type, options);
}

/** What differs from the defaults of the type, in the order of the names. Options that no page knows are none of ours. */
export function withoutDefaults(type: string, options: FormatOptions): FormatOptions {
  const known = optionsOfType(type);
  const own = Object.keys(options).filter((name) => known[name] !== undefined && !sameOption(name, canonical(known, options, name), known[name]?.default));
  return Object.fromEntries(own.sort().map((name) => [name, canonical(known, options, name) as Value]));
}

/** Another spelling of the same word: AUTO of a Parquet file is SNAPPY. */
function canonical(known: Readonly<Record<string, FormatOption>>, options: FormatOptions, name: string): Value | undefined {
  const value = options[name];
  return name === "COMPRESSION" && typeof value === "string" ? ((known[name]?.type.decode(value) as Value | undefined) ?? value) : value;
}

/** `FIELD_DELIMITER = '|'` for each of these options; one that is not set gets the default of its type. */
export function optionAssignments(type: string, options: FormatOptions, names: readonly string[] = Object.keys(options)): Fragment[] {
  const known = optionsOfType(type);
  return [...names].sort().flatMap((name) => {
    const option = known[name];
    return option === undefined ? [] : [assignment(name, option.type.render(options[name] ?? option.default))];
  });
}

/** Options that differ between two formats of one type. */
export function changedOptions(from: FormatOptions, to: FormatOptions): readonly string[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].filter((name) => !sameOption(name, from[name], to[name]));
}
