import { exactly, sql } from "@snowtower/sql";
import { expect, test } from "vitest";
import { connectInProcess } from "../in-process.ts";
import { LocalAccount } from "../local-account.ts";
import { must, run } from "../testing/run.ts";
import type { Seed, SeedResult, SeedRow } from "./seed.ts";

const FACTS = {
  locator: "AB1",
  organization: "ORG",
  name: "PROD",
  region: "AWS_EU_CENTRAL_1",
  edition: "ENTERPRISE",
  user: "ADMIN",
  role: "ACCOUNTADMIN",
} as const;
const SHOW = ["created_on", "name", "database_name", "schema_name", "kind", "rows", "bytes", "owner", "owner_role_type"];
const DESCRIBE = ["name", "type", "kind", "null?", "default"];
const COLUMNS: readonly SeedRow[] = [
  ["ID", "NUMBER(20,2)", "COLUMN", "Y", null],
  ["my name", "VARCHAR(10)", "COLUMN", "Y", null],
  ["V", "VARIANT", "COLUMN", "Y", null],
];

function result(statement: string, columns: readonly string[], rows: readonly SeedRow[]): SeedResult {
  return { statement, columns, rows };
}

/** Three tables: one with a thousand rows, one of which nobody knows how many, an empty one. */
async function twin(): Promise<LocalAccount> {
  const tables = ["FULL", "MAYBE", "EMPTY"];
  const rows = ["1000", null, "0"];
  const seed: Seed = {
    facts: FACTS,
    results: [
      result("SHOW DATABASES", ["created_on", "name", "owner"], [["1700000000.000", "D", "ACCOUNTADMIN"]]),
      result("SHOW SCHEMAS IN ACCOUNT", ["created_on", "name", "database_name", "owner"], [["1700000000.000", "S", "D", "ACCOUNTADMIN"]]),
      result(
        "SHOW TABLES IN ACCOUNT",
        SHOW,
        tables.map((name, i) => ["1700000000.000", name, "D", "S", "TABLE", rows[i] ?? null, "64", "ACCOUNTADMIN", "ROLE"]),
      ),
      ...tables.map((name) => result(`DESC TABLE D.S.${name}`, DESCRIBE, COLUMNS)),
    ],
  };
  const { account } = await LocalAccount.seed(seed);
  return account;
}

async function refusal(text: string) {
  const account = connectInProcess(await twin(), { user: exactly("ADMIN"), role: exactly("ACCOUNTADMIN") });
  const statements = text.split(";").map((statement) => sql(Object.assign([statement], { raw: [statement] })));
  const outcome = (await account.execute({ statements })).at(-1);
  return outcome !== undefined && "failed" in outcome ? outcome.failed.details : null;
}

test.each([
  ["ALTER TABLE d.s.full ALTER id SET NOT NULL", "ID", "SELECT COUNT_IF(ID IS NULL) FROM D.S.FULL"],
  ['ALTER TABLE d.s.maybe ALTER "my name" SET NOT NULL', '"my name"', 'SELECT COUNT_IF("my name" IS NULL) FROM D.S.MAYBE'],
  ["ALTER TABLE d.s.full ALTER id SET DATA TYPE NUMBER(10,2)", "ID", "SELECT COUNT_IF(ABS(ID) >= 1e8) FROM D.S.FULL"],
  ["ALTER TABLE d.s.maybe ADD COLUMN c NUMBER NOT NULL", null, "SELECT COUNT(*) FROM D.S.MAYBE"],
  ["ALTER TABLE d.s.maybe ADD COLUMN c NUMBER AUTOINCREMENT", null, "SELECT COUNT(*) FROM D.S.MAYBE"],
  ["ALTER TABLE d.s.maybe ALTER v SET NOT NULL", null, "SELECT COUNT(*) FROM D.S.MAYBE"],
  ["ALTER TABLE d.s.maybe ADD COLUMN c NUMBER;ALTER TABLE d.s.maybe ALTER c SET NOT NULL", null, "SELECT COUNT(*) FROM D.S.MAYBE"],
  ["ALTER TABLE d.s.full ADD PRIMARY KEY (id)", "ID", "SELECT COUNT_IF(ID IS NULL) FROM D.S.FULL"],
  ["ALTER TABLE d.s.full RENAME COLUMN id TO other;ALTER TABLE d.s.full ALTER other SET NOT NULL", "OTHER", "SELECT COUNT_IF(OTHER IS NULL) FROM D.S.FULL"],
  ["ALTER TABLE d.s.full RENAME TO d.s.moved;ALTER TABLE d.s.moved ALTER id SET NOT NULL", "ID", "SELECT COUNT_IF(ID IS NULL) FROM D.S.MOVED"],
])("%s depends on data", async (text, column, probe) => {
  const details = await refusal(text);
  expect(details).toMatchObject({ code: "900001", sqlState: "ZD001", dependsOn: { column, probe } });
  expect(details?.message).toContain(probe);
});

test.each([
  "ALTER TABLE d.s.empty ALTER id SET NOT NULL",
  "ALTER TABLE d.s.empty ALTER v SET NOT NULL",
  "ALTER TABLE d.s.empty ALTER id SET DATA TYPE NUMBER(10,2)",
  "ALTER TABLE d.s.empty ADD COLUMN c NUMBER NOT NULL",
  "ALTER TABLE d.s.full ALTER id SET DATA TYPE NUMBER(30,2)",
  "ALTER TABLE d.s.full ADD COLUMN c NUMBER NOT NULL DEFAULT 1",
  "ALTER TABLE d.s.full ADD COLUMN c NUMBER DEFAULT 1;ALTER TABLE d.s.full ALTER c SET NOT NULL",
  "ALTER TABLE d.s.full ADD COLUMN c NUMBER;ALTER TABLE d.s.full ALTER c SET DATA TYPE NUMBER(3,0)",
  "CREATE OR REPLACE TABLE d.s.full (a NUMBER);ALTER TABLE d.s.full ALTER a SET NOT NULL",
])("%s does not", async (text) => {
  expect(await refusal(text)).toBeNull();
});

test.each([
  ["ALTER TABLE d.s.full ADD COLUMN c NUMBER NOT NULL", "002216"],
  ["ALTER TABLE d.s.full ADD COLUMN c NUMBER AUTOINCREMENT", "002217"],
  ["ALTER TABLE d.s.full ALTER v SET NOT NULL", "000002"],
  ["ALTER TABLE d.s.full ADD COLUMN c NUMBER;ALTER TABLE d.s.full ALTER c SET NOT NULL", "100072"],
])("%s fails whatever the rows are", async (text, code) => {
  expect(await refusal(text)).toMatchObject({ code });
});

test("a table that was made on the twin is certain", async () => {
  const account = await twin();
  await must(account, "CREATE TABLE d.s.own (a NUMBER); ALTER TABLE d.s.own ALTER a SET NOT NULL; ALTER TABLE d.s.own ADD COLUMN b NUMBER NOT NULL");
  expect(await run(account, "SELECT * FROM d.s.full")).toMatchObject({ code: expect.stringMatching(/^(900001|000606)$/) });
});
