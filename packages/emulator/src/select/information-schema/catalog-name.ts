import { entryAt } from "../../catalog/catalog.ts";
import type { Id } from "../../catalog/entry.ts";
import { layout, rowsOf } from "../metadata-view.ts";
import type { InformationSchemaView } from "./view.ts";

const COLUMNS = layout<Id>("CATALOG_NAME", { CATALOG_NAME: (database, context) => entryAt(context.draft.catalog, database).name });

/** "This view always contains a single row" (docs: sql-reference/info-schema/information_schema_catalog_name) */
export const catalogName: InformationSchemaView = (context, database) => rowsOf(COLUMNS, [database], context);
