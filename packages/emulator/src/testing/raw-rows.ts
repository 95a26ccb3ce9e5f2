import { displayedName, nameOf } from "@snowtower/sql";
import { typeOfClass } from "../access/grantable-types.ts";
import { activeBundles } from "../bundles/bundles.ts";
import { entryAt, isLive, pathOf } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../catalog/entry.ts";
import { valuesOf } from "../catalog/persistent-map.ts";
import type { LocalAccount } from "../local-account.ts";
import { classNamed } from "../objects/registry.ts";
import { SHOWN_LEVELS } from "../twin/levels.ts";
import { readerSession } from "../twin/reader-session.ts";
import type { Seed, SeedResult } from "../twin/seed.ts";

/** Every SHOW that lists objects, DESCRIBE, SHOW GRANTS, SHOW PARAMETERS and the references of policies and tags, of everything in an account: raw, as one who reads it all would. */
export async function readRaw(account: LocalAccount): Promise<{ readonly seed: Seed; readonly refused: readonly string[] }> {
  const session = readerSession(account, { user: "ADMIN", role: "ACCOUNTADMIN" });
  const results: SeedResult[] = [];
  const refused: string[] = [];
  for (const statement of statements(account)) {
    const [outcome] = await session.execute(statement);
    if (outcome?.kind === "done") {
      const { columns, rows } = outcome.result;
      results.push({ statement, columns: columns.map(({ name }) => name), types: columns.map(({ type }) => type), rows });
    } else refused.push(`${statement}: ${outcome?.kind === "failed" ? outcome.error.message : ""}`);
  }
  const { locator, organization, name, region, edition, version } = account.info;
  const bundles = JSON.parse(activeBundles(session.look())) as readonly { readonly name: string; readonly isEnabled: boolean }[];
  const enabled = bundles.filter(({ isEnabled }) => isEnabled).map((bundle) => bundle.name);
  return {
    seed: { facts: { locator, organization, name, region, edition, version, bundles: enabled, user: "ADMIN", role: "ACCOUNTADMIN" }, results },
    refused,
  };
}

const SHOWS =
  "WAREHOUSES,ROLES,USERS,DATABASES,RESOURCE MONITORS,NETWORK POLICIES,INTEGRATIONS,EXTERNAL ACCESS INTEGRATIONS,SCHEMAS IN ACCOUNT,TABLES IN ACCOUNT,DYNAMIC TABLES IN ACCOUNT,VIEWS IN ACCOUNT,SEQUENCES IN ACCOUNT,USER FUNCTIONS IN ACCOUNT,USER PROCEDURES IN ACCOUNT,FILE FORMATS IN ACCOUNT,STAGES IN ACCOUNT,STREAMS IN ACCOUNT,TASKS IN ACCOUNT,TAGS IN ACCOUNT,SECRETS IN ACCOUNT,NETWORK RULES IN ACCOUNT,MASKING POLICIES IN ACCOUNT,ROW ACCESS POLICIES IN ACCOUNT,AGGREGATION POLICIES IN ACCOUNT,JOIN POLICIES IN ACCOUNT,PROJECTION POLICIES IN ACCOUNT,PASSWORD POLICIES IN ACCOUNT,SESSION POLICIES IN ACCOUNT,AUTHENTICATION POLICIES IN ACCOUNT,PRIMARY KEYS IN ACCOUNT,UNIQUE KEYS IN ACCOUNT,IMPORTED KEYS IN ACCOUNT,COLUMNS IN ACCOUNT,PARAMETERS IN ACCOUNT,GRANTS ON ACCOUNT".split(
    ",",
  );
const POLICY = /^(MASKING|ROW ACCESS|AGGREGATION|JOIN|PROJECTION|PASSWORD|SESSION|AUTHENTICATION) POLICY$/;
const TAGGED = ["DATABASE", "SCHEMA", "TABLE", "WAREHOUSE", "ROLE", "USER"];
const DEFINED = ["TABLE", "VIEW", "DYNAMIC TABLE", "SEQUENCE", "FUNCTION", "PROCEDURE", "FILE FORMAT", "STREAM", "TASK", "TAG"];
const INTERNAL = ["ACCOUNT", "INFORMATION SCHEMA", "ATTACHMENT"];
const VIEWS =
  "DATABASES,SCHEMATA,TABLES,VIEWS,COLUMNS,SEQUENCES,FUNCTIONS,PROCEDURES,FILE_FORMATS,STAGES,TABLE_CONSTRAINTS,REFERENTIAL_CONSTRAINTS,TABLE_PRIVILEGES,OBJECT_PRIVILEGES,USAGE_PRIVILEGES,APPLICABLE_ROLES".split(
    ",",
  );

function statements(account: LocalAccount): readonly string[] {
  const { catalog } = account;
  const entries = valuesOf(catalog.entries).filter(
    (entry) => isLive(catalog, entry) && !INTERNAL.includes(entry.class) && entryAt(catalog, entry.parent).class !== "ATTACHMENT",
  );
  const outside = entries.filter((entry) => pathOf(catalog, entry)[0]?.name !== "SNOWFLAKE").sort((a, b) => a.id - b.id);
  const databases = entries.filter((entry) => entry.class === "DATABASE").map((entry) => named(account, entry));
  return [
    ...SHOWS.map((words) => `SHOW ${words}`),
    ...databases.flatMap((name) => [`SHOW DATABASE ROLES IN DATABASE ${name}`, `SHOW FUTURE GRANTS IN DATABASE ${name}`]),
    "SHOW APPLICATION ROLES IN APPLICATION SNOWFLAKE",
    ...databases.flatMap((name) => VIEWS.map((view) => `SELECT * FROM ${name}.INFORMATION_SCHEMA.${view}`)),
    ...outside.flatMap((entry) => of(account, entry)),
    `SELECT * FROM TABLE(SNOWFLAKE.INFORMATION_SCHEMA.POLICY_REFERENCES(REF_ENTITY_NAME => '${account.info.name}', REF_ENTITY_DOMAIN => 'ACCOUNT'))`,
  ];
}

function named({ catalog }: LocalAccount, entry: Entry): string {
  return displayedName(nameOf(...pathOf(catalog, entry).map(({ name }) => name)));
}

function of(account: LocalAccount, entry: Entry): readonly string[] {
  const name = `${named(account, entry)}${entry.args === null ? "" : `(${entry.args})`}`;
  const inSchema = pathOf(account.catalog, entry).length === 3;
  const text = named(account, entry).replaceAll("'", "''");
  const type = typeOfClass(entry.class)?.name ?? entry.class;
  const isIntegration = entry.class.endsWith(" INTEGRATION");
  return [
    ...(classNamed(entry.class)?.describe === undefined ? [] : [`DESCRIBE ${isIntegration ? "INTEGRATION" : entry.class} ${name}`]),
    ...(entry.parent === ACCOUNT || entry.class !== "ATTACHMENT" ? [`SHOW GRANTS ON ${type} ${name}`] : []),
    ...(["ROLE", "DATABASE ROLE", "USER"].includes(entry.class) ? [`SHOW GRANTS TO ${entry.class} ${name}`] : []),
    ...(["ROLE", "DATABASE ROLE"].includes(entry.class) ? [`SHOW GRANTS OF ${entry.class} ${name}`, `SHOW FUTURE GRANTS TO ${entry.class} ${name}`] : []),
    ...(entry.class === "SCHEMA" ? [`SHOW FUTURE GRANTS IN SCHEMA ${name}`] : []),
    ...(SHOWN_LEVELS.some((level) => level === entry.class) ? [`SHOW PARAMETERS IN ${entry.class} ${name}`] : []),
    // Of a stream whose source is gone GET_DDL still tells the name, which no row does.
    ...(DEFINED.includes(type) && inSchema && entry.name !== "STALE"
      ? [`SELECT GET_DDL('${type.replaceAll(" ", "_")}', '${text}${entry.args === null ? "" : `(${entry.args})`}') AS DDL`]
      : []),
    ...(entry.class === "TABLE"
      ? [`DESCRIBE SEARCH OPTIMIZATION ON ${name}`, `SELECT * FROM TABLE(SNOWFLAKE.INFORMATION_SCHEMA.TAG_REFERENCES_ALL_COLUMNS('${text}', 'TABLE'))`]
      : []),
    ...(POLICY.test(entry.class) && inSchema ? [`SELECT * FROM TABLE(SNOWFLAKE.INFORMATION_SCHEMA.POLICY_REFERENCES(POLICY_NAME => '${text}'))`] : []),
    ...(TAGGED.includes(entry.class) ? [`SELECT * FROM TABLE(SNOWFLAKE.INFORMATION_SCHEMA.TAG_REFERENCES('${text}', '${entry.class}'))`] : []),
    ...(entry.class === "USER" ? [`SHOW USER PROGRAMMATIC ACCESS TOKENS FOR USER ${name}`] : []),
    ...(entry.class === "USER"
      ? [`SELECT * FROM TABLE(SNOWFLAKE.INFORMATION_SCHEMA.POLICY_REFERENCES(REF_ENTITY_NAME => '${text}', REF_ENTITY_DOMAIN => 'USER'))`]
      : []),
  ];
}
