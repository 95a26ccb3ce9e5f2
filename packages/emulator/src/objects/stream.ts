import { isVisible } from "../access/authorize.ts";
import { entryAt } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { boolean } from "../parser/value.ts";
import { textColumn, timeColumn } from "../result.ts";
import { unsupported } from "../sql-error.ts";
import type { ObjectClass, ShowColumn } from "./object-class.ts";
import { fullName } from "./resolve.ts";
import { comment, createdOn, databaseName, name, owner, ownerRoleType, schemaName, text, time } from "./show-columns.ts";
import { isStale, live, liveSource, staleAfter } from "./stream/stale.ts";
import { enableTracking, readSource, SOURCES, withSource } from "./stream/stream-source.ts";

/** "only returns source object names for which the current user's current role has been granted at least one access privilege" */
function seenName(context: Context, source: Entry | null): string {
  return source === null || !isVisible(context, source) ? "No privilege or table dropped" : fullName(context.draft.catalog, source);
}

function modeOf({ properties }: Entry): string {
  if (properties.INSERT_ONLY === true) return "INSERT_ONLY";
  return properties.APPEND_ONLY === true ? "APPEND_ONLY" : "DEFAULT";
}

function basesOf(entry: Entry, context: Context): string | null {
  if (entry.properties.ON !== "VIEW") return null;
  return (entry.properties.BASES as readonly number[]).map((id) => seenName(context, live(context.draft.catalog, id))).join(",");
}

const sourceName = (entry: Entry, context: Context): string => seenName(context, liveSource(context.draft.catalog, entry));

const columns: readonly ShowColumn[] = [
  createdOn,
  name,
  databaseName,
  schemaName,
  owner,
  comment,
  text("table_name", sourceName),
  text("source_type", (entry) => SOURCES[String(entry.properties.ON)] ?? null),
  text("base_tables", basesOf),
  text("type", () => "DELTA"),
  text("stale", (entry, context) => String(isStale(context, entry))),
  text("mode", modeOf),
  time("stale_after", (entry, context) => staleAfter(context.draft.catalog, entry)),
  text("invalid_reason", () => "N/A"),
  ownerRoleType,
];

const terse = ["created_on", "name", text("kind", () => "DELTA"), "database_name", "schema_name", text("tableOn", sourceName)];

/** (docs: sql-reference/sql/create-stream, alter-stream, drop-stream, show-streams, desc-stream) */
export const stream: ObjectClass = {
  name: "STREAM",
  label: "Stream",
  container: "SCHEMA",
  orAlter: true,
  properties: [
    { name: "APPEND_ONLY", read: boolean, default: false, only: "create" },
    { name: "INSERT_ONLY", read: boolean, default: false, only: "create" },
    { name: "SHOW_INITIAL_ROWS", read: boolean, default: false, only: "create" },
  ],
  needs: { set: [], drop: [] },
  shows: [{ words: "STREAMS", columns, terse }],

  describe: (entry, context) => ({
    columns: columns.map((column) => (column.type === "time" ? timeColumn(column.name) : textColumn(column.name))),
    rows: [columns.map((column) => column.value(entry, context))],
  }),

  clause(cursor, spec) {
    // "This parameter is not supported currently."
    if (cursor.sees("COPY GRANTS")) cursor.refuse("CREATE STREAM ... COPY GRANTS");
    if (cursor.sees("CLONE")) cursor.refuse("CREATE STREAM ... CLONE");
    if (spec.properties.ON === undefined) return readSource(cursor, spec.properties) || (cursor.peek(1).text === "=" ? cursor.fail() : false);
    return false;
  },

  complete(cursor, spec) {
    if (spec.properties.ON === undefined) cursor.fail();
  },

  alter(cursor) {
    // A stream has no RENAME (docs: sql-reference/sql/alter-stream).
    if (cursor.sees("RENAME")) cursor.fail();
    return null;
  },

  check(context, to, from) {
    if (to.properties.REF === undefined) return to;
    const made = withSource(context, to);
    if (from === null) return made;
    // CREATE OR ALTER: only the comment may change.
    const differs = ["ON", "SOURCE", "APPEND_ONLY", "INSERT_ONLY"].some((key) => (made.properties[key] ?? false) !== (from.properties[key] ?? false));
    if (differs) throw unsupported("CREATE OR ALTER STREAM with another source or mode");
    return { ...made, properties: from.properties };
  },

  created: (context, entry) => enableTracking(context, entryAt(context.draft.catalog, entry.id)),
};
