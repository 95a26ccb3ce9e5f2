import { columns } from "./information-schema/columns.ts";
import { databases } from "./information-schema/databases.ts";
import { functions } from "./information-schema/functions.ts";
import { procedures } from "./information-schema/procedures.ts";
import { schemata } from "./information-schema/schemata.ts";
import { sequences } from "./information-schema/sequences.ts";
import { tables } from "./information-schema/tables.ts";
import type { InformationSchemaView } from "./information-schema/view.ts";
import { views } from "./information-schema/views.ts";

/** By name. A new view is a file in `information-schema/` and a line here. */
export const INFORMATION_SCHEMA: ReadonlyMap<string, InformationSchemaView> = new Map([
  ["COLUMNS", columns],
  ["DATABASES", databases],
  ["FUNCTIONS", functions],
  ["PROCEDURES", procedures],
  ["SCHEMATA", schemata],
  ["SEQUENCES", sequences],
  ["TABLES", tables],
  ["VIEWS", views],
]);

/** Views that Snowflake has there and this account has not: refused by name, which "does not exist" would not be. (docs: sql-reference/info-schema) */
export const OTHER_VIEWS: ReadonlySet<string> = new Set(
  (
    "APPLICABLE_ROLES APPLICATION_CONFIGURATIONS APPLICATION_SPECIFICATIONS CHECK_CONSTRAINTS CLASS_INSTANCE_FUNCTIONS CLASS_INSTANCE_PROCEDURES CLASS_INSTANCES " +
    "CLASSES CORTEX_SEARCH_SERVICE CORTEX_SEARCH_SERVICE_SCORING_PROFILES CURRENT_PACKAGES_POLICY ELEMENT_TYPES ENABLED_ROLES EVENT_TABLES EXTERNAL_TABLES FIELDS " +
    "FILE_FORMATS HYBRID_TABLES INDEXES INDEX_COLUMNS INFORMATION_SCHEMA_CATALOG_NAME LISTINGS LOAD_HISTORY MODEL_VERSIONS OBJECT_PRIVILEGES PACKAGES PIPES " +
    "REFERENTIAL_CONSTRAINTS REPLICATION_DATABASES REPLICATION_GROUPS SEMANTIC_DIMENSIONS SEMANTIC_FACTS SEMANTIC_METRICS SEMANTIC_RELATIONSHIPS SEMANTIC_TABLES " +
    "SEMANTIC_VIEWS SERVICES SHARES STAGES TABLE_CONSTRAINTS TABLE_PRIVILEGES TABLE_STORAGE_METRICS TYPES USAGE_PRIVILEGES"
  ).split(" "),
);
