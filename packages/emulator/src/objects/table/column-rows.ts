import { entryAt } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import { TABLE_LIKE } from "../../catalog/table-like.ts";
import type { Context } from "../../context.ts";
import { textColumn } from "../../result.ts";
import type { Part, Parts } from "../../statements/show-parts.ts";
import { typeAsJson } from "./column-type.ts";
import { identityText } from "./describe-table.ts";
import { type ColumnDefinition, columnsOf } from "./table-definition.ts";

const NAMES = [
  "table_name",
  "schema_name",
  "column_name",
  "data_type",
  "null?",
  "default",
  "kind",
  "expression",
  "comment",
  "database_name",
  "autoincrement",
  "schema_evolution_record",
];

/** SHOW COLUMNS: "any records above the ten thousand records limit aren't returned" (docs: sql-reference/sql/show-columns). */
export const columnParts: Parts = {
  words: "COLUMNS",
  classes: TABLE_LIKE,
  columns: NAMES.map((name) => textColumn(name)),
  hasLike: true,
  cuts: true,
  rowsOf: (context, entry) => columnsOf(entry).map((column) => part(context, entry, column)),
};

function part(context: Context, entry: Entry, column: ColumnDefinition): Part {
  const schema = entryAt(context.draft.catalog, entry.parent);
  const cells = [
    entry.name,
    schema.name,
    column.name,
    typeAsJson(column),
    String(column.nullable),
    column.default ?? "",
    column.expression === undefined ? "COLUMN" : "VIRTUAL_COLUMN",
    column.expression ?? "",
    column.comment ?? "",
    entryAt(context.draft.catalog, schema.parent).name,
    identityText(column) ?? "",
    null,
  ];
  return { name: column.name, cells };
}
