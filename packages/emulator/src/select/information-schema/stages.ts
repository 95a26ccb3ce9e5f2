import { isBundleEnabled } from "../../bundles/bundles.ts";
import type { Entry } from "../../catalog/entry.ts";
import { fieldsOf } from "../../objects/stage/check-stage.ts";
import { timeCell } from "../../result.ts";
import { type Cell, layout, rowsOf } from "../metadata-view.ts";
import { databaseOf, type InformationSchemaView, objectsIn, ownerOf, schemaOf } from "./view.ts";

/** NULL for SNOWFLAKE_SSE before bundle 2026_07 (docs: release-notes/bcr-bundles/2026_07/bcr-2394). */
const stageType: Cell<Entry> = (entry, context) => {
  if (entry.properties.URL !== undefined) return "External Named";
  const isPlain = fieldsOf(entry.properties.ENCRYPTION).TYPE === "SNOWFLAKE_SSE";
  return isPlain && !isBundleEnabled(context, "2026_07") ? null : "Internal Named";
};

export const stageCells: Readonly<Record<string, Cell<Entry>>> = {
  STAGE_CATALOG: databaseOf,
  STAGE_SCHEMA: schemaOf,
  STAGE_NAME: ({ name }) => name,
  STAGE_URL: ({ properties }) => (properties.URL as string | undefined) ?? null,
  STAGE_TYPE: stageType,
  STAGE_OWNER: ownerOf,
  COMMENT: ({ comment }) => comment,
  CREATED: ({ createdOn }) => timeCell(createdOn),
};

const COLUMNS = layout<Entry>(
  "STAGE_CATALOG STAGE_SCHEMA STAGE_NAME STAGE_URL STAGE_REGION STAGE_TYPE STAGE_OWNER COMMENT CREATED:t LAST_ALTERED:t",
  stageCells,
);

/** (docs: sql-reference/info-schema/stages) */
export const stages: InformationSchemaView = (context, database) => rowsOf(COLUMNS, objectsIn(context, database, ["STAGE"]), context);
