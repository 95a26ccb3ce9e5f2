// What the engine reads of an account is what a twin is seeded with: read again from the twin it has to be the same, answer by answer and object by object.
import { compareWithSeed, connectInProcess, LocalAccount, type Seed } from "@snowtower/emulator";
import { readAccount } from "@snowtower/engine";
import type { Interest } from "@snowtower/kinds";
import { type Account, exactly, rehydrate, rowsOf } from "@snowtower/sql";
import { expect, test } from "vitest";

const LOGIN = { user: exactly("BOSS"), role: exactly("ACCOUNTADMIN"), warehouse: exactly("COMPUTE_WH") };
const AT = new Date("2026-11-21T12:00:00Z");

const MADE = [
  "CREATE ROLE ANALYST COMMENT = 'reads'",
  "CREATE ROLE LOADER",
  "GRANT ROLE LOADER TO ROLE ANALYST",
  "CREATE WAREHOUSE WH WAREHOUSE_SIZE = 'LARGE' AUTO_SUSPEND = 60 STATEMENT_TIMEOUT_IN_SECONDS = 77",
  "CREATE USER ANN EMAIL = 'ann@example.com' DEFAULT_ROLE = 'ANALYST' COMMENT = 'it''s Ann'",
  "GRANT ROLE ANALYST TO USER ANN",
  "CREATE DATABASE DB DATA_RETENTION_TIME_IN_DAYS = 3",
  "CREATE SCHEMA DB.S",
  "CREATE SCHEMA DB.MANAGED WITH MANAGED ACCESS",
  "CREATE DATABASE ROLE DB.READER",
  "GRANT DATABASE ROLE DB.READER TO ROLE ANALYST",
  "CREATE SEQUENCE DB.S.SEQ START = 5 INCREMENT = 2",
  "CREATE TABLE DB.S.T (ID NUMBER(10,0) NOT NULL AUTOINCREMENT START 3 INCREMENT 4, \"my name\" VARCHAR(50) DEFAULT 'x' COMMENT 'first', AT TIMESTAMP_NTZ(3), CONSTRAINT PK PRIMARY KEY (ID)) CLUSTER BY (ID) COMMENT = 'a table'",
  "CREATE TABLE DB.S.CHILD (PARENT NUMBER(10,0), CONSTRAINT FK FOREIGN KEY (PARENT) REFERENCES DB.S.T (ID))",
  "CREATE VIEW DB.S.V (ONE, TWO) AS SELECT ID, AT FROM DB.S.T",
  "CREATE SECURE VIEW DB.S.SV AS SELECT ID FROM DB.S.T",
  "CREATE FUNCTION DB.S.F(A NUMBER) RETURNS NUMBER AS 'A + 1'",
  "CREATE PROCEDURE DB.S.P() RETURNS VARCHAR LANGUAGE SQL AS 'BEGIN RETURN 1; END'",
  "CREATE FILE FORMAT DB.S.CSV TYPE = CSV FIELD_DELIMITER = '|'",
  "CREATE STAGE DB.S.ST FILE_FORMAT = (FORMAT_NAME = 'DB.S.CSV')",
  "CREATE STREAM DB.S.CHANGES ON TABLE DB.S.T",
  "CREATE TASK DB.S.FIRST WAREHOUSE = WH SCHEDULE = '10 MINUTE' AS SELECT 1",
  "CREATE TASK DB.S.SECOND WAREHOUSE = WH AFTER DB.S.FIRST AS SELECT 2",
  "CREATE TAG DB.S.COST ALLOWED_VALUES 'a', 'b'",
  "ALTER TABLE DB.S.T SET TAG DB.S.COST = 'a'",
  "CREATE MASKING POLICY DB.S.HIDE AS (V VARCHAR) RETURNS VARCHAR -> '***'",
  'ALTER TABLE DB.S.T MODIFY COLUMN "my name" SET MASKING POLICY DB.S.HIDE',
  "CREATE ROW ACCESS POLICY DB.S.OWN_ROWS AS (N NUMBER) RETURNS BOOLEAN -> TRUE",
  "ALTER TABLE DB.S.CHILD ADD ROW ACCESS POLICY DB.S.OWN_ROWS ON (PARENT)",
  "CREATE SECRET DB.S.WORD TYPE = GENERIC_STRING SECRET_STRING = 'hidden'",
  "CREATE NETWORK RULE DB.S.RULE TYPE = IPV4 VALUE_LIST = ('0.0.0.0/0')",
  "CREATE NETWORK POLICY NP ALLOWED_NETWORK_RULE_LIST = (DB.S.RULE)",
  "GRANT USAGE ON DATABASE DB TO ROLE ANALYST",
  "GRANT SELECT ON TABLE DB.S.T TO ROLE ANALYST",
  "GRANT SELECT ON FUTURE TABLES IN SCHEMA DB.S TO ROLE LOADER",
  "GRANT OWNERSHIP ON VIEW DB.S.SV TO ROLE LOADER",
];

const interest: Interest = {
  databases: ["DB"],
  ownedDatabases: true,
  objects: [],
  owners: ["ACCOUNTADMIN", "LOADER"],
  grantees: [
    { type: "ROLE", name: "ANALYST" },
    { type: "ROLE", name: "LOADER" },
    { type: "DATABASE ROLE", name: "DB.READER" },
    { type: "USER", name: "ANN" },
  ],
};

async function made(): Promise<Account> {
  const account = connectInProcess(LocalAccount.create({ user: "BOSS", now: () => AT.getTime(), locator: "AB12345", name: "PROD" }), LOGIN);
  for (const text of MADE) {
    const [outcome] = await account.execute({ statements: [rehydrate({ text, secrets: [] })] });
    await rowsOf(outcome);
  }
  return account;
}

test("an account that the engine reads and its twin are the same account", async () => {
  const account = await made();
  const read = await readAccount(account, interest, { clock: () => AT });
  const { locator, organization, name, region, edition } = account.facts;
  const answers = [...read.observations.values()].flatMap((answer) =>
    "rows" in answer ? [{ statement: answer.key, columns: answer.columns, rows: answer.rows }] : [],
  );
  const seed: Seed = { facts: { locator, organization, name, region, edition, user: "BOSS", role: "ACCOUNTADMIN" }, results: answers };
  const { account: twin, holes } = await LocalAccount.seed(seed, { now: () => AT.getTime() });
  // Nobody asked what stands on the account, nor what PUBLIC has, and no list says who owns a network policy.
  expect(holes.map(({ statement, object }) => statement ?? object)).toEqual(["SHOW GRANTS ON ACCOUNT", "NP"]);
  expect(await compareWithSeed(twin, seed)).toMatchObject([{ object: "PUBLIC", column: "granted_roles" }]);
  const again = await readAccount(connectInProcess(twin, LOGIN), interest, { clock: () => AT });
  expect(again.catalog.objects).toEqual(read.catalog.objects);
  expect([...again.catalog.grants]).toEqual([...read.catalog.grants]);
  expect([...again.catalog.attachments]).toEqual([...read.catalog.attachments]);
  expect([...again.observations.keys()].sort()).toEqual([...read.observations.keys()].sort());
  expect([read.catalog.objects.size > 25, [...read.catalog.grants].length > 5, [...read.catalog.attachments].length]).toEqual([true, true, 2]);
});
