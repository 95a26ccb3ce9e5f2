import { findByName, pathOf } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../../catalog/entry.ts";
import { valuesOf } from "../../catalog/persistent-map.ts";
import type { Context } from "../../context.ts";
import { isTransient } from "../../objects/retention.ts";
import { timeCell } from "../../result.ts";
import { sortedByPath } from "../../statements/show-scope.ts";
import { type Cell, layout, rowsOf } from "../metadata-view.ts";
import { bytesIn } from "./tables.ts";
import { databaseOf, type InformationSchemaView, schemaOf, yesOrNo } from "./view.ts";

const above =
  (at: 0 | 1, field: "createdOn" | "droppedOn"): Cell<Entry> =>
  (entry, context) =>
    timeCell(pathOf(context.draft.catalog, entry)[at]?.[field] ?? null);

const COLUMNS = layout<Entry>(
  "TABLE_CATALOG TABLE_SCHEMA TABLE_NAME ID:n CLONE_GROUP_ID:n IS_TRANSIENT ACTIVE_BYTES:n TIME_TRAVEL_BYTES:n FAILSAFE_BYTES:n RETAINED_FOR_CLONE_BYTES:n " +
    "TABLE_CREATED:t TABLE_DROPPED:t TABLE_ENTERED_FAILSAFE:t CATALOG_CREATED:t CATALOG_DROPPED:t SCHEMA_CREATED:t SCHEMA_DROPPED:t COMMENT",
  {
    TABLE_CATALOG: databaseOf,
    TABLE_SCHEMA: schemaOf,
    TABLE_NAME: ({ name }) => name,
    ID: ({ id }) => String(id),
    CLONE_GROUP_ID: ({ id }) => String(id),
    IS_TRANSIENT: (entry, context) => yesOrNo(isTransient(context.draft.catalog, entry)),
    ACTIVE_BYTES: bytesIn,
    // Nothing that was deleted is kept here.
    TIME_TRAVEL_BYTES: () => "0",
    FAILSAFE_BYTES: () => "0",
    RETAINED_FOR_CLONE_BYTES: () => "0",
    TABLE_CREATED: ({ createdOn }) => timeCell(createdOn),
    TABLE_DROPPED: ({ droppedOn }) => timeCell(droppedOn),
    CATALOG_CREATED: above(0, "createdOn"),
    CATALOG_DROPPED: above(0, "droppedOn"),
    SCHEMA_CREATED: above(1, "createdOn"),
    SCHEMA_DROPPED: above(1, "droppedOn"),
    COMMENT: ({ comment }) => comment,
  },
);

/** "you must use the ACCOUNTADMIN role ... queries will return no rows" otherwise; of the whole account, dropped tables too (docs: sql-reference/info-schema/table_storage_metrics). */
export const tableStorageMetrics: InformationSchemaView = (context) =>
  rowsOf(COLUMNS, isAdmin(context) ? sortedByPath(context, tablesOf(context)) : [], context);

function isAdmin(context: Context): boolean {
  const admin = findByName(context.draft.catalog, { parent: ACCOUNT, class: "ROLE", name: "ACCOUNTADMIN", args: null });
  return admin !== undefined && context.active.all.has(admin.id);
}

function tablesOf(context: Context): readonly Entry[] {
  return valuesOf(context.draft.catalog.entries).filter((entry) => entry.class === "TABLE");
}
