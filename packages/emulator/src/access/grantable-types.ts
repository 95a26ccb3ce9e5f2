import { GLOBAL_PRIVILEGES, GLOBAL_TO_USERS } from "./global-privileges.ts";

/** A type of object that privileges are granted on, whether or not this account can make one (docs: sql-reference/sql/grant-privilege, user-guide/security-access-control-privileges). */
export interface GrantableType {
  /** As in GRANT ... ON: `FILE FORMAT`. */
  readonly name: string;
  readonly plural: string;
  readonly container: "ACCOUNT" | "DATABASE" | "SCHEMA";
  /** Without OWNERSHIP. */
  readonly privileges: readonly string[];
  /** Classes whose objects answer to this type, if not only its own. */
  readonly classes?: readonly string[];
  /** `false`: no FUTURE grants. */
  readonly future: boolean;
  /** `false`: GRANT ... ON ALL is refused. */
  readonly all: boolean;
  /** `false`: OWNERSHIP cannot be transferred; `"now"`: only of existing objects; `"future"`: only FUTURE (docs: sql-reference/sql/grant-ownership). */
  readonly ownership: boolean | "now" | "future";
}

type Options = Partial<Pick<GrantableType, "plural" | "classes" | "future" | "all" | "ownership">>;

function type(container: GrantableType["container"], name: string, privileges: string, options: Options = {}): GrantableType {
  const plural = options.plural ?? (name.endsWith("Y") ? `${name.slice(0, -1)}IES` : `${name}S`);
  const list = privileges === "" ? [] : privileges.split(", ");
  const inContainer = container !== "ACCOUNT";
  return { name, container, privileges: list, future: inContainer, all: inContainer, ownership: true, ...options, plural };
}

const CREATE_IN_SCHEMA =
  "AGENT, AGGREGATION POLICY, ALERT, APPLICATION SERVICE, ARTIFACT REPOSITORY, AUTHENTICATION POLICY, BACKUP POLICY, BACKUP SET, CONTACT, CORTEX SEARCH SERVICE, " +
  "DATA METRIC FUNCTION, DATASET, DBT PROJECT, DYNAMIC TABLE, EVENT TABLE, EXPERIMENT, EXTERNAL TABLE, FEATURE POLICY, FILE FORMAT, FUNCTION, GATEWAY, GIT REPOSITORY, " +
  "HYBRID TABLE, ICEBERG TABLE, IMAGE REPOSITORY, INTERACTIVE TABLE, JOIN POLICY, MASKING POLICY, MATERIALIZED VIEW, MCP SERVER, MODEL, MODEL MONITOR, NETWORK RULE, NOTEBOOK, " +
  "ONLINE FEATURE TABLE, PACKAGES POLICY, PASSWORD POLICY, PIPE, PRIVACY POLICY, PROCEDURE, PROJECTION POLICY, ROW ACCESS POLICY, SECRET, SEMANTIC VIEW, SEQUENCE, " +
  "SERVICE, SESSION POLICY, SNAPSHOT, SNAPSHOT POLICY, SNAPSHOT SET, STAGE, STORAGE LIFECYCLE POLICY, STREAM, STREAMLIT, TABLE, TAG, TASK, TEMPORARY TABLE, TYPE, VIEW, WORKSPACE";
/** Not part of ALL (docs: sql-reference/sql/grant-privilege, "This keyword does not grant privileges on a class"). */
export const CLASS_PRIVILEGES: readonly string[] = [
  "CREATE SNOWFLAKE.CORE.BUDGET",
  "CREATE SNOWFLAKE.DATA_PRIVACY.CLASSIFICATION_PROFILE",
  "CREATE SNOWFLAKE.DATA_PRIVACY.CUSTOM_CLASSIFIER",
  "CREATE SNOWFLAKE.ML.ANOMALY_DETECTION",
  "CREATE SNOWFLAKE.ML.CLASSIFICATION",
  "CREATE SNOWFLAKE.ML.DOCUMENT_INTELLIGENCE",
  "CREATE SNOWFLAKE.ML.FORECAST",
  "CREATE SNOWFLAKE.ML.TOP_INSIGHTS",
];
const IN_SCHEMA = [
  "ADD SEARCH OPTIMIZATION",
  "APPLYBUDGET",
  "EXECUTE AUTO CLASSIFICATION",
  "MODIFY",
  "MONITOR",
  "USAGE",
  ...CREATE_IN_SCHEMA.split(", ").map((name) => `CREATE ${name}`),
];

const DML = "DELETE, INSERT, REFERENCES, SELECT, TRUNCATE, UPDATE";
const policy = (name: string, options: Options = {}): GrantableType => type("SCHEMA", name, "APPLY", { future: false, ...options });

export const GRANTABLE_TYPES: readonly GrantableType[] = [
  type("ACCOUNT", "APPLICATION", "", { ownership: false }),
  type("ACCOUNT", "APPLICATION PACKAGE", "ATTACH LISTING, DEVELOP, INSTALL, MANAGE RELEASES, MANAGE VERSIONS"),
  type("ACCOUNT", "COMPUTE POOL", "MODIFY, MONITOR, OPERATE, USAGE"),
  type("ACCOUNT", "CONNECTION", "FAILOVER", { ownership: false }),
  type(
    "ACCOUNT",
    "DATABASE",
    // REFERENCE_USAGE is for shares: "You cannot grant this privilege on a database to any kind of role" (docs: user-guide/security-access-control-privileges).
    "APPLYBUDGET, CREATE DATABASE ROLE, CREATE SCHEMA, EXECUTE AUTO CLASSIFICATION, IMPORTED PRIVILEGES, MODIFY, MONITOR, USAGE",
  ),
  type("ACCOUNT", "EXTERNAL VOLUME", "USAGE"),
  type("ACCOUNT", "FAILOVER GROUP", "FAILOVER, MODIFY, MONITOR, REPLICATE"),
  type("ACCOUNT", "INTEGRATION", "USAGE, USE_ANY_ROLE", {
    classes: [
      "API INTEGRATION",
      "CATALOG INTEGRATION",
      "EXTERNAL ACCESS INTEGRATION",
      "NOTIFICATION INTEGRATION",
      "SECURITY INTEGRATION",
      "STORAGE INTEGRATION",
    ],
  }),
  type("ACCOUNT", "NETWORK POLICY", "USAGE"),
  type("ACCOUNT", "ORGANIZATION PROFILE", "MODIFY"),
  type("ACCOUNT", "REPLICATION GROUP", "MODIFY, MONITOR, REPLICATE"),
  type("ACCOUNT", "RESOURCE MONITOR", "MODIFY, MONITOR"),
  type("ACCOUNT", "ROLE", ""),
  type("ACCOUNT", "SHARE", "", { ownership: false }),
  // APPLY of a policy on one user: "Account, User" (docs: user-guide/password-authentication, "Access control for password policies").
  type(
    "ACCOUNT",
    "USER",
    "APPLY AUTHENTICATION POLICY, APPLY PASSWORD POLICY, APPLY SESSION POLICY, IMPERSONATE, MODIFY PROGRAMMATIC AUTHENTICATION METHODS, MONITOR",
  ),
  type("ACCOUNT", "WAREHOUSE", "APPLYBUDGET, MODIFY, MONITOR, OPERATE, USAGE"),
  type("DATABASE", "APPLICATION ROLE", "", { future: false, all: false, ownership: false }),
  type("DATABASE", "DATABASE ROLE", "", { future: false, all: false }),
  { ...type("DATABASE", "SCHEMA", ""), privileges: [...IN_SCHEMA, ...CLASS_PRIVILEGES] },
  type("SCHEMA", "AGENT", "MODIFY, MONITOR, USAGE"),
  policy("AGGREGATION POLICY"),
  type("SCHEMA", "ALERT", "MONITOR, OPERATE"),
  type("SCHEMA", "APPLICATION SERVICE", "MONITOR, OPERATE, USAGE", { ownership: false }),
  type("SCHEMA", "ARTIFACT REPOSITORY", "READ"),
  policy("AUTHENTICATION POLICY", { future: true, ownership: "now" }),
  type("SCHEMA", "BACKUP POLICY", "USAGE", { ownership: "now" }),
  type("SCHEMA", "BACKUP SET", "USAGE", { ownership: "now" }),
  type("SCHEMA", "CONTACT", "APPLY, MODIFY"),
  type("SCHEMA", "CORTEX EXTENSION", "READ, WRITE"),
  type("SCHEMA", "CORTEX SEARCH SERVICE", "OPERATE, USAGE"),
  type("SCHEMA", "DATA METRIC FUNCTION", "USAGE", { all: false }),
  type("SCHEMA", "DATASET", "USAGE"),
  type("SCHEMA", "DBT PROJECT", "MONITOR, USAGE"),
  type("SCHEMA", "DYNAMIC TABLE", "MONITOR, OPERATE, SELECT"),
  type("SCHEMA", "EVENT TABLE", "APPLYBUDGET, DELETE, INGEST TELEMETRY, INSERT, REFERENCES, SELECT, TRUNCATE"),
  type("SCHEMA", "EXPERIMENT", "CREATE, MODIFY, USAGE", { ownership: "now" }),
  type("SCHEMA", "EXTERNAL TABLE", "REFERENCES, SELECT"),
  type("SCHEMA", "FILE FORMAT", "USAGE"),
  type("SCHEMA", "FUNCTION", "USAGE", { classes: ["FUNCTION", "EXTERNAL FUNCTION"] }),
  type("SCHEMA", "GATEWAY", "CREATE, MODIFY, USAGE", { ownership: "now" }),
  type("SCHEMA", "GIT REPOSITORY", "READ, WRITE"),
  type("SCHEMA", "ICEBERG TABLE", `APPLYBUDGET, ${DML}`),
  type("SCHEMA", "IMAGE REPOSITORY", "READ, WRITE", { future: false }),
  type("SCHEMA", "INTERACTIVE TABLE", "MONITOR, REFERENCES, SELECT"),
  policy("JOIN POLICY"),
  policy("MASKING POLICY", { all: false }),
  type("SCHEMA", "MATERIALIZED VIEW", "APPLYBUDGET, REFERENCES, SELECT"),
  type("SCHEMA", "MCP SERVER", "MODIFY, USAGE"),
  type("SCHEMA", "MODEL", "READ, USAGE", { ownership: "future" }),
  type("SCHEMA", "MODEL MONITOR", "", { ownership: false }),
  type("SCHEMA", "NETWORK RULE", ""),
  // USAGE: the last examples of sql-reference/sql/revoke-privilege.
  type("SCHEMA", "NOTEBOOK", "USAGE", { ownership: "now" }),
  type("SCHEMA", "ONLINE FEATURE TABLE", "MONITOR, SELECT"),
  policy("PACKAGES POLICY"),
  policy("PASSWORD POLICY", { future: true, ownership: "now" }),
  type("SCHEMA", "PIPE", "APPLYBUDGET, MONITOR, OPERATE", { all: false }),
  policy("PRIVACY POLICY", { future: true, ownership: "now" }),
  type("SCHEMA", "PROCEDURE", "USAGE"),
  policy("PROJECTION POLICY"),
  type("SCHEMA", "RESTRICTED SESSION SCOPE", "MODIFY, USAGE"),
  policy("ROW ACCESS POLICY"),
  type("SCHEMA", "SECRET", "MODIFY, READ, USAGE"),
  type("SCHEMA", "SEMANTIC VIEW", "MONITOR, REFERENCES, SELECT"),
  type("SCHEMA", "SEQUENCE", "USAGE"),
  type("SCHEMA", "SERVICE", "DROP, MONITOR, OPERATE", { ownership: false }),
  policy("SESSION POLICY"),
  type("SCHEMA", "SNAPSHOT", "USAGE", { future: false }),
  type("SCHEMA", "SNAPSHOT POLICY", "USAGE", { ownership: "now" }),
  type("SCHEMA", "SNAPSHOT SET", "USAGE", { ownership: "now" }),
  type("SCHEMA", "STAGE", "READ, USAGE, WRITE"),
  policy("STORAGE LIFECYCLE POLICY"),
  type("SCHEMA", "STREAM", "SELECT"),
  type("SCHEMA", "STREAMLIT", "EMBED, USAGE", { ownership: "now" }),
  // "this grant applies to both standard tables and hybrid tables" (docs: sql-reference/sql/grant-privilege, "Examples")
  type("SCHEMA", "TABLE", `APPLYBUDGET, EVOLVE SCHEMA, SELECT ERROR TABLE, ${DML}`, { classes: ["TABLE", "HYBRID TABLE"] }),
  type("SCHEMA", "TAG", "APPLY, READ", { future: false, all: false }),
  type("SCHEMA", "TASK", "APPLYBUDGET, MONITOR, OPERATE"),
  type("SCHEMA", "TYPE", "USAGE"),
  type("SCHEMA", "VIEW", "REFERENCES, SELECT"),
  type("SCHEMA", "WORKSPACE", "READ, WRITE"),
];

/** A single object may also be named by these (docs: sql-reference/sql/grant-ownership "To grant ownership on a materialized view, use GRANT OWNERSHIP ON VIEW"; SnowDDL writes VOLUME). */
export const ALSO_ANSWER: Readonly<Record<string, readonly string[]>> = { VIEW: ["MATERIALIZED VIEW"], TABLE: ["ICEBERG TABLE"] };
export const TYPE_SYNONYMS: Readonly<Record<string, string>> = { VOLUME: "EXTERNAL VOLUME" };

const BY_NAME = new Map(GRANTABLE_TYPES.map((of) => [of.name, of]));
const TYPE_OF_CLASS = new Map(GRANTABLE_TYPES.flatMap((of) => (of.classes ?? [of.name]).map((name) => [name, of] as const)));

export function grantableType(name: string): GrantableType | null {
  return BY_NAME.get(name) ?? null;
}

/** The type an object's grants are of: `INTEGRATION` for any integration. */
export function typeOfClass(className: string): GrantableType | null {
  return TYPE_OF_CLASS.get(className) ?? null;
}

/** As SHOW GRANTS prints it: `FILE_FORMAT`, `VOLUME`. */
export function grantedOn(className: string): string {
  const name = TYPE_OF_CLASS.get(className)?.name ?? className;
  return className === "EXTERNAL VOLUME" ? "VOLUME" : (className === "HYBRID TABLE" ? "TABLE" : name).replaceAll(" ", "_");
}

/** "Table DML privileges such as INSERT, UPDATE, and DELETE can be granted on views; [...] these privileges have no effect" (docs: user-guide/security-access-control-privileges). */
export const WITHOUT_EFFECT: Readonly<Record<string, readonly string[]>> = {
  "MATERIALIZED VIEW": ["DELETE", "INSERT", "UPDATE"],
  VIEW: ["DELETE", "INSERT", "UPDATE"],
};

/** Whom a privilege is granted to decides with the type which there are. */
type GranteeClass = "ROLE" | "DATABASE ROLE" | "USER";

const TO_USERS: Readonly<Record<string, readonly string[]>> = {
  APPLICATION: [],
  "APPLICATION PACKAGE": [],
  DATABASE: ["APPLYBUDGET", "IMPORTED PRIVILEGES", "MODIFY", "MONITOR", "USAGE"],
  "ORGANIZATION PROFILE": [],
  SCHEMA: ["ADD SEARCH OPTIMIZATION", "APPLYBUDGET", "MODIFY", "MONITOR", "USAGE"],
  "SEMANTIC VIEW": ["REFERENCES"],
  USER: ["MONITOR"],
};

/** The privileges on a type (`null`: on the account) that a role, database role or user can be granted (docs: sql-reference/sql/grant-privilege, grant-privilege-user). */
export function privilegesFor(type: GrantableType | null, grantee: GranteeClass): readonly string[] {
  if (type === null) return grantee === "ROLE" ? Object.keys(GLOBAL_PRIVILEGES) : grantee === "USER" ? [...GLOBAL_TO_USERS] : [];
  if (grantee === "USER") return TO_USERS[type.name] ?? type.privileges.filter((privilege) => !/^CREATE\b/.test(privilege));
  return grantee === "DATABASE ROLE" && type.name === "DATABASE" ? ["CREATE SCHEMA", "MODIFY", "MONITOR", "USAGE"] : type.privileges;
}
