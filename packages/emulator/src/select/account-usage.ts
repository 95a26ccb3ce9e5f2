import { entryOf, findByName, grantsOn } from "../catalog/catalog.ts";
import { ACCOUNT } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { compilationError, unsupported } from "../sql-error.ts";
import { accounts } from "./account-usage/accounts.ts";
import { databases, schemata } from "./account-usage/containers.ts";
import { grantsToRoles, grantsToUsers } from "./account-usage/grants.ts";
import { networkPolicies, networkRuleReferences, networkRules, secrets } from "./account-usage/network.ts";
import { objectDependencies } from "./account-usage/object-dependencies.ts";
import {
  aggregationPolicies,
  joinPolicies,
  maskingPolicies,
  passwordPolicies,
  policyReferences,
  projectionPolicies,
  rowAccessPolicies,
  sessionPolicies,
} from "./account-usage/policies.ts";
import { roles, users } from "./account-usage/principals.ts";
import { queryHistory } from "./account-usage/query-history.ts";
import { resourceMonitors } from "./account-usage/resource-monitors.ts";
import { fileFormats, functions, procedures, sequences, stages, streams } from "./account-usage/schema-objects.ts";
import { columns, referentialConstraints, tableConstraints, tables, views } from "./account-usage/tables.ts";
import { tagReferences, tags } from "./account-usage/tags.ts";
import type { UsageView } from "./account-usage/usage-view.ts";
import type { Rows } from "./relations.ts";

/** SNOWFLAKE.ACCOUNT_USAGE by name, without the latency of the real ones. A new view is a file in `account-usage/` and a line here. */
const VIEWS: ReadonlyMap<string, UsageView> = new Map([
  ["AGGREGATION_POLICIES", aggregationPolicies],
  ["COLUMNS", columns],
  ["DATABASES", databases],
  ["FILE_FORMATS", fileFormats],
  ["FUNCTIONS", functions],
  ["GRANTS_TO_ROLES", grantsToRoles],
  ["GRANTS_TO_USERS", grantsToUsers],
  ["JOIN_POLICIES", joinPolicies],
  ["MASKING_POLICIES", maskingPolicies],
  ["NETWORK_POLICIES", networkPolicies],
  ["NETWORK_RULES", networkRules],
  ["NETWORK_RULE_REFERENCES", networkRuleReferences],
  ["OBJECT_DEPENDENCIES", objectDependencies],
  ["PASSWORD_POLICIES", passwordPolicies],
  ["POLICY_REFERENCES", policyReferences],
  ["PROCEDURES", procedures],
  ["PROJECTION_POLICIES", projectionPolicies],
  ["QUERY_HISTORY", queryHistory],
  ["REFERENTIAL_CONSTRAINTS", referentialConstraints],
  ["RESOURCE_MONITORS", resourceMonitors],
  ["ROLES", roles],
  ["ROW_ACCESS_POLICIES", rowAccessPolicies],
  ["SCHEMATA", schemata],
  ["SECRETS", secrets],
  ["SEQUENCES", sequences],
  ["SESSION_POLICIES", sessionPolicies],
  ["STAGES", stages],
  ["STREAMS", streams],
  ["TABLES", tables],
  ["TABLE_CONSTRAINTS", tableConstraints],
  ["TAGS", tags],
  ["TAG_REFERENCES", tagReferences],
  ["USERS", users],
  ["VIEWS", views],
]);

export function isUsageView(name: string): boolean {
  return VIEWS.has(name);
}

/** Schemas of SNOWFLAKE whose views are refused by name where they are not here. */
const SCHEMAS = new Set(["ACCOUNT_USAGE", "ORGANIZATION_USAGE", "READER_ACCOUNT_USAGE", "DATA_SHARING_USAGE", "BILLING"]);

/** A view of the database SNOWFLAKE. `null`: no schema of views. */
export function snowflakeRows(context: Context, schema: string, view: string): Rows | null {
  if (!SCHEMAS.has(schema)) return null;
  const name = `SNOWFLAKE.${schema}.${view}`;
  if (schema === "ORGANIZATION_USAGE" && view === "ACCOUNTS") {
    if (!holdsImported(context)) throw doesNotExist(name);
    return accounts(context);
  }
  const known = schema === "ACCOUNT_USAGE" ? VIEWS.get(view) : undefined;
  if (!holdsImported(context) && !holdsRole(context, known?.roles ?? [])) throw doesNotExist(name);
  if (known === undefined) throw unsupported(name);
  return known.rows(context);
}

function doesNotExist(name: string): Error {
  return compilationError("002003", "42S02", `Object '${name}' does not exist or not authorized.`);
}

/** ACCOUNTADMIN, or a role with IMPORTED PRIVILEGES, which is kept as USAGE (docs: sql-reference/account-usage, "Enabling other roles to use schemas in the SNOWFLAKE database"). */
function holdsImported(context: Context): boolean {
  const { catalog } = context.draft;
  const { all } = context.active;
  const admin = findByName(catalog, { parent: ACCOUNT, class: "ROLE", name: "ACCOUNTADMIN", args: null });
  if (admin !== undefined && all.has(admin.id)) return true;
  const database = findByName(catalog, { parent: ACCOUNT, class: "DATABASE", name: "SNOWFLAKE", args: null });
  if (database === undefined) return false;
  return grantsOn(catalog, database.id).some(({ to }) => all.has(to) && entryOf(catalog, to)?.class === "ROLE");
}

function holdsRole(context: Context, roles: readonly string[]): boolean {
  const { catalog } = context.draft;
  const database = findByName(catalog, { parent: ACCOUNT, class: "DATABASE", name: "SNOWFLAKE", args: null });
  if (database === undefined) return false;
  return roles.some((name) => {
    const role = findByName(catalog, { parent: database.id, class: "DATABASE ROLE", name, args: null });
    return role !== undefined && context.active.all.has(role.id);
  });
}
