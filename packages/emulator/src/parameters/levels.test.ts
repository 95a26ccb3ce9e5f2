import { expect, it, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

test("a value holds from where it was set downwards, and SHOW tells where that is", async () => {
  const account = LocalAccount.create();
  const session = as(account, "ACCOUNTADMIN");
  await must(session, "CREATE DATABASE d; CREATE SCHEMA s; CREATE TABLE t (a INT); CREATE TASK k WAREHOUSE = compute_wh AS SELECT 1");
  const told = async (scope: string, name: string) => {
    const [row] = await show(session, `SHOW PARAMETERS LIKE '${name}' IN ${scope}`);
    return [row?.value, row?.level, row?.default];
  };
  const name = "DATA_RETENTION_TIME_IN_DAYS";
  expect(await told("TABLE t", name)).toEqual(["1", "", "1"]);
  await must(session, `ALTER ACCOUNT SET ${name} = 2`);
  expect(await told("TABLE t", name)).toEqual(["2", "ACCOUNT", "1"]);
  await must(session, `ALTER DATABASE d SET ${name} = 3`);
  expect(await told("TABLE t", name)).toEqual(["3", "DATABASE", "1"]);
  await must(session, `ALTER SCHEMA s SET ${name} = 4`);
  expect(await told("TABLE t", name)).toEqual(["4", "SCHEMA", "1"]);
  await must(session, `ALTER TABLE t SET ${name} = 5`);
  expect(await told("TABLE t", name)).toEqual(["5", "TABLE", "1"]);
  expect(await told("SCHEMA s", name)).toEqual(["4", "SCHEMA", "1"]);
  await must(session, `ALTER TABLE t UNSET ${name}; ALTER SCHEMA s UNSET ${name}`);
  expect(await told("TABLE t", name)).toEqual(["3", "DATABASE", "1"]);
  await must(session, "ALTER SCHEMA s SET LOG_LEVEL = INFO");
  expect(await told("TASK k", "LOG_LEVEL")).toEqual(["INFO", "SCHEMA", "OFF"]);
  await must(session, "ALTER ACCOUNT SET TIMEZONE = 'UTC'; ALTER USER admin SET TIMEZONE = 'Europe/Berlin'; ALTER SESSION SET TIMEZONE = 'Asia/Tokyo'");
  expect(await told("ACCOUNT", "TIMEZONE")).toEqual(["UTC", "ACCOUNT", "America/Los_Angeles"]);
  expect(await told("USER admin", "TIMEZONE")).toEqual(["Europe/Berlin", "USER", "America/Los_Angeles"]);
  expect(await told("SESSION", "TIMEZONE")).toEqual(["Asia/Tokyo", "SESSION", "America/Los_Angeles"]);
});

/** (docs: sql-reference/parameters, "Values") */
it.each([
  ["ALTER SESSION SET TIMEZONE = 'Nowhere/Here'", "001008"],
  ["ALTER SESSION SET CLIENT_RESULT_CHUNK_SIZE = 15", "001008"],
  ["ALTER SESSION SET CLIENT_RESULT_CHUNK_SIZE = 16", ""],
  ["ALTER SESSION SET TWO_DIGIT_CENTURY_START = 2101", "001008"],
  ["ALTER SESSION SET ICEBERG_TIMESTAMP_DEFAULT_PRECISION = 7", "001008"],
  ["ALTER SESSION SET DATA_RETENTION_TIME_IN_DAYS = 1", "001420"],
  ["ALTER ACCOUNT SET INITIAL_REPLICATION_SIZE_LIMIT_IN_TB = 20.5", ""],
  ["ALTER ACCOUNT SET USE_WORKSPACES_FOR_SQL = 'sometimes'", "001008"],
  ["ALTER ACCOUNT SET CORTEX_CODE_CLI_DAILY_EST_CREDIT_LIMIT_PER_USER = -2", "001008"],
  ["ALTER ACCOUNT SET NOTHING_KNOWN = 1", "001420"],
])("%s", async (statement, code) => {
  const answer = await run(LocalAccount.create(), statement);
  if (code === "") expect(typeof answer).toBe("string");
  else expect(answer).toMatchObject({ code });
});

test("NOORDER_SEQUENCE_AS_DEFAULT decides what sequences and columns are", async () => {
  const session = as(LocalAccount.create(), "ACCOUNTADMIN");
  await must(session, "CREATE DATABASE d; CREATE SCHEMA s; CREATE SEQUENCE a; ALTER SESSION SET NOORDER_SEQUENCE_AS_DEFAULT = FALSE; CREATE SEQUENCE b");
  await must(session, "CREATE TABLE t (i INT AUTOINCREMENT, j INT AUTOINCREMENT NOORDER); CREATE SEQUENCE c NOORDER");
  expect((await show(session, "SHOW SEQUENCES")).map(({ name, ordered }) => [name, ordered])).toEqual([
    ["A", "N"],
    ["B", "Y"],
    ["C", "N"],
  ]);
  expect((await show(session, "SHOW COLUMNS IN t")).map(({ autoincrement }) => autoincrement)).toEqual([
    "IDENTITY START 1 INCREMENT 1 ORDER",
    "IDENTITY START 1 INCREMENT 1 NOORDER",
  ]);
});
