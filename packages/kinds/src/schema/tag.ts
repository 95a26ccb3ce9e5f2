import { type Fragment, join, name, nothing, type Statement, sql, text as textFragment, userSql, word } from "@snowtower/sql";
import type { Attachment } from "../access/attachment.ts";
import type { ObjectChange } from "../change.ts";
import { field } from "../field.ts";
import { formerName } from "../former-name.ts";
import { defineKind } from "../kind.ts";
import { type AnyObject, known } from "../object.ts";
import type { ObjectRows } from "../rows.ts";
import { type Read, unknown } from "../value.ts";
import { list } from "../value-types/collection.ts";
import { oneOf, text } from "../value-types/scalar.ts";
import { attachedColumn, attachedName } from "./policy/set-policy.ts";

const propagation = oneOf(["ON_DEPENDENCY_AND_DATA_MOVEMENT", "ON_DEPENDENCY", "ON_DATA_MOVEMENT"]);

export const tag = defineKind({
  name: "tag",
  label: "TAG",
  plural: "TAGS",
  scope: "schema",
  layout: "object file",
  doc: "A key under which objects and columns are given values.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-tag",
  fields: {
    allowed_values: field(list(text, { min: 1 }), "The values that it can be given, in their order; any if the file does not say."),
    // By its page SHOW TAGS tells neither of the two (docs: sql-reference/sql/show-tags).
    propagate: field(
      propagation,
      "What is made of a tagged object gets the tag as well: by depending on it, by its data, or by both. Set when the tag is made; no account tells it, so that a later difference is not seen.",
      { sql: "PROPAGATE", edition: "ENTERPRISE", absent: "unmanaged", untold: true },
    ),
    on_conflict: field(
      text,
      "The value where tags with different values meet on an object: a text, or ALLOWED_VALUES_SEQUENCE for the first of the allowed ones. As untold as propagate.",
      { edition: "ENTERPRISE", absent: "unmanaged", untold: true },
    ),
    comment: field(text, "A comment.", { sql: "COMMENT", from: { show: "comment" }, group: "envelope" }),
  },
  config: formerName,
  later: ["masking_policies", "multi_value", "references"],
  sources: [{ from: "show", what: "TAGS", paged: false, late: { view: "TAGS", latency: "2 hours" } }],
  needs: {
    create: [{ privilege: "CREATE TAG", on: "schema" }],
    alter: [{ privilege: "OWNERSHIP", on: "self" }],
    drop: [{ privilege: "OWNERSHIP", on: "self" }],
  },
  // It has no retention of its own, and comes back with all that it was set on (docs: sql-reference/sql/undrop-tag).
  undrop: "retention_time",
  renames: true,
  attaches: {
    place: "each",
    set: (attachment) => sql`${onColumn(attachment)}SET TAG ${assigned(attachment)}`,
    swap: (_from, to) => sql`${onColumn(to)}SET TAG ${assigned(to)}`,
    unset: (attachment) => sql`${onColumn(attachment)}UNSET TAG ${attachedName(attachment)}`,
    inline: assigned,
  },
  baseline: ({ row }) => !row.get("owner") || row.get("owner_role_type") === "APPLICATION",
  decode: (rows) => ({ allowed_values: decodeAllowed(rows), propagate: decodePropagate(rows), on_conflict: unknown("SHOW TAGS does not tell it") }),
  create: (object) => [createTag(object)],
  alter: alterTag,
});

function onColumn(attachment: Attachment): Fragment {
  return attachment.column === undefined ? nothing : sql`MODIFY COLUMN ${attachedColumn(attachment)} `;
}

function assigned(attachment: Attachment): Fragment {
  return sql`${attachedName(attachment)} = ${textFragment(attachment.arguments[0] ?? "")}`;
}

/** NULL where every value is allowed; an empty list where none is. */
function decodeAllowed({ row }: ObjectRows): Read<readonly string[]> {
  const cell = row.get("allowed_values");
  if (cell === undefined) return unknown("SHOW TAGS has no column allowed_values");
  if (cell === null || cell === "") return undefined;
  try {
    const read: unknown = JSON.parse(cell);
    return Array.isArray(read) ? read.map(String) : unknown(`not a list of values: ${cell}`);
  } catch {
    return unknown(`not a list of values: ${cell}`);
  }
}

function decodePropagate({ row }: ObjectRows): Read<string> {
  const cell = row.get("propagate");
  return cell === undefined ? unknown("SHOW TAGS does not tell it") : propagation.decode(cell);
}

/** "You must set the ALLOWED_VALUES parameter before all other parameters" (docs: sql-reference/sql/create-tag). */
function createTag(object: AnyObject): Statement {
  const comment = known(object.fields.comment);
  const allowed = known(object.fields.allowed_values);
  const clauses: Fragment[] = [];
  if (allowed !== undefined) clauses.push(sql`ALLOWED_VALUES ${values(object)}`);
  clauses.push(...propagated(object));
  if (typeof comment === "string") clauses.push(sql`COMMENT = ${textFragment(comment)}`);
  return sql`CREATE TAG ${name(object.name)}${join(
    clauses.map((clause) => sql`\n  ${clause}`),
    "",
  )}`;
}

function values(object: AnyObject): Fragment {
  return join(((known(object.fields.allowed_values) ?? []) as readonly string[]).map(textFragment));
}

function propagated(object: AnyObject): readonly Fragment[] {
  const [propagate, conflict] = [known(object.fields.propagate), known(object.fields.on_conflict)];
  const clauses: Fragment[] = [];
  if (typeof propagate === "string") clauses.push(sql`PROPAGATE = ${word(propagate)}`);
  if (typeof conflict === "string") clauses.push(sql`ON_CONFLICT = ${conflict === "ALLOWED_VALUES_SEQUENCE" ? word(conflict) : textFragment(conflict)}`);
  return clauses;
}

/** SET replaces the whole list at once, in its order; UNSET allows every value (docs: sql-reference/sql/alter-tag). */
function alterTag({ to }: ObjectChange, fields: readonly string[]): readonly Statement[] | null {
  if (to === null || fields.some((each) => each !== "allowed_values")) return null;
  const isSet = known(to.fields.allowed_values) !== undefined;
  return [sql`ALTER TAG ${name(to.name)} ${isSet ? sql`SET ALLOWED_VALUES ${values(to)}` : userSql("UNSET ALLOWED_VALUES")}`];
}
