// The raw rows of a made-up account of a given size, as a reader would have them: tables in schemas in databases, roles, users, and grants of roles on tables.
const CREATED = "1700000000.000";
const TYPES = ["text"];

/** Rows one by one, so that the account is never an array. */
function result(statement, columns, rows) {
  return { statement, columns, types: columns.map(() => TYPES[0]), rows };
}

const SCHEMAS_PER_DATABASE = 50;
const TABLES_PER_SCHEMA = 200;
const ROLES = 2_000;

const tables = (objects) => objects - ROLES;
const schemaOf = (i) => Math.floor(i / TABLES_PER_SCHEMA);
const databaseOf = (i) => Math.floor(schemaOf(i) / SCHEMAS_PER_DATABASE);

function* count(n, row) {
  for (let i = 0; i < n; i++) yield row(i);
}

export const FACTS = {
  locator: "AB12345",
  organization: "BENCH",
  name: "PROD",
  region: "AWS_EU_CENTRAL_1",
  edition: "ENTERPRISE",
  user: "ADMIN",
  role: "ACCOUNTADMIN",
};
const SYSTEM_ROLES = ["ACCOUNTADMIN", "SECURITYADMIN", "USERADMIN", "SYSADMIN", "PUBLIC"];
const GRANT_COLUMNS = ["created_on", "privilege", "granted_on", "name", "granted_to", "grantee_name", "grant_option", "granted_by"];
const USER_COLUMNS = ["name", "created_on", "login_name", "display_name", "owner", "disabled", "default_role"];
const OWNED = ["owner", "comment", "owner_role_type"];
const TABLE_COLUMNS = "created_on,name,database_name,schema_name,kind,comment,cluster_by,rows,bytes,owner,retention_time,change_tracking,owner_role_type".split(
  ",",
);
const DML = ["SELECT", "INSERT", "UPDATE", "DELETE"];
const PRIVILEGES = ["MANAGE GRANTS", "CREATE ROLE", "CREATE DATABASE", "CREATE WAREHOUSE", "CREATE USER"];
const HIERARCHY = [
  ["SYSADMIN", "ACCOUNTADMIN"],
  ["SECURITYADMIN", "ACCOUNTADMIN"],
  ["USERADMIN", "SECURITYADMIN"],
];

function* roles() {
  for (const name of SYSTEM_ROLES) yield [CREATED, name, "", "", ""];
  yield* count(ROLES, (i) => [CREATED, `ROLE_${i}`, "USERADMIN", "", "ROLE"]);
}

/** Every twenty roles are held by one of those before them. */
function* hierarchy() {
  yield* count(ROLES, (i) => [CREATED, "USAGE", "ROLE", `ROLE_${i}`, "ROLE", i < 20 ? "SYSADMIN" : `ROLE_${Math.floor(i / 20)}`, "false", "USERADMIN"]);
  for (const [below, above] of HIERARCHY) yield [CREATED, "USAGE", "ROLE", below, "ROLE", above, "false", ""];
  yield [CREATED, "USAGE", "ROLE", "ACCOUNTADMIN", "USER", "ADMIN", "false", ""];
  for (const privilege of PRIVILEGES) yield [CREATED, privilege, "ACCOUNT", FACTS.locator, "ROLE", "ACCOUNTADMIN", "true", ""];
}

function* onTables(grants, perTable) {
  for (let i = 0; i < grants; i++) {
    const table = Math.floor(i / perTable);
    const name = `DB_${databaseOf(table)}.SC_${schemaOf(table)}.TABLE_${table}`;
    yield [CREATED, DML[i % DML.length], "TABLE", name, "ROLE", `ROLE_${(table * 7 + (i % perTable)) % ROLES}`, "false", "SYSADMIN"];
  }
}

function tableRow(i) {
  const place = [`DB_${databaseOf(i)}`, `SC_${schemaOf(i)}`];
  return [CREATED, `TABLE_${i}`, ...place, "TABLE", "", "", String(i), String(i * 100), "SYSADMIN", "1", "OFF", "ROLE"];
}

/** `objects` counts tables and roles; the schemas and databases around them come on top. */
export function seedRows({ objects, grants }) {
  const schemas = Math.ceil(tables(objects) / TABLES_PER_SCHEMA);
  const databases = Math.ceil(schemas / SCHEMAS_PER_DATABASE);
  const perTable = Math.ceil(grants / tables(objects));
  const ofSysadmin = (...cells) => [CREATED, ...cells, "SYSADMIN", "", "ROLE"];
  return {
    facts: FACTS,
    results: [
      result("SHOW ROLES", ["created_on", "name", ...OWNED], roles()),
      result("SHOW USERS", USER_COLUMNS, [["ADMIN", CREATED, "ADMIN", "ADMIN", "ACCOUNTADMIN", "false", "ACCOUNTADMIN"]]),
      result(
        "SHOW WAREHOUSES",
        ["name", "state", "type", "size", "created_on", ...OWNED],
        [["WH", "SUSPENDED", "STANDARD", "X-Small", CREATED, "SYSADMIN", "", "ROLE"]],
      ),
      result(
        "SHOW DATABASES",
        ["created_on", "name", ...OWNED],
        count(databases, (i) => ofSysadmin(`DB_${i}`)),
      ),
      result(
        "SHOW SCHEMAS IN ACCOUNT",
        ["created_on", "name", "database_name", ...OWNED],
        count(schemas, (i) => ofSysadmin(`SC_${i}`, `DB_${Math.floor(i / SCHEMAS_PER_DATABASE)}`)),
      ),
      result("SHOW TABLES IN ACCOUNT", TABLE_COLUMNS, count(tables(objects), tableRow)),
      result("SHOW GRANTS", GRANT_COLUMNS, hierarchy()),
      result("SHOW GRANTS", GRANT_COLUMNS, onTables(grants, perTable)),
    ],
  };
}
