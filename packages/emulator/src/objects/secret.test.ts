import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

async function account(): Promise<LocalAccount> {
  const made = LocalAccount.create();
  await must(made, "CREATE DATABASE d");
  return made;
}

test.each([
  ["TYPE = PASSWORD USERNAME = 'joe' PASSWORD = 'pw'", { secret_type: "PASSWORD", username: "joe" }],
  ["TYPE = 'GENERIC_STRING' SECRET_STRING = 'value' COMMENT = 'abc'", { secret_type: "GENERIC_STRING", comment: "abc", username: null }],
  ["TYPE = SYMMETRIC_KEY ALGORITHM = 'generic'", { secret_type: "SYMMETRIC_KEY", algorithm: "GENERIC", key_length: "256" }],
  [
    "TYPE = WORKLOAD_IDENTITY_FEDERATION",
    { secret_type: "WORKLOAD_IDENTITY_FEDERATION", workload_identity_federation_issuer: expect.stringContaining("https://") },
  ],
])("CREATE SECRET %s", async (text, expected) => {
  const made = await account();
  await must(made, `CREATE SECRET d.public.s ${text}`);
  expect((await show(made, "DESC SECRET d.public.s"))[0]).toMatchObject(expected);
});

test.each([
  ["SECRET_STRING = 'x'", "001003"],
  ["TYPE = GENERIC", "001008"],
  ["TYPE = GENERIC_STRING", "002029"],
  ["TYPE = PASSWORD USERNAME = 'joe'", "002029"],
  ["TYPE = GENERIC_STRING SECRET_STRING = 'x' USERNAME = 'joe'", "001420"],
  ["TYPE = SYMMETRIC_KEY ALGORITHM = AES", "001008"],
  ["TYPE = OAUTH2", "002029"],
  ["TYPE = OAUTH2 API_AUTHENTICATION = nowhere", "002003"],
])("CREATE SECRET %s is refused", async (text, code) => {
  expect(await run(await account(), `CREATE SECRET d.public.s ${text}`)).toMatchObject({ code });
});

test("its columns", async () => {
  const made = await account();
  await must(made, "CREATE SECRET d.public.s TYPE = GENERIC_STRING SECRET_STRING = 'x'");
  const [shown] = await show(made, "SHOW SECRETS IN SCHEMA d.public");
  expect(Object.keys(shown ?? {}).join()).toBe("created_on,name,schema_name,database_name,owner,comment,secret_type,oauth_scopes,owner_role_type");
  const [described] = await show(made, "DESC SECRET d.public.s");
  expect(Object.keys(described ?? {}).join()).toBe(
    "created_on,name,schema_name,database_name,owner,comment,secret_type,username,oauth_access_token_expiry_time,oauth_refresh_token_expiry_time," +
      "oauth_scopes,integration_name,algorithm,key_length,workload_identity_federation_issuer,workload_identity_federation_subject",
  );
});

test("scopes are a list in SHOW, and a text with commas in DESCRIBE", async () => {
  const made = await account();
  await must(
    made,
    `CREATE SECURITY INTEGRATION i TYPE = API_AUTHENTICATION AUTH_TYPE = OAUTH2 OAUTH_CLIENT_ID = 'x' OAUTH_CLIENT_SECRET = 'y'
       OAUTH_TOKEN_ENDPOINT = 'https://example.com/token' OAUTH_ALLOWED_SCOPES = ('a', 'b') ENABLED = TRUE;
     CREATE SECRET d.public.s TYPE = OAUTH2 API_AUTHENTICATION = i OAUTH_SCOPES = ('a', 'b')`,
  );
  expect(await show(made, "SHOW SECRETS IN SCHEMA d.public")).toMatchObject([{ oauth_scopes: "[a, b]" }]);
  expect(await show(made, "DESC SECRET d.public.s")).toMatchObject([{ oauth_scopes: "a,b" }]);
});

test("no value is kept or shown anywhere", async () => {
  const folder = await mkdtemp(join(tmpdir(), "snowtower-secret-"));
  try {
    const { account: made } = await LocalAccount.open(folder);
    await must(made, "CREATE DATABASE d; CREATE SECRET d.public.s TYPE = PASSWORD USERNAME = 'joe' PASSWORD = 'tell-nobody-1'");
    await must(made, "ALTER SECRET d.public.s SET PASSWORD = 'tell-nobody-2' USERNAME = 'jane'");
    await must(made, "CREATE SECRET d.public.g TYPE = GENERIC_STRING SECRET_STRING = 'tell-nobody-3'");
    const seen = JSON.stringify([await show(made, "DESC SECRET d.public.s"), await show(made, "SHOW SECRETS IN ACCOUNT"), made.history.all()]);
    await made.close();
    const files = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), "utf8")));
    expect(seen).toContain("jane");
    expect(seen + files.join()).not.toContain("tell-nobody");
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("what ALTER can and cannot", async () => {
  const made = await account();
  await must(made, "CREATE SECRET d.public.s TYPE = GENERIC_STRING SECRET_STRING = 'x'");
  await must(made, "ALTER SECRET d.public.s SET SECRET_STRING = 'y' COMMENT = 'why'");
  for (const [form, code] of [
    ["UNSET COMMENT", "001003"],
    ["RENAME TO t", "001003"],
    ["SET USERNAME = 'joe'", "001420"],
    ["SET TYPE = PASSWORD", "001420"],
  ])
    expect(await run(made, `ALTER SECRET d.public.s ${form}`)).toMatchObject({ code });
});

test("USAGE or READ describes, OWNERSHIP changes", async () => {
  const made = await account();
  await must(made, "CREATE SECRET d.public.s TYPE = GENERIC_STRING SECRET_STRING = 'x'; CREATE ROLE r; GRANT ROLE r TO USER admin");
  await must(made, "GRANT USAGE ON DATABASE d TO ROLE r; GRANT USAGE ON SCHEMA d.public TO ROLE r; GRANT READ ON FUTURE SECRETS IN SCHEMA d.public TO ROLE r");
  expect(await run(as(made, "R"), "DESC SECRET d.public.s")).toMatchObject({ code: "002003" });
  await must(made, "CREATE OR REPLACE SECRET d.public.s TYPE = GENERIC_STRING SECRET_STRING = 'x'");
  await must(as(made, "R"), "DESC SECRET d.public.s");
  expect(await run(as(made, "R"), "ALTER SECRET d.public.s SET SECRET_STRING = 'y'")).toMatchObject({ code: "003001" });
});
