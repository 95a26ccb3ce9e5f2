import { isLevel } from "../access/level-privileges.ts";
import { childrenOf, entryAt, entryOf } from "../catalog/catalog.ts";
import type { Entry, Id } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { checkParameterEditions } from "../edition/check-parameters.ts";
import { textColumn, timeColumn } from "../result.ts";
import { invalidProperty } from "../sql-error.ts";
import { createObject } from "../statements/create-object.ts";
import { checkSelfContained } from "./governance/self-contained.ts";
import { addInformationSchema, INFORMATION_SCHEMA } from "./information-schema.ts";
import type { ObjectClass, ShowColumn } from "./object-class.ts";
import { refusedProperties } from "./refused-properties.ts";
import { checkRetention, isTransient, retentionDays } from "./retention.ts";
import { comment, createdOn, name, owner, ownerRoleType, text, yesNo } from "./show-columns.ts";
import { swapping } from "./swap.ts";
import { dropForeignKeysTo } from "./table/foreign-keys.ts";

function isDefault(entry: Entry, context: Context): boolean {
  const namespace = entryOf(context.draft.catalog, context.session.user)?.properties.DEFAULT_NAMESPACE;
  return typeof namespace === "string" && namespace.split(".")[0] === entry.name;
}

/** Nobody's: a database that Snowflake brought has no role to name (docs: sql-reference/sql/show-databases, its last example). */
const columns: readonly ShowColumn[] = [
  createdOn,
  name,
  text("is_default", (entry, context) => yesNo(isDefault(entry, context))),
  text("is_current", (entry, context) => yesNo(entry.id === context.session.database)),
  text("origin", (entry) => (entry.properties.ORIGIN as string | undefined) ?? ""),
  owner,
  comment,
  text("options", (entry, context) => (isTransient(context.draft.catalog, entry) ? "TRANSIENT" : "")),
  text("retention_time", (entry, context) => (entry.owner === null ? "0" : String(retentionDays(context.draft.catalog, entry)))),
  text("kind", (entry) => (entry.properties.KIND as string | undefined) ?? "STANDARD"),
  ownerRoleType,
  text("object_visibility", () => null),
  text("data_quality_monitoring_settings", () => null),
  text("resharing_settings", () => null),
];
const nothing = (columnName: string): ShowColumn => text(columnName, () => null);

/** All tables inside, for the foreign keys that point at them. */
function tablesIn(context: Context, database: Id): readonly Entry[] {
  const { catalog } = context.draft;
  return childrenOf(catalog, database, "SCHEMA").flatMap((schema) => childrenOf(catalog, schema.id, "TABLE"));
}

/** (docs: sql-reference/sql/create-database, alter-database, drop-database, show-databases, desc-database) */
export const database: ObjectClass = {
  name: "DATABASE",
  label: "Database",
  container: "ACCOUNT",
  modifiers: ["TRANSIENT"],
  orAlter: true,
  undroppable: true,
  // (docs: user-guide/security-access-control-configure, "MONITOR USAGE")
  listedWith: "MONITOR USAGE",
  renameNeedsCreate: true,
  parameterLevel: "DATABASE",
  properties: refusedProperties("DATABASE", [
    "CATALOG_SYNC_NAMESPACE_FLATTEN_DELIMITER",
    "CATALOG_SYNC_NAMESPACE_MODE",
    "CLASSIFICATION_PROFILE",
    "DATA_QUALITY_MONITORING_SETTINGS",
    "ICEBERG_DEFAULT_DDL_COLLATION",
    "ICEBERG_MERGE_ON_READ_BEHAVIOR",
    "ICEBERG_VERSION_DEFAULT",
    "OAUTH_AUTHORIZATION_SERVER",
    "OAUTH_SCOPES_SUPPORTED",
    "OBJECT_VISIBILITY",
    "REPLICABLE_WITH_FAILOVER_GROUPS",
  ]),
  // "Changing the properties of a database requires the OWNERSHIP privilege [...]. Updating the COMMENT property only requires the MODIFY privilege"
  // (docs: user-guide/security-access-control-privileges)
  needs: { set: (names) => (names.every((each) => each === "COMMENT" || isLevel(each)) ? ["MODIFY"] : []), drop: [], rename: [] },
  shows: [
    {
      words: "DATABASES",
      columns,
      terse: ["created_on", "name", nothing("kind"), nothing("database_name"), nothing("schema_name")],
      withPrivileges: true,
      history: true,
    },
  ],

  describe(entry, context) {
    const found = [INFORMATION_SCHEMA, "SCHEMA"].flatMap((of) => childrenOf(context.draft.catalog, entry.id, of)).sort((a, b) => (a.name < b.name ? -1 : 1));
    const rows = found.map((schema) => [createdOn.value(schema, context), schema.name, "SCHEMA"]);
    return { columns: [timeColumn("created_on"), textColumn("name"), textColumn("kind")], rows };
  },

  modified(spec, head) {
    if (head.modifiers.includes("TRANSIENT")) spec.properties.TRANSIENT = true;
  },

  clause(cursor) {
    for (const words of ["CLONE", "FROM SHARE", "FROM LISTING", "FROM BACKUP SET", "AS REPLICA OF", "WITH CONTACT", "CONTACT"])
      if (cursor.sees(words)) cursor.refuse(`CREATE DATABASE ... ${words}`);
    return false;
  },

  alter(cursor) {
    if (cursor.accept("SWAP WITH")) return swapping(database, cursor.name());
    for (const words of ["ENABLE REPLICATION", "DISABLE REPLICATION", "ENABLE FAILOVER", "DISABLE FAILOVER", "REFRESH", "PRIMARY"])
      if (cursor.sees(words)) cursor.refuse(`ALTER DATABASE ... ${words}`);
    for (const words of ["SET CONTACT", "UNSET CONTACT", "SET FEATURE POLICY", "UNSET FEATURE POLICY", "UNSET DCM PROJECT"])
      if (cursor.sees(words)) cursor.refuse(`ALTER DATABASE ... ${words}`);
    return null;
  },

  check(context, to, from) {
    checkRetention(context.draft.catalog, context.account.edition, to);
    checkParameterEditions(context.account, "DATABASE", to.parameters);
    // "does not support converting a TRANSIENT database to a non-TRANSIENT one" (docs: sql-reference/sql/create-database)
    if (from !== null && from.properties.TRANSIENT !== to.properties.TRANSIENT) throw invalidProperty("TRANSIENT", "DATABASE");
    return to;
  },

  created(context, entry) {
    addInformationSchema(context.draft, entry, context.now);
    const publicSchema = createObject(context, { class: "SCHEMA", parent: entry.id, name: "PUBLIC" });
    context.session = { ...context.session, database: entryAt(context.draft.catalog, entry.id).id, schema: publicSchema.id };
  },

  dropping(context, entry, how) {
    checkSelfContained(context, entry);
    dropForeignKeysTo(context, tablesIn(context, entry.id), { ...how, inside: entry });
  },
};
