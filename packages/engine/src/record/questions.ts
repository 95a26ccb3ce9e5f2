import { exactly, type Fragment, id, name, nothing, num, type QualifiedName, type Statement, sql, text, word } from "@snowtower/sql";

/** One thing that a recording asks. */
export interface Question {
  readonly statement: Statement;
  /** Only the columns: nothing runs, and no warehouse is needed. */
  readonly describeOnly?: boolean;
  /** Which rows of the answer are worth keeping: those of a list are cut to a few, parameters are kept whole. */
  readonly rows: "few" | "all" | "none";
}

/** Rows asked of a list: enough to show its forms, harmless for an account of any size. */
const MOST = 50;

/** What SHOW lists in the whole account (docs: sql-reference/sql/show); what an account's edition or this role does not have is refused, and that is worth knowing too. */
const IN_ACCOUNT = [
  ..."AGGREGATION POLICIES,ALERTS,AUTHENTICATION POLICIES,DATABASES,DATASETS,DYNAMIC TABLES,EVENT TABLES,EXTERNAL TABLES,FILE FORMATS,FUNCTIONS".split(","),
  ..."GIT REPOSITORIES,HYBRID TABLES,ICEBERG TABLES,IMAGE REPOSITORIES,JOIN POLICIES,MASKING POLICIES,MATERIALIZED VIEWS,NETWORK RULES,NOTEBOOKS".split(","),
  ..."PACKAGES POLICIES,PASSWORD POLICIES,PIPES,PRIVACY POLICIES,PROCEDURES,PROJECTION POLICIES,ROW ACCESS POLICIES,SCHEMAS,SECRETS,SEMANTIC VIEWS".split(","),
  ..."SEQUENCES,SERVICES,SESSION POLICIES,STAGES,STREAMLITS,STREAMS,TABLES,TAGS,TASKS,USER FUNCTIONS,USER PROCEDURES,VIEWS".split(","),
];
/** What SHOW lists without a container. */
const OF_ACCOUNT = [
  ..."COMPUTE POOLS,CONNECTIONS,EXTERNAL VOLUMES,FAILOVER GROUPS,NETWORK POLICIES,REPLICATION GROUPS,RESOURCE MONITORS,ROLES,SHARES,USERS,WAREHOUSES".split(
    ",",
  ),
  ..."INTEGRATIONS,API INTEGRATIONS,CATALOG INTEGRATIONS,EXTERNAL ACCESS INTEGRATIONS,NOTIFICATION INTEGRATIONS,SECURITY INTEGRATIONS,STORAGE INTEGRATIONS".split(
    ",",
  ),
];
/** Lists that take no LIMIT (docs: the pages of these SHOWs). */
const WITHOUT_LIMIT = new Set([
  "COMPUTE POOLS",
  "CONNECTIONS",
  "NETWORK POLICIES",
  "REPLICATION GROUPS",
  "FAILOVER GROUPS",
  "EXTERNAL VOLUMES",
  "RESOURCE MONITORS",
  ..."AGGREGATION POLICIES,FILE FORMATS,FUNCTIONS,JOIN POLICIES,MASKING POLICIES,MATERIALIZED VIEWS,PROCEDURES,PROJECTION POLICIES".split(","),
  ..."SECRETS,SEQUENCES,STAGES,TAGS,USER FUNCTIONS,USER PROCEDURES,WAREHOUSES".split(","),
  ..."INTEGRATIONS,API INTEGRATIONS,CATALOG INTEGRATIONS,EXTERNAL ACCESS INTEGRATIONS,NOTIFICATION INTEGRATIONS,SECURITY INTEGRATIONS,STORAGE INTEGRATIONS".split(
    ",",
  ),
]);

const INFORMATION_SCHEMA = [
  ..."APPLICABLE_ROLES,COLUMNS,DATABASES,ENABLED_ROLES,FILE_FORMATS,FUNCTIONS,OBJECT_PRIVILEGES,PROCEDURES,REFERENTIAL_CONSTRAINTS,SCHEMATA".split(","),
  ..."SEQUENCES,STAGES,TABLES,TABLE_CONSTRAINTS,TABLE_PRIVILEGES,USAGE_PRIVILEGES,VIEWS".split(","),
];

/** Names that no account has. */
const NOBODY = exactly("SNOWTOWER_RECORD_NO_SUCH_OBJECT");

/** What is asked of every account, whatever it holds. */
export function generalQuestions(): readonly Question[] {
  return [...session(), ...lists(), ...parameters(), ...refusals()];
}

function session(): readonly Question[] {
  const asked = [
    sql`SELECT CURRENT_VERSION()`,
    sql`SELECT CURRENT_REGION()`,
    sql`SELECT CURRENT_SECONDARY_ROLES()`,
    sql`SELECT SYSTEM$SHOW_ACTIVE_BEHAVIOR_CHANGE_BUNDLES()`,
    sql`SELECT CURRENT_ROLE(), CURRENT_USER(), CURRENT_ACCOUNT(), CURRENT_WAREHOUSE(), CURRENT_DATABASE()`,
  ];
  return asked.map((statement) => ({ statement, rows: "all" }));
}

function lists(): readonly Question[] {
  const limit = (words: string): Fragment => (WITHOUT_LIMIT.has(words) ? nothing : sql` LIMIT ${num(MOST)}`);
  return [
    ...IN_ACCOUNT.map((words): Question => ({ statement: sql`SHOW ${word(words)} IN ACCOUNT${limit(words)}`, rows: "few" })),
    ...OF_ACCOUNT.map((words): Question => ({ statement: sql`SHOW ${word(words)}${limit(words)}`, rows: "few" })),
    { statement: sql`SHOW GRANTS ON ACCOUNT`, rows: "few" },
    { statement: sql`SHOW GRANTS`, rows: "few" },
    { statement: sql`SHOW GRANTS OF ROLE ${id(exactly("SYSADMIN"))}`, rows: "few" },
    { statement: sql`SHOW GRANTS TO ROLE ${id(exactly("PUBLIC"))}`, rows: "few" },
    { statement: sql`SHOW FUTURE GRANTS TO ROLE ${id(exactly("SYSADMIN"))}`, rows: "few" },
    { statement: sql`SHOW COLUMNS IN ACCOUNT`, rows: "few" },
    { statement: sql`SHOW PRIMARY KEYS IN ACCOUNT`, rows: "few" },
    { statement: sql`SHOW UNIQUE KEYS IN ACCOUNT`, rows: "few" },
    { statement: sql`SHOW IMPORTED KEYS IN ACCOUNT`, rows: "few" },
    ...["TABLES", "VIEWS", "SCHEMAS", "DATABASES", "TASKS", "STREAMS"].map(
      (words): Question => ({ statement: sql`SHOW TERSE ${word(words)} IN ACCOUNT LIMIT ${num(MOST)}`, rows: "few" }),
    ),
  ];
}

function parameters(): readonly Question[] {
  return [sql`SHOW PARAMETERS`, sql`SHOW PARAMETERS IN ACCOUNT`, sql`SHOW PARAMETERS IN SESSION`].map((statement) => ({ statement, rows: "all" }));
}

/** Refused by every account, and none of them could do anything if it were not. */
function refusals(): readonly Question[] {
  const nobody = id(NOBODY);
  const inside = name([NOBODY, NOBODY, NOBODY]);
  const classes = ["WAREHOUSE", "USER", "DATABASE", "SCHEMA", "NETWORK POLICY", "INTEGRATION"];
  const schemaClasses = ["TABLE", "VIEW", "STAGE", "TASK", "STREAM", "SEQUENCE", "MASKING POLICY", "ROW ACCESS POLICY", "SECRET", "NETWORK RULE"];
  const asked = [
    ...classes.map((each) => sql`DESCRIBE ${word(each)} ${nobody}`),
    ...schemaClasses.map((each) => sql`DESCRIBE ${word(each)} ${inside}`),
    sql`SHOW TABLES IN DATABASE ${nobody}`,
    sql`SHOW TABLES IN SCHEMA ${name([NOBODY, NOBODY])}`,
    sql`SHOW GRANTS TO ROLE ${nobody}`,
    sql`SHOW GRANTS TO USER ${nobody}`,
    sql`SHOW GRANTS ON WAREHOUSE ${nobody}`,
    sql`SHOW GRANTS ON TABLE ${inside}`,
    sql`SHOW PARAMETERS IN WAREHOUSE ${nobody}`,
    sql`SHOW PARAMETERS LIKE ${text("SNOWTOWER%")} IN DATABASE ${nobody}`,
    sql`SHOW TABLES LIMIT 20000`,
    sql`SHOW NONSENSE`,
    sql`DESCRIBE NONSENSE ${nobody}`,
    sql`USE ROLE ${nobody}`,
    sql`USE WAREHOUSE ${nobody}`,
    sql`USE DATABASE ${nobody}`,
    sql`USE SCHEMA ${name([NOBODY, NOBODY])}`,
    sql`SELECT NONSENSE_FUNCTION(1)`,
    sql`SELECT * FROM ${inside}`,
    sql`SELECT a b c`,
    sql`SELECT GET_DDL(${text("TABLE")}, ${text("SNOWTOWER_RECORD_NO_SUCH_OBJECT")})`,
  ];
  return asked.map((statement) => ({ statement, rows: "none" }));
}

/** What a list found: the class of its SHOW and one object of it. */
export interface Sample {
  /** As in DESCRIBE: `FILE FORMAT`. */
  readonly class: string;
  readonly name: QualifiedName;
  /** Of functions and procedures, as in their SHOW: `(NUMBER, VARCHAR)`. */
  readonly signature: Fragment | null;
}

const PARAMETERS_OF = new Set(["WAREHOUSE", "USER", "DATABASE", "SCHEMA", "TABLE", "TASK"]);
/** SHOW GRANTS ON, DESCRIBE and the like are not for these. */
const NOT_DESCRIBED = new Set(["ROLE", "TAG", "RESOURCE MONITOR", "SHARE"]);

/** What is asked about one object that is there. */
export function questionsAbout({ class: of, name: parts, signature }: Sample): readonly Question[] {
  const object = signature === null ? name(parts) : sql`${name(parts)}${signature}`;
  const found: Question[] = [];
  if (!NOT_DESCRIBED.has(of)) found.push({ statement: sql`DESCRIBE ${word(of)} ${object}`, rows: "few" });
  if (PARAMETERS_OF.has(of)) found.push({ statement: sql`SHOW PARAMETERS IN ${word(of)} ${object}`, rows: "all" });
  if (of !== "SHARE" && of !== "USER" && of !== "ROLE") found.push({ statement: sql`SHOW GRANTS ON ${word(of)} ${object}`, rows: "few" });
  if (of === "ROLE")
    found.push(
      ...[sql`SHOW GRANTS TO ROLE ${object}`, sql`SHOW GRANTS OF ROLE ${object}`, sql`SHOW FUTURE GRANTS TO ROLE ${object}`].map(
        (statement): Question => ({ statement, rows: "few" }),
      ),
    );
  if (of === "USER") found.push({ statement: sql`SHOW GRANTS TO USER ${object}`, rows: "few" });
  if (of === "DATABASE") found.push(...aboutDatabase(object));
  if (of === "SCHEMA") found.push({ statement: sql`SHOW FUTURE GRANTS IN SCHEMA ${object}`, rows: "few" });
  return found;
}

function aboutDatabase(database: Fragment): readonly Question[] {
  return [
    { statement: sql`SHOW DATABASE ROLES IN DATABASE ${database}`, rows: "few" },
    { statement: sql`SHOW FUTURE GRANTS IN DATABASE ${database}`, rows: "few" },
    ...INFORMATION_SCHEMA.map(
      (view): Question => ({ statement: sql`SELECT * FROM ${database}.INFORMATION_SCHEMA.${word(view)}`, describeOnly: true, rows: "none" }),
    ),
  ];
}
