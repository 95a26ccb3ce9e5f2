import { type Fragment, join, name, nothing, type Statement, sql, text as textFragment, userSql, word } from "@snowtower/sql";
import type { ObjectChange } from "../change.ts";
import { assignment, onLines } from "../derive/assignments.ts";
import { field } from "../field.ts";
import { type CompileContext, defineKind } from "../kind.ts";
import { type AnyObject, known } from "../object.ts";
import type { Spec } from "../spec.ts";
import type { Read, Value } from "../value.ts";
import { hashedComment } from "../value-types/hashed-comment.ts";
import { oneOf } from "../value-types/scalar.ts";
import { decodeFormat } from "./file-format/decode-format.ts";
import { FORMAT_TYPES } from "./file-format/format-option.ts";
import { changedOptions, checkedOptions, type FormatOptions, formatOptions, optionAssignments } from "./file-format/format-options.ts";

export const fileFormat = defineKind({
  name: "file_format",
  label: "FILE FORMAT",
  plural: "FILE FORMATS",
  scope: "schema",
  layout: "object file",
  doc: "How files are written that data is loaded from or unloaded to.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-file-format",
  fields: {
    type: field(oneOf(FORMAT_TYPES), "CSV, JSON, AVRO, ORC, PARQUET or XML.", { from: { show: "type" }, change: "replace" }),
    format_options: field(formatOptions, "The options of the type, as field_delimiter; one that is not given has its default.", { default: {} }),
    comment: field(hashedComment, "A comment.", { from: { show: "comment" }, group: "envelope" }),
  },
  required: ["type"],
  sources: [{ from: "show", what: "FILE FORMATS", paged: false, late: { view: "FILE_FORMATS", latency: "2 hours" } }],
  needs: {
    create: [{ privilege: "CREATE FILE FORMAT", on: "schema" }],
    alter: [{ privilege: "OWNERSHIP", on: "self" }],
    drop: [{ privilege: "OWNERSHIP", on: "self" }],
  },
  definitionOnly: true,
  // "An external table links to a file format using a hidden ID rather than the name" (docs: sql-reference/sql/create-file-format, usage notes).
  replace: { loses: ["external tables that read with it lose it, and have to be made again", "its time of creation"], grants: "lost" },
  baseline: ({ row }) => !row.get("owner") || row.get("owner_role_type") === "APPLICATION" || /^SN_TEMP_OBJECT_\d+$/.test(row.get("name") ?? ""),
  decode: decodeFormat,
  compile: compileFormat,
  create: (object, how) => [createFormat(object, how)],
  alter: alterFormat,
  whyReplace: ({ from, to }) => [`the type becomes ${String(known(to?.fields.type))}, and was ${String(known(from?.fields.type))}`],
  danger: () => ["whatever loads or unloads with it reads and writes files in the new way from now on"],
});

function compileFormat(spec: Spec, context: CompileContext): { readonly [field: string]: Read<Value> } {
  const { type, format_options: options, ...fields } = spec.fields;
  if (typeof type !== "string" || options === undefined) return spec.fields;
  const at = spec.places.format_options ?? spec.at;
  const own = checkedOptions({ type, options: options as FormatOptions, at }, context);
  return { ...fields, type, ...(Object.keys(own).length === 0 ? {} : { format_options: own }) };
}

function createFormat(object: AnyObject, how: "create" | "replace"): Statement {
  const { type, options } = formatOf(object);
  const comment = known(object.fields.comment);
  const clauses: Fragment[] = [assignment("TYPE", word(type)), ...optionAssignments(type, options)];
  if (typeof comment === "string") clauses.push(assignment("COMMENT", textFragment(comment)));
  return sql`CREATE ${how === "replace" ? userSql("OR REPLACE ") : nothing}FILE FORMAT ${name(object.name)}${onLines(clauses)}`;
}

/** There is no UNSET: an option goes back to its default, and a comment becomes empty, by SET (docs: sql-reference/sql/alter-file-format). */
function alterFormat({ from, to }: ObjectChange, fields: readonly string[]): readonly Statement[] | null {
  if (from === null || to === null || fields.includes("type")) return null;
  const target = sql`ALTER FILE FORMAT ${name(to.name)} SET`;
  const { type, options } = formatOf(to);
  const changed = fields.includes("format_options") ? optionAssignments(type, options, changedOptions(formatOf(from).options, options)) : [];
  const comment = known(to.fields.comment);
  return [
    ...(changed.length > 0 ? [sql`${target} ${join(changed, " ")}`] : []),
    ...(fields.includes("comment") ? [sql`${target} ${assignment("COMMENT", textFragment(typeof comment === "string" ? comment : ""))}`] : []),
  ];
}

function formatOf(object: AnyObject): { readonly type: string; readonly options: FormatOptions } {
  return { type: String(known(object.fields.type) ?? "CSV"), options: (known(object.fields.format_options) ?? {}) as FormatOptions };
}
