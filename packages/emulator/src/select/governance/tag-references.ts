import { entryAt, pathOf } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../../catalog/entry.ts";
import { TABLE_LIKE } from "../../catalog/table-like.ts";
import type { Context } from "../../context.ts";
import { type EffectiveTag, effectiveTags } from "../../objects/governance/effective-tags.ts";
import { classNamed } from "../../objects/registry.ts";
import { type Kind, resolve } from "../../objects/resolve.ts";
import { columnsOf } from "../../objects/table/table-definition.ts";
import { readArguments } from "../../parser/arguments.ts";
import { Cursor } from "../../parser/cursor.ts";
import { textColumn } from "../../result.ts";
import { compilationError, doesNotExist, invalidValue, unsupported } from "../../sql-error.ts";
import type { Relation } from "../relations.ts";
import { nameIn, readFunction } from "./read-function.ts";

const COLUMNS = [
  "TAG_DATABASE",
  "TAG_SCHEMA",
  "TAG_NAME",
  "TAG_VALUE",
  "APPLY_METHOD",
  "LEVEL",
  "OBJECT_DATABASE",
  "OBJECT_SCHEMA",
  "OBJECT_NAME",
  "DOMAIN",
  "COLUMN_NAME",
].map((name) => textColumn(name));

/** The domains of the page that are classes; `true`: this account may have none of them yet. */
const DOMAINS = new Set(
  (
    "ALERT,BACKUP POLICY,BACKUP SET,COMPUTE POOL,DATABASE,DATABASE ROLE,FAILOVER GROUP,FUNCTION,INTEGRATION,NETWORK POLICY,PROCEDURE,REPLICATION GROUP,ROLE,SCHEMA,SHARE," +
    "STAGE,STREAM,TABLE,TASK,USER,WAREHOUSE"
  ).split(","),
);
const TABLE: Kind = { name: "TABLE", label: "Object", container: "SCHEMA", also: TABLE_LIKE };

interface Tagged {
  readonly entry: Entry;
  readonly column: string | null;
}

/** TAG_REFERENCES and TAG_REFERENCES_ALL_COLUMNS (docs: sql-reference/functions/tag_references, tag_references_all_columns), behind `TABLE (`; `null` if it is another function. */
export function readTagReferences(cursor: Cursor): Relation | null {
  const call = readFunction(cursor, ["TAG_REFERENCES", "TAG_REFERENCES_ALL_COLUMNS"]);
  if (call === null) return null;
  return (context) => {
    call.check(context);
    const [text, domain] = [call.args.get("0"), call.args.get("1")?.toUpperCase()];
    if (text === undefined || domain === undefined || call.args.size !== 2)
      throw compilationError("001044", "42P13", `Invalid argument types for function '${call.name}'.`);
    const asked = call.name === "TAG_REFERENCES" ? [taggedOf(context, text, domain)] : columnsIn(context, text, domain);
    const rows = asked.flatMap((tagged) => effectiveTags(context, tagged.entry, tagged.column).map((tag) => cells(context, tagged, tag)));
    return { columns: COLUMNS, rows };
  };
}

function columnsIn(context: Context, text: string, domain: string): readonly Tagged[] {
  if (domain !== "TABLE") throw invalidValue(domain, "object_domain");
  const entry = resolve(context, { kind: TABLE, ref: nameIn(text), args: null });
  return columnsOf(entry).map((column) => ({ entry, column: column.name }));
}

/** What a function names by an object's name and its domain. */
export function taggedOf(context: Context, text: string, domain: string): Tagged {
  if (domain === "ACCOUNT") return { entry: entryAt(context.draft.catalog, ACCOUNT), column: null };
  if (domain === "COLUMN") return columnOf(context, text);
  if (domain === "TABLE") return { entry: resolve(context, { kind: TABLE, ref: nameIn(text), args: null }), column: null };
  if (!DOMAINS.has(domain)) throw invalidValue(domain, "object_domain");
  const of = classNamed(domain);
  if (of === null) throw unsupported(`TAG_REFERENCES(..., '${domain}')`);
  const cursor = new Cursor(text);
  const ref = cursor.name();
  const args = of.overloaded === true ? readArguments(cursor) : null;
  cursor.end();
  return { entry: resolve(context, { kind: of, ref, args }), column: null };
}

function columnOf(context: Context, text: string): Tagged {
  const { parts } = nameIn(text);
  const entry = resolve(context, { kind: TABLE, ref: { parts: parts.slice(0, -1) }, args: null });
  const column = parts.at(-1) ?? "";
  if (!columnsOf(entry).some(({ name }) => name === column)) throw doesNotExist("Object", text);
  return { entry, column };
}

function cells(context: Context, { entry, column }: Tagged, { tag, value, level, inherited }: EffectiveTag): readonly (string | null)[] {
  const { catalog } = context.draft;
  const path = pathOf(catalog, entry).map((at) => at.name);
  const [database = null, schema = null] = [path.at(-3) ?? path.at(-2), path.length === 3 ? path[1] : null];
  const domain = column === null ? (entry.id === ACCOUNT ? "ACCOUNT" : entry.class) : "COLUMN";
  const name = entry.id === ACCOUNT ? context.account.name : entry.name;
  return [...pathOf(catalog, tag).map((at) => at.name), value, inherited ? "INHERITED" : "MANUAL", level, database, schema, name, domain, column];
}
