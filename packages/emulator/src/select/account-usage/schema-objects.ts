import type { Entry } from "../../catalog/entry.ts";
import { roleType } from "../../objects/show-columns.ts";
import { fileFormatCells } from "../information-schema/file-formats.ts";
import { functionColumns } from "../information-schema/functions.ts";
import { procedureColumns } from "../information-schema/procedures.ts";
import { sequenceColumns } from "../information-schema/sequences.ts";
import { stageCells } from "../information-schema/stages.ts";
import { type Cell, layout, rowsOf, type ViewColumn } from "../metadata-view.ts";
import { databaseId, everyEntry, objectCells, schemaId, shown, type UsageView } from "./usage-view.ts";

const OBJECT_VIEWER = ["OBJECT_VIEWER"];

/** The cells of a page of INFORMATION_SCHEMA, for the same columns here. */
function cellsOf(columns: readonly ViewColumn<Entry>[]): Readonly<Record<string, Cell<Entry>>> {
  return Object.fromEntries(columns.map(({ column, cell }) => [column.name, cell]));
}

/** A view of one class: those of the cells that its page has. */
function view(className: string, names: string, cells: Readonly<Record<string, Cell<Entry>>>): UsageView {
  const known = new Set(names.split(" ").map((written) => written.split(":")[0] ?? ""));
  const columns = layout<Entry>(names, Object.fromEntries(Object.entries(cells).filter(([name]) => known.has(name))));
  return { roles: OBJECT_VIEWER, rows: (context) => rowsOf(columns, everyEntry(context, [className]), context) };
}

/** (docs: sql-reference/account-usage/sequences) */
export const sequences = view(
  "SEQUENCE",
  "SEQUENCE_ID:n SEQUENCE_NAME SEQUENCE_SCHEMA_ID:n SEQUENCE_SCHEMA SEQUENCE_CATALOG_ID:n SEQUENCE_CATALOG SEQUENCE_OWNER DATA_TYPE NUMERIC_PRECISION:n " +
    "NUMERIC_PRECISION_RADIX:n NUMERIC_SCALE:n START_VALUE MINIMUM_VALUE MAXIMUM_VALUE NEXT_VALUE INCREMENT CYCLE_OPTION ORDERED CREATED:t LAST_ALTERED:t " +
    "DELETED:t COMMENT OWNER_ROLE_TYPE",
  { ...cellsOf(sequenceColumns), ...objectCells("SEQUENCE") },
);

/** (docs: sql-reference/account-usage/stages) */
export const stages = view(
  "STAGE",
  "STAGE_ID:n STAGE_NAME STAGE_SCHEMA_ID:n STAGE_SCHEMA STAGE_CATALOG_ID:n STAGE_CATALOG STAGE_URL STAGE_REGION STAGE_TYPE STAGE_OWNER COMMENT CREATED:t " +
    "LAST_ALTERED:t DELETED:t OWNER_ROLE_TYPE INSTANCE_ID:n STORAGE_INTEGRATION",
  { ...stageCells, ...objectCells("STAGE"), STORAGE_INTEGRATION: shown("STAGE", "storage_integration") },
);

/** (docs: sql-reference/account-usage/file_formats) */
export const fileFormats = view(
  "FILE FORMAT",
  "FILE_FORMAT_ID:n FILE_FORMAT_NAME FILE_FORMAT_SCHEMA_ID:n FILE_FORMAT_SCHEMA FILE_FORMAT_CATALOG_ID:n FILE_FORMAT_CATALOG FILE_FORMAT_OWNER FILE_FORMAT_TYPE " +
    "RECORD_DELIMITER FIELD_DELIMITER SKIP_HEADER:n DATE_FORMAT TIME_FORMAT TIMESTAMP_FORMAT BINARY_FORMAT ESCAPE ESCAPE_UNENCLOSED_FIELD TRIM_SPACE:b " +
    "FIELD_OPTIONALLY_ENCLOSED_BY NULL_IF COMPRESSION ERROR_ON_COLUMN_COUNT_MISMATCH CREATED:t LAST_ALTERED:t DELETED:t COMMENT OWNER_ROLE_TYPE",
  {
    ...fileFormatCells,
    ...objectCells("FILE_FORMAT"),
    TRIM_SPACE: (entry, context) => {
      const said = fileFormatCells.TRIM_SPACE?.(entry, context) ?? null;
      return said === null ? null : said === "true" ? "1" : "0";
    },
  },
);

const TYPE = "CHARACTER_MAXIMUM_LENGTH:n CHARACTER_OCTET_LENGTH:n NUMERIC_PRECISION:n NUMERIC_PRECISION_RADIX:n NUMERIC_SCALE:n";

/** (docs: sql-reference/account-usage/functions) */
export const functions = view(
  "FUNCTION",
  "FUNCTION_ID:n FUNCTION_NAME FUNCTION_SCHEMA_ID:n FUNCTION_SCHEMA FUNCTION_CATALOG_ID:n FUNCTION_CATALOG FUNCTION_OWNER ARGUMENT_SIGNATURE DATA_TYPE " +
    `${TYPE} FUNCTION_LANGUAGE FUNCTION_DEFINITION VOLATILITY IS_NULL_CALL CREATED:t LAST_ALTERED:t DELETED:t COMMENT IS_EXTERNAL API_INTEGRATION CONTEXT_HEADERS ` +
    "MAX_BATCH_ROWS:n COMPRESSION PACKAGES RUNTIME_VERSION INSTALLED_PACKAGES OWNER_ROLE_TYPE IS_MEMOIZABLE IS_DATA_METRIC SECRETS EXTERNAL_ACCESS_INTEGRATIONS " +
    "IS_AGGREGATE",
  { ...cellsOf(functionColumns), ...objectCells("FUNCTION") },
);

/** (docs: sql-reference/account-usage/procedures) */
export const procedures = view(
  "PROCEDURE",
  `PROCEDURE_CATALOG PROCEDURE_SCHEMA PROCEDURE_NAME PROCEDURE_OWNER ARGUMENT_SIGNATURE DATA_TYPE ${TYPE} PROCEDURE_LANGUAGE PROCEDURE_DEFINITION CREATED:t ` +
    "LAST_ALTERED:t COMMENT DELETED:t RUNTIME_VERSION PACKAGES INSTALLED_PACKAGES OWNER_ROLE_TYPE PROCEDURE_SCHEMA_ID:n PROCEDURE_CATALOG_ID:n SECRETS " +
    "EXTERNAL_ACCESS_INTEGRATIONS",
  {
    ...cellsOf(procedureColumns),
    ...objectCells("PROCEDURE"),
    PROCEDURE_SCHEMA_ID: schemaId,
    PROCEDURE_CATALOG_ID: databaseId,
    OWNER_ROLE_TYPE: (entry, context) => (entry.owner === null ? null : roleType(context, entry.owner.role)),
  },
);

const STREAM_COLUMNS = "TABLE_NAME SOURCE_TYPE BASE_TABLES TYPE MODE STALE_AFTER:t INVALID_REASON";

/** (docs: sql-reference/account-usage/streams) */
export const streams = view(
  "STREAM",
  `STREAM_ID:n STREAM_NAME STREAM_SCHEMA_ID:n STREAM_SCHEMA STREAM_CATALOG_ID:n STREAM_CATALOG OWNER COMMENT ${STREAM_COLUMNS} CREATED:t LAST_ALTERED:t DELETED:t OWNER_ROLE_TYPE`,
  {
    ...objectCells("STREAM"),
    OWNER: shown("STREAM", "owner"),
    ...Object.fromEntries(
      STREAM_COLUMNS.split(" ").map((written) => [written.split(":")[0] ?? "", shown("STREAM", (written.split(":")[0] ?? "").toLowerCase())]),
    ),
  },
);
