import type { Entry } from "../../catalog/entry.ts";
import { isTransient, retentionDays } from "../../objects/retention.ts";
import { yesOrNo } from "../information-schema/view.ts";
import { layout, rowsOf } from "../metadata-view.ts";
import { ancestor, comment, created, databaseId, databaseName, deleted, everyEntry, id, name, owner, ownerType, type UsageView } from "./usage-view.ts";

const DATABASES = layout<Entry>(
  "DATABASE_ID:n DATABASE_NAME DATABASE_OWNER IS_TRANSIENT COMMENT CREATED:t LAST_ALTERED:t DELETED:t RETENTION_TIME:n RESOURCE_GROUP TYPE OWNER_ROLE_TYPE " +
    "OBJECT_VISIBILITY:v",
  {
    DATABASE_ID: id,
    DATABASE_NAME: name,
    DATABASE_OWNER: owner,
    IS_TRANSIENT: (entry, { draft }) => yesOrNo(isTransient(draft.catalog, entry)),
    COMMENT: comment,
    CREATED: created,
    DELETED: deleted,
    RETENTION_TIME: (entry, { draft }) => (entry.owner === null ? "0" : String(retentionDays(draft.catalog, entry))),
    TYPE: ({ properties }) => (properties.KIND as string | undefined) ?? "STANDARD",
    OWNER_ROLE_TYPE: ownerType,
  },
);

/** (docs: sql-reference/account-usage/databases) */
export const databases: UsageView = { roles: ["OBJECT_VIEWER"], rows: (context) => rowsOf(DATABASES, everyEntry(context, ["DATABASE"]), context) };

/** The page names SCHEMA_TYPE twice; it is there once. */
const SCHEMATA = layout<Entry>(
  "SCHEMA_ID:n SCHEMA_NAME CATALOG_ID:n CATALOG_NAME SCHEMA_OWNER RETENTION_TIME:n IS_TRANSIENT IS_MANAGED_ACCESS DEFAULT_CHARACTER_SET_CATALOG " +
    "DEFAULT_CHARACTER_SET_SCHEMA DEFAULT_CHARACTER_SET_NAME SQL_PATH COMMENT CREATED:t LAST_ALTERED:t DELETED:t SCHEMA_TYPE OWNER_ROLE_TYPE VERSION_NAME " +
    "VERSIONED_SCHEMA_ID:n OBJECT_VISIBILITY:v",
  {
    SCHEMA_ID: id,
    SCHEMA_NAME: name,
    CATALOG_ID: databaseId,
    CATALOG_NAME: databaseName,
    SCHEMA_OWNER: owner,
    RETENTION_TIME: (entry, { draft }) => String(retentionDays(draft.catalog, entry)),
    IS_TRANSIENT: (entry, { draft }) => yesOrNo(isTransient(draft.catalog, entry)),
    IS_MANAGED_ACCESS: ({ properties }) => yesOrNo(properties.MANAGED_ACCESS === true),
    COMMENT: comment,
    CREATED: created,
    DELETED: deleted,
    SCHEMA_TYPE: () => "STANDARD",
    OWNER_ROLE_TYPE: ownerType,
  },
);

/** "except the ACCOUNT_USAGE, READER_ACCOUNT_USAGE, and INFORMATION_SCHEMA schemas" (docs: sql-reference/account-usage/schemata) */
const LEFT_OUT = ["ACCOUNT_USAGE", "READER_ACCOUNT_USAGE"];

export const schemata: UsageView = {
  roles: ["OBJECT_VIEWER"],
  rows(context) {
    const isOwn = (entry: Entry): boolean => LEFT_OUT.includes(entry.name) && ancestor(context, entry, "DATABASE")?.name === "SNOWFLAKE";
    const found = everyEntry(context, ["SCHEMA"]).filter((entry) => !isOwn(entry));
    return rowsOf(SCHEMATA, found, context);
  },
};
