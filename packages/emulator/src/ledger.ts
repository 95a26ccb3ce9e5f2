import type { ObjectClass } from "./objects/object-class.ts";
import { OBJECT_CLASSES } from "./objects/registry.ts";
import { FIRST_WORDS } from "./statements/parse.ts";

interface LedgerLine {
  /** The words the statement begins with. */
  readonly words: string;
  /** The page it was written from, under `en/` of the documentation; `null`: none of its own. */
  readonly page: string | null;
}

/** Every statement this account knows, in the order of its words. */
export function ledger(): readonly LedgerLine[] {
  const words = [...OBJECT_CLASSES.flatMap(statementsOf), ...FIRST_WORDS.filter((first) => !OF_CLASSES.has(first)), ...SHOWS, ...FORMS];
  return [...new Set(words)].sort().map((each) => ({ words: each, page: pageOf(each) }));
}

/** First words whose statements are those of the classes. */
const OF_CLASSES = new Set(["CREATE", "ALTER", "DROP", "UNDROP", "DESCRIBE", "DESC", "SHOW"]);
/** Forms of SHOW that are no class's. */
const SHOWS = [
  ...["SHOW GRANTS", "SHOW FUTURE GRANTS", "SHOW PARAMETERS", "SHOW VARIABLES", "SHOW COLUMNS", "SHOW PRIMARY KEYS", "SHOW UNIQUE KEYS", "SHOW IMPORTED KEYS"],
  ...["SHOW APPLICATION ROLES", "SHOW USER KEY PAIRS", "SHOW USER PROGRAMMATIC ACCESS TOKENS", "SHOW USER WORKLOAD IDENTITY AUTHENTICATION METHODS"],
];
/** Forms of a class's statements that have pages of their own. */
const FORMS = [
  ...["ADD", "MODIFY", "REMOVE", "ROTATE"].flatMap((verb) => ["KEY PAIR", "PROGRAMMATIC ACCESS TOKEN"].map((what) => `ALTER USER ${verb} ${what}`)),
  ...["CREATE", "ALTER"].flatMap((verb) =>
    ["API AUTH", "OAUTH EXTERNAL", "OAUTH SNOWFLAKE", "SAML2", "SCIM"].map((type) => `${verb} SECURITY INTEGRATION ${type}`),
  ),
];

function statementsOf(of: ObjectClass): readonly string[] {
  return [
    ...(of.name === "INTEGRATION" ? [] : [`CREATE ${of.name}`]),
    `ALTER ${of.name}`,
    `DROP ${of.name}`,
    ...(of.undroppable === true ? [`UNDROP ${of.name}`] : []),
    ...(of.describe === undefined ? [] : [`DESCRIBE ${of.name}`]),
    ...of.shows.map(({ words }) => `SHOW ${words}`),
  ];
}

/** Where the page is not named after the statement's words. */
const PAGES: Readonly<Record<string, string | null>> = {
  "SHOW AS RESOURCE DYNAMIC TABLES": "sql-reference/sql/show-dynamic-tables",
  "SHOW FUTURE GRANTS": "sql-reference/sql/show-grants",
  "SHOW IMPORTED KEYS": "sql-reference/sql/show-imported-keys",
  GRANT: "sql-reference/sql/grant-privilege",
  REVOKE: "sql-reference/sql/revoke-privilege",
  "START TRANSACTION": "sql-reference/sql/begin",
  WITH: "sql-reference/constructs/with",
  USE: "sql-reference/sql/use",
};

/** Integrations of all kinds have one page for each of these. */
const OF_INTEGRATIONS = /^(?:DESCRIBE|DROP|SHOW) (?:\w+ )+INTEGRATIONS?$/;

function pageOf(words: string): string | null {
  if (OF_INTEGRATIONS.test(words)) return pageOf(words.replace(/ .* /, " "));
  const known = PAGES[words];
  return known === undefined
    ? `sql-reference/sql/${words
        .toLowerCase()
        .replace(/^describe /, "desc ")
        .replaceAll(" ", "-")}`
    : known;
}
