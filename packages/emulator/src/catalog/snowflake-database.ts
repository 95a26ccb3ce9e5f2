import { addInformationSchema } from "../objects/information-schema.ts";
import type { Draft } from "./draft.ts";
import { ACCOUNT } from "./entry.ts";

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

/** Those that show views of ACCOUNT_USAGE (docs: sql-reference/snowflake-db-roles). */
const DATABASE_ROLES = ["OBJECT_VIEWER", "USAGE_VIEWER", "GOVERNANCE_VIEWER", "SECURITY_VIEWER"];

/** The database that Snowflake brings into every account: nobody owns it, nobody can change it. Its views are not there. */
export function addSnowflakeDatabase(draft: Draft, now: number): void {
  const blank = { args: null, owner: null, createdOn: now, droppedOn: null, comment: null, parameters: {} };
  const properties = { KIND: "APPLICATION", ORIGIN: "SNOWFLAKE.ACCOUNT_USAGE" };
  const database = draft.add({ ...blank, class: "DATABASE", parent: ACCOUNT, name: "SNOWFLAKE", properties });
  for (const name of SCHEMAS) draft.add({ ...blank, class: "SCHEMA", parent: database.id, name, properties: {} });
  for (const name of DATABASE_ROLES) draft.add({ ...blank, class: "DATABASE ROLE", parent: database.id, name, properties: {} });
  addInformationSchema(draft, database, now);
}
