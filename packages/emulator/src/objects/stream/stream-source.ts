import { owns, requireAny } from "../../access/authorize.ts";
import { entryAt } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import type { Cursor } from "../../parser/cursor.ts";
import { findRelation } from "../../query/find-relation.ts";
import { compilationError, insufficientPrivileges, unsupported } from "../../sql-error.ts";
import { type Kind, resolve, written } from "../resolve.ts";
import { fieldsOf } from "../stage/check-stage.ts";
import { baseTables } from "../view/base-tables.ts";

/** What stands behind ON, longer words first, and as SHOW STREAMS calls it. */
export const SOURCES: Readonly<Record<string, string>> = {
  "EXTERNAL TABLE": "External Table",
  "DYNAMIC TABLE": "Dynamic Table",
  "EVENT TABLE": "Event Table",
  TABLE: "Table",
  VIEW: "View",
  STAGE: "Stage",
};
/** APPEND_ONLY of an event table is not on the page, but SnowDDL's own tests write it. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  APPEND_ONLY: ["TABLE", "VIEW", "EVENT TABLE"],
  SHOW_INITIAL_ROWS: ["TABLE", "VIEW"],
  INSERT_ONLY: ["EXTERNAL TABLE"],
};
const STAGE: Kind = { name: "STAGE", label: "Stage", container: "SCHEMA" };

/** `ON TABLE t`: false if it does not come next. */
export function readSource(cursor: Cursor, properties: Record<string, Entry["properties"][string]>): boolean {
  if (!cursor.accept("ON")) return false;
  const on = cursor.acceptOneOf(Object.keys(SOURCES));
  if (on === null) cursor.fail();
  properties.ON = on;
  properties.REF = cursor.name().parts;
  for (const words of ["AT", "BEFORE"]) if (cursor.sees(`${words} (`)) cursor.refuse(`CREATE STREAM ... ${words}`);
  return true;
}

/** Options must be those of the source (docs: sql-reference/sql/create-stream, "Optional parameters"). */
function checkOptions(properties: Entry["properties"]): void {
  const on = String(properties.ON);
  for (const [option, sources] of Object.entries(ALLOWED))
    if (properties[option] === true && !sources.includes(on)) throw unsupported(`${option} for a stream on ${on}`);
  if (on === "EXTERNAL TABLE" && properties.INSERT_ONLY !== true) throw unsupported("A stream on EXTERNAL TABLE without INSERT_ONLY = TRUE");
}

/** What the stream follows, in place of the name that was written. */
export function withSource(context: Context, to: Entry): Entry {
  const { REF: parts, ...properties } = to.properties;
  checkOptions(properties);
  const ref = { parts: parts as readonly string[] };
  if (properties.ON === "STAGE") return { ...to, properties: { ...properties, SOURCE: stageOf(context, ref).id, BASES: [] } };
  const source = findRelation(context, null, ref);
  if (source === null) throw unsupported(`A stream on ${written(ref)}`);
  if (source.class !== properties.ON)
    throw compilationError("002203", "02000", `Object found is of type '${source.class}', not specified type '${properties.ON}'.`);
  const bases = source.class === "VIEW" ? baseTables(context, source) : [];
  for (const tracked of [source, ...bases]) requireTracking(context, tracked);
  return { ...to, properties: { ...properties, SOURCE: source.id, BASES: bases.map(({ id }) => id) } };
}

function stageOf(context: Context, ref: { readonly parts: readonly string[] }): Entry {
  const stage = resolve(context, { kind: STAGE, ref, args: null });
  requireAny(context, stage, { privileges: [stage.properties.URL === undefined ? "READ" : "USAGE"], label: "Stage" });
  if (fieldsOf(stage.properties.DIRECTORY).ENABLE !== true)
    throw compilationError("001008", "22023", `Stage '${stage.name}' has no directory table: a stream needs DIRECTORY = (ENABLE = TRUE).`);
  return stage;
}

const TRACKED = new Set(["TABLE", "VIEW"]);

/** "If change tracking has not been enabled ..., then only the table owner can create the initial stream" */
function requireTracking(context: Context, source: Entry): void {
  if (TRACKED.has(source.class) && source.properties.CHANGE_TRACKING !== true && !owns(context, source))
    throw insufficientPrivileges(source.class.toLowerCase(), source.name);
}

/** "Creating the initial stream automatically enables change tracking" on the source and what it stands on. */
export function enableTracking(context: Context, stream: Entry): void {
  for (const id of [stream.properties.SOURCE, ...(stream.properties.BASES as readonly number[])]) {
    const source = entryAt(context.draft.catalog, Number(id));
    if (!TRACKED.has(source.class) || source.properties.CHANGE_TRACKING === true) continue;
    context.draft.change(source.id, { properties: { ...source.properties, CHANGE_TRACKING: true } });
  }
}
