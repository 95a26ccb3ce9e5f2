import { isVisible } from "../access/authorize.ts";
import { childrenOf } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import { attachmentsOf } from "../objects/governance/attachments.ts";
import { SqlError } from "../sql-error.ts";
import { writeDynamicTable } from "./dynamic-table-ddl.ts";
import { writeFileFormat, writeSequence, writeStream, writeTag, writeTask } from "./object-ddl.ts";
import { writeBodyPolicy, writeUserPolicy } from "./policy-ddl.ts";
import { writeRoutine } from "./routine-ddl.ts";
import { writeTable } from "./table-ddl.ts";
import { writeView } from "./view-ddl.ts";
import { commentClause, literal, nameIn, tagList, type Write, type Writing } from "./writing.ts";

/** What stands in a schema and GET_DDL can write, in an order in which it can be made again: what others name comes before them. */
export const SCHEMA_OBJECTS: ReadonlyMap<string, Write> = new Map([
  ["TAG", writeTag],
  ["SEQUENCE", writeSequence],
  ["FILE FORMAT", writeFileFormat],
  ["FUNCTION", writeRoutine],
  ["MASKING POLICY", writeBodyPolicy],
  ["ROW ACCESS POLICY", writeBodyPolicy],
  ["AGGREGATION POLICY", writeBodyPolicy],
  ["JOIN POLICY", writeBodyPolicy],
  ["PROJECTION POLICY", writeBodyPolicy],
  ["AUTHENTICATION POLICY", writeUserPolicy],
  ["PASSWORD POLICY", writeUserPolicy],
  ["SESSION POLICY", writeUserPolicy],
  ["TABLE", writeTable],
  ["VIEW", writeView],
  ["DYNAMIC TABLE", writeDynamicTable],
  ["PROCEDURE", writeRoutine],
  ["STREAM", writeStream],
  ["TASK", writeTask],
]);

function settings({ parameters }: Entry): string {
  return Object.entries(parameters)
    .map(([name, value]) => ` ${name}=${/^(\d+|true|false)$/.test(value) ? value : literal(value)}`)
    .join("");
}

/** "An ALTER DATABASE statement when the tag is set on the database" (docs: sql-reference/functions/get_ddl); behind all that it may need. */
function tagging(entry: Entry, writing: Writing): readonly string[] {
  const tags = tagList(writing, attachmentsOf(entry).tags);
  return tags === "" ? [] : [`alter ${entry.class.toLowerCase()} ${nameIn(writing, entry)} set tag ${tags};`];
}

function transient({ properties }: Entry): string {
  return properties.TRANSIENT === true ? "TRANSIENT " : "";
}

/** As they were made, by number. What the role cannot see, and what only its owner may read, is left out. */
function inside(parent: Entry, className: string, writing: Writing): readonly Entry[] {
  return childrenOf(writing.context.draft.catalog, parent.id, className)
    .filter((entry) => isVisible(writing.context, entry))
    .sort((a, b) => a.id - b.id);
}

function written(entry: Entry, write: Write, writing: Writing): readonly string[] {
  try {
    return [write(entry, writing)];
  } catch (error) {
    if (error instanceof SqlError && error.code === "002003") return [];
    throw error;
  }
}

export const writeSchema: Write = (entry, writing) => {
  const managed = entry.properties.MANAGED_ACCESS === true ? " WITH MANAGED ACCESS" : "";
  const head = `create or replace ${transient(entry)}schema ${nameIn(writing, entry)}${managed}${settings(entry)}${commentClause(entry.comment, " ")};`;
  const objects = [...SCHEMA_OBJECTS].flatMap(([className, write]) => inside(entry, className, writing).flatMap((at) => written(at, write, writing)));
  return [head, ...objects, ...tagging(entry, writing)].join("\n\n");
};

export const writeDatabase: Write = (entry, writing) => {
  const head = `create or replace ${transient(entry)}database ${nameIn(writing, entry)}${settings(entry)}${commentClause(entry.comment, " ")};`;
  const schemas = [...inside(entry, "SCHEMA", writing)].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [head, ...schemas.map((schema) => writeSchema(schema, writing)), ...tagging(entry, writing)].join("\n\n");
};
