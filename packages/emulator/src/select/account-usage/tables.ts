import type { Entry } from "../../catalog/entry.ts";
import { TABLE_LIKE } from "../../catalog/table-like.ts";
import { isTransient, retentionDays } from "../../objects/retention.ts";
import { type ColumnDefinition, columnsOf } from "../../objects/table/table-definition.ts";
import { constraintsOfAll, foreignKeysOf, referentialCells, type TableConstraint, tableCells } from "../information-schema/constraints.ts";
import { bytesIn, clusteringKey, rowsIn, tableType } from "../information-schema/tables.ts";
import { datetimePrecision, typeColumns } from "../information-schema/type-columns.ts";
import { yesOrNo } from "../information-schema/view.ts";
import { type Cell, layout, rowsOf } from "../metadata-view.ts";
import { databaseId, databaseName, deleted, everyEntry, objectCells, schemaId, schemaName, type UsageView } from "./usage-view.ts";

const OBJECT_VIEWER = ["OBJECT_VIEWER"];
const isView = (entry: Entry): boolean => entry.class.endsWith("VIEW");
const common = objectCells("TABLE");
const is =
  (className: string): Cell<Entry> =>
  (entry) =>
    yesOrNo(entry.class === className);

const TABLES = layout<Entry>(
  "TABLE_ID:n TABLE_NAME TABLE_SCHEMA_ID:n TABLE_SCHEMA TABLE_CATALOG_ID:n TABLE_CATALOG TABLE_OWNER TABLE_TYPE IS_TRANSIENT CLUSTERING_KEY ROW_COUNT:n BYTES:n " +
    "RETENTION_TIME:n SELF_REFERENCING_COLUMN_NAME REFERENCE_GENERATION USER_DEFINED_TYPE_CATALOG USER_DEFINED_TYPE_SCHEMA USER_DEFINED_TYPE_NAME " +
    "IS_INSERTABLE_INTO IS_TYPED COMMIT_ACTION CREATED:t LAST_ALTERED:t LAST_DDL:t LAST_DDL_BY DELETED:t AUTO_CLUSTERING_ON COMMENT OWNER_ROLE_TYPE INSTANCE_ID:n " +
    "IS_ICEBERG IS_DYNAMIC IS_HYBRID ARCHIVE_STORAGE_COOL_ROW_COUNT:n ARCHIVE_STORAGE_COOL_BYTES:n ARCHIVE_STORAGE_COLD_ROW_COUNT:n ARCHIVE_STORAGE_COLD_BYTES:n",
  {
    ...common,
    TABLE_TYPE: tableType,
    IS_TRANSIENT: (entry, { draft }) => (isView(entry) ? null : yesOrNo(isTransient(draft.catalog, entry))),
    CLUSTERING_KEY: clusteringKey,
    ROW_COUNT: rowsIn,
    BYTES: bytesIn,
    RETENTION_TIME: (entry, { draft }) => (isView(entry) ? null : String(retentionDays(draft.catalog, entry))),
    AUTO_CLUSTERING_ON: ({ properties }) => yesOrNo(properties.CLUSTER_BY !== undefined && properties.RECLUSTER_SUSPENDED !== true),
    IS_ICEBERG: is("ICEBERG TABLE"),
    IS_DYNAMIC: is("DYNAMIC TABLE"),
    IS_HYBRID: is("HYBRID TABLE"),
  },
);

/** (docs: sql-reference/account-usage/tables) */
export const tables: UsageView = { roles: OBJECT_VIEWER, rows: (context) => rowsOf(TABLES, everyEntry(context, TABLE_LIKE), context) };

const VIEWS = layout<Entry>(
  "TABLE_ID:n TABLE_NAME TABLE_SCHEMA_ID:n TABLE_SCHEMA TABLE_CATALOG_ID:n TABLE_CATALOG TABLE_OWNER VIEW_DEFINITION CHECK_OPTION IS_UPDATABLE INSERTABLE_INTO " +
    "IS_SECURE CREATED:t LAST_ALTERED:t LAST_DDL:t LAST_DDL_BY DELETED:t COMMENT INSTANCE_ID:n OWNER_ROLE_TYPE",
  {
    ...common,
    VIEW_DEFINITION: ({ properties }) => String(properties.TEXT ?? ""),
    CHECK_OPTION: () => "NONE",
    IS_UPDATABLE: () => "NO",
    INSERTABLE_INTO: () => "NO",
    IS_SECURE: ({ properties }) => yesOrNo(properties.SECURE === true),
  },
);

/** (docs: sql-reference/account-usage/views). The page does not say that it hides the text of secure views. */
export const views: UsageView = { roles: OBJECT_VIEWER, rows: (context) => rowsOf(VIEWS, everyEntry(context, ["VIEW", "MATERIALIZED VIEW"]), context) };

interface Column {
  readonly table: Entry;
  readonly column: ColumnDefinition;
  readonly position: number;
}

const ofTable =
  (cell: Cell<Entry>): Cell<Column> =>
  ({ table }, context) =>
    cell(table, context);

const TYPE = Object.fromEntries(typeColumns<Column>(({ column }) => column.type).map(({ column, cell }) => [column.name, cell]));

const COLUMNS = layout<Column>(
  "COLUMN_ID:n COLUMN_NAME TABLE_ID:n TABLE_NAME TABLE_SCHEMA_ID:n TABLE_SCHEMA TABLE_CATALOG_ID:n TABLE_CATALOG ORDINAL_POSITION:n COLUMN_DEFAULT IS_NULLABLE " +
    "DATA_TYPE CHARACTER_MAXIMUM_LENGTH:n CHARACTER_OCTET_LENGTH:n NUMERIC_PRECISION:n NUMERIC_PRECISION_RADIX:n NUMERIC_SCALE:n DATETIME_PRECISION:n " +
    "INTERVAL_TYPE INTERVAL_PRECISION CHARACTER_SET_CATALOG CHARACTER_SET_SCHEMA CHARACTER_SET_NAME COLLATION_CATALOG COLLATION_SCHEMA COLLATION_NAME " +
    "DOMAIN_CATALOG DOMAIN_SCHEMA DOMAIN_NAME UDT_CATALOG UDT_SCHEMA UDT_NAME SCOPE_CATALOG SCOPE_SCHEMA SCOPE_NAME MAXIMUM_CARDINALITY DTD_IDENTIFIER " +
    "IS_SELF_REFERENCING IS_IDENTITY IDENTITY_GENERATION IDENTITY_START IDENTITY_INCREMENT IDENTITY_MAXIMUM IDENTITY_MINIMUM IDENTITY_CYCLE IDENTITY_ORDERED " +
    "SCHEMA_EVOLUTION_RECORD COMMENT DELETED:t DATA_TYPE_ALIAS EXPRESSION KIND",
  {
    // A column has no number of its own here.
    COLUMN_NAME: ({ column }) => column.name,
    ...Object.fromEntries(["TABLE_ID", "TABLE_NAME"].map((of) => [of, ofTable(common[of] ?? (() => null))])),
    TABLE_SCHEMA_ID: ofTable(schemaId),
    TABLE_SCHEMA: ofTable(schemaName),
    TABLE_CATALOG_ID: ofTable(databaseId),
    TABLE_CATALOG: ofTable(databaseName),
    ORDINAL_POSITION: ({ position }) => String(position),
    COLUMN_DEFAULT: ({ column }) => column.default ?? null,
    IS_NULLABLE: ({ column }) => yesOrNo(column.nullable),
    ...TYPE,
    DATETIME_PRECISION: ({ column }) => datetimePrecision(column.type),
    COLLATION_NAME: ({ column }) => column.collation ?? null,
    IS_IDENTITY: ({ column }) => yesOrNo(column.identity !== undefined),
    IDENTITY_GENERATION: ({ column }) => (column.identity === undefined ? null : "BY DEFAULT"),
    IDENTITY_START: ({ column }) => (column.identity === undefined ? null : String(column.identity.start)),
    IDENTITY_INCREMENT: ({ column }) => (column.identity === undefined ? null : String(column.identity.increment)),
    IDENTITY_CYCLE: ({ column }) => (column.identity === undefined ? null : "NO CYCLE"),
    IDENTITY_ORDERED: ({ column }) => (column.identity === undefined ? null : yesOrNo(column.identity.ordered)),
    COMMENT: ({ column }) => column.comment ?? null,
    DELETED: ofTable(deleted),
    EXPRESSION: ({ column }) => column.expression ?? null,
    KIND: ({ column }) => (column.expression === undefined ? "COLUMN" : "VIRTUAL_COLUMN"),
  },
);

/** (docs: sql-reference/account-usage/columns). Columns that were dropped from a table that lives are not kept. */
export const columns: UsageView = {
  roles: OBJECT_VIEWER,
  rows(context) {
    const found = everyEntry(context, TABLE_LIKE).flatMap((table) => columnsOf(table).map((column, i) => ({ table, column, position: i + 1 })));
    return rowsOf(COLUMNS, found, context);
  },
};

const ofConstraint =
  (cell: Cell<Entry>): Cell<TableConstraint> =>
  ({ table }, context) =>
    cell(table, context);
const containerIds = { CONSTRAINT_SCHEMA_ID: ofConstraint(schemaId), CONSTRAINT_CATALOG_ID: ofConstraint(databaseId) };

const TABLE_CONSTRAINTS = layout<TableConstraint>(
  "CONSTRAINT_ID:n CONSTRAINT_NAME CONSTRAINT_SCHEMA_ID:n CONSTRAINT_SCHEMA CONSTRAINT_CATALOG_ID:n CONSTRAINT_CATALOG TABLE_ID:n TABLE_NAME TABLE_SCHEMA_ID:n " +
    "TABLE_SCHEMA TABLE_CATALOG_ID:n TABLE_CATALOG CONSTRAINT_TYPE IS_DEFERRABLE INITIALLY_DEFERRED ENFORCED COMMENT CREATED:t LAST_ALTERED:t DELETED:t RELY",
  {
    ...tableCells,
    ...containerIds,
    TABLE_ID: ({ table }) => String(table.id),
    TABLE_SCHEMA_ID: ofConstraint(schemaId),
    TABLE_CATALOG_ID: ofConstraint(databaseId),
    DELETED: ofConstraint(deleted),
  },
);

/** (docs: sql-reference/account-usage/table_constraints) */
export const tableConstraints: UsageView = {
  roles: OBJECT_VIEWER,
  rows: (context) => rowsOf(TABLE_CONSTRAINTS, constraintsOfAll(everyEntry(context, ["TABLE"])), context),
};

const REFERENTIAL = layout<TableConstraint>(
  "CONSTRAINT_CATALOG_ID:n CONSTRAINT_CATALOG CONSTRAINT_SCHEMA_ID:n CONSTRAINT_SCHEMA CONSTRAINT_NAME UNIQUE_CONSTRAINT_CATALOG_ID:n UNIQUE_CONSTRAINT_CATALOG " +
    "UNIQUE_CONSTRAINT_SCHEMA_ID:n UNIQUE_CONSTRAINT_SCHEMA UNIQUE_CONSTRAINT_NAME MATCH_OPTION UPDATE_RULE DELETE_RULE COMMENT CREATED:t LAST_ALTERED:t DELETED:t",
  { ...referentialCells, ...containerIds, DELETED: ofConstraint(deleted) },
);

/** (docs: sql-reference/account-usage/referential_constraints) */
export const referentialConstraints: UsageView = {
  roles: OBJECT_VIEWER,
  rows: (context) => rowsOf(REFERENTIAL, foreignKeysOf(everyEntry(context, ["TABLE"])), context),
};
