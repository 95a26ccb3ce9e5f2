import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { Cursor } from "../parser/cursor.ts";
import { as, must, run, show } from "../testing/run.ts";
import { STAGE_PROPERTIES } from "./stage/read-stage.ts";

async function withSchema() {
  const account = LocalAccount.create();
  const session = as(account, "ACCOUNTADMIN");
  await must(session, "CREATE DATABASE d; CREATE SCHEMA s; USE SCHEMA d.s; CREATE FILE FORMAT ff TYPE = JSON");
  return { account, session };
}

const INTERNAL = { url: "", has_credentials: "N", has_encryption_key: "N", cloud: null, storage_integration: null, endpoint: null, type: "INTERNAL" };

describe("stage", () => {
  it.each([
    [`CREATE STAGE "D"."S"."ST" `, { ...INTERNAL, directory_enabled: "N" }],
    ["CREATE STAGE st\nCOMMENT = 'Internal stage'", { ...INTERNAL, comment: "Internal stage" }],
    ["CREATE STAGE st ENCRYPTION = ( TYPE = 'SNOWFLAKE_SSE' ) DIRECTORY = ( ENABLE = TRUE )", { ...INTERNAL, type: "INTERNAL NO CSE", directory_enabled: "Y" }],
    ["CREATE STAGE st URL = 's3://b/p/'", { url: "s3://b/p/", type: "EXTERNAL", cloud: "AWS", has_credentials: "N" }],
    ["CREATE STAGE st URL = 's3://b' CREDENTIALS = (AWS_KEY_ID = 'k' AWS_SECRET_KEY = 'x')", { has_credentials: "Y", has_encryption_key: "N" }],
    ["CREATE STAGE st URL = 's3://b' ENCRYPTION = (MASTER_KEY = 'x')", { has_encryption_key: "Y" }],
    ["CREATE STAGE st URL = 'gcs://b' ENCRYPTION = ( TYPE = 'GCS_SSE_KMS' )", { cloud: "GCP", has_encryption_key: "Y" }],
    ["CREATE STAGE st URL = 'gcs://b' ENCRYPTION = ( TYPE = 'NONE' )", { has_encryption_key: "N" }],
    ["CREATE STAGE st URL = 's3://b' ENCRYPTION = ( TYPE = 'AWS_SSE_S3' )", { has_encryption_key: "N" }],
    ["CREATE STAGE st URL = 'gcs://b' ENCRYPTION = ( TYPE = 'GCS_SSE_KMS' KMS_KEY_ID = 'abc' )", { has_encryption_key: "Y" }],
    ["CREATE STAGE st URL = 'azure://a.blob.core.windows.net/c' CREDENTIALS = (AZURE_SAS_TOKEN = 'x')", { cloud: "AZURE", has_credentials: "Y" }],
    ["CREATE STAGE st URL = 's3compat://b' ENDPOINT = 'e.example'", { cloud: "AWS", endpoint: "e.example" }],
  ])("%s", async (statement, expected) => {
    const { session } = await withSchema();
    expect(await run(session, statement)).toBe("Stage ST successfully created.");
    expect(await show(session, "SHOW STAGES IN SCHEMA d.s")).toMatchObject([{ name: "ST", owner: "ACCOUNTADMIN", region: null, ...expected }]);
  });

  it.each([
    ["CREATE STAGE st URL = 'http://x'", { code: "001011", message: "SQL compilation error:\ninvalid URL prefix found in: 'http://x'" }],
    [
      `CREATE STAGE st URL = 'gcs://b' STORAGE_INTEGRATION = "NOWHERE"`,
      { code: "002003", message: "SQL compilation error:\nIntegration 'NOWHERE' does not exist or not authorized." },
    ],
    ["CREATE STAGE st CREDENTIALS = (AWS_KEY_ID = 'k')", { code: "001008" }],
    ["CREATE STAGE st URL = 'gcs://b' CREDENTIALS = (AWS_KEY_ID = 'k')", { code: "001008" }],
    ["CREATE STAGE st ENCRYPTION = (TYPE = 'AWS_SSE_S3')", { code: "001008" }],
    ["CREATE STAGE st URL = 's3://b' ENCRYPTION = (TYPE = 'AWS_CSE')", { code: "001008" }],
    ["CREATE STAGE st URL = 's3compat://b'", { code: "001008" }],
    ["CREATE STAGE st DIRECTORY = (ENABLE = TRUE REFRESH_ON_CREATE = TRUE)", { code: "001008" }],
    ["CREATE STAGE st FILE_FORMAT = (FORMAT_NAME = nowhere)", { code: "002003" }],
    ["CREATE STAGE st FILE_FORMAT = (FORMAT_NAME = ff TYPE = CSV)", { code: "001008" }],
    ["CREATE STAGE st FILE_FORMAT = (TYPE = JSON SKIP_HEADER = 1)", { code: "001420" }],
    ["CREATE STAGE st COPY_OPTIONS = (ON_ERROR = MAYBE)", { code: "001008" }],
    ["CREATE STAGE st COPY_OPTIONS = (NO_SUCH = 1)", { code: "001420" }],
    ["CREATE TEMPORARY STAGE st", { code: "000002" }],
    ["CREATE STAGE st CLONE st0", { code: "000002" }],
    ["ALTER STAGE st0 SET URL = 's3://b'", { code: "000002" }],
    ["ALTER STAGE st0 SET ENCRYPTION = (TYPE = 'SNOWFLAKE_SSE')", { code: "000002" }],
    ["ALTER STAGE st0 UNSET COMMENT", { code: "001003" }],
    ["ALTER STAGE st0 REFRESH", { code: "091093" }],
  ])("refuses %s", async (statement, expected) => {
    const { session } = await withSchema();
    await must(session, "CREATE STAGE st0");
    expect(await run(session, statement)).toMatchObject(expected);
  });

  it("describes format, copy options, location and directory", async () => {
    const { session } = await withSchema();
    await must(
      session,
      `CREATE STAGE st URL = 's3://b/p/' CREDENTIALS = (AWS_KEY_ID = 'k' AWS_SECRET_KEY = 'hidden') DIRECTORY = ( ENABLE = TRUE )
      FILE_FORMAT = ( FORMAT_NAME = "D"."S"."FF" ) COPY_OPTIONS = ( ON_ERROR = 'SKIP_FILE' SIZE_LIMIT = 25000000 ENFORCE_LENGTH = FALSE )`,
    );
    const row = (parent_property: string, property: string, property_type: string, property_value: string, property_default = "") => ({
      parent_property,
      property,
      property_type,
      property_value,
      property_default,
    });
    const rows = await show(session, "DESC STAGE st");
    expect(rows).toEqual([
      row("STAGE_FILE_FORMAT", "FORMAT_NAME", "String", '\\"D\\".\\"S\\".\\"FF\\"'),
      row("STAGE_COPY_OPTIONS", "ON_ERROR", "String", "SKIP_FILE", "ABORT_STATEMENT"),
      row("STAGE_COPY_OPTIONS", "SIZE_LIMIT", "Long", "25000000"),
      row("STAGE_COPY_OPTIONS", "PURGE", "Boolean", "false", "false"),
      row("STAGE_COPY_OPTIONS", "RETURN_FAILED_ONLY", "Boolean", "false", "false"),
      row("STAGE_COPY_OPTIONS", "ENFORCE_LENGTH", "Boolean", "false", "true"),
      row("STAGE_COPY_OPTIONS", "TRUNCATECOLUMNS", "Boolean", "false", "false"),
      row("STAGE_COPY_OPTIONS", "FORCE", "Boolean", "false", "false"),
      row("STAGE_LOCATION", "URL", "String", '["s3://b/p/"]'),
      row("STAGE_CREDENTIALS", "AWS_KEY_ID", "String", "k"),
      row("DIRECTORY", "LAST_REFRESHED_ON", "Timestamp", ""),
      row("DIRECTORY", "ENABLE", "Boolean", "true", "false"),
      row("DIRECTORY", "AUTO_REFRESH", "Boolean", "false", "false"),
    ]);
    await must(session, "ALTER FILE FORMAT ff RENAME TO gg; ALTER STAGE st SET COPY_OPTIONS = ()");
    const after = await show(session, "DESC STAGE st");
    expect(after[0]?.property_value).toBe('\\"D\\".\\"S\\".\\"GG\\"');
    expect(after[1]?.property_value).toBe("ABORT_STATEMENT");
    await must(session, "ALTER STAGE st SET FILE_FORMAT = ( TYPE = CSV )");
    expect((await show(session, "DESC STAGE st")).filter((at) => at.parent_property === "STAGE_FILE_FORMAT")).toHaveLength(24);
  });

  it("is altered, and keeps no secret", async () => {
    const { account, session } = await withSchema();
    await must(session, "CREATE STAGE st URL = 's3://b' DIRECTORY = (ENABLE = TRUE AUTO_REFRESH = TRUE)");
    await must(session, `ALTER STAGE st SET URL = "s3://c/"; ALTER STAGE st SET DIRECTORY = ( ENABLE = FALSE ); ALTER STAGE st SET COMMENT = 'x'`);
    await must(session, "ALTER STAGE st SET CREDENTIALS = (AWS_KEY_ID = 'k' AWS_SECRET_KEY = 'hidden'); ALTER STAGE st RENAME TO su");
    expect(await show(session, "SHOW STAGES")).toMatchObject([{ name: "SU", url: "s3://c/", comment: "x", has_credentials: "Y", directory_enabled: "N" }]);
    expect((await show(session, "DESC STAGE su")).at(-1)).toMatchObject({ property: "AUTO_REFRESH", property_value: "true" });
    const read = STAGE_PROPERTIES.find((property) => property.name === "CREDENTIALS")?.read;
    expect(read?.(new Cursor("(AWS_KEY_ID = 'k' AWS_SECRET_KEY = 'hidden')"), "CREDENTIALS")).toEqual({ AWS_KEY_ID: "k", AWS_SECRET_KEY: true });
    await must(session, "CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON DATABASE d TO ROLE r; GRANT USAGE ON SCHEMA d.s TO ROLE r");
    await must(session, "GRANT READ, USAGE ON ALL STAGES IN SCHEMA d.s TO ROLE r");
    expect(await show(as(account, "R"), "SHOW STAGES IN ACCOUNT")).toHaveLength(1);
    expect(await run(as(account, "R"), "ALTER STAGE d.s.su SET COMMENT = 'y'")).toMatchObject({ code: "003001" });
    expect(await run(session, "DROP STAGE su")).toBe("SU successfully dropped.");
  });

  it("needs a storage integration where the account says so", async () => {
    const { session } = await withSchema();
    await must(session, "ALTER ACCOUNT SET REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_CREATION = TRUE");
    expect(await run(session, "CREATE STAGE st URL = 's3://b'")).toMatchObject({ code: "001008" });
    expect(await run(session, "CREATE STAGE st")).toBe("Stage ST successfully created.");
  });
});
