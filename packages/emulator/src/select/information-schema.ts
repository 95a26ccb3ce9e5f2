import { catalogName } from "./information-schema/catalog-name.ts";
import { columns } from "./information-schema/columns.ts";
import { referentialConstraints, tableConstraints } from "./information-schema/constraints.ts";
import { databases } from "./information-schema/databases.ts";
import { fileFormats } from "./information-schema/file-formats.ts";
import { functions } from "./information-schema/functions.ts";
import { objectPrivileges, tablePrivileges, usagePrivileges } from "./information-schema/privileges.ts";
import { procedures } from "./information-schema/procedures.ts";
import { applicableRoles, enabledRoles } from "./information-schema/roles.ts";
import { schemata } from "./information-schema/schemata.ts";
import { sequences } from "./information-schema/sequences.ts";
import { stages } from "./information-schema/stages.ts";
import { tableStorageMetrics } from "./information-schema/table-storage-metrics.ts";
import { tables } from "./information-schema/tables.ts";
import type { InformationSchemaView } from "./information-schema/view.ts";
import { views } from "./information-schema/views.ts";

/** By name. A new view is a file in `information-schema/` and a line here. */
export const INFORMATION_SCHEMA: ReadonlyMap<string, InformationSchemaView> = new Map([
  ["APPLICABLE_ROLES", applicableRoles],
  ["COLUMNS", columns],
  ["DATABASES", databases],
  ["ENABLED_ROLES", enabledRoles],
  ["FILE_FORMATS", fileFormats],
  ["FUNCTIONS", functions],
  ["INFORMATION_SCHEMA_CATALOG_NAME", catalogName],
  ["OBJECT_PRIVILEGES", objectPrivileges],
  ["PROCEDURES", procedures],
  ["REFERENTIAL_CONSTRAINTS", referentialConstraints],
  ["SCHEMATA", schemata],
  ["SEQUENCES", sequences],
  ["STAGES", stages],
  ["TABLES", tables],
  ["TABLE_CONSTRAINTS", tableConstraints],
  ["TABLE_PRIVILEGES", tablePrivileges],
  ["TABLE_STORAGE_METRICS", tableStorageMetrics],
  ["USAGE_PRIVILEGES", usagePrivileges],
  ["VIEWS", views],
]);

/** Views that Snowflake has there and this account has not: refused by name, which "does not exist" would not be. (docs: sql-reference/info-schema) */
export const OTHER_VIEWS: ReadonlySet<string> = new Set(
  (
    "APPLICATION_CONFIGURATIONS APPLICATION_SPECIFICATIONS CHECK_CONSTRAINTS CLASS_INSTANCE_FUNCTIONS CLASS_INSTANCE_PROCEDURES CLASS_INSTANCES CLASSES " +
    "CORTEX_SEARCH_SERVICE CORTEX_SEARCH_SERVICE_SCORING_PROFILES CURRENT_PACKAGES_POLICY ELEMENT_TYPES EVENT_TABLES EXTERNAL_TABLES FIELDS HYBRID_TABLES " +
    "INDEXES INDEX_COLUMNS LISTINGS LOAD_HISTORY MODEL_VERSIONS PACKAGES PIPES REPLICATION_DATABASES REPLICATION_GROUPS SEMANTIC_DIMENSIONS SEMANTIC_FACTS " +
    "SEMANTIC_METRICS SEMANTIC_RELATIONSHIPS SEMANTIC_TABLES SEMANTIC_VIEWS SERVICES SHARES TYPES"
  ).split(" "),
);
