import fc from "fast-check";
import { DATABASE_ROLES, ROLES, SCHEMAS, TABLES, USERS, WAREHOUSES } from "./access-scene.ts";

const roles = ROLES.map((name) => `ROLE ${name}`);
const grantees = [...roles, "ROLE PUBLIC", ...USERS.map((name) => `USER ${name}`), ...DATABASE_ROLES.map((name) => `DATABASE ROLE ${name}`)];
/** Ownership goes to roles. */
const owners = [...roles, "ROLE PUBLIC", ...DATABASE_ROLES.map((name) => `DATABASE ROLE ${name}`)];

const on = {
  tables: TABLES.map((name) => `TABLE ${name}`),
  databases: ["DATABASE D", "DATABASE E"],
  schemas: SCHEMAS.map((name) => `SCHEMA ${name}`),
  warehouses: WAREHOUSES.map((name) => `WAREHOUSE ${name}`),
};

const securable: fc.Arbitrary<readonly [string, string]> = fc.oneof(
  fc.tuple(fc.constantFrom("SELECT", "INSERT", "REFERENCES"), fc.constantFrom(...on.tables)),
  fc.tuple(fc.constantFrom("SELECT", "REFERENCES"), fc.constant("VIEW D.S.V")),
  fc.tuple(fc.constant("USAGE"), fc.constant("SEQUENCE D.S.Q")),
  fc.tuple(fc.constantFrom("USAGE", "MONITOR", "CREATE SCHEMA"), fc.constantFrom(...on.databases)),
  fc.tuple(fc.constantFrom("USAGE", "MODIFY", "CREATE TABLE"), fc.constantFrom(...on.schemas)),
  fc.tuple(fc.constantFrom("USAGE", "OPERATE", "MODIFY", "MONITOR"), fc.constantFrom(...on.warehouses)),
  fc.tuple(fc.constantFrom("MANAGE GRANTS", "MANAGE WAREHOUSES"), fc.constant("ACCOUNT")),
);

/** Without what opens databases and schemas nothing else matters. */
const opening: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom("USAGE", "MONITOR"), fc.constantFrom(...on.databases, ...on.schemas), fc.constantFrom(...grantees))
  .map(([privilege, container, to]) => `GRANT ${privilege} ON ${container} TO ${to}`);

/** Most of it is open to most. */
const openings = fc.subarray(
  [...on.databases, ...on.schemas].flatMap((container) => [...roles, "USER U1"].map((to) => `GRANT USAGE ON ${container} TO ${to}`)),
  { minLength: 15 },
);

const giving = fc
  .tuple(securable, fc.constantFrom(...grantees), fc.constantFrom("", "", "", " WITH GRANT OPTION"))
  .map(([[privilege, target], to, option]) => `GRANT ${privilege} ON ${target} TO ${to}${option}`);

const taking = fc.tuple(securable, fc.constantFrom(...grantees)).map(([[privilege, target], from]) => `REVOKE ${privilege} ON ${target} FROM ${from}`);

const joining = fc.oneof(
  fc.tuple(fc.constantFrom(...roles), fc.constantFrom(...roles, "ROLE PUBLIC", "ROLE SYSADMIN", ...USERS.map((name) => `USER ${name}`))),
  fc.tuple(fc.constantFrom(...DATABASE_ROLES.map((name) => `DATABASE ROLE ${name}`)), fc.constantFrom(...grantees)),
);

const owned = fc.constantFrom(...on.tables, ...on.databases, ...on.schemas, ...on.warehouses, "VIEW D.S.V", "SEQUENCE D.S.Q", "ROLE R5");

/** One statement of an administrator who changes who can do what. Snowflake refuses some: a circle of roles, a table to another database's role. */
const randomGrant: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: opening },
  { weight: 8, arbitrary: giving },
  { weight: 2, arbitrary: taking },
  { weight: 6, arbitrary: joining.map(([role, to]) => `GRANT ${role} TO ${to}`) },
  { weight: 1, arbitrary: joining.map(([role, from]) => `REVOKE ${role} FROM ${from}`) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(owned, fc.constantFrom(...owners), fc.constantFrom("COPY", "REVOKE"))
      .map(([target, to, grants]) => `GRANT OWNERSHIP ON ${target} TO ${to} ${grants} CURRENT GRANTS`),
  },
  { weight: 1, arbitrary: fc.constantFrom("DROP ROLE R4", "DROP DATABASE ROLE D.Y", "DROP TABLE D.S.B", "DROP SCHEMA E.S") },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom("SELECT", "INSERT"), fc.constantFrom("SCHEMA D.S", "DATABASE D"), fc.constantFrom(...roles))
      .map(([privilege, container, to]) => `GRANT ${privilege} ON FUTURE TABLES IN ${container} TO ${to}`),
  },
  { weight: 1, arbitrary: fc.constantFrom("CREATE OR REPLACE TABLE D.S.A (ID NUMBER(38,0))", "CREATE OR REPLACE TABLE D.M.A (ID NUMBER(38,0))") },
);

/** What an administrator did, from the first statement to the last. */
export const randomHistory: fc.Arbitrary<readonly string[]> = fc
  .tuple(openings, fc.array(randomGrant, { minLength: 20, maxLength: 45 }))
  .map(([first, then]) => [...first, ...then]);
