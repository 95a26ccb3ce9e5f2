import { childrenOf, entryAt } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import { INFORMATION_SCHEMA } from "../../objects/information-schema.ts";
import { isTransient, retentionDays } from "../../objects/retention.ts";
import { sortedByPath } from "../../statements/show-scope.ts";
import { rowsOf, type ViewColumn } from "../metadata-view.ts";
import { empty, type InformationSchemaView, isSeen, number, ownerOf, text, time, yesOrNo } from "./view.ts";

const COLUMNS: readonly ViewColumn<Entry>[] = [
  text("CATALOG_NAME", (entry, context) => entryAt(context.draft.catalog, entry.parent).name),
  text("SCHEMA_NAME", (entry) => entry.name),
  text("SCHEMA_OWNER", ownerOf),
  text("IS_TRANSIENT", (entry, context) => yesOrNo(isTransient(context.draft.catalog, entry))),
  text("IS_MANAGED_ACCESS", (entry) => yesOrNo(entry.properties.MANAGED_ACCESS === true)),
  number("RETENTION_TIME", (entry, context) => String(retentionDays(context.draft.catalog, entry))),
  ...empty<Entry>("DEFAULT_CHARACTER_SET_CATALOG DEFAULT_CHARACTER_SET_SCHEMA DEFAULT_CHARACTER_SET_NAME SQL_PATH"),
  time("CREATED", (entry) => entry.createdOn),
  time("LAST_ALTERED", () => null),
  text("COMMENT", (entry) => entry.comment),
];

/** (docs: sql-reference/info-schema/schemata) */
export const schemata: InformationSchemaView = (context, database) => {
  const { catalog } = context.draft;
  const found = ["SCHEMA", INFORMATION_SCHEMA].flatMap((name) => childrenOf(catalog, database, name)).filter((entry) => isSeen(context, entry));
  return rowsOf(COLUMNS, sortedByPath(context, found), context);
};
