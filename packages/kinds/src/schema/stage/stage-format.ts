import { displayedName, exactly, type Fragment, join, name, parseQualifiedName, type QualifiedName, splitName, sql, word } from "@snowtower/sql";
import { assignment } from "../../derive/assignments.ts";
import type { RowView } from "../../rows.ts";
import { isUnknown, type Read, unknown, type Value } from "../../value.ts";
import type { ValueType } from "../../value-type.ts";
import { either, record } from "../../value-types/collection.ts";
import { schemaObjectName } from "../../value-types/name.ts";
import { oneOf } from "../../value-types/scalar.ts";
import { readOptions } from "../file-format/decode-format.ts";
import { FORMAT_TYPES } from "../file-format/format-option.ts";
import { type FormatOptions, formatOptions, optionAssignments, optionsOfType } from "../file-format/format-options.ts";

/** A format that only the stage has. */
export type OwnFormat = { readonly type: string; readonly format_options?: FormatOptions };

const ownFormat = record({ type: oneOf([...FORMAT_TYPES, "CUSTOM"]), format_options: formatOptions } as unknown as { readonly [key: string]: ValueType }, {
  required: ["type"],
}) as unknown as ValueType<OwnFormat>;

const nameOrFormat = either<string, OwnFormat>(schemaObjectName, ownFormat, (kind) => (kind === "map" ? "second" : "first"));

/** The name of a file format, or a format of the stage's own; without either it is CSV with all its defaults. */
export const stageFormat: ValueType<string | OwnFormat> = {
  ...nameOrFormat,
  same(a, b) {
    if (typeof a === "string" || typeof b === "string") return a === b;
    return a.type === b.type && formatOptions.same?.(a.format_options ?? {}, b.format_options ?? {}) === true;
  },
};

/** In `FILE_FORMAT = (...)`. */
export function formatClause(format: Value | undefined): Fragment {
  if (typeof format === "string") return sql`(FORMAT_NAME = ${name(parseQualifiedName(format) ?? [exactly(format)])})`;
  const { type, format_options: options = {} } = (format ?? { type: "CSV" }) as OwnFormat;
  return sql`(${join([assignment("TYPE", word(type)), ...optionAssignments(type, options)], " ")})`;
}

/** The rows of STAGE_FILE_FORMAT in DESCRIBE STAGE: a name with its quotes escaped, or every option as text (docs: sql-reference/sql/desc-stage). */
export function decodeStageFormat(rows: readonly RowView[], stage: QualifiedName): Read<Value> {
  const told = new Map(rows.map((row) => [row.get("property") ?? "", row.get("property_value") ?? null]));
  const formatName = told.get("FORMAT_NAME");
  if (formatName) return nameOf(unescaped(formatName), stage);
  const type = told.get("TYPE")?.toUpperCase();
  if (type === undefined) return unknown("DESCRIBE STAGE tells no file format");
  const options = readOptions(type, Object.fromEntries([...told].flatMap(([option, cell]) => printedOption(type, option, cell))));
  if (isUnknown(options)) return options;
  if (Object.keys(options).length > 0) return { type, format_options: options };
  return type === "CSV" ? undefined : { type };
}

function nameOf(written: string, stage: QualifiedName): Read<Value> {
  const parts = splitName(written) === null ? null : parseQualifiedName(written);
  if (parts === null || parts.length > 3) return unknown(`not the name of a file format: ${written}`);
  return displayedName([...stage.slice(0, 3 - parts.length), ...parts]);
}

function printedOption(type: string, option: string, cell: string | null): readonly (readonly [string, Value])[] {
  if (cell === null || optionsOfType(type)[option] === undefined) return [];
  return [[option, Array.isArray(optionsOfType(type)[option]?.default) ? listOf(cell) : unescaped(cell)]];
}

/** `[\\N, NULL]`: the items are not quoted, so one with a comma and a space in it looks like two. */
function listOf(cell: string): readonly string[] {
  const inner = cell.replace(/^\[/, "").replace(/\]$/, "");
  return cell === "[]" ? [] : inner.split(", ").map(unescaped);
}

const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

function unescaped(cell: string): string {
  return cell.replace(/\\(.)/g, (_all, character: string) => ESCAPED[character] ?? character);
}
