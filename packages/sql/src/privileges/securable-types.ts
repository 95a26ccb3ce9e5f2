import { schemaPrivileges } from "./schema-privileges.ts";
import type { SecurableContainer, SecurableType } from "./securable-type.ts";

interface Exceptions {
  readonly plural?: string;
  readonly future?: boolean;
  readonly bulk?: boolean;
}

function type(name: string, container: SecurableContainer, privileges: string, exceptions: Exceptions = {}): SecurableType {
  const plural = exceptions.plural ?? (name.endsWith("Y") ? `${name.slice(0, -1)}IES` : `${name}S`);
  const contained = container !== "account";
  return {
    type: name,
    plural,
    in: container,
    privileges: privileges === "" ? [] : privileges.split(", "),
    future: exceptions.future ?? contained,
    bulk: exceptions.bulk ?? contained,
  };
}

const TABLE_READS = "SELECT, REFERENCES";
const TABLE_WRITES = "INSERT, UPDATE, DELETE, TRUNCATE";
const DATABASE_USES = "IMPORTED PRIVILEGES, MANAGE GRANTS, MODIFY, MONITOR, REFERENCE_USAGE, USAGE";
/** Future grants are not defined on policies and tags (docs: sql-reference/sql/grant-privilege, "Restrictions and limitations"). */
const NO_FUTURE = { future: false } as const;
/** "You cannot specify ALL TAGS or ALL MASKING POLICIES" (docs: sql-reference/sql/grant-privilege). */
const ONE_BY_ONE = { future: false, bulk: false } as const;

/** Every type and its privileges. (docs: user-guide/security-access-control-privileges; sql-reference/sql/grant-privilege) */
export const securableTypes: readonly SecurableType[] = [
  // of the account
  type("APPLICATION", "account", "USAGE"),
  type("APPLICATION PACKAGE", "account", "ATTACH LISTING, DEVELOP, INSTALL, MANAGE RELEASES, MANAGE VERSIONS"),
  type("APPLICATION ROLE", "database", "USAGE", ONE_BY_ONE),
  type("COMPUTE POOL", "account", "MODIFY, MONITOR, OPERATE, READ, USAGE"),
  type("CONNECTION", "account", "FAILOVER"),
  type("DATA EXCHANGE", "account", "IMPORTED PRIVILEGES"),
  type("DATABASE", "account", `APPLYBUDGET, CREATE DATABASE ROLE, CREATE SCHEMA, EXECUTE AUTO CLASSIFICATION, ${DATABASE_USES}`),
  type("EXTERNAL VOLUME", "account", "USAGE"),
  type("FAILOVER GROUP", "account", "FAILOVER, MODIFY, MONITOR, REPLICATE"),
  type("INTEGRATION", "account", "USAGE, USE_ANY_ROLE"),
  type("LISTING", "account", "MODIFY, USAGE"),
  type("NETWORK POLICY", "account", "USAGE"),
  type("ORGANIZATION PROFILE", "account", "MODIFY"),
  type("PROVISIONED THROUGHPUT", "account", "MONITOR, USE"),
  type("REPLICATION GROUP", "account", "MODIFY, MONITOR, REPLICATE"),
  type("RESOURCE MONITOR", "account", "MODIFY, MONITOR"),
  // Membership: SHOW GRANTS calls it USAGE.
  type("ROLE", "account", "USAGE"),
  type("SHARE", "account", ""),
  type("USER", "account", "IMPERSONATE, MODIFY PROGRAMMATIC AUTHENTICATION METHODS, MONITOR"),
  type("WAREHOUSE", "account", "APPLYBUDGET, MANAGE ATTACHED TABLES, MODIFY, MONITOR, OPERATE, USAGE"),

  // of a database
  type("DATABASE ROLE", "database", "USAGE", ONE_BY_ONE),
  type("SCHEMA", "database", schemaPrivileges.join(", ")),

  // tables and views
  type("DYNAMIC TABLE", "schema", "MONITOR, OPERATE, REFERENCES, SELECT"),
  type("EVENT TABLE", "schema", "APPLYBUDGET, DELETE, INGEST TELEMETRY, REFERENCES, SELECT, TRUNCATE"),
  type("EXTERNAL TABLE", "schema", TABLE_READS),
  type("HYBRID TABLE", "schema", `APPLYBUDGET, ${TABLE_READS}, ${TABLE_WRITES}`),
  type("ICEBERG TABLE", "schema", `APPLYBUDGET, ${TABLE_READS}, ${TABLE_WRITES}`),
  type("INTERACTIVE TABLE", "schema", `MONITOR, ${TABLE_READS}`),
  type("MATERIALIZED VIEW", "schema", `APPLYBUDGET, ${TABLE_READS}, ${TABLE_WRITES}`),
  type("ONLINE FEATURE TABLE", "schema", "MONITOR, SELECT"),
  type("SEMANTIC VIEW", "schema", `MONITOR, ${TABLE_READS}`),
  type("TABLE", "schema", `APPLYBUDGET, EVOLVE SCHEMA, SELECT ERROR TABLE, ${TABLE_READS}, ${TABLE_WRITES}`),
  // INSERT, UPDATE, DELETE "can be granted on views", without an effect (same page, "View privileges").
  type("VIEW", "schema", `${TABLE_READS}, ${TABLE_WRITES}`),

  // code and data
  type("AGENT", "schema", "MODIFY, MONITOR, USAGE"),
  type("ALERT", "schema", "MONITOR, OPERATE"),
  type("APPLICATION SERVICE", "schema", "MONITOR, OPERATE, USAGE"),
  type("ARTIFACT REPOSITORY", "schema", "READ"),
  type("BACKUP SET", "schema", "USAGE", NO_FUTURE),
  type("CONTACT", "schema", "APPLY, MODIFY"),
  type("CORTEX EXTENSION", "schema", "READ, WRITE"),
  type("CORTEX SEARCH SERVICE", "schema", "OPERATE, USAGE"),
  type("DATA METRIC FUNCTION", "schema", "USAGE"),
  type("DATASET", "schema", "USAGE"),
  type("DBT PROJECT", "schema", "MONITOR, USAGE"),
  type("EXPERIMENT", "schema", "MODIFY, USAGE"),
  type("FILE FORMAT", "schema", "USAGE"),
  type("FUNCTION", "schema", "USAGE"),
  type("GATEWAY", "schema", "MODIFY, USAGE", { plural: "GATEWAYS" }),
  type("GIT REPOSITORY", "schema", "READ, WRITE"),
  type("IMAGE REPOSITORY", "schema", "READ, WRITE"),
  type("MCP SERVER", "schema", "MODIFY, USAGE"),
  type("MODEL", "schema", "READ, USAGE"),
  type("MODEL MONITOR", "schema", "MONITOR, USAGE"),
  type("NETWORK RULE", "schema", ""),
  type("NOTEBOOK", "schema", "USAGE"),
  // "Bulk grants on pipes are not allowed" (docs: sql-reference/sql/grant-privilege).
  type("PIPE", "schema", "APPLYBUDGET, MONITOR, OPERATE", { bulk: false }),
  type("PROCEDURE", "schema", "USAGE"),
  type("RESTRICTED SESSION SCOPE", "schema", "MODIFY, USAGE"),
  type("SECRET", "schema", "MODIFY, READ, USAGE"),
  type("SEQUENCE", "schema", "USAGE"),
  type("SERVICE", "schema", "DROP, MONITOR, OPERATE, USAGE"),
  type("SNAPSHOT", "schema", "USAGE", NO_FUTURE),
  type("SNAPSHOT SET", "schema", "USAGE", NO_FUTURE),
  type("STAGE", "schema", "READ, USAGE, WRITE"),
  type("STREAM", "schema", "SELECT"),
  type("STREAMLIT", "schema", "EMBED, USAGE"),
  type("TAG", "schema", "APPLY, READ", ONE_BY_ONE),
  type("TASK", "schema", "APPLYBUDGET, MONITOR, OPERATE"),
  type("TYPE", "schema", "USAGE"),
  type("WORKSPACE", "schema", "READ, WRITE"),

  // policies
  type("AGGREGATION POLICY", "schema", "APPLY", NO_FUTURE),
  type("AUTHENTICATION POLICY", "schema", "APPLY", NO_FUTURE),
  type("BACKUP POLICY", "schema", "APPLY, USAGE", NO_FUTURE),
  type("JOIN POLICY", "schema", "APPLY", NO_FUTURE),
  type("MASKING POLICY", "schema", "APPLY", ONE_BY_ONE),
  type("PACKAGES POLICY", "schema", "APPLY, USAGE", NO_FUTURE),
  type("PASSWORD POLICY", "schema", "APPLY", NO_FUTURE),
  type("PRIVACY POLICY", "schema", "APPLY", NO_FUTURE),
  type("PROJECTION POLICY", "schema", "APPLY", NO_FUTURE),
  type("ROW ACCESS POLICY", "schema", "APPLY", NO_FUTURE),
  type("SESSION POLICY", "schema", "APPLY", NO_FUTURE),
  type("SNAPSHOT POLICY", "schema", "USAGE", NO_FUTURE),
  type("STORAGE LIFECYCLE POLICY", "schema", "APPLY", NO_FUTURE),
];
