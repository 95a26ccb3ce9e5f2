import type { Entry } from "../catalog/entry.ts";
import { TABLE_LIKE } from "../catalog/table-like.ts";
import type { Context } from "../context.ts";
import { classNamed } from "../objects/registry.ts";
import { find, type Kind, resolve, written } from "../objects/resolve.ts";
import { sessionParameterOf } from "../parameters/effective.ts";
import { readArguments } from "../parser/arguments.ts";
import { Cursor, type NameRef } from "../parser/cursor.ts";
import { doesNotExist, invalidValue, unsupported } from "../sql-error.ts";
import { SCHEMA_OBJECTS, writeDatabase, writeSchema } from "./container-ddl.ts";
import { writeWarehouse } from "./object-ddl.ts";
import type { Write } from "./writing.ts";

const WRITERS: ReadonlyMap<string, Write> = new Map([...SCHEMA_OBJECTS, ["DATABASE", writeDatabase], ["SCHEMA", writeSchema], ["WAREHOUSE", writeWarehouse]]);
const POLICIES = [...SCHEMA_OBJECTS.keys()].filter((name) => name.endsWith(" POLICY"));

/** The page's types that are classes here, under their own names or another. */
const TYPES = new Set("DATABASE DYNAMIC_TABLE FILE_FORMAT FUNCTION POLICY PROCEDURE SCHEMA SEQUENCE STREAM TABLE TAG TASK VIEW WAREHOUSE".split(" "));
const OTHER_TYPES = new Set(
  (
    "ALERT,CORTEX_AGENT,CORTEX_SEARCH_SERVICE,CONTACT,DATA MOVEMENT RULE,DBT_PROJECT,EVENT_TABLE,FAILOVER_GROUP,ICEBERG_TABLE,INTEGRATION,NOTEBOOK,PIPE," +
    "REPLICATION_GROUP,SEMANTIC VIEW,SEMANTIC_VIEW,TYPE"
  ).split(","),
);
/** TABLE and VIEW "are interchangeable". */
const RELATION: Kind = { name: "TABLE", label: "Table", container: "SCHEMA", also: TABLE_LIKE };

/** GET_DDL('type', 'name' [, whole names]) (docs: sql-reference/functions/get_ddl). */
export function getDdl(context: Context, [type = "", name = "", qualified = "false"]: readonly string[]): string {
  const kind = type.toUpperCase();
  if (OTHER_TYPES.has(kind)) throw unsupported(`GET_DDL('${kind}', ...)`);
  if (!TYPES.has(kind)) throw invalidValue(type, "object_type");
  // The names that types were written with are not kept here.
  if (sessionParameterOf(context, "ENABLE_GET_DDL_USE_DATA_TYPE_ALIAS") === "true") throw unsupported("GET_DDL with ENABLE_GET_DDL_USE_DATA_TYPE_ALIAS");
  const entry = entryFor(context, kind, name);
  const write = WRITERS.get(entry.class);
  if (write === undefined) throw unsupported(`GET_DDL of a ${entry.class}`);
  return write(entry, { context, qualified: qualified.toLowerCase() === "true" });
}

function entryFor(context: Context, kind: string, text: string): Entry {
  const cursor = new Cursor(text);
  const ref = cursor.name();
  if (kind === "POLICY") return ending(cursor, () => policyNamed(context, ref));
  if (kind === "TABLE" || kind === "VIEW") return ending(cursor, () => resolve(context, { kind: RELATION, ref, args: null }));
  const of = classNamed(kind.replaceAll("_", " "));
  if (of === null) throw unsupported(`GET_DDL('${kind}', ...)`);
  const args = of.overloaded === true ? readArguments(cursor) : null;
  return ending(cursor, () => resolve(context, { kind: of, ref, args }));
}

function ending(cursor: Cursor, then: () => Entry): Entry {
  cursor.end();
  return then();
}

function policyNamed(context: Context, ref: NameRef): Entry {
  for (const name of POLICIES) {
    const of = classNamed(name);
    const entry = of === null ? null : find(context, { kind: of, ref, args: null });
    if (entry !== null) return entry;
  }
  throw doesNotExist("Policy", written(ref));
}
