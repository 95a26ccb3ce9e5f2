import { expect, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { must, run } from "../testing/run.ts";

const SET_UP = "CREATE DATABASE d; CREATE TABLE d.public.t (a INT, b VARCHAR); CREATE TAG d.public.g";

/** (docs: user-guide/intro-editions) */
const ENTERPRISE_ONLY: readonly (readonly [string, string])[] = [
  ["CREATE MASKING POLICY d.public.p AS (v VARCHAR) RETURNS VARCHAR -> '*'", "Unsupported feature 'MASKING POLICY'."],
  ["CREATE ROW ACCESS POLICY d.public.p AS (v VARCHAR) RETURNS BOOLEAN -> TRUE", "Unsupported feature 'ROW ACCESS POLICY'."],
  ["CREATE AGGREGATION POLICY d.public.p AS () RETURNS AGGREGATION_CONSTRAINT -> NO_AGGREGATION_CONSTRAINT()", "Unsupported feature 'AGGREGATION POLICY'."],
  [
    "CREATE PROJECTION POLICY d.public.p AS () RETURNS PROJECTION_CONSTRAINT -> PROJECTION_CONSTRAINT(ALLOW => TRUE)",
    "Unsupported feature 'PROJECTION POLICY'.",
  ],
  ["CREATE SESSION POLICY d.public.p", "Unsupported feature 'SESSION POLICY'."],
  ["CREATE WAREHOUSE w MAX_CLUSTER_COUNT = 2", "Unsupported feature 'MULTI-CLUSTER WAREHOUSES'."],
  ["CREATE WAREHOUSE w ENABLE_QUERY_ACCELERATION = TRUE", "Unsupported feature 'QUERY ACCELERATION'."],
  ["ALTER TABLE d.public.t ADD SEARCH OPTIMIZATION", "Unsupported feature 'SEARCH OPTIMIZATION'."],
  ["CREATE DATABASE e DATA_RETENTION_TIME_IN_DAYS = 2", "invalid value [2] for parameter 'DATA_RETENTION_TIME_IN_DAYS'"],
  ["ALTER ACCOUNT SET DATA_RETENTION_TIME_IN_DAYS = 30", "invalid value [30] for parameter 'DATA_RETENTION_TIME_IN_DAYS'"],
  ["ALTER ACCOUNT SET PERIODIC_DATA_REKEYING = TRUE", "Unsupported feature 'PERIODIC DATA REKEYING'."],
  ["ALTER DATABASE d SET EVENT_TABLE = 'd.public.events'", "Unsupported feature 'EVENT TABLE OF A DATABASE'."],
];

test.each(ENTERPRISE_ONLY)("%s needs more than Standard", async (text, words) => {
  const standard = LocalAccount.create({ edition: "STANDARD" });
  await must(standard, SET_UP);
  const refused = await run(standard, text);
  expect(typeof refused === "string" ? refused : refused.message).toContain(words);
  const enterprise = LocalAccount.create({ edition: "ENTERPRISE" });
  await must(enterprise, `${SET_UP}; ${text}`);
});

test.each([
  "CREATE TAG d.public.g2",
  "CREATE NETWORK POLICY p ALLOWED_IP_LIST = ('0.0.0.0/0')",
  "CREATE AUTHENTICATION POLICY d.public.p",
  "CREATE PASSWORD POLICY d.public.p",
  "CREATE RESOURCE MONITOR m WITH CREDIT_QUOTA = 1",
  "CREATE DATABASE e DATA_RETENTION_TIME_IN_DAYS = 1",
  "CREATE NETWORK RULE d.public.r TYPE = AWSVPCEID VALUE_LIST = ('vpce-1')",
])("%s is in every edition", async (text) => {
  const standard = LocalAccount.create({ edition: "STANDARD" });
  await must(standard, SET_UP);
  await must(standard, text);
});
