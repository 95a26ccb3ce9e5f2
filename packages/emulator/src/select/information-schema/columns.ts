import type { Entry } from "../../catalog/entry.ts";
import { TABLE_LIKE } from "../../catalog/table-like.ts";
import { type ColumnDefinition, columnsOf } from "../../objects/table/table-definition.ts";
import { rowsOf, type ViewColumn } from "../metadata-view.ts";
import { datetimePrecision, typeColumns } from "./type-columns.ts";
import { databaseOf, empty, type InformationSchemaView, number, objectsIn, schemaOf, text, yesOrNo } from "./view.ts";

interface Row {
  readonly table: Entry;
  readonly column: ColumnDefinition;
  readonly position: number;
}

const identity = (value: (of: NonNullable<ColumnDefinition["identity"]>) => string) => (row: Row) =>
  row.column.identity === undefined ? null : value(row.column.identity);

const COLUMNS: readonly ViewColumn<Row>[] = [
  text("TABLE_CATALOG", (row, context) => databaseOf(row.table, context)),
  text("TABLE_SCHEMA", (row, context) => schemaOf(row.table, context)),
  text("TABLE_NAME", (row) => row.table.name),
  text("COLUMN_NAME", (row) => row.column.name),
  number("ORDINAL_POSITION", (row) => String(row.position)),
  text("COLUMN_DEFAULT", (row) => row.column.default ?? null),
  text("IS_NULLABLE", (row) => yesOrNo(row.column.nullable)),
  ...typeColumns<Row>((row) => row.column.type),
  number("DATETIME_PRECISION", (row) => datetimePrecision(row.column.type)),
  ...empty<Row>("INTERVAL_TYPE INTERVAL_PRECISION CHARACTER_SET_CATALOG CHARACTER_SET_SCHEMA CHARACTER_SET_NAME COLLATION_CATALOG COLLATION_SCHEMA"),
  text("COLLATION_NAME", (row) => row.column.collation ?? null),
  ...empty<Row>("DOMAIN_CATALOG DOMAIN_SCHEMA DOMAIN_NAME UDT_CATALOG UDT_SCHEMA UDT_NAME SCOPE_CATALOG SCOPE_SCHEMA SCOPE_NAME MAXIMUM_CARDINALITY"),
  ...empty<Row>("DTD_IDENTIFIER IS_SELF_REFERENCING"),
  text("IS_IDENTITY", (row) => yesOrNo(row.column.identity !== undefined)),
  text(
    "IDENTITY_GENERATION",
    identity(() => "BY DEFAULT"),
  ),
  text(
    "IDENTITY_START",
    identity(({ start }) => String(start)),
  ),
  text(
    "IDENTITY_INCREMENT",
    identity(({ increment }) => String(increment)),
  ),
  ...empty<Row>("IDENTITY_MAXIMUM IDENTITY_MINIMUM"),
  text(
    "IDENTITY_CYCLE",
    identity(() => "NO CYCLE"),
  ),
  text(
    "IDENTITY_ORDERED",
    identity(({ ordered }) => yesOrNo(ordered)),
  ),
  ...empty<Row>("SCHEMA_EVOLUTION_RECORD"),
  text("COMMENT", (row) => row.column.comment ?? null),
  ...empty<Row>("DATA_TYPE_ALIAS"),
  text("EXPRESSION", (row) => row.column.expression ?? null),
  text("KIND", (row) => (row.column.expression === undefined ? "COLUMN" : "VIRTUAL_COLUMN")),
];

/** (docs: sql-reference/info-schema/columns) */
export const columns: InformationSchemaView = (context, database) => {
  const tables = objectsIn(context, database, TABLE_LIKE);
  const rows = tables.flatMap((table) => columnsOf(table).map((column, i) => ({ table, column, position: i + 1 })));
  return rowsOf(COLUMNS, rows, context);
};
