import { expect, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { fill } from "../testing/every-class.ts";
import { readRaw } from "../testing/raw-rows.ts";
import { run } from "../testing/run.ts";
import { compareWithSeed } from "./compare-with-seed.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");

/** Run on the account and on its twin: both must answer alike and come out alike. */
const CHANGES = [
  "ALTER WAREHOUSE wh SET AUTO_SUSPEND = 61 WAREHOUSE_SIZE = XLARGE",
  "ALTER WAREHOUSE wh SUSPEND",
  "ALTER WAREHOUSE \"snow Park\" SET RESOURCE_CONSTRAINT = 'MEMORY_1X' WAREHOUSE_SIZE = SMALL",
  "ALTER WAREHOUSE accelerated UNSET ENABLE_QUERY_ACCELERATION",
  "ALTER USER ann SET DISPLAY_NAME = 'Ann Clark' DEFAULT_ROLE = loader MUST_CHANGE_PASSWORD = FALSE",
  "ALTER USER robot SET TYPE = PERSON",
  "ALTER USER robot UNSET NETWORK_POLICY",
  "DROP NETWORK POLICY np",
  "ALTER RESOURCE MONITOR rm SET CREDIT_QUOTA = 7 TRIGGERS ON 10 PERCENT DO NOTIFY",
  "DROP RESOURCE MONITOR of_account",
  "ALTER DATABASE d SET DATA_RETENTION_TIME_IN_DAYS = 4",
  "ALTER DATABASE d UNSET DATA_RETENTION_TIME_IN_DAYS",
  "ALTER DATABASE imported RENAME TO renamed",
  "ALTER SCHEMA d.managed DISABLE MANAGED ACCESS",
  "ALTER SCHEMA d.ts RENAME TO d.other",
  "DROP SCHEMA d.other",
  "UNDROP SCHEMA d.other",
  "ALTER DATABASE ROLE d.dr2 SET COMMENT = 'second'",
  "REVOKE DATABASE ROLE d.dr FROM ROLE analyst",
  "ALTER SEQUENCE d.s.seq SET INCREMENT BY 9",
  "ALTER TABLE d.s.t ADD COLUMN extra NUMBER DEFAULT 1 COMMENT 'new'",
  "ALTER TABLE d.s.t RENAME COLUMN name TO title",
  "ALTER TABLE d.s.t DROP COLUMN f",
  "ALTER TABLE d.s.t DROP CONSTRAINT uq",
  "ALTER TABLE d.s.t DROP PRIMARY KEY CASCADE",
  "ALTER TABLE d.s.child DROP SEARCH OPTIMIZATION",
  "ALTER TABLE d.s.tt RESUME RECLUSTER",
  "ALTER TABLE d.s.child DROP ROW ACCESS POLICY d.s.some_rows",
  "DROP ROW ACCESS POLICY d.s.some_rows",
  "DROP MASKING POLICY d.s.hide",
  "ALTER TABLE d.s.t MODIFY COLUMN title UNSET MASKING POLICY",
  "DROP MASKING POLICY d.s.hide",
  "ALTER MASKING POLICY d.s.by_tag SET BODY -> 1",
  "DROP TAG d.s.pii",
  "ALTER TAG d.s.cost DROP ALLOWED_VALUES 'b'",
  "ALTER TABLE d.s.t UNSET TAG d.s.cost",
  "ALTER VIEW d.s.w SET SECURE",
  "ALTER VIEW d.s.ww RENAME TO d.s.www",
  "DROP VIEW d.s.sw",
  "ALTER FILE FORMAT d.s.csv SET SKIP_HEADER = 2",
  "ALTER STAGE d.s.outside SET URL = 's3://other/' COMMENT = 'moved'",
  "ALTER STAGE d.s.inside SET DIRECTORY = (ENABLE = FALSE)",
  "ALTER STREAM d.s.on_t SET COMMENT = 'more'",
  "DROP STREAM d.s.stale",
  "ALTER TASK d.s.child_task REMOVE AFTER d.s.root",
  "ALTER TASK d.s.alone SUSPEND",
  "ALTER TASK d.s.root SET SCHEDULE = '20 MINUTE'",
  "DROP TASK d.s.last",
  "ALTER NETWORK RULE d.s.r SET VALUE_LIST = ('10.0.0.0/8')",
  "DROP NETWORK RULE d.s.e",
  "ALTER SECRET d.s.word SET SECRET_STRING = 'other' COMMENT = 'changed'",
  "ALTER SECRET d.s.pair SET USERNAME = 'v'",
  "ALTER EXTERNAL ACCESS INTEGRATION eai SET ENABLED = FALSE",
  "ALTER SECURITY INTEGRATION so SET COMMENT = 'outward' OAUTH_ISSUE_REFRESH_TOKENS = FALSE",
  "ALTER FUNCTION d.s.f(NUMBER, VARCHAR) RENAME TO d.s.g",
  "ALTER FUNCTION d.s.f(VARCHAR) UNSET SECURE",
  "ALTER PROCEDURE d.s.p(NUMBER) EXECUTE AS OWNER",
  "DROP PROCEDURE d.s.jp()",
  "ALTER PASSWORD POLICY d.s.pp SET PASSWORD_MIN_LENGTH = 13",
  "DROP PASSWORD POLICY d.s.pp",
  "ALTER USER ann UNSET PASSWORD POLICY",
  "DROP PASSWORD POLICY d.s.pp",
  "ALTER USER ann MODIFY PROGRAMMATIC ACCESS TOKEN first SET DISABLED = TRUE",
  "REVOKE INSERT ON TABLE d.s.t FROM ROLE analyst",
  "GRANT SELECT ON ALL TABLES IN SCHEMA d.s TO ROLE loader",
  "GRANT OWNERSHIP ON TABLE d.s.t TO ROLE creator COPY CURRENT GRANTS",
  "REVOKE SELECT ON FUTURE TABLES IN DATABASE d FROM ROLE analyst",
  "DROP ROLE loader",
  "ALTER ROLE creator RENAME TO maker",
  "ALTER ACCOUNT UNSET TIMEZONE",
  'DROP DATABASE "odd db"',
  "ALTER TABLE d.s.nowhere ADD COLUMN a NUMBER",
  "CREATE TABLE d.s.t (a NUMBER)",
];

test("an account and its twin answer the same statements alike and stay alike", async () => {
  const account = LocalAccount.create({ now: () => NOW });
  expect(await fill(account)).toEqual([]);
  const { seed } = await readRaw(account);
  const { account: twin } = await LocalAccount.seed(seed, { now: () => NOW });
  for (const text of CHANGES) expect([text, await run(twin, text)]).toEqual([text, await run(account, text)]);
  const { seed: after, refused } = await readRaw(account);
  // It is a database role's now, and no role that reads has a privilege on it.
  expect(refused).toEqual([expect.stringContaining("DESCRIBE SEARCH OPTIMIZATION ON D.S.TT")]);
  const holes = await compareWithSeed(twin, after);
  expect(holes.map(({ statement, object, column, why }) => `${statement} | ${object} | ${column} | ${why}`)).toEqual([]);
});
