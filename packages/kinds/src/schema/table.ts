import { field } from "../field.ts";
import { formerName } from "../former-name.ts";
import { defineKind } from "../kind.ts";
import type { ObjectRows } from "../rows.ts";
import { isUnknown, type Read, unknown, type Value } from "../value.ts";
import { bool, int, text } from "../value-types/scalar.ts";
import { bearerPolicies, describedOnBearer, writtenOnBearer } from "./policy/bearer-policies.ts";
import { losesData } from "./table/alter-columns.ts";
import { alterTable, replaceReasons } from "./table/alter-table.ts";
import { isBornWith } from "./table/born-columns.ts";
import { clusterBy } from "./table/cluster-by.ts";
import { withKeyNotNull } from "./table/column.ts";
import { columnsSource } from "./table/columns-source.ts";
import { compileTable } from "./table/compile-table.ts";
import { createTable } from "./table/create-table.ts";
import { decodeColumns } from "./table/decode-columns.ts";
import { decodeForeignKeys, decodePrimaryKey, decodeUniqueKeys, foreignKeys, key, uniqueKeys } from "./table/keys.ts";
import { followsColumns, renamedColumns, takenNames } from "./table/rename-columns.ts";
import { refuseReplacement, replaceDanger, replaceTable } from "./table/replace-table.ts";
import { searchOptimization } from "./table/search-optimization.ts";
import { tableColumns } from "./table/table-columns.ts";
import { columnTypes } from "./table/table-fields.ts";
import { followsName, tableBodies, tableRefs, withoutForeignKeys, withoutForeignKeysTo } from "./table/table-relations.ts";

/** Told by the account, and no matter of the project's. */
const counted = { group: "state", change: "ignore", absent: "unmanaged", observed: true } as const;

export const table = defineKind({
  name: "table",
  label: "TABLE",
  plural: "TABLES",
  scope: "schema",
  layout: "object file",
  doc: "Rows in columns.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-table",
  fields: {
    columns: field(
      tableColumns,
      "The columns in their order: a type with or without NOT NULL, or a map with type, default, default_sequence, expression, collate, comment, tags, renamed_from.",
      {
        group: "columns",
        destroys: (from, to) => losesData(from ?? [], to ?? []),
      },
    ),
    primary_key: field(key, "The columns of the primary key. Snowflake does not enforce it, but its columns hold no NULL."),
    unique_keys: field(uniqueKeys, "Lists of columns that are unique together; not enforced.", { default: [] }),
    foreign_keys: field(foreignKeys, "Columns that refer to columns of another table's key; not enforced.", { default: [] }),
    cluster_by: field(clusterBy, "The expressions by which rows are kept together.", { from: { show: "cluster_by" }, default: [] }),
    change_tracking: field(bool, "Keeps what streams and CHANGES need; left alone if the file does not say, since the first stream switches it on.", {
      sql: "CHANGE_TRACKING",
      from: { show: "change_tracking" },
      absent: "unmanaged",
      destroys: (from, to) => from === true && to !== true,
    }),
    search_optimization: field(searchOptimization, "Speeds up the search for single rows in the whole table, billed apart.", {
      from: { show: "search_optimization" },
      default: false,
      edition: "ENTERPRISE",
    }),
    is_transient: field(bool, "Has no fail-safe; as the schema or its database if the file does not say.", { change: "replace", default: false }),
    retention_time: field(int({ min: 0, max: 90 }), "Days of time travel; as in the schema's file if the file does not say.", {
      sql: "DATA_RETENTION_TIME_IN_DAYS",
      from: { show: "retention_time", parameter: "DATA_RETENTION_TIME_IN_DAYS" },
      group: "envelope",
      absent: "unmanaged",
      // Lowering it purges history at once (RA 33).
      destroys: (from, to) => (to ?? 1) < (from ?? 1),
    }),
    comment: field(text, "A comment.", { sql: "COMMENT", from: { show: "comment" }, group: "envelope" }),
    copy_through_policies: field(
      bool,
      "A change that needs a copy of the table may read it through its policies: say so once it is sure that these hide nothing from the role that copies.",
      { change: "ignore", absent: "unmanaged" },
    ),
    rows: field(int({ min: 0 }), "How many rows it has.", { from: { show: "rows" }, ...counted }),
    bytes: field(int({ min: 0 }), "How large it is.", { from: { show: "bytes" }, ...counted }),
  },
  config: { ...bearerPolicies, ...formerName },
  renames: true,
  replace: {
    loses: [
      "time travel into the old table, save by RENAME and UNDROP",
      "which files COPY INTO has loaded, so that it loads them again",
      "its time of creation",
    ],
    runs: "query",
  },
  required: ["columns"],
  sources: [
    { from: "show", what: "TABLES", paged: true, late: { view: "TABLES", latency: "90 minutes" } },
    columnsSource,
    { from: "show", what: "PRIMARY KEYS", paged: false },
    { from: "show", what: "UNIQUE KEYS", paged: false },
    { from: "show", what: "IMPORTED KEYS", paged: false },
    { from: "parameters", where: "settings" },
  ],
  needs: {
    create: [{ privilege: "CREATE TABLE", on: "schema" }],
    alter: [{ privilege: "OWNERSHIP", on: "self" }],
    drop: [{ privilege: "OWNERSHIP", on: "self" }],
  },
  undrop: "retention_time",
  accepts: isPlainTable,
  baseline: ({ row }) => !row.get("owner") || row.get("owner_role_type") === "APPLICATION",
  decode: decodeTable,
  compile: compileTable,
  refs: tableRefs,
  bodies: tableBodies,
  early: withoutForeignKeys,
  bears: { tags: "TABLE", policies: "TABLE", columns: true, columnsOf: columnTypes, inline: isBornWith },
  attachments: describedOnBearer,
  writeAttachments: writtenOnBearer,
  create: (object, _how, born) => createTable(object, born),
  alter: alterTable,
  whyReplace: replaceReasons,
  remake: replaceTable,
  refuses: refuseReplacement,
  danger: replaceDanger,
  bereft: withoutForeignKeysTo,
  follows: followsName,
  renamedColumns,
  takenNames,
  followsColumns,
});

/** SHOW TABLES lists other kinds of tables too, each with a column of its own. */
function isPlainTable({ row }: ObjectRows): boolean {
  const others = ["is_external", "is_event", "is_hybrid", "is_iceberg", "is_dynamic"];
  return row.get("kind") !== "TEMPORARY" && others.every((column) => row.get(column) !== "Y");
}

function decodeTable(rows: ObjectRows): { readonly [field: string]: Read<Value> } {
  const columns = decodeColumns(rows.also("COLUMNS"));
  const primaryKey = decodePrimaryKey(rows.also("PRIMARY KEYS"));
  const held = isUnknown(primaryKey) ? [] : (primaryKey ?? []);
  const kind = rows.row.get("kind");
  return {
    columns: isUnknown(columns) || columns === undefined ? columns : withKeyNotNull(columns, held),
    primary_key: primaryKey,
    unique_keys: decodeUniqueKeys(rows.also("UNIQUE KEYS")),
    foreign_keys: decodeForeignKeys(rows.also("IMPORTED KEYS")),
    is_transient: kind === undefined ? unknown("SHOW TABLES has no column kind") : kind === "TRANSIENT",
  };
}
