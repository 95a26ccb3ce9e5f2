import { entryAt } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { timeCell } from "../../result.ts";
import { layout, rowsOf } from "../metadata-view.ts";
import type { Rows } from "../relations.ts";

const COLUMNS = layout<Entry>(
  "ORGANIZATION_NAME ACCOUNT_NAME CREATED_ON:t REGION REGION_GROUP EDITION IS_ORG_ADMIN:b IS_LOCKED:b ACCOUNT_URL ACCOUNT_OLD_URL ACCOUNT_OLD_URL_LAST_USED " +
    "ORGANIZATION_OLD_URL ORGANIZATION_OLD_URL_LAST_USED ACCOUNT_LOCATOR MANAGED_ACCOUNTS IS_MANAGED:b PARENT_ACCOUNT CONTRACT_NUMBER:n " +
    "CONSUMPTION_BILLING_ENTITY_NAME MARKETPLACE_CONSUMER_BILLING_ENTITY_NAME MARKETPLACE_PROVIDER_BILLING_ENTITY_NAME ALTERED_ON:t SCHEDULED_DELETION_TIME:t " +
    "DELETED_ON:t MOVED_ON:t COMMENT IS_EVENTS_ACCOUNT:b",
  {
    ORGANIZATION_NAME: (_entry, { account }) => account.organization,
    ACCOUNT_NAME: (_entry, { account }) => account.name,
    CREATED_ON: ({ createdOn }) => timeCell(createdOn),
    REGION: (_entry, { account }) => account.region,
    REGION_GROUP: () => "PUBLIC",
    EDITION: (_entry, { account }) => account.edition,
    IS_ORG_ADMIN: () => "0",
    IS_LOCKED: () => "0",
    ACCOUNT_URL: (_entry, { account }) => `https://${account.organization}-${account.name}.snowflakecomputing.com`.toLowerCase().replaceAll("_", "-"),
    ACCOUNT_LOCATOR: (_entry, { account }) => account.locator,
    MANAGED_ACCOUNTS: () => "0",
    IS_MANAGED: () => "0",
    COMMENT: ({ comment }) => comment,
    IS_EVENTS_ACCOUNT: () => "0",
  },
);

/** The one account there is (docs: sql-reference/organization-usage/accounts). */
export function accounts(context: Context): Rows {
  return rowsOf(COLUMNS, [entryAt(context.draft.catalog, ACCOUNT)], context);
}
