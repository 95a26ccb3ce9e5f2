import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import type { LocalSession } from "../session.ts";
import { as, must, run, show } from "../testing/run.ts";

let work: string;
let account: LocalAccount;
let session: LocalSession;

beforeEach(async () => {
  work = mkdtempSync(join(tmpdir(), "snowtower-files-"));
  account = LocalAccount.create();
  session = as(account, "ACCOUNTADMIN");
  await must(session, "USE WAREHOUSE COMPUTE_WH; CREATE DATABASE D; CREATE STAGE S DIRECTORY = (ENABLE = TRUE)");
  await put("a.csv", "data", "first");
  await put("b.csv", "other", "x");
});
afterEach(async () => {
  await account.close();
  rmSync(work, { recursive: true });
});

async function put(name: string, path: string, content: string): Promise<void> {
  writeFileSync(join(work, name), content);
  await must(session, `PUT file://${work}/${name} @S/${path} AUTO_COMPRESS = FALSE OVERWRITE = TRUE`);
}

async function refreshed(how = ""): Promise<readonly (string | null | undefined)[]> {
  return (await show(session, `ALTER STAGE S REFRESH ${how}`)).map(({ file, status }) => `${file} ${status}`);
}

async function paths(): Promise<readonly (string | null | undefined)[]> {
  return (await show(session, "SELECT * FROM DIRECTORY(@S)")).map(({ RELATIVE_PATH }) => RELATIVE_PATH);
}

test("knows what was there at the last refresh", async () => {
  expect(await paths()).toEqual([]);
  expect(await refreshed()).toEqual(["data/a.csv REGISTERED_NEW", "other/b.csv REGISTERED_NEW"]);
  expect(await refreshed()).toEqual([]);
  await put("a.csv", "data", "second");
  await must(session, "REMOVE @S/other");
  expect(await paths()).toEqual(["data/a.csv", "other/b.csv"]);
  expect(await refreshed()).toEqual(["data/a.csv REGISTERED_UPDATE", "other/b.csv UNREGISTERED"]);
  expect(await show(session, "SELECT * FROM DIRECTORY(@D.PUBLIC.S)")).toEqual([
    {
      RELATIVE_PATH: "data/a.csv",
      SIZE: "6",
      LAST_MODIFIED: expect.stringMatching(/^\d{10}\.\d{3} 1440$/),
      MD5: "a9f0e61a137d86aa9db53465e0801612",
      ETAG: "a9f0e61a137d86aa9db53465e0801612",
      FILE_URL: "https://local.snowflakecomputing.com/api/files/D.PUBLIC.S/data/a.csv",
    },
  ]);
});

test("a part of it is refreshed", async () => {
  expect(await refreshed("SUBPATH = 'data'")).toEqual(["data/a.csv REGISTERED_NEW"]);
  expect(await paths()).toEqual(["data/a.csv"]);
});

test("refreshes itself if it was told so", async () => {
  await must(session, "ALTER STAGE S SET DIRECTORY = (AUTO_REFRESH = TRUE)");
  expect(await paths()).toEqual(["data/a.csv", "other/b.csv"]);
});

test("what it knew stays when the stage is altered, and goes when it is made anew", async () => {
  await refreshed();
  await must(session, "ALTER STAGE S SET COMMENT = 'c'; CREATE OR ALTER STAGE S DIRECTORY = (ENABLE = TRUE)");
  expect(await paths()).toHaveLength(2);
  const on = (await show(session, "DESC STAGE S")).find(({ property }) => property === "LAST_REFRESHED_ON");
  expect(on?.property_value).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} -0[78]00$/);
  await must(session, "CREATE OR REPLACE STAGE S DIRECTORY = (ENABLE = TRUE)");
  expect(await paths()).toEqual([]);
});

test("is refused without a directory table, a warehouse, a privilege, and on a stage that cannot be seen from here", async () => {
  await must(session, "CREATE STAGE PLAIN; CREATE STAGE E URL = 's3://b/' DIRECTORY = (ENABLE = TRUE)");
  for (const text of ["ALTER STAGE PLAIN REFRESH", "SELECT * FROM DIRECTORY(@PLAIN)"]) expect(await run(session, text)).toMatchObject({ code: "091093" });
  for (const text of ["ALTER STAGE E REFRESH", "SELECT * FROM DIRECTORY(@E)"]) expect(await run(session, text)).toMatchObject({ code: "000002" });
  expect(await run(as(account, "ACCOUNTADMIN"), "SELECT * FROM DIRECTORY(@D.PUBLIC.S)")).toMatchObject({ code: "000606" });
  await must(
    session,
    "CREATE ROLE R; GRANT ROLE R TO USER ADMIN; GRANT USAGE ON DATABASE D TO ROLE R; GRANT USAGE ON SCHEMA D.PUBLIC TO ROLE R; GRANT READ ON STAGE S TO ROLE R",
  );
  expect(await run(as(account, "R"), "ALTER STAGE D.PUBLIC.S REFRESH")).toMatchObject({ code: "003001" });
  expect(await run(session, "SELECT * FROM DIRECTORY(@NOWHERE)")).toMatchObject({ code: "002003" });
});
