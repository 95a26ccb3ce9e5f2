import { addInformationSchema } from "../objects/information-schema.ts";
import type { Draft } from "./draft.ts";
import { ACCOUNT, type Id } from "./entry.ts";

/** (docs: sql-reference/snowflake-db) */
const SCHEMAS = [
  "ACCOUNT_USAGE",
  "ALERT",
  "BILLING",
  "CORE",
  "DATA_PRIVACY",
  "DATA_SHARING_USAGE",
  "EXTERNAL_ACCESS",
  "LOCAL",
  "ML",
  "NOTIFICATION",
  "ORGANIZATION_USAGE",
  "READER_ACCOUNT_USAGE",
];

/** (docs: sql-reference/snowflake-db-roles) */
const DATABASE_ROLES = [
  "AI_FUNCTIONS_USER",
  "BUDGET_CREATOR",
  "CLASSIFICATION_ADMIN",
  "CORTEX_AGENT_USER",
  "CORTEX_EMBED_USER",
  "CORTEX_REST_API_USER",
  "GOVERNANCE_VIEWER",
  "OBJECT_VIEWER",
  "ORGANIZATION_ACCOUNTS_VIEWER",
  "ORGANIZATION_BILLING_VIEWER",
  "ORGANIZATION_USAGE_VIEWER",
  "READER_USAGE_VIEWER",
  "SECURITY_VIEWER",
  "USAGE_VIEWER",
];

/** "SHOW GRANTS TO ROLE PUBLIC exposes the following irrevocable database roles" (docs: sql-reference/sql/show-grants). */
const OF_PUBLIC = [
  "ALERT_VIEWER",
  "CLASSIFICATION_VIEWER",
  "CORE_VIEWER",
  "DATA_PRIVACY_VIEWER",
  "ML_USER",
  "MONITORING_VIEWER",
  "NOTIFICATION_VIEWER",
  "SNOWFLAKE_TEMPLATE_SNOWGIT_VIEWER",
  "SPCS_REGISTRY_VIEWER",
];

/** "By default, this role is granted to the PUBLIC role [...] you can revoke access" (docs: sql-reference/snowflake-db-roles). */
const FIRST_OF_PUBLIC = ["COPILOT_USER", "CORTEX_USER"];

/** (docs: user-guide/cost-access-control, user-guide/budgets, user-guide/data-quality-results, user-guide/trust-center/overview, developer-guide/logging-tracing/event-table-columns) */
const APPLICATION_ROLES = [
  "APP_USAGE_ADMIN",
  "APP_USAGE_VIEWER",
  "BUDGET_ADMIN",
  "BUDGET_VIEWER",
  "DATA_QUALITY_MONITORING_ADMIN",
  "DATA_QUALITY_MONITORING_LOOKUP",
  "DATA_QUALITY_MONITORING_VIEWER",
  "EVENTS_ADMIN",
  "EVENTS_VIEWER",
  "ORGANIZATION_BILLING_VIEWER",
  "TRUST_CENTER_ADMIN",
  "TRUST_CENTER_VIEWER",
];

/** The database that Snowflake brings into every account: nobody owns it, nobody can change it. Its views are not there. */
export function addSnowflakeDatabase(draft: Draft, { everyone, admin, now }: { readonly everyone: Id; readonly admin: Id; readonly now: number }): void {
  const blank = { args: null, owner: null, createdOn: now, droppedOn: null, comment: null, parameters: {} };
  const properties = { KIND: "APPLICATION", ORIGIN: "SNOWFLAKE.ACCOUNT_USAGE" };
  const database = draft.add({ ...blank, class: "DATABASE", parent: ACCOUNT, name: "SNOWFLAKE", properties });
  for (const name of SCHEMAS) draft.add({ ...blank, class: "SCHEMA", parent: database.id, name, properties: {} });
  const addRole = (of: string, name: string) => draft.add({ ...blank, class: of, parent: database.id, name, properties: {} });
  for (const name of DATABASE_ROLES) addRole("DATABASE ROLE", name);
  for (const name of APPLICATION_ROLES) addRole("APPLICATION ROLE", name);
  for (const name of [...OF_PUBLIC, ...FIRST_OF_PUBLIC]) {
    const by = FIRST_OF_PUBLIC.includes(name) ? admin : null;
    draft.grant({ privilege: "USAGE", on: addRole("DATABASE ROLE", name).id, to: everyone, by, grantOption: false, createdOn: now });
  }
  addInformationSchema(draft, database, now);
}
