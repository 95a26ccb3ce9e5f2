import { managesGrants } from "../access/authorize.ts";
import { childrenOf, entryAt, futureGrantsIn } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { textColumn, timeColumn } from "../result.ts";
import { compilationError, insufficientPrivileges, invalidProperty } from "../sql-error.ts";
import { checkSelfContained } from "./governance/self-contained.ts";
import { INFORMATION_SCHEMA } from "./information-schema.ts";
import type { Alteration, ObjectClass, ShowColumn } from "./object-class.ts";
import { refusedProperties } from "./refused-properties.ts";
import { checkRetention, isTransient, retentionDays } from "./retention.ts";
import { comment, createdOn, databaseName, name, owner, ownerRoleType, text, yesNo } from "./show-columns.ts";
import { swapping } from "./swap.ts";
import { dropForeignKeysTo } from "./table/foreign-keys.ts";

const isManaged = (entry: Entry): boolean => entry.properties.MANAGED_ACCESS === true;

function options(entry: Entry, context: Context): string {
  const words = [isTransient(context.draft.catalog, entry) ? "TRANSIENT" : "", isManaged(entry) ? "MANAGED ACCESS" : ""];
  return words.filter((word) => word !== "").join(", ");
}

const columns: readonly ShowColumn[] = [
  createdOn,
  name,
  text("is_default", () => "N"),
  text("is_current", (entry, context) => yesNo(entry.id === context.session.schema)),
  databaseName,
  owner,
  comment,
  text("options", options),
  text("retention_time", (entry, context) => String(retentionDays(context.draft.catalog, entry))),
  ownerRoleType,
  text("object_visibility", () => null),
  text("is_nested", () => "N"),
];
const terse = ["created_on", "name", text("kind", () => null), "database_name", text("schema_name", () => null)] as const;

/** Both ways need OWNERSHIP; MANAGE GRANTS as well where future grants could get into other hands (docs: sql-reference/sql/alter-schema, "Usage notes"). */
function checkManaged(context: Context, to: Entry, from: Entry): void {
  if (isManaged(to) === isManaged(from)) return;
  const hasFutureGrants = futureGrantsIn(context.draft.catalog, from.id).length > 0;
  if (!managesGrants(context) && (isManaged(to) || hasFutureGrants)) throw insufficientPrivileges("schema", from.name);
  if (isManaged(to) && hasFutureGrants)
    throw compilationError("003525", "0A000", `Managed access cannot be enabled for schema '${from.name}': all open future grants must be revoked first.`);
}

function managing(managed: boolean): Alteration {
  return {
    needs: [],
    run(context, from) {
      const { MANAGED_ACCESS: _before, ...rest } = from.properties;
      const to = { ...from, properties: managed ? { ...rest, MANAGED_ACCESS: true } : rest };
      checkManaged(context, to, from);
      context.draft.put(to);
      return undefined;
    },
  };
}

const KINDS_IN_DESCRIBE = ["TABLE", "VIEW", "MATERIALIZED VIEW", "DYNAMIC TABLE", "EXTERNAL TABLE"];

/** (docs: sql-reference/sql/create-schema, alter-schema, drop-schema, show-schemas, desc-schema) */
export const schema: ObjectClass = {
  name: "SCHEMA",
  label: "Schema",
  container: "DATABASE",
  modifiers: ["TRANSIENT"],
  orAlter: true,
  undroppable: true,
  renameNeedsCreate: true,
  parameterLevel: "SCHEMA",
  properties: refusedProperties("SCHEMA", [
    "CLASSIFICATION_PROFILE",
    "DEFAULT_METADATA_WRITE_FORMAT",
    "ICEBERG_DEFAULT_DDL_COLLATION",
    "ICEBERG_MERGE_ON_READ_BEHAVIOR",
    "ICEBERG_VERSION_DEFAULT",
    "OAUTH_AUTHORIZATION_SERVER",
    "OAUTH_SCOPES_SUPPORTED",
    "OBJECT_VISIBILITY",
    "REPLICABLE_WITH_FAILOVER_GROUPS",
  ]),
  needs: { set: ["MODIFY"], drop: [], rename: [] },
  shows: [{ words: "SCHEMAS", classes: ["SCHEMA", INFORMATION_SCHEMA], columns, terse, withPrivileges: true, history: true }],

  describe(entry, context) {
    const found = KINDS_IN_DESCRIBE.flatMap((of) => childrenOf(context.draft.catalog, entry.id, of)).sort((a, b) => (a.name < b.name ? -1 : 1));
    const rows = found.map((object) => [createdOn.value(object, context), object.name, object.class.replaceAll(" ", "_")]);
    return { columns: [timeColumn("created_on"), textColumn("name"), textColumn("kind")], rows };
  },

  modified(spec, head) {
    if (head.modifiers.includes("TRANSIENT")) spec.properties.TRANSIENT = true;
  },

  clause(cursor, spec) {
    for (const words of ["CLONE", "FROM BACKUP SET", "WITH CONTACT", "CONTACT"]) if (cursor.sees(words)) cursor.refuse(`CREATE SCHEMA ... ${words}`);
    if (!cursor.accept("WITH MANAGED ACCESS")) return false;
    spec.properties.MANAGED_ACCESS = true;
    return true;
  },

  alter(cursor) {
    if (cursor.accept("ENABLE MANAGED ACCESS")) return managing(true);
    if (cursor.accept("DISABLE MANAGED ACCESS")) return managing(false);
    if (cursor.accept("SWAP WITH")) return swapping(schema, cursor.name());
    for (const words of ["SET CONTACT", "UNSET CONTACT", "UNSET DCM PROJECT"]) if (cursor.sees(words)) cursor.refuse(`ALTER SCHEMA ... ${words}`);
    return null;
  },

  check(context, to, from) {
    checkRetention(context.draft.catalog, context.account.edition, to);
    if (from !== null && from.properties.TRANSIENT !== to.properties.TRANSIENT) throw invalidProperty("TRANSIENT", "SCHEMA");
    if (from !== null) checkManaged(context, to, from);
    return to;
  },

  created(context, entry) {
    context.session = { ...context.session, database: entryAt(context.draft.catalog, entry.parent).id, schema: entry.id };
  },

  dropping(context, entry, how) {
    checkSelfContained(context, entry);
    dropForeignKeysTo(context, childrenOf(context.draft.catalog, entry.id, "TABLE"), { ...how, inside: entry });
  },
};
