import { childrenOf, entryOf } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Id } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { type Cell, layout, rowsOf } from "../metadata-view.ts";
import {
  comment,
  created,
  databaseId,
  databaseName,
  deleted,
  everyEntry,
  id,
  name,
  owner,
  ownerType,
  schemaId,
  schemaName,
  shown,
  type UsageView,
} from "./usage-view.ts";

const SECURITY_VIEWER = ["SECURITY_VIEWER"];
const list =
  (property: string): Cell<Entry> =>
  ({ properties }) =>
    ((properties[property] ?? []) as readonly string[]).join(",");

const POLICIES = layout<Entry>("ID:n NAME OWNER OWNER_ROLE_TYPE COMMENT CREATED:t LAST_ALTERED:t DELETED:t ALLOWED_IP_LIST BLOCKED_IP_LIST", {
  ID: id,
  NAME: name,
  OWNER: owner,
  OWNER_ROLE_TYPE: ownerType,
  COMMENT: comment,
  CREATED: created,
  DELETED: deleted,
  ALLOWED_IP_LIST: list("ALLOWED_IP_LIST"),
  BLOCKED_IP_LIST: list("BLOCKED_IP_LIST"),
});

/** (docs: sql-reference/account-usage/network_policies) */
export const networkPolicies: UsageView = { roles: SECURITY_VIEWER, rows: (context) => rowsOf(POLICIES, everyEntry(context, ["NETWORK POLICY"]), context) };

const inSchema: Readonly<Record<string, Cell<Entry>>> = {
  ID: id,
  NAME: name,
  SCHEMA_ID: schemaId,
  DATABASE_ID: databaseId,
  OWNER: owner,
  OWNER_ROLE_TYPE: ownerType,
  COMMENT: comment,
};

const RULES = layout<Entry>(
  "ID:n NAME SCHEMA_ID:n SCHEMA_NAME DATABASE_ID:n DATABASE_NAME OWNER OWNER_ROLE_TYPE COMMENT CREATED:t LAST_ALTERED:t DELETED:t MODE TYPE VALUE_LIST",
  {
    ...inSchema,
    SCHEMA_NAME: schemaName,
    DATABASE_NAME: databaseName,
    CREATED: created,
    DELETED: deleted,
    MODE: shown("NETWORK RULE", "mode"),
    TYPE: shown("NETWORK RULE", "type"),
    VALUE_LIST: list("VALUE_LIST"),
  },
);

/** (docs: sql-reference/account-usage/network_rules) */
export const networkRules: UsageView = { roles: SECURITY_VIEWER, rows: (context) => rowsOf(RULES, everyEntry(context, ["NETWORK RULE"]), context) };

const SECRETS = layout<Entry>(
  "ID:n NAME SCHEMA_ID:n SCHEMA DATABASE_ID:n DATABASE OWNER OWNER_ROLE_TYPE SECRET_TYPE OAUTH_ACCESS_TOKEN_EXPIRY_TIMESTAMP:t OAUTH_REFRESH_TOKEN_EXPIRY_TIMESTAMP:t " +
    "OAUTH_SCOPES API_AUTHENTICATION_INTEGRATION_NAME COMMENT CREATED_ON:t LAST_ALTERED_ON:t DELETED_ON:t ALGORITHM KEY_LENGTH",
  {
    ...inSchema,
    SCHEMA: schemaName,
    DATABASE: databaseName,
    SECRET_TYPE: shown("SECRET", "secret_type"),
    OAUTH_SCOPES: shown("SECRET", "oauth_scopes"),
    API_AUTHENTICATION_INTEGRATION_NAME: ({ properties }) => (properties.API_AUTHENTICATION as string | undefined) ?? null,
    CREATED_ON: created,
    DELETED_ON: deleted,
    ALGORITHM: ({ properties }) => (properties.ALGORITHM as string | undefined) ?? null,
    KEY_LENGTH: ({ properties }) => (properties.TYPE === "SYMMETRIC_KEY" ? "256" : null),
  },
);

/** (docs: sql-reference/account-usage/secrets). The page prints its columns in lower case; they are found without quotes. */
export const secrets: UsageView = { roles: SECURITY_VIEWER, rows: (context) => rowsOf(SECRETS, everyEntry(context, ["SECRET"]), context) };

interface RuleUse {
  readonly rule: Entry;
  readonly container: Entry;
  readonly action: "ALLOW" | "BLOCK";
}

const LISTS: readonly (readonly [string, RuleUse["action"]])[] = [
  ["ALLOWED_NETWORK_RULE_LIST", "ALLOW"],
  ["BLOCKED_NETWORK_RULE_LIST", "BLOCK"],
  ["ALLOWED_NETWORK_RULES", "ALLOW"],
];
const ofRule =
  (cell: Cell<Entry>): Cell<RuleUse> =>
  ({ rule }, context) =>
    cell(rule, context);

const REFERENCES = layout<RuleUse>(
  "NETWORK_RULE_DB NETWORK_RULE_SCHEMA NETWORK_RULE_ID:n NETWORK_RULE_MODE NETWORK_RULE_TYPE NETWORK_RULE_NAME CONTAINER_ID:n CONTAINER_NAME CONTAINER_TYPE ACTION_TYPE",
  {
    NETWORK_RULE_DB: ofRule(databaseName),
    NETWORK_RULE_SCHEMA: ofRule(schemaName),
    NETWORK_RULE_ID: ofRule(id),
    NETWORK_RULE_MODE: ofRule(shown("NETWORK RULE", "mode")),
    NETWORK_RULE_TYPE: ofRule(shown("NETWORK RULE", "type")),
    NETWORK_RULE_NAME: ofRule(name),
    CONTAINER_ID: ({ container }) => String(container.id),
    CONTAINER_NAME: ({ container }) => container.name,
    CONTAINER_TYPE: ({ container }) => (container.class === "NETWORK POLICY" ? "NETWORK_POLICY" : "INTEGRATION"),
    ACTION_TYPE: ({ action }) => action,
  },
);

/** (docs: sql-reference/account-usage/network_rule_references) */
export const networkRuleReferences: UsageView = { roles: SECURITY_VIEWER, rows: (context) => rowsOf(REFERENCES, everyUse(context), context) };

function everyUse(context: Context): readonly RuleUse[] {
  const { catalog } = context.draft;
  const containers = ["NETWORK POLICY", "EXTERNAL ACCESS INTEGRATION"].flatMap((of) => childrenOf(catalog, ACCOUNT, of)).sort((a, b) => a.id - b.id);
  return containers.flatMap((container) =>
    LISTS.flatMap(([property, action]) =>
      ((container.properties[property] ?? []) as readonly Id[]).flatMap((rule) => {
        const entry = entryOf(catalog, rule);
        return entry === undefined ? [] : [{ rule: entry, container, action }];
      }),
    ),
  );
}
