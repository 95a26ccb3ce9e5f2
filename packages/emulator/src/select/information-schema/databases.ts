import { childrenOf } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../../catalog/entry.ts";
import { isTransient, retentionDays } from "../../objects/retention.ts";
import { roleType } from "../../objects/show-columns.ts";
import { sortedByPath } from "../../statements/show-scope.ts";
import { rowsOf, type ViewColumn } from "../metadata-view.ts";
import { type InformationSchemaView, isSeen, number, ownerOf, text, time, yesOrNo } from "./view.ts";

const COLUMNS: readonly ViewColumn<Entry>[] = [
  text("DATABASE_NAME", (entry) => entry.name),
  text("DATABASE_OWNER", ownerOf),
  text("IS_TRANSIENT", (entry, context) => yesOrNo(isTransient(context.draft.catalog, entry))),
  text("COMMENT", (entry) => entry.comment),
  time("CREATED", (entry) => entry.createdOn),
  time("LAST_ALTERED", () => null),
  number("RETENTION_TIME", (entry, context) => (entry.owner === null ? "0" : String(retentionDays(context.draft.catalog, entry)))),
  text("TYPE", (entry) => (entry.properties.KIND as string | undefined) ?? "STANDARD"),
  text("OWNER_ROLE_TYPE", (entry, context) => (entry.owner === null ? null : roleType(context, entry.owner.role))),
];

/** Of the whole account, whichever database is asked (docs: sql-reference/info-schema/databases). */
export const databases: InformationSchemaView = (context) => {
  const found = childrenOf(context.draft.catalog, ACCOUNT, "DATABASE").filter((entry) => isSeen(context, entry));
  return rowsOf(COLUMNS, sortedByPath(context, found), context);
};
