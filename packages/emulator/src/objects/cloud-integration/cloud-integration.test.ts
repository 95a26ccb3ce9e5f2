import { describe, expect, it } from "vitest";
import { LocalAccount } from "../../local-account.ts";
import { as, must, run, show } from "../../testing/run.ts";

const S3 = "TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' ENABLED = TRUE STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::001234567890:role/myrole'";
const GCS = "TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'GCS' ENABLED = TRUE";
const SNS = "ENABLED = TRUE DIRECTION = OUTBOUND TYPE = QUEUE NOTIFICATION_PROVIDER = AWS_SNS AWS_SNS_TOPIC_ARN = 'arn:t' AWS_SNS_ROLE_ARN = 'arn:r'";

async function described(account: LocalAccount, what: string): Promise<readonly string[]> {
  return (await show(account, `DESC ${what}`)).map((row) => `${row.property}|${row.property_type}|${row.property_value}|${row.property_default}`);
}

describe("storage integrations", () => {
  it("show what they were made with, and Snowflake's own side", async () => {
    const account = LocalAccount.create();
    await must(
      account,
      `CREATE STORAGE INTEGRATION s3_int ${S3} STORAGE_ALLOWED_LOCATIONS = ('*') STORAGE_BLOCKED_LOCATIONS = ('s3://a/b/', 's3://c/') COMMENT = 'c'`,
    );
    expect(await show(account, "SHOW STORAGE INTEGRATIONS")).toMatchObject([
      { name: "S3_INT", type: "EXTERNAL_STAGE", category: "STORAGE", enabled: "true", comment: "c" },
    ]);
    const rows = await described(account, "INTEGRATION s3_int");
    expect(rows).toEqual([
      "ENABLED|Boolean|true|false",
      "STORAGE_PROVIDER|String|S3|",
      "STORAGE_ALLOWED_LOCATIONS|List|*|[]",
      "STORAGE_BLOCKED_LOCATIONS|List|s3://a/b/,s3://c/|[]",
      "STORAGE_AWS_ROLE_ARN|String|arn:aws:iam::001234567890:role/myrole|",
      "STORAGE_AWS_OBJECT_ACL|String||",
      "USE_PRIVATELINK_ENDPOINT|Boolean|false|false",
      expect.stringMatching(/^STORAGE_AWS_IAM_USER_ARN\|String\|arn:aws:iam::\d{12}:user\/\S+\|$/),
      expect.stringMatching(/^STORAGE_AWS_EXTERNAL_ID\|String\|LOCAL_SFCRole=2_\S+=\|$/),
      "COMMENT|String|c|",
    ]);
    expect(await described(account, "STORAGE INTEGRATION s3_int")).toEqual(rows);
    await must(
      account,
      "ALTER STORAGE INTEGRATION s3_int SET STORAGE_AWS_EXTERNAL_ID = 'mine' ENABLED = FALSE; ALTER STORAGE INTEGRATION s3_int UNSET STORAGE_BLOCKED_LOCATIONS",
    );
    const changed = await described(account, "INTEGRATION s3_int");
    for (const row of ["ENABLED|Boolean|false|false", "STORAGE_BLOCKED_LOCATIONS|List||[]", "STORAGE_AWS_EXTERNAL_ID|String|mine|"])
      expect(changed).toContain(row);
  });

  it.each([
    ["TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' ENABLED = TRUE STORAGE_ALLOWED_LOCATIONS = ('*')", "001008"],
    [`${GCS}`, "001008"],
    [`${GCS} STORAGE_ALLOWED_LOCATIONS = ('*') STORAGE_AWS_ROLE_ARN = 'x'`, "001420"],
    [`${GCS} STORAGE_ALLOWED_LOCATIONS = ('s3://bucket/')`, "001008"],
    [`${S3} STORAGE_ALLOWED_LOCATIONS = ('*') STORAGE_AWS_OBJECT_ACL = 'public'`, "001008"],
    ["TYPE = POSTGRES_EXTERNAL_STORAGE STORAGE_PROVIDER = 'S3' ENABLED = TRUE STORAGE_ALLOWED_LOCATIONS = ('s3://a/')", "000002"],
    [`${GCS} STORAGE_LOCATIONS = (())`, "000002"],
  ])("%s is refused", async (text, code) => {
    expect(await run(LocalAccount.create(), `CREATE STORAGE INTEGRATION i ${text}`)).toMatchObject({ code });
  });

  it("keep what no ALTER changes", async () => {
    const account = LocalAccount.create();
    await must(account, `CREATE STORAGE INTEGRATION i ${GCS} STORAGE_ALLOWED_LOCATIONS = ('*')`);
    for (const alter of ["SET STORAGE_PROVIDER = 'S3'", "UNSET STORAGE_ALLOWED_LOCATIONS", "SET AZURE_TENANT_ID = 'x'", "RENAME TO j", "SET ACTIVE = 'x'"])
      expect(await run(account, `ALTER STORAGE INTEGRATION i ${alter}`), alter).toHaveProperty("code");
  });

  it("say where a stage may be", async () => {
    const account = LocalAccount.create();
    await must(
      account,
      `CREATE DATABASE d; CREATE STORAGE INTEGRATION i ${GCS} STORAGE_ALLOWED_LOCATIONS = ('gcs://a/in/') STORAGE_BLOCKED_LOCATIONS = ('gcs://a/in/secret/')`,
    );
    const stage = (url: string) => run(account, `CREATE OR REPLACE STAGE d.public.s URL = '${url}' STORAGE_INTEGRATION = i`);
    for (const url of ["gcs://a/in", "gcs://a/in/", "gcs://a/in/x/y", "gcs://a/in/secrets/"]) expect(await stage(url), url).toContain("successfully created");
    for (const url of ["gcs://a/", "gcs://a/inner/", "gcs://a/in/secret", "gcs://a/in/secret/x/", "s3://a/in/"])
      expect(await stage(url), url).toMatchObject({ code: "003167" });
    expect(await run(account, "ALTER STAGE d.public.s SET URL = 'gcs://b/'")).toMatchObject({ code: "003167" });
    await must(account, "ALTER INTEGRATION i SET ENABLED = FALSE");
    expect(await stage("gcs://a/in/")).toMatchObject({ code: "003159" });
  });

  it("are made with CREATE INTEGRATION, or the privilege of their kind", async () => {
    const account = LocalAccount.create();
    await must(
      account,
      "CREATE ROLE r; GRANT ROLE r TO USER admin; CREATE ROLE s; GRANT ROLE s TO USER admin; GRANT CREATE NOTIFICATION INTEGRATION ON ACCOUNT TO ROLE r; GRANT CREATE INTEGRATION ON ACCOUNT TO ROLE s",
    );
    const text = `CREATE STORAGE INTEGRATION i ${GCS} STORAGE_ALLOWED_LOCATIONS = ('*')`;
    expect(await run(as(account, "R"), text)).toMatchObject({ code: "003001" });
    expect(await run(as(account, "S"), text)).toBe("Integration I successfully created.");
    expect(await run(as(account, "R"), `CREATE NOTIFICATION INTEGRATION n ${SNS}`)).toBe("Integration N successfully created.");
    expect(await run(as(account, "R"), "DESC INTEGRATION i")).toMatchObject({ code: "002003" });
    await must(account, "GRANT USAGE ON INTEGRATION i TO ROLE r");
    expect(await show(as(account, "R"), "DESC INTEGRATION i")).toContainEqual(expect.objectContaining({ property: "STORAGE_GCP_SERVICE_ACCOUNT" }));
  });
});

describe("notification integrations", () => {
  it("show their type with the provider, their direction, and Snowflake's own side", async () => {
    const account = LocalAccount.create();
    await must(
      account,
      `CREATE USER ann EMAIL = 'ann@example.com'; CREATE NOTIFICATION INTEGRATION sns ${SNS}; CREATE NOTIFICATION INTEGRATION mail TYPE = EMAIL ENABLED = TRUE ALLOWED_RECIPIENTS = ('Ann@example.com');
       CREATE NOTIFICATION INTEGRATION queue ENABLED = FALSE TYPE = QUEUE NOTIFICATION_PROVIDER = GCP_PUBSUB GCP_PUBSUB_SUBSCRIPTION_NAME = 'projects/p/subscriptions/s'`,
    );
    const rows = await show(account, "SHOW NOTIFICATION INTEGRATIONS");
    expect(rows.map(({ name, type, category, enabled, direction }) => [name, type, category, enabled, direction])).toEqual([
      ["MAIL", "EMAIL", "NOTIFICATION", "true", "OUTBOUND"],
      ["QUEUE", "QUEUE - GCP_PUBSUB", "NOTIFICATION", "false", "INBOUND"],
      ["SNS", "QUEUE - AWS_SNS", "NOTIFICATION", "true", "OUTBOUND"],
    ]);
    // docs: user-guide/notifications/creating-notification-integration-amazon-sns
    expect((await described(account, "NOTIFICATION INTEGRATION sns")).map((row) => row.split("|")[0])).toEqual([
      ...["ENABLED", "NOTIFICATION_PROVIDER", "DIRECTION", "AWS_SNS_TOPIC_ARN", "AWS_SNS_ROLE_ARN", "SF_AWS_IAM_USER_ARN", "SF_AWS_EXTERNAL_ID", "COMMENT"],
    ]);
    expect(await described(account, "INTEGRATION mail")).toContain("ALLOWED_RECIPIENTS|List|Ann@example.com|[]");
    await must(account, "ALTER NOTIFICATION INTEGRATION mail UNSET ALLOWED_RECIPIENTS; ALTER NOTIFICATION INTEGRATION sns SET AWS_SNS_TOPIC_ARN = 'arn:u'");
    expect(await described(account, "INTEGRATION mail")).toContain("ALLOWED_RECIPIENTS|List||[]");
    expect(await described(account, "INTEGRATION sns")).toContain("AWS_SNS_TOPIC_ARN|String|arn:u|");
  });

  it.each([
    ["TYPE = QUEUE ENABLED = TRUE", "001008"],
    [SNS.replace("DIRECTION = OUTBOUND", ""), "001008"],
    [SNS.replace("AWS_SNS_ROLE_ARN = 'arn:r'", ""), "001008"],
    [`${SNS} GCP_PUBSUB_TOPIC_NAME = 'x'`, "001420"],
    ["TYPE = EMAIL ENABLED = TRUE ALLOWED_RECIPIENTS = ('nobody@example.com')", "001008"],
    ["TYPE = EMAIL ENABLED = TRUE AWS_SNS_ROLE_ARN = 'x'", "001420"],
    ["TYPE = EMAIL", "001008"],
    ["TYPE = WEBHOOK ENABLED = TRUE", "000002"],
    ["ENABLED = TRUE DIRECTION = OUTBOUND TYPE = QUEUE NOTIFICATION_PROVIDER = GCP_PUBSUB GCP_PUBSUB_TOPIC_NAME = 't'", "001008"],
  ])("%s is refused", async (text, code) => {
    expect(await run(LocalAccount.create(), `CREATE NOTIFICATION INTEGRATION i ${text}`)).toMatchObject({ code });
  });

  it("may be where the account is, and a task names one", async () => {
    const account = LocalAccount.create({ region: "GCP_EUROPE_WEST2" });
    await must(
      account,
      "CREATE NOTIFICATION INTEGRATION i ENABLED = TRUE DIRECTION = OUTBOUND TYPE = QUEUE NOTIFICATION_PROVIDER = GCP_PUBSUB GCP_PUBSUB_TOPIC_NAME = 't'; CREATE DATABASE d",
    );
    expect(await run(account, `CREATE NOTIFICATION INTEGRATION j ${SNS}`)).toMatchObject({ code: "001008" });
    expect(await run(account, "CREATE TASK d.public.t SCHEDULE = '60 MINUTE' ERROR_INTEGRATION = i AS SELECT 1")).toContain("successfully created");
    expect(await run(account, "CREATE TASK d.public.u SCHEDULE = '60 MINUTE' ERROR_INTEGRATION = j AS SELECT 1")).toMatchObject({ code: "002003" });
  });
});
