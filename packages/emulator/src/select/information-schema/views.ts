import { owns } from "../../access/authorize.ts";
import type { Entry } from "../../catalog/entry.ts";
import { rowsOf, type ViewColumn } from "../metadata-view.ts";
import { databaseOf, empty, type InformationSchemaView, objectsIn, ownerOf, schemaOf, text, time, yesOrNo } from "./view.ts";

const COLUMNS: readonly ViewColumn<Entry>[] = [
  text("TABLE_CATALOG", databaseOf),
  text("TABLE_SCHEMA", schemaOf),
  text("TABLE_NAME", (entry) => entry.name),
  text("TABLE_OWNER", ownerOf),
  // "you must use the role that owns the view" (docs: sql-reference/sql/create-view)
  text("VIEW_DEFINITION", (entry, context) => (entry.properties.SECURE === true && !owns(context, entry) ? null : String(entry.properties.TEXT ?? ""))),
  text("CHECK_OPTION", () => "NONE"),
  text("IS_UPDATABLE", () => "NO"),
  text("INSERTABLE_INTO", () => "NO"),
  text("IS_SECURE", (entry) => yesOrNo(entry.properties.SECURE === true)),
  time("CREATED", (entry) => entry.createdOn),
  time("LAST_ALTERED", () => null),
  time("LAST_DDL", () => null),
  ...empty<Entry>("LAST_DDL_BY"),
  text("COMMENT", (entry) => entry.comment),
];

/** (docs: sql-reference/info-schema/views) */
export const views: InformationSchemaView = (context, database) => rowsOf(COLUMNS, objectsIn(context, database, ["VIEW", "MATERIALIZED VIEW"]), context);
