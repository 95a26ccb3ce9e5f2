import {
  displayedName,
  type Fragment,
  name,
  nothing,
  parseQualifiedName,
  type QualifiedName,
  type Statement,
  sql,
  text as textFragment,
  userSql,
  word,
} from "@snowtower/sql";
import type { Change, ObjectChange } from "../change.ts";
import { assignment, onLines } from "../derive/assignments.ts";
import { field } from "../field.ts";
import { type CompileContext, defineKind, type World } from "../kind.ts";
import { type AnyObject, known } from "../object.ts";
import type { ObjectRows } from "../rows.ts";
import type { Spec } from "../spec.ts";
import { isUnknown, type Read, unknown, type Value } from "../value.ts";
import { schemaObjectName } from "../value-types/name.ts";
import { refuse } from "../value-types/refuse.ts";
import { bool, text } from "../value-types/scalar.ts";
import { decodeSource, sourceId, sourceType, sourceWords } from "./stream/stream-source.ts";
import { table } from "./table.ts";
import { view } from "./view.ts";

const OFFSET = "its offset, and the changes that nobody has read yet";

const TRACKED: ReadonlySet<string> = new Set([table.name, view.name]);

/** Another value asks for a new stream, and what the old one had to tell is lost. */
const anew = { change: "replace", destroys: () => true } as const;

export const stream = defineKind({
  name: "stream",
  label: "STREAM",
  plural: "STREAMS",
  scope: "schema",
  layout: "object file",
  doc: "What has changed in a table, a view or the directory of a stage since it was last read.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-stream",
  fields: {
    object_type: field(sourceType, "What it follows: TABLE, VIEW, STAGE, EXTERNAL_TABLE, EVENT_TABLE or DYNAMIC_TABLE.", {
      from: { show: "source_type" },
      ...anew,
    }),
    object_name: field(schemaObjectName, "The name of what it follows.", anew),
    append_only: field(bool, "Only rows that came: what is updated or deleted is not told.", { default: false, ...anew }),
    insert_only: field(bool, "Only rows of new files; an external table has no other streams.", { default: false, ...anew }),
    show_initial_rows: field(bool, "It begins with the rows that are there when it is made. It has no effect later.", {
      change: "ignore",
      absent: "unmanaged",
    }),
    comment: field(text, "A comment.", { sql: "COMMENT", from: { show: "comment" }, group: "envelope" }),
    stale: field(bool, "What it follows was replaced, or has forgotten what it had to tell: it cannot be read, and has to be made again.", {
      from: { show: "stale" },
      group: "state",
      default: false,
      change: "replace",
      observed: true,
    }),
  },
  required: ["object_type", "object_name"],
  sources: [{ from: "show", what: "STREAMS", paged: true, late: { view: "STREAMS", latency: "2 hours" } }],
  lesser: "What it follows is named to a role that has a privilege on that too.",
  needs: {
    create: [{ privilege: "CREATE STREAM", on: "schema" }],
    alter: [{ privilege: "OWNERSHIP", on: "self" }],
    drop: [{ privilege: "OWNERSHIP", on: "self" }],
  },
  // "COPY GRANTS ... is not supported currently" (docs: sql-reference/sql/create-stream).
  replace: { loses: [OFFSET, "tags that are set on it", "its time of creation"], grants: "lost" },
  bears: { tags: "STREAM" },
  baseline: ({ row }) => !row.get("owner") || row.get("owner_role_type") === "APPLICATION",
  decode: decodeStream,
  compile: checkedStream,
  refs: (object) => (known(object.fields.object_name) === undefined ? [] : [sourceOf(object).id]),
  create: (object, how) => [createStream(object, how)],
  implies: tracksChanges,
  holds: () => [OFFSET],
  follows: followsSource,
  bereft: (object) => ({ ...object, fields: { ...object.fields, stale: true } }),
  whyReplace: ({ from, fields }) => (fields.includes("stale") && known(from?.fields.stale) === true ? ["it is stale, and cannot be read any more"] : []),
  danger: ({ how, from }) => {
    if (how !== "replace") return [];
    return known(from?.fields.stale) === true
      ? ["it begins anew: what it had to tell is lost already"]
      : [`it begins anew: whoever reads it misses the changes that are not read yet`];
  },
});

/** The sources that know each option; a table that takes INSERT_ONLY is an Iceberg table (docs: sql-reference/sql/create-stream). */
const FITS: Readonly<Record<string, readonly string[]>> = {
  append_only: ["TABLE", "VIEW", "EVENT_TABLE"],
  insert_only: ["EXTERNAL_TABLE", "TABLE"],
  show_initial_rows: ["TABLE", "VIEW"],
};

function checkedStream(spec: Spec, context: CompileContext): { readonly [field: string]: Read<Value> } {
  const { object_type: type, insert_only: insertOnly } = spec.fields;
  for (const [option, types] of Object.entries(FITS)) {
    if (spec.fields[option] !== true || typeof type !== "string" || types.includes(type)) continue;
    const message = `a stream on ${type} has no ${option}`;
    refuse(context, { code: "ST1104", message, at: spec.places[option] ?? spec.at, hint: `it is for ${types.join(", ")}` });
  }
  if (type === "EXTERNAL_TABLE" && insertOnly !== true)
    refuse(context, { code: "ST1104", message: "a stream on an external table needs insert_only: true", at: spec.places.object_type ?? spec.at });
  return spec.fields;
}

function decodeStream({ row }: ObjectRows): { readonly [field: string]: Read<Value> } {
  const mode = row.get("mode");
  const missing = unknown("SHOW STREAMS has no column mode");
  return {
    object_name: decodeSource(row),
    append_only: mode === undefined ? missing : mode === "APPEND_ONLY",
    insert_only: mode === undefined ? missing : mode === "INSERT_ONLY",
  };
}

/** "Creating the initial stream automatically enables change tracking on the table" (docs: sql-reference/sql/create-stream). Tables below a view are not looked for. */
function tracksChanges({ how, to }: ObjectChange, world: World): readonly Change[] {
  const source = to === null || (how !== "create" && how !== "replace") ? null : world.find(sourceOf(to).id);
  if (source === null || !TRACKED.has(source.kind) || isUnknown(source.fields.change_tracking) || source.fields.change_tracking === true) return [];
  const tracked = { ...source, fields: { ...source.fields, change_tracking: true } };
  return [{ kind: "object", how: "alter", from: source, to: tracked, fields: ["change_tracking"] }];
}

/** A rename leaves the history where it is (docs: user-guide/streams-intro, "Data retention period and staleness"). */
function followsSource(object: AnyObject, { from, to }: { readonly from: QualifiedName; readonly to: QualifiedName }): AnyObject {
  if (known(object.fields.object_name) !== displayedName(from)) return object;
  return { ...object, fields: { ...object.fields, object_name: displayedName(to) } };
}

function sourceOf(object: AnyObject) {
  const [type, source] = [String(known(object.fields.object_type)), String(known(object.fields.object_name))];
  return { id: sourceId(type, source), words: sourceWords(type), name: parseQualifiedName(source) ?? [] };
}

function createStream(object: AnyObject, how: "create" | "replace"): Statement {
  const source = sourceOf(object);
  const comment = known(object.fields.comment);
  const flags = (["append_only", "insert_only", "show_initial_rows"] as const).filter((flag) => known(object.fields[flag]) === true);
  const clauses: Fragment[] = [sql`ON ${word(source.words)} ${name(source.name)}`, ...flags.map((flag) => assignment(flag.toUpperCase(), userSql("TRUE")))];
  if (typeof comment === "string") clauses.push(assignment("COMMENT", textFragment(comment)));
  return sql`CREATE ${how === "replace" ? userSql("OR REPLACE ") : nothing}STREAM ${name(object.name)}${onLines(clauses)}`;
}
