import type { Parameter, ParameterType } from "./parameter.ts";

type Rest = Partial<Pick<Parameter, "values" | "min" | "max" | "decimal">>;

function of(name: string, type: ParameterType, fallback: string, description: string, rest: Rest = {}): Parameter {
  return { name, type, default: fallback, levels: [], description, ...rest };
}

const switchable = (name: string, fallback: "true" | "false", description: string): Parameter => of(name, "BOOLEAN", fallback, description);
const string = (name: string, fallback: string, description: string, rest: Rest = {}): Parameter => of(name, "STRING", fallback, description, rest);
const TB: Rest = { min: 0, decimal: true };
/** Regions and workloads are lists in one text, which is not looked into. */
const DBT_VERSIONS = ["1.9.4", "1.10.15", "1.11.11", "1.12.3", "2.0.0-preview.175", "2.0.0-preview.186", "2.0.0-preview.210", "2.0.0"];

/** Set for the account only (docs: sql-reference/parameters, "Account parameters"). */
export const ACCOUNT_PARAMETERS: readonly Parameter[] = [
  string("ACCOUNT_LEVEL_FILE_EXTENSIONS_ALLOW_LIST_FOR_PRIVATE_WORKSPACES", "", "File extensions that are allowed in private workspaces."),
  string("ACCOUNT_LEVEL_FILE_EXTENSIONS_ALLOW_LIST_FOR_SHARED_WORKSPACES", "", "File extensions that are allowed in shared workspaces."),
  switchable("ALLOW_BIND_VALUES_ACCESS", "true", "Whether clients can access bind variable values."),
  switchable("ALLOW_CLIENT_MFA_CACHING", "false", "If true, MFA tokens may be cached in the client-side operating system's keystore."),
  switchable("ALLOW_ID_TOKEN", "false", "If true, ID tokens may be cached for browser-based single sign-on."),
  string("ALLOWED_SPCS_WORKLOAD_TYPES", "ALL", "Workload types that may be deployed to Snowpark Container Services."),
  of("CLIENT_ENCRYPTION_KEY_SIZE", "NUMBER", "128", "Client-side encryption key size in bits", { min: 128, max: 256, values: ["128", "256"] }),
  switchable("COCO_CLOUD_AGENTS_NON_SNOWFLAKE_EGRESS_DISABLED", "false", "Whether the sandbox of Cloud Agents is kept from hosts outside Snowflake."),
  switchable("COCO_SNOWSIGHT_ALLOW_ALL_PERMISSION_OPTIONS_DISABLED", "false", "Whether tool calls cannot be approved in bulk."),
  string("CORTEX_ENABLED_CROSS_REGION", "DISABLED", "Regions in which Cortex calls may be processed."),
  string("CORTEX_MODELS_ALLOWLIST", "All", "Models that users in the account can access."),
  string("DEFAULT_DBT_VERSION", "1.9.4", "The dbt version of new dbt project objects.", { values: DBT_VERSIONS }),
  string("DEFAULT_STREAMLIT_COMPUTE_POOL", "SYSTEM_COMPUTE_POOL_CPU", "Default compute pool of Streamlit apps."),
  switchable("DISABLE_USER_PRIVILEGE_GRANTS", "false", "If true, privileges cannot be granted directly to users."),
  string("DISALLOWED_SPCS_WORKLOAD_TYPES", "", "Workload types that may not be deployed to Snowpark Container Services."),
  switchable("ENABLE_AUTOMATIC_SENSITIVE_DATA_CLASSIFICATION_LOG", "true", "Whether events of sensitive data classification are logged."),
  switchable("ENABLE_BUDGET_EVENT_LOGGING", "true", "Whether events of budgets are logged to the event table."),
  switchable("ENABLE_DUAL_STACK_LOAD_BALANCER", "false", "Whether the account has IPv6 endpoints beside those of IPv4."),
  switchable("ENABLE_EGRESS_COST_OPTIMIZER", "false", "Whether the egress cost optimizer of listings is enabled."),
  switchable("ENABLE_IDENTIFIER_FIRST_LOGIN", "false", "Determines the login flow for users."),
  switchable("ENABLE_INTERNAL_STAGES_PRIVATELINK", "false", "Whether SYSTEM$GET_PRIVATELINK_CONFIG returns the private-internal-stages key."),
  switchable("ENABLE_PER_ACCOUNT_APP_SERVICE_PRIVATELINK_URL", "false", "Whether private link URLs of app services name the account."),
  switchable("ENABLE_PER_ACCOUNT_APP_SERVICE_URL", "false", "Whether public URLs of app services name the account."),
  switchable(
    "ENABLE_SNOWFLAKE_MANAGED_STORAGE_VOLUME_PRIVATELINK",
    "false",
    "Whether SYSTEM$GET_PRIVATELINK_CONFIG returns the keys of managed storage volumes.",
  ),
  switchable("ENABLE_SPCS_BLOCK_STORAGE_SNOWFLAKE_FULL_ENCRYPTION_ENFORCEMENT", "false", "Whether block storage must be encrypted with SNOWFLAKE_FULL."),
  switchable("ENABLE_TAG_PROPAGATION_EVENT_LOGGING", "false", "Whether telemetry of tag propagation is collected."),
  switchable("ENABLE_TRI_SECRET_AND_REKEY_OPT_OUT_FOR_IMAGE_REPOSITORY", "false", "Whether image repositories opt out of Tri-Secret Secure and rekeying."),
  switchable("ENABLE_WORKSPACE_FILE_CONTENT_SEARCH", "true", "Whether Universal Search indexes the contents of workspace files."),
  switchable(
    "ENFORCE_NETWORK_RULES_FOR_INTERNAL_STAGES",
    "false",
    "If true, network policies that use network rules can restrict access to AWS internal stages.",
  ),
  switchable(
    "ENFORCE_NETWORK_RULES_FOR_SNOWFLAKE_MANAGED_STORAGE_VOLUME",
    "false",
    "If true, network policies that use network rules can restrict access to managed storage volumes.",
  ),
  switchable("ENFORCE_TAG_PROPAGATION_FOR_DATA_MOVEMENT_POLICIES", "true", "Whether tags with a data movement policy must propagate."),
  switchable(
    "EXTERNAL_OAUTH_ADD_PRIVILEGED_ROLES_TO_BLOCKED_LIST",
    "true",
    "Whether privileged roles are added to the blocked list of External OAuth integrations.",
  ),
  of("INITIAL_REPLICATION_SIZE_LIMIT_IN_TB", "NUMBER", "10.0", "Maximum estimated size limit for the initial replication of a primary database (in TB).", TB),
  of(
    "LISTING_AUTO_FULFILLMENT_INITIAL_REFRESH_SIZE_LIMIT_IN_TB",
    "NUMBER",
    "10.0",
    "Maximum estimated size limit for the initial refresh of a listing (in TB).",
    TB,
  ),
  string("LISTING_AUTO_FULFILLMENT_REPLICATION_REFRESH_SCHEDULE", "", "How often data products are refreshed in other regions."),
  switchable("MAP_SCIM_USERNAME_TO_ENTERPRISE_ATTR", "false", "Whether userName of SCIM maps to LOGIN_NAME alone."),
  of("MIN_DATA_RETENTION_TIME_IN_DAYS", "NUMBER", "0", "Minimum data retention period for the account.", { min: 0, max: 90 }),
  switchable("OAUTH_ADD_PRIVILEGED_ROLES_TO_BLOCKED_LIST", "true", "Whether privileged roles are added to the blocked list of Snowflake OAuth integrations."),
  switchable("PERIODIC_DATA_REKEYING", "false", "If true, data is periodically re-encrypted with new keys."),
  string("READ_CONSISTENCY_MODE", "session", "Level of consistency guarantees for sessions with near-concurrent changes.", { values: ["session", "global"] }),
  switchable("REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_CREATION", "false", "Whether creating a named external stage requires a storage integration."),
  switchable("REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_OPERATION", "false", "Whether using a named external stage requires a storage integration."),
  string("SAML_IDENTITY_PROVIDER", "", "Enables federated authentication (deprecated)."),
  string("SQL_TRACE_QUERY_TEXT", "OFF", "Whether to capture the text of a traced SQL statement.", { values: ["ON", "OFF"] }),
  switchable("SSO_LOGIN_PAGE", "false", "If true, the login page redirects to the identity provider."),
  // The page tells no default.
  string("USE_WORKSPACES_FOR_SQL", "", "Whether Workspaces is the default SQL editor.", { values: ["always", "never"] }),
];
